import JSON
import JSONRPC
import Testing

/// The example exchanges of section 7 of the JSON-RPC 2.0 specification, sent to a server that knows the
/// methods the examples use.
struct SpecificationExamplesTests {
  static let exchanges: [(name: String, sent: String, received: String?)] = [
    (
      "positional parameters", #"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#,
      #"{"jsonrpc": "2.0", "result": 19, "id": 1}"#
    ),
    (
      "positional parameters, swapped",
      #"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#,
      #"{"jsonrpc": "2.0", "result": -19, "id": 2}"#
    ),
    (
      "named parameters",
      #"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
      #"{"jsonrpc": "2.0", "result": 19, "id": 3}"#
    ),
    (
      "named parameters in another order",
      #"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}"#,
      #"{"jsonrpc": "2.0", "result": 19, "id": 4}"#
    ),
    ("a notification", #"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, nil),
    ("a notification of an unknown method", #"{"jsonrpc": "2.0", "method": "foobar"}"#, nil),
    (
      "an unknown method", #"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#,
      #"{"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "1"}"#
    ),
    (
      "invalid JSON", #"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#,
      #"{"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}"#
    ),
    (
      "an invalid request object", #"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#,
      #"{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}"#
    ),
    (
      "a batch of invalid JSON",
      #"""
      [
        {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
        {"jsonrpc": "2.0", "method"
      ]
      """#,
      #"{"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}"#
    ),
    (
      "an empty batch", "[]",
      #"{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}"#
    ),
    (
      "an invalid batch that is not empty", "[1]",
      #"[{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}]"#
    ),
    (
      "an invalid batch", "[1,2,3]",
      #"""
      [
        {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
        {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
        {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
      ]
      """#
    ),
    (
      "a batch",
      #"""
      [
        {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
        {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
        {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
        {"foo": "boo"},
        {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
        {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
      ]
      """#,
      #"""
      [
        {"jsonrpc": "2.0", "result": 7, "id": "1"},
        {"jsonrpc": "2.0", "result": 19, "id": "2"},
        {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
        {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "5"},
        {"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"}
      ]
      """#
    ),
    (
      "a batch of notifications",
      #"""
      [
        {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
        {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}
      ]
      """#, nil
    ),
  ]

  @Test(arguments: exchanges.map(\.name))
  func repliesToSection7Examples(name: String) throws {
    let exchange = try #require(Self.exchanges.first { $0.name == name })
    let reply = Payload(Array(exchange.sent.utf8)).reply(.plain, handle: Self.call)
    #expect(try reply.json == exchange.received.map { try JSONParser.parse($0) })
  }

  private static func call(_ request: Request) -> Result<JSON, RPCError> {
    switch request.method {
    case "subtract":
      let minuend = (request.params?["minuend"] ?? request.params?[0])?.int
      let subtrahend = (request.params?["subtrahend"] ?? request.params?[1])?.int
      guard let minuend, let subtrahend else { return .failure(.invalidParams) }
      return .success(.number(minuend - subtrahend))
    case "sum", "notify_sum":
      return .success(.number((request.params?.array ?? []).compactMap(\.int).reduce(0, +)))
    case "get_data": return .success(["hello", 5])
    case "update", "notify_hello": return .success(.null)
    default: return .failure(.methodNotFound)
    }
  }
}

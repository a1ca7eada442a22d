import HTTPServing
import JSON
import JSONRPC
import OpenRPC
import Testing

@testable import ContractMock

/// Section 7 of the JSON-RPC 2.0 specification, exchange by exchange, as it is printed there: `-->` is sent to a
/// running mock, `<--` is what it must answer.
@Suite(.serialized)
struct SpecificationTests {
  /// What the examples of the specification take for granted.
  static func contract() throws -> Contract {
    try Fixture.contract(
      methods: #"""
        [
          {"name": "subtract",
           "params": [
             {"name": "minuend", "required": true, "schema": {"type": "integer"}},
             {"name": "subtrahend", "required": true, "schema": {"type": "integer"}}],
           "result": {"name": "difference", "schema": {"type": "integer"}},
           "examples": [
             {"name": "positive", "params": [{"name": "minuend", "value": 42}, {"name": "subtrahend", "value": 23}],
              "result": {"name": "difference", "value": 19}},
             {"name": "negative", "params": [{"name": "minuend", "value": 23}, {"name": "subtrahend", "value": 42}],
              "result": {"name": "difference", "value": -19}}]},
          {"name": "sum", "paramStructure": "by-position",
           "params": [
             {"name": "a", "schema": {"type": "integer"}}, {"name": "b", "schema": {"type": "integer"}},
             {"name": "c", "schema": {"type": "integer"}}],
           "result": {"name": "sum", "schema": {"type": "integer"}},
           "examples": [
             {"name": "three", "params": [
               {"name": "a", "value": 1}, {"name": "b", "value": 2}, {"name": "c", "value": 4}],
              "result": {"name": "sum", "value": 7}}]},
          {"name": "update", "params": []},
          {"name": "notify_hello", "params": [{"name": "number", "schema": {"type": "integer"}}]},
          {"name": "notify_sum", "params": []},
          {"name": "get_data", "params": [],
           "result": {"name": "data", "schema": {"type": "array"}},
           "examples": [{"name": "hello", "params": [], "result": {"name": "data", "value": ["hello", 5]}}]}
        ]
        """#)
  }

  @Test(arguments: [
    // rpc call with positional parameters:
    #"""
    --> {"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}
    <-- {"jsonrpc": "2.0", "result": 19, "id": 1}
    """#,
    #"""
    --> {"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}
    <-- {"jsonrpc": "2.0", "result": -19, "id": 2}
    """#,
    // rpc call with named parameters:
    #"""
    --> {"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}
    <-- {"jsonrpc": "2.0", "result": 19, "id": 3}
    """#,
    #"""
    --> {"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}
    <-- {"jsonrpc": "2.0", "result": 19, "id": 4}
    """#,
    // a Notification:
    #"""
    --> {"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}
    """#,
    #"""
    --> {"jsonrpc": "2.0", "method": "foobar"}
    """#,
    // rpc call of non-existent method:
    #"""
    --> {"jsonrpc": "2.0", "method": "foobar", "id": "1"}
    <-- {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "1"}
    """#,
    // rpc call with invalid JSON:
    #"""
    --> {"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]
    <-- {"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}
    """#,
    // rpc call with invalid Request object:
    #"""
    --> {"jsonrpc": "2.0", "method": 1, "params": "bar"}
    <-- {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
    """#,
    // rpc call Batch, invalid JSON:
    #"""
    --> [
      {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
      {"jsonrpc": "2.0", "method"
    ]
    <-- {"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}
    """#,
    // rpc call with an empty Array:
    #"""
    --> []
    <-- {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
    """#,
    // rpc call with an invalid Batch (but not empty):
    #"""
    --> [1]
    <-- [
      {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
    ]
    """#,
    // rpc call with invalid Batch:
    #"""
    --> [1,2,3]
    <-- [
      {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
      {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
      {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
    ]
    """#,
    // rpc call Batch:
    #"""
    --> [
      {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
      {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
      {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
      {"foo": "boo"},
      {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
      {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
    ]
    <-- [
      {"jsonrpc": "2.0", "result": 7, "id": "1"},
      {"jsonrpc": "2.0", "result": 19, "id": "2"},
      {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
      {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "5"},
      {"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"}
    ]
    """#,
    // rpc call Batch (all notifications):
    #"""
    --> [
      {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
      {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}
    ]
    """#,
  ])
  func answersJSONRPCSection7Examples(text: String) async throws {
    let parts = text.components(separatedBy: "<-- ")
    let sent = String(parts[0].dropFirst("--> ".count))
    let server = try await HTTPServer.start(ContractMock(contract: try Self.contract()))
    let (status, received) = try await server.send(sent)
    await server.stop()
    if parts.count == 2 {
      #expect(status == 200)
      #expect(try JSONParser.parse(received) == JSONParser.parse(parts[1]))
    } else {
      // Nothing is returned to a notification, or to a batch of them.
      #expect(status == 204)
      #expect(received.isEmpty)
    }
  }
}

import JSON
import JSONRPC

extension HTTPExchangeResponse {
  public static func json(_ value: JSON, status: Int = 200) -> HTTPExchangeResponse {
    HTTPExchangeResponse(status: status, headers: ["Content-Type": "application/json"], body: value.bytes())
  }

  /// An HTTP error in answer to a call, which also carries a JSON-RPC error, with `id: null` because the body was not
  /// read.
  public static func refusal(_ status: Int, _ error: RPCError) -> HTTPExchangeResponse {
    json(Response(id: .null, error: error).json, status: status)
  }
}

extension RPCError {
  /// The error with an explanation in `data.error`.
  public func explained(_ sentence: String) -> RPCError { with(data: ["error": .string(sentence)]) }

  /// A problem of one field.
  public struct Problem: Sendable, Hashable {
    public var field: String
    public var error: String

    public init(field: String, error: String) {
      self.field = field
      self.error = error
    }

    var json: JSON { ["field": .string(field), "error": .string(error)] }
  }

  public func about(_ field: String, _ error: String, _ more: (String, JSON)...) -> RPCError {
    with(data: .object([("field", .string(field)), ("error", .string(error))] + more))
  }

  /// `data` names the first problem; with several, `errors` lists the first twenty of them.
  public func about(_ problems: [Problem]) -> RPCError {
    guard let first = problems.first else { return self }
    if problems.count == 1 { return about(first.field, first.error) }
    return about(first.field, first.error, ("errors", .array(problems.prefix(20).map(\.json))))
  }
}

extension HTTPExchangeRequest {
  /// The path without its query.
  public var plainPath: String { String(path.prefix { $0 != "?" }) }

  /// The media type of the body, without parameters, in small letters.
  public var mediaType: String {
    let type = headers["Content-Type"]?.prefix { $0 != ";" }.lowercased() ?? ""
    return type.filter { !$0.isWhitespace }
  }
}

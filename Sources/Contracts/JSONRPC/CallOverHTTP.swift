import HTTP
import JSON

extension HTTPExchangeResponse {
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

import JSON
import JSONRPC
import OpenRPC

/// The errors of the service beyond the protocol's own.
extension RPCError {
  static let notFound = RPCError(code: -32001, message: "Not found")
  static let rateLimited = RPCError(code: -32029, message: "Rate limit exceeded")
  static let authenticationFailed = RPCError(code: -32103, message: "Authentication failed")
  static let authorizationFailed = RPCError(code: -32104, message: "Authorization failed")
  static let budgetExceeded = RPCError(code: -40001, message: "Budget exceeded")
  static let validationFailed = RPCError(code: -40002, message: "Validation failed")
  static let cannotCancel = RPCError(code: -40003, message: "Cannot cancel")
  static let evaluationFailed = RPCError(code: -40004, message: "Evaluation failed")
  static let exportLimitExceeded = RPCError(code: -40005, message: "Export limit exceeded")

  static let ofService = [
    notFound, rateLimited, authenticationFailed, authorizationFailed, budgetExceeded, validationFailed,
    cannotCancel, evaluationFailed, exportLimitExceeded,
  ]

  /// The error of that code, with its standard message.
  static func known(code: Int) -> RPCError? { (standard + ofService).first { $0.code == code } }

  /// What is wrong with one field.
  struct Problem: Sendable, Hashable {
    var field: String
    var error: String

    var json: JSON { ["field": .string(field), "error": .string(error)] }
  }

  func about(_ field: String, _ error: String, _ more: (String, JSON)...) -> RPCError {
    with(data: .object([("field", .string(field)), ("error", .string(error))] + more))
  }

  /// `data` names the first problem; with several, `errors` lists the first twenty of them.
  func about(_ problems: [Problem]) -> RPCError {
    guard let first = problems.first else { return self }
    if problems.count == 1 { return about(first.field, first.error) }
    return about(first.field, first.error, ("errors", .array(problems.prefix(20).map(\.json))))
  }

  func explained(_ sentence: String) -> RPCError { with(data: ["error": .string(sentence)]) }
}

import JSON
import JSONRPC
import OpenRPC

/// One error of the service, with its HTTP status and the schema of its data.
struct ServiceError: Sendable {
  var error: RPCError
  /// The HTTP status of a single call that fails with it; a batch is always 200.
  var status: Int
  var scope: ErrorDescription.Scope
  /// The component that is the schema of `data`.
  var data: String

  private init(
    _ error: RPCError, _ data: String, status: Int = 200, scope: ErrorDescription.Scope = .method
  ) {
    self.error = error
    self.status = status
    self.scope = scope
    self.data = data
  }

  static let catalogue = [
    Self(.parseError, "ErrorDetail", scope: .anyRequest),
    Self(.invalidRequest, "ErrorDetail", scope: .anyRequest),
    Self(.methodNotFound, "ErrorDetail", scope: .anyRequest),
    Self(.invalidParams, "FieldErrorData"),
    Self(.internalError, "ErrorDetail", status: 500, scope: .anyRequest),
    Self(.notFound, "FieldErrorData"),
    Self(.rateLimited, "RateLimitData", status: 429, scope: .anyRequest),
    Self(.authenticationFailed, "ErrorDetail", status: 401, scope: .anyRequest),
    Self(.authorizationFailed, "PermissionErrorData", status: 403, scope: .anyRequest),
    Self(.budgetExceeded, "BudgetErrorData"),
    Self(.validationFailed, "FieldErrorData"),
    Self(.cannotCancel, "CancelErrorData"),
    Self(.evaluationFailed, "FieldErrorData"),
    Self(.exportLimitExceeded, "FieldErrorData"),
    Self(.webhookRejected, "FieldErrorData"),
  ]

  /// The HTTP status of a single call that fails with that code.
  static func status(ofCode code: Int) -> Int {
    catalogue.first { $0.error.code == code }?.status ?? 200
  }
}

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
  static let webhookRejected = RPCError(code: -40006, message: "Webhook rejected")

  /// The error of that code, with its standard message.
  static func known(code: Int) -> RPCError? {
    ServiceError.catalogue.first { $0.error.code == code }?.error
  }
}

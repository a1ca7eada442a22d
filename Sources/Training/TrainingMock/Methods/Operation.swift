import JSONRPC
import OpenRPC

/// The methods that the service implements.
enum Call: String, CaseIterable {
  case start = "training.start_grpo"
  case status = "training.get_status"
  case list = "training.list_jobs"
  case cancel = "training.cancel"
  case evaluate = "training.evaluate"
  case export = "training.export_trajectories"
  case registerWebhook = "webhooks.register"
  case listWebhooks = "webhooks.list"
  case deleteWebhook = "webhooks.delete"
}

/// The declaration of a method in the service, which is compared with the contract.
struct Operation: Sendable {
  var permission: String
  var rateLimit: RateLimit
  /// The errors of this method, in addition to `commonErrors`.
  var errors: [RPCError]
  /// The component that is the schema of the result.
  var result: String
  /// Reads all parameters of the method.
  var inputs: @Sendable (inout Parameters) throws(RPCError) -> Void

  fileprivate init(
    _ permission: String, perMinute: Int, result: String, errors: [RPCError] = [],
    inputs: @escaping @Sendable (inout Parameters) throws(RPCError) -> Void
  ) {
    self.permission = permission
    rateLimit = RateLimit(requests: perMinute, windowSeconds: 60)
    self.result = result
    self.errors = errors
    self.inputs = inputs
  }

  /// The errors that every method declares.
  static let commonErrors: [RPCError] = [
    .invalidParams, .authenticationFailed, .authorizationFailed, .rateLimited, .internalError,
  ]
}

extension Call {
  var operation: Operation {
    switch self {
    case .start:
      Operation(
        "training:start", perMinute: 10, result: "StartedJob", errors: [.budgetExceeded, .validationFailed]
      ) { (parameters) throws(RPCError) in _ = try StartInput(&parameters) }
    case .status:
      Operation("training:view", perMinute: 100, result: "JobStatus", errors: [.notFound]) {
        (parameters) throws(RPCError) in _ = try JobInput(&parameters)
      }
    case .list:
      Operation("training:view", perMinute: 60, result: "JobPage") {
        (parameters) throws(RPCError) in _ = try ListInput(&parameters)
      }
    case .cancel:
      Operation(
        "training:cancel", perMinute: 20, result: "Cancellation", errors: [.notFound, .cannotCancel]
      ) { (parameters) throws(RPCError) in _ = try CancelInput(&parameters) }
    case .evaluate:
      Operation(
        "training:evaluate", perMinute: 5, result: "Evaluation", errors: [.notFound, .evaluationFailed]
      ) { (parameters) throws(RPCError) in _ = try EvaluateInput(&parameters) }
    case .export:
      Operation(
        "data:export", perMinute: 10, result: "TrajectoryPage", errors: [.notFound, .exportLimitExceeded]
      ) { (parameters) throws(RPCError) in _ = try ExportInput(&parameters) }
    case .registerWebhook:
      Operation("webhooks:manage", perMinute: 10, result: "Webhook", errors: [.webhookRejected]) {
        (parameters) throws(RPCError) in _ = try RegisterInput(&parameters)
      }
    case .listWebhooks:
      Operation("webhooks:manage", perMinute: 60, result: "WebhookList") { (_) throws(RPCError) in }
    case .deleteWebhook:
      Operation("webhooks:manage", perMinute: 20, result: "WebhookDeletion", errors: [.notFound]) {
        (parameters) throws(RPCError) in _ = try DeleteInput(&parameters)
      }
    }
  }
}

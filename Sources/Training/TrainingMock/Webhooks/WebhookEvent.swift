import JSON

/// The events that are posted to webhooks.
enum WebhookEvent: String, Sendable, Hashable, CaseIterable {
  case started = "training.job.started"
  case progress = "training.job.progress"
  case completed = "training.job.completed"
  case failed = "training.job.failed"
  case cancelled = "training.job.cancelled"
  case budgetWarning = "training.budget.warning"

  /// The component that is the schema of the body.
  var component: String {
    switch self {
    case .started: "StartedEvent"
    case .progress: "ProgressEvent"
    case .completed: "CompletedEvent"
    case .failed: "FailedEvent"
    case .cancelled: "CancelledEvent"
    case .budgetWarning: "BudgetEvent"
    }
  }
}

/// An event of a job, with the body that is posted to webhooks.
struct WebhookNotice: Sendable {
  var event: WebhookEvent
  var moment: Instant
  var data: JSON

  var body: JSON {
    .object([
      ("event", .string(event.rawValue)), ("timestamp", .string(moment.timestamp)), ("data", data),
    ])
  }
}

import Foundation

/// The events that the service posts to webhooks.
public enum WebhookEvent: String, Sendable, Hashable, Codable, CaseIterable {
  /// A worker has picked the job up.
  case started = "training.job.started"
  /// Ten more iterations have finished.
  case progress = "training.job.progress"
  case completed = "training.job.completed"
  case failed = "training.job.failed"
  case cancelled = "training.job.cancelled"
  /// 75 or 90 % of a job's budget are spent.
  case budgetWarning = "training.budget.warning"
}

/// An address that events are posted to: the answer of `webhooks.register`.
public struct Webhook: Sendable, Hashable, Decodable {
  /// Its identifier, a UUID.
  public var webhookID: String
  /// The address that events are posted to.
  public var url: String
  /// The events that are posted.
  public var events: [WebhookEvent]
  /// The time at which it was registered.
  public var createdAt: Date

  enum CodingKeys: String, CodingKey {
    case url, events
    case webhookID = "webhook_id"
    case createdAt = "created_at"
  }
}

/// The answer of `webhooks.list`, oldest first.
public struct WebhookList: Sendable, Hashable, Decodable {
  /// Oldest first.
  public var webhooks: [Webhook]
}

/// The answer of `webhooks.delete`.
public struct WebhookDeletion: Sendable, Hashable, Decodable {
  /// The identifier of the webhook that is gone.
  public var webhookID: String
  /// Always `true`: a webhook that is not there gives the error `-32001`.
  public var deleted: Bool

  enum CodingKeys: String, CodingKey {
    case deleted
    case webhookID = "webhook_id"
  }
}

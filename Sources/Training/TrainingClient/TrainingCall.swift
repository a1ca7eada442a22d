import Foundation

/// One call of a method: the argument of `TrainingClient.send(_:)` and `TrainingClient.sendBatch(_:)`.
///
/// The client's own methods (`startGRPO`, `getStatus`, …) make and send these; make one yourself for a batch:
///
///     let answers = try await client.sendBatch(jobIDs.map { TrainingCall.getStatus(jobID: $0) })
public struct TrainingCall<Answer: Decodable & Sendable>: Sendable {
  /// The name on the wire, `training.get_status`.
  public let method: String
  let params: Params
}

extension TrainingCall where Answer == StartedJob {
  /// Creates and queues a job. Needs the permission `training:start`.
  ///
  ///     let call = TrainingCall.startGRPO(agentID: "support-agent", trainingData: queries)
  ///
  /// - Parameters:
  ///   - agentID: The agent to train, 1…255 characters.
  ///   - config: Hyperparameters and limits; every field has a default.
  ///   - trainingData: 100…10,000 queries.
  ///   - evaluationData: Held-out queries for `evaluate`; 20 or more are advised.
  public static func startGRPO(
    agentID: String, config: GRPOConfig? = nil, trainingData: [TrainingQuery],
    evaluationData: [TrainingQuery]? = nil
  ) -> TrainingCall {
    TrainingCall(
      method: "training.start_grpo",
      params: [
        "agent_id": agentID, "config": config, "training_data": trainingData,
        "evaluation_data": evaluationData,
      ])
  }
}

extension TrainingCall where Answer == JobStatus {
  /// Reads the status of a job. Needs the permission `training:view`.
  ///
  ///     let calls = jobIDs.map { TrainingCall.getStatus(jobID: $0) }
  public static func getStatus(jobID: String) -> TrainingCall {
    TrainingCall(method: "training.get_status", params: ["job_id": jobID])
  }
}

extension TrainingCall where Answer == Cancellation {
  /// Stops a job that is queued or running. Needs the permission `training:cancel`.
  ///
  ///     let call = TrainingCall.cancel(jobID: jobID, reason: "wrong data")
  ///
  /// - Parameter reason: Why, for the audit log and for `JobStatus.reason`: 1…1000 characters.
  public static func cancel(jobID: String, reason: String? = nil) -> TrainingCall {
    TrainingCall(method: "training.cancel", params: ["job_id": jobID, "reason": reason])
  }
}

extension TrainingCall where Answer == Evaluation {
  /// Compares a checkpoint with the untrained agent. Needs the permission `training:evaluate`.
  ///
  ///     let call = TrainingCall.evaluate(jobID: jobID)
  ///
  /// - Parameters:
  ///   - checkpointID: The best checkpoint when `nil`.
  ///   - evaluationQueries: The job's own evaluation data when `nil`.
  public static func evaluate(
    jobID: String, checkpointID: String? = nil, evaluationQueries: [TrainingQuery]? = nil
  ) -> TrainingCall {
    TrainingCall(
      method: "training.evaluate",
      params: [
        "job_id": jobID, "checkpoint_id": checkpointID, "evaluation_queries": evaluationQueries,
      ])
  }
}

extension TrainingCall where Answer == TrajectoryPage {
  /// Reads one page of a job's trajectories, newest first. Needs the permission `data:export`.
  ///
  ///     let call = TrainingCall.exportTrajectories(jobID: jobID, successOnly: true, limit: 100)
  ///
  /// - Parameters:
  ///   - successOnly: Leaves out attempts that failed; the service's default is `false`.
  ///   - minReward: Leaves out attempts with a lower raw reward.
  ///   - limit: The longest page, 1…10,000; the service's default is 1000.
  ///   - offset: How many to skip, at least 0.
  public static func exportTrajectories(
    jobID: String, successOnly: Bool? = nil, minReward: Double? = nil, limit: Int? = nil, offset: Int? = nil
  ) -> TrainingCall {
    TrainingCall(
      method: "training.export_trajectories",
      params: [
        "job_id": jobID, "success_only": successOnly, "min_reward": minReward, "limit": limit,
        "offset": offset,
      ])
  }
}

extension TrainingCall where Answer == JobPage {
  /// Lists jobs, newest first. Needs the permission `training:view`.
  ///
  ///     let call = TrainingCall.listJobs(status: .running)
  ///
  /// - Parameters:
  ///   - agentID: Only jobs that train this agent.
  ///   - status: Only jobs in this state.
  ///   - limit: The longest page, 1…500; the service's default is 50.
  ///   - offset: How many to skip, counted after the filters.
  public static func listJobs(
    agentID: String? = nil, status: JobState? = nil, limit: Int? = nil, offset: Int? = nil
  ) -> TrainingCall {
    TrainingCall(
      method: "training.list_jobs",
      params: ["agent_id": agentID, "status": status, "limit": limit, "offset": offset])
  }
}

extension TrainingCall where Answer == Webhook {
  /// Registers an address to which events are posted. Needs the permission `webhooks:manage`.
  ///
  ///     let call = TrainingCall.registerWebhook(url: "https://ci.example.com/hooks", secret: secret)
  ///
  /// - Parameters:
  ///   - url: An absolute `http` or `https` URL.
  ///   - secret: The key of the signatures, 32…256 characters; see `WebhookSignature`.
  ///   - events: All events when `nil`.
  public static func registerWebhook(
    url: String, secret: String, events: [WebhookEvent]? = nil
  ) -> TrainingCall {
    TrainingCall(
      method: "webhooks.register", params: ["url": url, "secret": secret, "events": events])
  }
}

extension TrainingCall where Answer == WebhookList {
  /// Lists all webhooks, oldest first, without their secrets. Needs the permission `webhooks:manage`.
  ///
  ///     let call = TrainingCall.listWebhooks()
  public static func listWebhooks() -> TrainingCall {
    TrainingCall(method: "webhooks.list", params: [:])
  }
}

extension TrainingCall where Answer == WebhookDeletion {
  /// Removes a webhook; pending attempts are dropped. Needs the permission `webhooks:manage`.
  ///
  ///     let call = TrainingCall.deleteWebhook(webhookID: webhookID)
  public static func deleteWebhook(webhookID: String) -> TrainingCall {
    TrainingCall(method: "webhooks.delete", params: ["webhook_id": webhookID])
  }
}

/// The named parameters of a call. One that is `nil` is left out, so that the service uses its default.
struct Params: Encodable, Sendable, ExpressibleByDictionaryLiteral {
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private let members: [(name: String, value: any Encodable & Sendable)]

  init(dictionaryLiteral elements: (String, (any Encodable & Sendable)?)...) {
    members = elements.compactMap { name, value in value.map { (name, $0) } }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Name.self)
    for member in members { try container.encode(member.value, forKey: Name(stringValue: member.name)) }
  }
}

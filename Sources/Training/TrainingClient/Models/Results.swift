import Foundation

/// The state of a job. `completed`, `failed` and `cancelled` are final.
public enum JobState: String, Sendable, Hashable, Codable, CaseIterable {
  case queued, running, completed, failed, cancelled

  /// Whether the job has ended.
  public var isFinal: Bool { self == .completed || self == .failed || self == .cancelled }
}

/// The answer of `training.start_grpo`.
public struct StartedJob: Sendable, Hashable, Codable {
  /// The identifier of the job, a UUID.
  public var jobID: String
  /// `queued`: a worker picks the job up later.
  public var status: JobState
  /// The agent that is trained.
  public var agentID: String
  /// How many iterations the job was started with.
  public var totalIterations: Int
  /// When the job was started.
  public var createdAt: Date

  enum CodingKeys: String, CodingKey {
    case status
    case jobID = "job_id"
    case agentID = "agent_id"
    case totalIterations = "total_iterations"
    case createdAt = "created_at"
  }
}

/// How training goes, after the latest finished iteration. Every one is missing until the first has finished.
public struct TrainingMetrics: Sendable, Hashable, Codable {
  /// The policy-gradient loss of the latest iteration. Its absolute value means nothing across jobs.
  public var trainLoss: Double?
  /// The share of held-out queries that the current policy solves, 0…1.
  public var validationAccuracy: Double?
  /// Mean raw reward of the latest iteration.
  public var avgReward: Double?
  /// How many attempts the job has made so far.
  public var trajectoriesGenerated: Int?

  enum CodingKeys: String, CodingKey {
    case trainLoss = "train_loss"
    case validationAccuracy = "validation_accuracy"
    case avgReward = "avg_reward"
    case trajectoriesGenerated = "trajectories_generated"
  }
}

/// The answer of `training.get_status`.
public struct JobStatus: Sendable, Hashable {
  /// The identifier of the job, a UUID.
  public var jobID: String
  /// The agent that is trained.
  public var agentID: String
  /// The state of the job.
  public var status: JobState
  /// Why the job was cancelled: `budget_exceeded`, or the reason given to `cancel`; only when it is `cancelled`.
  public var reason: String?
  /// At most 1000 characters, only when the job failed.
  public var errorMessage: String?
  /// 0 until the first iteration has finished.
  public var currentIteration: Int
  /// How many iterations the job was started with.
  public var totalIterations: Int
  /// 0…100, with one decimal.
  public var progressPercent: Double
  /// Empty until the first iteration has finished.
  public var metrics: TrainingMetrics
  /// What the job has cost so far, in US dollars.
  public var costUSD: Decimal
  /// The most that it may cost, in US dollars.
  public var budgetUSD: Decimal
  /// 0…100; 0 when the budget is 0.
  public var budgetRemainingPercent: Double
  /// `nil` while the job is queued, and for a job cancelled before it ran.
  public var startedAt: Date?
  /// At the present pace; `nil` while the job is queued and after it has ended.
  public var estimatedCompletion: Date?
  /// `nil` until the first checkpoint.
  public var bestCheckpointID: String?
}

extension JobStatus: Codable {
  enum CodingKeys: String, CodingKey {
    case status, reason, metrics
    case jobID = "job_id"
    case agentID = "agent_id"
    case currentIteration = "current_iteration"
    case totalIterations = "total_iterations"
    case progressPercent = "progress_percent"
    case costUSD = "cost_usd"
    case budgetUSD = "budget_usd"
    case budgetRemainingPercent = "budget_remaining_percent"
    case startedAt = "started_at"
    case estimatedCompletion = "estimated_completion"
    case bestCheckpointID = "best_checkpoint_id"
    case errorMessage = "error_message"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    jobID = try container.decode(String.self, forKey: .jobID)
    agentID = try container.decode(String.self, forKey: .agentID)
    status = try container.decode(JobState.self, forKey: .status)
    reason = try container.decodeIfPresent(String.self, forKey: .reason)
    errorMessage = try container.decodeIfPresent(String.self, forKey: .errorMessage)
    currentIteration = try container.decode(Int.self, forKey: .currentIteration)
    totalIterations = try container.decode(Int.self, forKey: .totalIterations)
    progressPercent = try container.decode(Double.self, forKey: .progressPercent)
    metrics = try container.decodeIfPresent(TrainingMetrics.self, forKey: .metrics) ?? TrainingMetrics()
    costUSD = try Money.decode(.costUSD, of: container)
    budgetUSD = try Money.decode(.budgetUSD, of: container)
    budgetRemainingPercent = try container.decode(Double.self, forKey: .budgetRemainingPercent)
    startedAt = try container.decodeIfPresent(Date.self, forKey: .startedAt)
    estimatedCompletion = try container.decodeIfPresent(Date.self, forKey: .estimatedCompletion)
    bestCheckpointID = try container.decodeIfPresent(String.self, forKey: .bestCheckpointID)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(jobID, forKey: .jobID)
    try container.encode(agentID, forKey: .agentID)
    try container.encode(status, forKey: .status)
    try container.encodeIfPresent(reason, forKey: .reason)
    try container.encodeIfPresent(errorMessage, forKey: .errorMessage)
    try container.encode(currentIteration, forKey: .currentIteration)
    try container.encode(totalIterations, forKey: .totalIterations)
    try container.encode(progressPercent, forKey: .progressPercent)
    try container.encode(metrics, forKey: .metrics)
    try container.encode(costUSD.usd, forKey: .costUSD)
    try container.encode(budgetUSD.usd, forKey: .budgetUSD)
    try container.encode(budgetRemainingPercent, forKey: .budgetRemainingPercent)
    try container.encodeIfPresent(startedAt, forKey: .startedAt)
    try container.encodeIfPresent(estimatedCompletion, forKey: .estimatedCompletion)
    try container.encodeIfPresent(bestCheckpointID, forKey: .bestCheckpointID)
  }
}

/// The answer of `training.cancel`.
public struct Cancellation: Sendable, Hashable, Codable {
  /// The identifier of the job, a UUID.
  public var jobID: String
  /// The state after the cancellation: `cancelled`.
  public var status: JobState
  /// When the cancellation took effect.
  public var cancelledAt: Date
  /// How many iterations had finished.
  public var iterationsCompleted: Int
  /// `false` when no iteration had finished.
  public var checkpointSaved: Bool
  /// `nil` when nothing was saved.
  public var checkpointID: String?

  enum CodingKeys: String, CodingKey {
    case status
    case jobID = "job_id"
    case cancelledAt = "cancelled_at"
    case iterationsCompleted = "iterations_completed"
    case checkpointSaved = "checkpoint_saved"
    case checkpointID = "checkpoint_id"
  }
}

/// How the policy of a checkpoint did on the evaluation queries.
public struct EvaluationMetrics: Sendable, Hashable, Codable {
  /// Share of the attempts that succeeded, 0…1.
  public var successRate: Double
  /// Mean raw reward.
  public var avgReward: Double
  /// Mean number of steps.
  public var avgSteps: Double
  /// Share of the attempts with tools that succeeded without a tool error, 0…1; `nil` when none used a tool.
  public var toolAccuracy: Double?

  enum CodingKeys: String, CodingKey {
    case successRate = "success_rate"
    case avgReward = "avg_reward"
    case avgSteps = "avg_steps"
    case toolAccuracy = "tool_accuracy"
  }
}

/// A checkpoint compared with the untrained agent: differences, trained minus baseline.
public struct BaselineComparison: Sendable, Hashable, Codable {
  /// The difference of the success rates as a fraction: 0.15 is 15 percentage points.
  public var successRateImprovement: Double
  /// The difference of the mean rewards.
  public var avgRewardImprovement: Double
  /// 0.000001…1, of a two-sided Welch test on the rewards.
  public var pValue: Double
  /// Whether `pValue` is below 0.05.
  public var statisticallySignificant: Bool

  enum CodingKeys: String, CodingKey {
    case successRateImprovement = "success_rate_improvement"
    case avgRewardImprovement = "avg_reward_improvement"
    case pValue = "p_value"
    case statisticallySignificant = "statistically_significant"
  }
}

/// The answer of `training.evaluate`: a checkpoint against the untrained agent, on the same queries.
public struct Evaluation: Sendable, Hashable, Codable {
  /// The identifier of the job, a UUID.
  public var jobID: String
  /// The checkpoint that was really evaluated.
  public var checkpointID: String
  /// The metrics of the checkpoint.
  public var metrics: EvaluationMetrics
  /// Of the checkpoint with the untrained agent.
  public var baselineComparison: BaselineComparison
  /// At least 1.
  public var queriesEvaluated: Int
  /// Milliseconds.
  public var evaluationDurationMS: Int

  enum CodingKeys: String, CodingKey {
    case metrics
    case jobID = "job_id"
    case checkpointID = "checkpoint_id"
    case baselineComparison = "baseline_comparison"
    case queriesEvaluated = "queries_evaluated"
    case evaluationDurationMS = "evaluation_duration_ms"
  }
}

/// The answer of `training.export_trajectories`: one page, newest first.
public struct TrajectoryPage: Sendable, Hashable, Decodable {
  /// The identifier of the job, a UUID.
  public var jobID: String
  /// Newest first.
  public var trajectories: [Trajectory]
  /// How many match the filters, on all pages.
  public var totalCount: Int
  /// How many are on this page.
  public var returnedCount: Int
  /// Whether there is a page after this one.
  public var hasMore: Bool

  enum CodingKeys: String, CodingKey {
    case trajectories
    case jobID = "job_id"
    case totalCount = "total_count"
    case returnedCount = "returned_count"
    case hasMore = "has_more"
  }
}

/// One job of a `JobPage`; its cost and metrics are in `JobStatus`.
public struct JobSummary: Sendable, Hashable, Decodable {
  /// The identifier of the job, a UUID.
  public var jobID: String
  /// The agent that is trained.
  public var agentID: String
  /// The state of the job.
  public var status: JobState
  /// How many iterations have finished.
  public var currentIteration: Int
  /// How many iterations the job was started with.
  public var totalIterations: Int
  /// When the job was started.
  public var createdAt: Date

  enum CodingKeys: String, CodingKey {
    case status
    case jobID = "job_id"
    case agentID = "agent_id"
    case currentIteration = "current_iteration"
    case totalIterations = "total_iterations"
    case createdAt = "created_at"
  }
}

/// The answer of `training.list_jobs`: one page, newest first.
public struct JobPage: Sendable, Hashable, Decodable {
  /// Newest first.
  public var jobs: [JobSummary]
  /// How many are on this page.
  public var count: Int
  /// How many match the filters, on all pages.
  public var totalCount: Int
  /// Whether there is a page after this one.
  public var hasMore: Bool

  enum CodingKeys: String, CodingKey {
    case jobs, count
    case totalCount = "total_count"
    case hasMore = "has_more"
  }
}

/// A metric that the service exposes: what documentation, queries, alerts and dashboards may refer to.
public struct TrainingMetric: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    case counter, gauge, histogram
  }

  public let name: String
  public let type: Kind
  /// The names of the labels, in the order in which they are written.
  public let labels: [String]
  /// One sentence.
  public let help: String
  /// Upper bounds of a histogram's buckets, without the infinite one.
  public let buckets: [Double]

  init(_ name: String, _ type: Kind, _ labels: [String], _ help: String, buckets: [Double] = []) {
    self.name = name
    self.type = type
    self.labels = labels
    self.help = help
    self.buckets = buckets
  }

  /// Everything that `GET /metrics` shows, in its order: sixteen of training, two of HTTP.
  public static let catalogue = training + http

  /// The sixteen metrics of training jobs.
  public static let training = [
    jobsCreated, jobsCompleted, jobsFailed, jobsCancelled, jobsActive, trajectoryDuration, updateDuration,
    iterationDuration, checkpointDuration, budgetUsage, budgetLimit, budgetUtilization, iterationCurrent,
    iterationTotal, loss, rewardMean,
  ]

  /// The metrics of the HTTP server.
  public static let http = [requests, requestDuration]

  static let jobsCreated = TrainingMetric(
    "training_jobs_created_total", .counter, ["agent_id"], "Training jobs that were accepted.")
  static let jobsCompleted = TrainingMetric(
    "training_jobs_completed_total", .counter, ["agent_id"],
    "Training jobs that did all their iterations or converged.")
  static let jobsFailed = TrainingMetric(
    "training_jobs_failed_total", .counter, ["agent_id"], "Training jobs that an error stopped.")
  static let jobsCancelled = TrainingMetric(
    "training_jobs_cancelled_total", .counter, ["agent_id"],
    "Training jobs that a caller or an exhausted budget stopped.")
  static let jobsActive = TrainingMetric(
    "training_jobs_active", .gauge, [], "Training jobs that are queued or running.")
  static let trajectoryDuration = TrainingMetric(
    "training_trajectory_generation_duration_seconds", .histogram, ["agent_id"],
    "How long one attempt at a query took.", buckets: [1, 5, 10, 30, 60, 120, 300])
  static let updateDuration = TrainingMetric(
    "training_policy_update_duration_seconds", .histogram, ["agent_id"],
    "How long the update of the policy at the end of an iteration took.",
    buckets: [0.1, 0.5, 1, 2, 5, 10, 30])
  static let iterationDuration = TrainingMetric(
    "training_iteration_duration_seconds", .histogram, ["agent_id"], "How long one iteration took.",
    buckets: [5, 10, 30, 60, 120, 300, 600])
  static let checkpointDuration = TrainingMetric(
    "training_checkpoint_save_duration_seconds", .histogram, ["agent_id"],
    "How long saving a checkpoint took.", buckets: [0.1, 0.5, 1, 2, 5, 10])
  static let budgetUsage = TrainingMetric(
    "training_budget_usage_usd", .gauge, ["agent_id", "job_id"], "What a job has spent, in US dollars.")
  static let budgetLimit = TrainingMetric(
    "training_budget_limit_usd", .gauge, ["agent_id", "job_id"], "What a job may spend, in US dollars.")
  static let budgetUtilization = TrainingMetric(
    "training_budget_utilization_percent", .gauge, ["agent_id", "job_id"],
    "The share of its budget that a job has spent, in percent.")
  static let iterationCurrent = TrainingMetric(
    "training_iteration_current", .gauge, ["agent_id", "job_id"], "Iterations of a job that have finished.")
  static let iterationTotal = TrainingMetric(
    "training_iteration_total", .gauge, ["agent_id", "job_id"], "Iterations that a job was asked for.")
  static let loss = TrainingMetric(
    "training_loss", .gauge, ["agent_id", "job_id"], "The policy-gradient loss of the latest iteration.")
  static let rewardMean = TrainingMetric(
    "training_reward_mean", .gauge, ["agent_id", "job_id"], "The mean raw reward of the latest iteration.")
  static let requests = TrainingMetric(
    "http_requests_total", .counter, ["method", "endpoint", "status_code"],
    "HTTP requests that were answered.")
  static let requestDuration = TrainingMetric(
    "http_request_duration_seconds", .histogram, ["method", "endpoint"],
    "How long answering an HTTP request took.",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])
}

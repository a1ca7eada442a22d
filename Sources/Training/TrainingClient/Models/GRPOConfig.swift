import Foundation

/// The hyperparameters and limits of a job. A field that is `nil` is left out, and the service uses its default.
///
///     let config = GRPOConfig(nIterations: 50, batchSize: 8, maxBudgetUSD: 5)
///
/// The cost of a job grows with `nIterations × batchSize × nTrajectoriesPerQuery`: the defaults ask for
/// 128,000 trajectories, far more than the default budget pays for.
public struct GRPOConfig: Sendable, Hashable {
  /// How often the policy is updated: 1…10,000, default 1000.
  public var nIterations: Int?
  /// Queries sampled in an iteration: 1…128, default 16.
  public var batchSize: Int?
  /// K, the attempts at each sampled query, whose rewards are compared with one another: 1…16, default 8.
  public var nTrajectoriesPerQuery: Int?
  /// Step size of the policy update: above 0, at most 1, default 0.0001.
  public var learningRate: Double?
  /// The cap in US dollars and whole cents: 0…99,999,999.99, default 100. The job is cancelled, with a
  /// checkpoint, before it would spend more.
  public var maxBudgetUSD: Decimal?
  /// Iterations between checkpoints: at least 1, default 10.
  public var checkpointInterval: Int?
  /// The longest attempt in steps: 1…100, default 20.
  public var maxStepsPerTrajectory: Int?
  /// γ, by which a reward fades towards the earlier steps: above 0, at most 1, default 0.99.
  public var gamma: Double?

  /// A configuration; the service uses its defaults for omitted values.
  ///
  ///     let config = GRPOConfig(nIterations: 50, batchSize: 8, nTrajectoriesPerQuery: 4, maxBudgetUSD: 5)
  public init(
    nIterations: Int? = nil, batchSize: Int? = nil, nTrajectoriesPerQuery: Int? = nil,
    learningRate: Double? = nil, maxBudgetUSD: Decimal? = nil, checkpointInterval: Int? = nil,
    maxStepsPerTrajectory: Int? = nil, gamma: Double? = nil
  ) {
    self.nIterations = nIterations
    self.batchSize = batchSize
    self.nTrajectoriesPerQuery = nTrajectoriesPerQuery
    self.learningRate = learningRate
    self.maxBudgetUSD = maxBudgetUSD
    self.checkpointInterval = checkpointInterval
    self.maxStepsPerTrajectory = maxStepsPerTrajectory
    self.gamma = gamma
  }
}

extension GRPOConfig: Encodable {
  enum CodingKeys: String, CodingKey {
    case nIterations = "n_iterations"
    case batchSize = "batch_size"
    case nTrajectoriesPerQuery = "n_trajectories_per_query"
    case learningRate = "learning_rate"
    case maxBudgetUSD = "max_budget_usd"
    case checkpointInterval = "checkpoint_interval"
    case maxStepsPerTrajectory = "max_steps_per_trajectory"
    case gamma
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(nIterations, forKey: .nIterations)
    try container.encodeIfPresent(batchSize, forKey: .batchSize)
    try container.encodeIfPresent(nTrajectoriesPerQuery, forKey: .nTrajectoriesPerQuery)
    try container.encodeIfPresent(learningRate, forKey: .learningRate)
    try container.encodeIfPresent(maxBudgetUSD.map { Money.text($0) }, forKey: .maxBudgetUSD)
    try container.encodeIfPresent(checkpointInterval, forKey: .checkpointInterval)
    try container.encodeIfPresent(maxStepsPerTrajectory, forKey: .maxStepsPerTrajectory)
    try container.encodeIfPresent(gamma, forKey: .gamma)
  }
}

/// The faults injected into a job; see `Fault`.
struct JobFaults: Sendable, Hashable {
  /// The budget is used up once that many iterations have finished.
  var budgetExhaustedAfter: Int?
  /// The worker is lost once that many iterations have finished.
  var workerLostAfter: Int?
  /// Whether another worker goes on from the latest checkpoint.
  var recovers = true
  /// An iteration of more steps than that does not fit in memory.
  var outOfMemoryAbove: Int?
  var isNotConverging = false
  var isOverfitting = false

  /// Adds more faults.
  ///
  /// - Parameter isFresh: whether the job has not started. A job that is under way cannot start to overfit:
  ///   exports recompute its trajectories from their seeds in its present environment, so the ones it already has
  ///   would change.
  mutating func merge(_ other: JobFaults, isFresh: Bool) {
    if let after = other.budgetExhaustedAfter { budgetExhaustedAfter = after }
    if let after = other.workerLostAfter { (workerLostAfter, recovers) = (after, other.recovers) }
    if let above = other.outOfMemoryAbove { outOfMemoryAbove = above }
    if other.isNotConverging { isNotConverging = true }
    if other.isOverfitting, isFresh { isOverfitting = true }
  }
}

extension GRPOConfig {
  /// The most steps of the attempts of one iteration in memory.
  var stepsInMemory: Int { batchSize * trajectoriesPerQuery * maximumSteps }

  /// The same configuration with a learning rate so small that the job does not converge.
  var withoutProgress: GRPOConfig {
    var config = self
    config.learningRate /= 50
    return config
  }
}

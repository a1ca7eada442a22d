/// What is made to go wrong with a job; see `Fault`.
struct JobTrouble: Sendable, Hashable {
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

  /// Adds other trouble.
  ///
  /// - Parameter isFresh: whether the job has not begun. Only then can it start to overfit: the trajectories
  ///   it has are shown again from their seeds, in the same environment.
  mutating func merge(_ other: JobTrouble, isFresh: Bool) {
    if let after = other.budgetExhaustedAfter { budgetExhaustedAfter = after }
    if let after = other.workerLostAfter { (workerLostAfter, recovers) = (after, other.recovers) }
    if let above = other.outOfMemoryAbove { outOfMemoryAbove = above }
    if other.isNotConverging { isNotConverging = true }
    if other.isOverfitting, isFresh { isOverfitting = true }
  }
}

extension GRPOConfig {
  /// How many steps the attempts of one iteration hold in memory at most.
  var stepsInMemory: Int { batchSize * trajectoriesPerQuery * maximumSteps }

  /// The same job with steps so small that nothing comes of them.
  var withoutProgress: GRPOConfig {
    var config = self
    config.learningRate /= 50
    return config
  }
}

import Determinism
import JSON

/// One training job: its data, its state, and its training.
///
/// The state of a job at a moment depends only on the moment and its creation, not on how often or by whom it was read.
struct Job: Sendable {
  let id: String
  let agentID: String
  let config: GRPOConfig
  let createdAt: Instant
  /// The tasks it learns from; without evaluation data the last fifth of the given tasks is not among them.
  let trainingQueries: [String]
  /// The tasks that checkpoints are scored on.
  let validationQueries: [String]
  /// The tasks `training.evaluate` uses by default.
  let evaluationQueries: [String]?
  let environment: TaskEnvironment
  let seed: UInt64

  private(set) var state = JobState.queued
  private(set) var startedAt: Instant?
  private(set) var endedAt: Instant?
  private(set) var iterations = 0
  private(set) var policy: Policy
  private(set) var budget: Budget
  private(set) var convergence = Convergence()
  private(set) var checkpoints = CheckpointShelf()
  private(set) var archive = TrajectoryArchive()
  private(set) var trajectoriesGenerated = 0
  private(set) var meanReward: Double?
  private(set) var validationAccuracy: Double?
  /// Set when the state is `failed`.
  private(set) var errorMessage: String?
  /// Set when the state is `cancelled`.
  private(set) var reason: String?
  private(set) var faults = JobFaults()

  /// The end of the latest iteration, checkpoint included.
  private var reachedAt: Instant
  /// The current iteration: already computed, but not visible before its end.
  private var pending: IterationResult?
  private var generator: SplitMix64
  private var attempts = 0
  private var steps = 0
  /// Positions of training queries by kind of task; batches are drawn from one kind at a time.
  private var pools: [(kind: Int, queries: [Int])]
  /// The pools not yet drawn from in this round. Every pool is used once, in random order, before a new round starts.
  private var turns: [Int] = []

  /// The divisor of the training data that gives the held-out part when there is no evaluation data: the last fifth.
  static let holdOutDivisor = 5
  /// Validation runs every ten iterations, and whenever a checkpoint is saved.
  static let validationInterval = 10
  /// How many iterations lie between two `training.job.progress` events.
  static let progressInterval = 10
  static let budgetReason = "budget_exceeded"
  static let defaultReason = "cancelled_by_user"

  init(
    id: String, agentID: String, config: GRPOConfig, trainingData: [String], evaluationData: [String]?,
    createdAt: Instant, environment: TaskEnvironment, seed: UInt64
  ) {
    self.id = id
    self.agentID = agentID
    self.config = config
    self.createdAt = createdAt
    self.environment = environment
    self.seed = seed
    let split = trainingData.count - trainingData.count / Self.holdOutDivisor
    trainingQueries = evaluationData == nil ? Array(trainingData.prefix(split)) : trainingData
    validationQueries = evaluationData ?? Array(trainingData.dropFirst(split))
    evaluationQueries = evaluationData
    policy = environment.baseline
    budget = Budget(cap: config.budget)
    generator = SplitMix64(seed: SplitMix64.derive(seed, 1))
    reachedAt = createdAt + JobTiming.queueMilliseconds
    var pools = (0..<TaskEnvironment.kinds).map { (kind: $0, queries: [Int]()) }
    for (index, query) in trainingQueries.enumerated() {
      pools[TaskEnvironment.kind(of: query)].queries.append(index)
    }
    self.pools = pools.filter { !$0.queries.isEmpty }
  }

  /// The probable cost of the next iteration: by the steps of the attempts so far, or, before the first attempt, by the
  /// planning figure of ten steps for each attempt.
  var nextIterationCost: Money {
    let number = config.batchSize * config.trajectoriesPerQuery
    let expected =
      attempts == 0 ? number * min(Budget.plannedSteps, config.maximumSteps) : number * steps / attempts
    return Budget.pricePerStep * expected
  }

  /// Moves to another state; `false` when the state table has no such transition.
  private mutating func move(to next: JobState, at moment: Instant) -> Bool {
    guard state.successors.contains(next) else { return false }
    state = next
    if next == .running { startedAt = moment }
    if next.isFinal {
      endedAt = moment
      pending = nil
    }
    return true
  }

  /// Cancels the job; `nil` when it has already ended. The current iteration is discarded.
  mutating func cancel(reason: String?, at now: Instant) -> (checkpoint: Checkpoint?, events: [JobEvent])? {
    guard state.successors.contains(.cancelled) else { return nil }
    var events: [JobEvent] = []
    let checkpoint = iterations > 0 ? save(at: now, &events) : nil
    self.reason = reason ?? Self.defaultReason
    end(.cancelled, at: now, checkpoint, &events)
    return (checkpoint, events)
  }

  /// Simulates the job up to `now`.
  mutating func advance(to now: Instant) -> [JobEvent] {
    var events: [JobEvent] = []
    if state == .queued, reachedAt <= now {
      _ = move(to: .running, at: reachedAt)
      notice(.started, &events)
    }
    while state == .running {
      if pending == nil {
        if reachedAt > now { break }
        injectDueFaults(&events)
        guard state == .running, reachedAt <= now else { break }
        // Stops before the cap is exceeded, not after.
        if budget.standing(withNext: nextIterationCost) == .exceeded {
          stopForBudget(&events)
          break
        }
        pending = iterate()
      }
      guard let result = pending, reachedAt + result.milliseconds <= now else { break }
      pending = nil
      finish(result, &events)
    }
    return events
  }

  /// When the job will probably end; `nil` unless it is running and has a pace.
  var estimatedCompletion: Instant? {
    guard state == .running, iterations > 0, let startedAt else { return nil }
    let elapsed = reachedAt.milliseconds - startedAt.milliseconds
    let estimate = reachedAt + elapsed * (config.iterations - iterations) / iterations
    return Instant(seconds: estimate.seconds)
  }

  var progressPercent: Double { 100 * Double(iterations) / Double(config.iterations) }

  private mutating func iterate() -> IterationResult {
    if turns.isEmpty {
      turns = Array(pools.indices)
      for index in turns.indices { turns.swapAt(index, index + generator.below(turns.count - index)) }
    }
    let pool = turns.removeLast()
    let batch = (0..<config.batchSize).map { index in
      // A partial shuffle: no query twice in a batch unless there are fewer queries than places.
      let count = pools[pool].queries.count
      let place = index % count
      let other = place + generator.below(count - place)
      pools[pool].queries.swapAt(place, other)
      return pools[pool].queries[place]
    }
    return IterationResult(
      batch: batch, kind: pools[pool].kind, iteration: iterations + 1, firstNumber: attempts,
      offset: reachedAt.milliseconds - createdAt.milliseconds, policy: policy,
      environment: trainingEnvironment,
      config: faults.isNotConverging ? config.withoutProgress : config, generator: &generator)
  }

  private mutating func finish(_ result: IterationResult, _ events: inout [JobEvent]) {
    reachedAt = reachedAt + result.milliseconds
    attempts += result.attempts
    steps += result.steps
    let warnings = budget.spend(result.cost)
    events.append(
      .iterated(
        attemptMilliseconds: result.attemptMilliseconds, updateMilliseconds: result.updateMilliseconds,
        milliseconds: result.milliseconds))
    if result.isWithoutTrajectories {
      fail(
        "No attempt of iteration \(iterations + 1) ended within "
          + "max_steps_per_trajectory = \(config.maximumSteps); raise it", &events)
      return
    }
    iterations += 1
    policy = result.policy
    convergence.add(result.loss)
    meanReward = result.meanReward
    trajectoriesGenerated += result.records.count
    archive.append(contentsOf: result.records)
    let converged = convergence.isReached && !faults.isNotConverging
    let isLast = iterations == config.iterations || converged
    for percent in warnings { notice(.budgetWarning, &events, ["threshold": .number(percent)]) }
    if !isLast, !budget.isExceeded, iterations % Self.progressInterval == 0 { notice(.progress, &events) }
    // Iterations before budget: a job that has nothing left to pay for is completed, not cancelled.
    if isLast {
      let checkpoint = save(at: reachedAt, &events)
      end(.completed, at: reachedAt, checkpoint, &events)
    } else if budget.isExceeded {
      stopForBudget(&events)
    } else if iterations % config.checkpointInterval == 0 {
      _ = save(at: reachedAt, &events)
      reachedAt = reachedAt + JobTiming.checkpointMilliseconds
    } else if iterations % Self.validationInterval == 0 || validationAccuracy == nil {
      validationAccuracy = validate()
    }
  }

  private mutating func stopForBudget(_ events: inout [JobEvent]) {
    let checkpoint = iterations > 0 ? save(at: reachedAt, &events) : nil
    reason = Self.budgetReason
    end(.cancelled, at: reachedAt, checkpoint, &events)
  }

  private mutating func fail(_ message: String, _ events: inout [JobEvent]) {
    errorMessage = message
    end(.failed, at: reachedAt, nil, &events)
  }

  /// Ends the job in one of the three final states; `checkpoint` is the one saved at the end.
  private mutating func end(
    _ final: JobState, at moment: Instant, _ checkpoint: Checkpoint?, _ events: inout [JobEvent]
  ) {
    _ = move(to: final, at: moment)
    events.append(.ended(final))
    events.append(.notice(endNotice(at: moment, checkpoint)))
  }

  private func notice(_ event: WebhookEvent, _ events: inout [JobEvent], _ more: JSON = .object([])) {
    events.append(.notice(runningNotice(event, at: reachedAt, more)))
  }

  /// Adds faults to those that the job already has.
  mutating func inject(_ new: JobFaults) {
    faults.merge(new, isFresh: iterations == 0 && pending == nil)
  }

  /// Keeps a queued job from being picked up until some time after `now`.
  mutating func hold(at now: Instant) {
    if state == .queued { reachedAt = max(reachedAt, now + JobTiming.queueMilliseconds) }
  }

  /// Applies the faults that are due before the next iteration.
  private mutating func injectDueFaults(_ events: inout [JobEvent]) {
    if let above = faults.outOfMemoryAbove, config.stepsInMemory > above {
      fail(
        "Out of memory in iteration \(iterations + 1): batch_size × n_trajectories_per_query × "
          + "max_steps_per_trajectory = \(config.stepsInMemory) steps do not fit; lower one of them", &events)
    } else if let after = faults.budgetExhaustedAfter, iterations >= after {
      for percent in budget.exhaust() {
        notice(.budgetWarning, &events, ["threshold": .number(percent)])
      }
      stopForBudget(&events)
    } else if let after = faults.workerLostAfter, iterations >= after {
      faults.workerLostAfter = nil
      loseWorker(&events)
    }
  }

  /// The worker is lost. With `recovers` another one continues from the latest checkpoint, as after a real loss;
  /// the cost of the lost iterations stays spent.
  private mutating func loseWorker(_ events: inout [JobEvent]) {
    let lost =
      "The worker was lost after iteration \(iterations): no heartbeat for "
      + "\(JobTiming.heartbeatMilliseconds / 1000) s"
    reachedAt = reachedAt + JobTiming.heartbeatMilliseconds
    guard faults.recovers, let checkpoint = checkpoints.checkpoints.last else {
      fail(lost + (faults.recovers ? "; there was no checkpoint to go on from" : ""), &events)
      return
    }
    iterations = checkpoint.iteration
    policy = checkpoint.policy
    validationAccuracy = checkpoint.score
    reachedAt = reachedAt + JobTiming.queueMilliseconds
  }

  var trainingEnvironment: TaskEnvironment {
    faults.isOverfitting ? environment.overfitted(heldOut: false) : environment
  }

  var heldOutEnvironment: TaskEnvironment {
    faults.isOverfitting ? environment.overfitted(heldOut: true) : environment
  }

  private func validate() -> Double {
    EvaluationSample(
      queries: validationQueries, policy: policy, environment: heldOutEnvironment,
      maximumSteps: config.maximumSteps, seed: SplitMix64.derive(seed, 2), attemptsPerQuery: 1
    ).successRate
  }

  /// Saves the present policy, unless this very iteration's is saved already.
  private mutating func save(at moment: Instant, _ events: inout [JobEvent]) -> Checkpoint {
    if let last = checkpoints.checkpoints.last, last.iteration == iterations { return last }
    let score = validate()
    validationAccuracy = score
    let checkpoint = Checkpoint(
      id: uuid(seed: SplitMix64.derive(SplitMix64.derive(seed, 3), UInt64(iterations))),
      iteration: iterations, policy: policy, score: score, createdAt: moment)
    checkpoints.save(checkpoint)
    events.append(.saved(milliseconds: JobTiming.checkpointMilliseconds))
    return checkpoint
  }
}

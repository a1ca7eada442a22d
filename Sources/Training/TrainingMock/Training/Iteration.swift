import Determinism

/// The hyperparameters and limits of a job. Their defaults and ranges are where they are read.
struct GRPOConfig: Sendable, Hashable {
  var iterations: Int
  var batchSize: Int
  var trajectoriesPerQuery: Int
  var learningRate: Double
  var budget: Money
  var checkpointInterval: Int
  var maximumSteps: Int
  var gamma: Double
}

/// A trajectory as it is stored: the data of an export without its steps, which follow from the seed.
struct TrajectoryRecord: Sendable, Hashable {
  /// Counted from 0 over the whole job, dropped ones included.
  var number: Int
  var seed: UInt64
  /// The position in the job's training queries.
  var query: Int
  var iteration: Int
  var probabilities: SIMD4<Double>
  var reward: Double
  var advantage: Double
  var success: Bool
  /// When it began, in milliseconds after the job was created.
  var offset: Int
  var milliseconds: Int

  var end: Int { offset + milliseconds }
}

/// The result of one iteration: a batch of queries, a group of trajectories each, rewards, advantages, an update.
struct IterationResult: Sendable {
  var policy: Policy
  var loss: Double
  var meanReward: Double
  var cost: Money
  var attempts = 0
  var steps = 0
  var records: [TrajectoryRecord] = []
  /// The duration of every attempt, in milliseconds.
  var attemptMilliseconds: [Int] = []
  var collectionMilliseconds = 0
  var updateMilliseconds = 0

  var milliseconds: Int { collectionMilliseconds + updateMilliseconds }

  /// No attempt ended within the allowed number of steps.
  var isWithoutTrajectories: Bool { records.isEmpty }
}

extension IterationResult {
  /// Ten workers with eight attempts at once each.
  static let concurrency = 80

  /// Runs an iteration on a batch of queries of one kind.
  ///
  /// - Parameters:
  ///   - batch: positions in the job's training queries.
  ///   - firstNumber: the number of the first attempt within the job.
  ///   - offset: when the iteration begins, in milliseconds after the job was created.
  init(
    batch: [Int], kind: Int, iteration: Int, firstNumber: Int, offset: Int, policy: Policy,
    environment: TaskEnvironment,
    config: GRPOConfig, generator: inout SplitMix64
  ) {
    let probabilities = policy.probabilities(kind: kind)
    var logProbabilities = SIMD4<Double>()
    for lane in 0..<4 { logProbabilities[lane] = Elementary.log(probabilities[lane]) }
    self.init(policy: policy, loss: 0, meanReward: 0, cost: .zero)
    records.reserveCapacity(batch.count * config.trajectoriesPerQuery)
    var loss = PolicyLoss()
    var gradient = SIMD4<Double>()
    var rewardSum = 0.0
    var lanes = [Int](repeating: 0, count: Self.concurrency)
    for query in batch {
      let groupStart = records.count
      var group: [Attempt] = []
      for _ in 0..<config.trajectoriesPerQuery {
        let seed = generator.next()
        let attempt = Attempt(
          seed: seed, kind: kind, probabilities: probabilities, environment: environment,
          maximumSteps: config.maximumSteps)
        let lane = attempts % Self.concurrency
        let start = offset + lanes[lane]
        lanes[lane] += attempt.milliseconds
        attemptMilliseconds.append(attempt.milliseconds)
        steps += attempt.steps
        attempts += 1
        if attempt.isCutOff { continue }
        group.append(attempt)
        records.append(
          TrajectoryRecord(
            number: firstNumber + attempts - 1, seed: seed, query: query, iteration: iteration,
            probabilities: probabilities, reward: attempt.reward, advantage: 0, success: attempt.success,
            offset: start, milliseconds: attempt.milliseconds))
      }
      let advantages = Advantage.normalized(group.map(\.reward))
      for (index, advantage) in advantages.enumerated() {
        records[groupStart + index].advantage = advantage
        rewardSum += group[index].reward
        let lane = group[index].strategy.rawValue
        loss.add(logProbability: logProbabilities[lane], advantage: advantage)
        if advantage > 0 {
          // The strategy is chosen in the first step, whose share of the credit is γ^(n−1).
          let share = Reward.credits(reward: 1, steps: group[index].steps, gamma: config.gamma).first ?? 0
          var direction = -probabilities
          direction[lane] += 1
          gradient += advantage * share * direction
        }
      }
    }
    records.sort { ($0.end, $0.number) < ($1.end, $1.number) }
    if loss.terms > 0 {
      self.policy.ascend(
        kind: kind, gradient: gradient / Double(loss.terms), learningRate: config.learningRate)
    }
    self.loss = loss.value
    meanReward = records.isEmpty ? 0 : rewardSum / Double(records.count)
    cost = Budget.pricePerStep * steps
    collectionMilliseconds = lanes.max() ?? 0
    updateMilliseconds = 200 + 2 * loss.terms + generator.below(100)
  }
}

import Determinism

/// Attempts of one policy at a list of queries.
struct EvaluationSample: Sendable, Hashable {
  var successes: [Double] = []
  var rewards: [Double] = []
  var steps: [Double] = []
  var attemptsWithTools = 0
  var accurateAttemptsWithTools = 0
  var milliseconds = 0

  /// Attempts at each query, so that twenty queries already give a telling sample.
  static let attemptsPerQuery = 4
  /// Attempts that run at once.
  static let concurrency = 8

  init(
    queries: [String], policy: Policy, environment: TaskEnvironment, maximumSteps: Int, seed: UInt64,
    attemptsPerQuery: Int = Self.attemptsPerQuery
  ) {
    let probabilities = policy.logits.indices.map { policy.probabilities(kind: $0) }
    var generator = SplitMix64(seed: seed)
    var lanes = [Int](repeating: 0, count: Self.concurrency)
    for query in queries {
      let kind = TaskEnvironment.kind(of: query)
      for _ in 0..<attemptsPerQuery {
        let attempt = Attempt(
          seed: generator.next(), kind: kind, probabilities: probabilities[kind], environment: environment,
          maximumSteps: maximumSteps)
        lanes[successes.count % Self.concurrency] += attempt.milliseconds
        // An attempt that was cut off is a failure here: the agent gave no answer.
        successes.append(attempt.success ? 1 : 0)
        rewards.append(attempt.reward)
        steps.append(Double(attempt.steps))
        if attempt.toolSteps > 0 {
          attemptsWithTools += 1
          if attempt.success, attempt.toolErrors == 0 { accurateAttemptsWithTools += 1 }
        }
      }
    }
    milliseconds = lanes.max() ?? 0
  }

  var successRate: Double { successes.mean }

  /// The share of the attempts that used a tool which succeeded without a tool error; `nil` without any.
  var toolAccuracy: Double? {
    attemptsWithTools == 0 ? nil : Double(accurateAttemptsWithTools) / Double(attemptsWithTools)
  }
}

/// A trained policy against the untrained baseline, on the same queries.
struct Evaluation: Sendable, Hashable {
  var trained: EvaluationSample
  var baseline: EvaluationSample

  init(
    queries: [String], policy: Policy, environment: TaskEnvironment, maximumSteps: Int, seed: UInt64
  ) {
    trained = EvaluationSample(
      queries: queries, policy: policy, environment: environment, maximumSteps: maximumSteps,
      seed: SplitMix64.derive(seed, 1))
    baseline = EvaluationSample(
      queries: queries, policy: environment.baseline, environment: environment, maximumSteps: maximumSteps,
      seed: SplitMix64.derive(seed, 2))
  }

  /// Absolute, as a fraction: 0.15 is fifteen points.
  var successRateImprovement: Double { trained.successRate - baseline.successRate }
  var rewardImprovement: Double { trained.rewards.mean - baseline.rewards.mean }

  /// Whether the mean rewards differ, by a test of two independent samples. Both agents attempt the same queries, so
  /// the spread between queries counts as noise: the test is stricter than its level of significance.
  var test: WelchTest { WelchTest(trained.rewards, baseline.rewards) }

  static let significance = 0.05
  /// A p-value below this is reported as this: with six places it would read as 0, and no p-value is 0.
  static let smallestReported = 0.000001

  /// The two samples ran one after the other.
  var milliseconds: Int { trained.milliseconds + baseline.milliseconds }
}

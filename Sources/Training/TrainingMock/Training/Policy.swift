import Determinism
import Diagnostics

/// The ways in which the simulated agent can go about a task. A strategy is the policy's only choice.
enum Strategy: Int, CaseIterable, Sendable {
  case answerDirectly, lookUp, workAndVerify, explore

  /// The kinds of step of the strategy, in order; `extra` (0…2) lengthens an exploration.
  func stepTypes(extra: Int) -> [StepType] {
    switch self {
    case .answerDirectly: [.reasoning, .response]
    case .lookUp: [.reasoning, .toolCall, .response]
    case .workAndVerify: [.reasoning, .toolCall, .toolCall, .verifyResult, .response]
    case .explore:
      [.reasoning, .toolCall, .toolCall] + Array(repeating: .toolCall, count: extra) + [
        .reasoning, .response,
      ]
    }
  }

  /// Every list `stepTypes` can give, by strategy and `extra`, made once.
  static let templates = allCases.map { strategy in (0...2).map { strategy.stepTypes(extra: $0) } }
}

enum StepType: String, Sendable {
  case reasoning
  case toolCall = "tool_call"
  case verifyResult = "verify_result"
  case response
}

/// The simulated tasks: six kinds of task, each with one strategy that works well.
///
/// It depends on the agent alone, so that two jobs of one agent start from the same baseline.
struct TaskEnvironment: Sendable, Hashable {
  static let kinds = 6

  /// The probability of success by kind of task, one lane a strategy.
  let successRates: [SIMD4<Double>]
  /// The policy before training: half of the kinds it already does mostly well, the others mostly badly.
  let baseline: Policy

  init(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let shift = generator.below(2)
    var rates: [SIMD4<Double>] = []
    var policy = Policy(logits: [])
    for kind in 0..<Self.kinds {
      let best = generator.below(4)
      var row = SIMD4<Double>()
      for lane in 0..<4 { row[lane] = 0.10 + 0.20 * generator.unit() }
      row[best] = 0.86 + 0.10 * generator.unit()
      rates.append(row)
      let known = (kind + shift) % 2 == 0
      let preference = known ? 0.70 + 0.10 * generator.unit() : 0.08 + 0.08 * generator.unit()
      // Lanes that share the rest equally have logit 0; the best one then needs ln(3p/(1 − p)).
      var logits = SIMD4<Double>()
      logits[best] = Elementary.log(3 * preference / (1 - preference))
      policy.logits.append(logits)
    }
    successRates = rates
    baseline = policy
  }

  private init(successRates: [SIMD4<Double>], baseline: Policy) {
    self.successRates = successRates
    self.baseline = baseline
  }

  /// The same tasks as an agent meets them that learns its training data by heart: almost always right there
  /// however it goes about them, often wrong elsewhere.
  func overfitted(heldOut: Bool) -> TaskEnvironment {
    TaskEnvironment(
      successRates: successRates.map { row in
        let best = row.max()
        var rates = heldOut ? row : SIMD4(repeating: 0.97)
        for lane in 0..<4 where row[lane] == best { rates[lane] = heldOut ? 0.62 : 0.99 }
        return rates
      }, baseline: baseline)
  }

  /// Which kind of task a query is; the same for equal texts everywhere.
  static func kind(of query: String) -> Int {
    Int(SplitMix64.derive(stableHash(query), 0) % UInt64(kinds))
  }
}

/// One softmax over the strategies for each kind of task: the parameters that training changes.
struct Policy: Sendable, Hashable {
  /// For each kind of task a vector with one lane for each strategy.
  var logits: [SIMD4<Double>]

  func probabilities(kind: Int) -> SIMD4<Double> {
    let row = logits[kind]
    let top = row.max()
    var weights = SIMD4<Double>()
    for lane in 0..<4 { weights[lane] = Elementary.exp(row[lane] - top) }
    return weights / weights.sum()
  }

  /// How far one unit of learning rate moves a logit. A table of 24 numbers needs larger steps than
  /// the prompts of a real agent; with this factor the usual 0.0001 learns within some tens of iterations.
  static let stepScale = 14_000.0

  /// θ ← θ + α·g, with g the mean of A·∇log π over the trajectories of positive advantage.
  mutating func ascend(kind: Int, gradient: SIMD4<Double>, learningRate: Double) {
    logits[kind] += learningRate * Self.stepScale * gradient
    // Probabilities do not change when all logits move together; centred and bounded they stay finite.
    logits[kind] -= SIMD4(repeating: logits[kind].sum() / 4)
    logits[kind].clamp(lowerBound: SIMD4(repeating: -30), upperBound: SIMD4(repeating: 30))
  }
}

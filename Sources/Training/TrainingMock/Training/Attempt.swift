import Determinism

/// One simulated attempt at one task. Everything about it follows from its seed, the policy and the task,
/// so that only the seed has to be kept to show its steps later.
struct Attempt: Sendable, Hashable {
  var strategy: Strategy
  var steps = 0
  var toolSteps = 0
  var verificationSteps = 0
  var toolErrors = 0
  var milliseconds = 0
  var success = false
  /// The attempt needed more steps than allowed; it is paid for but dropped from its group.
  var isCutOff = false

  /// One step as it was drawn.
  struct Step: Sendable, Hashable {
    var type: StepType
    var milliseconds: Int
    /// Only a tool call fails.
    var failed: Bool
  }

  static let toolErrorRate = 0.08

  /// Simulates an attempt. `step` is called for each step, in order.
  init(
    seed: UInt64, kind: Int, probabilities: SIMD4<Double>, environment: TaskEnvironment, maximumSteps: Int,
    step: (Step) -> Void = { _ in }
  ) {
    var generator = SplitMix64(seed: seed)
    strategy = Self.choose(generator.unit(), probabilities)
    let template = Strategy.templates[strategy.rawValue][generator.below(3)]
    for (index, type) in template.enumerated() {
      let milliseconds = 120 + generator.below(type == .toolCall ? 900 : 500)
      let failed = generator.unit() < Self.toolErrorRate && type == .toolCall
      if index >= maximumSteps {
        isCutOff = true
        break
      }
      self.milliseconds += milliseconds
      steps += 1
      if type == .toolCall {
        toolSteps += 1
        if failed { toolErrors += 1 }
      }
      if type == .verifyResult { verificationSteps += 1 }
      step(Step(type: type, milliseconds: milliseconds, failed: failed))
    }
    success = !isCutOff && generator.unit() < environment.successRates[kind][strategy.rawValue]
  }

  var reward: Double {
    Reward.of(
      success: success, toolSteps: toolSteps, verificationSteps: verificationSteps, steps: steps)
  }

  private static func choose(_ unit: Double, _ probabilities: SIMD4<Double>) -> Strategy {
    var remaining = unit
    for strategy in Strategy.allCases.dropLast() {
      remaining -= probabilities[strategy.rawValue]
      if remaining < 0 { return strategy }
    }
    return .explore
  }
}

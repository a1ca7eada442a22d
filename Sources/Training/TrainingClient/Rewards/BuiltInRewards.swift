/// The built-in reward functions of the service.
///
///     let reward = BuiltInRewards.taskEfficiency(trajectory)
public enum BuiltInRewards {
  /// For agents that write code: 0.5 for success, up to 0.3 for the best `test_coverage`, less 0.1 for each
  /// syntax error (a step whose `error_type` names one) and 0.1 for each step whose `complexity` is above 10
  /// (at most 0.2).
  public static let codeQuality: RewardFunction = { trajectory in
    let results = trajectory.steps.map(\.result)
    let syntaxErrors = results.count { $0["error_type"]?.string?.lowercased().contains("syntax") ?? false }
    let coverage = results.compactMap { $0["test_coverage"]?.number }.max() ?? 0
    let complex = results.count { ($0["complexity"]?.number ?? 0) > 10 }
    return clamped(
      outcome(trajectory, worth: 0.5) - 0.1 * Double(syntaxErrors) + 0.3 * coverage
        - min(0.1 * Double(complex), 0.2))
  }

  /// For agents that answer questions: 0.6 for success, 0.15 for naming `sources` or `citations`, up to 0.2 for
  /// the mean `confidence`, less 0.05 for each step that `needs_clarification` (at most 0.15).
  public static let responseAccuracy: RewardFunction = { trajectory in
    let results = trajectory.steps.map(\.result)
    let hasSources = results.contains {
      ($0["sources"]?.isTruthy ?? false) || ($0["citations"]?.isTruthy ?? false)
    }
    let confidences = results.compactMap { $0["confidence"]?.number }
    let confidence = confidences.isEmpty ? 0 : confidences.reduce(0, +) / Double(confidences.count)
    let unclear = results.count { $0["needs_clarification"]?.isTruthy ?? false }
    return clamped(
      outcome(trajectory, worth: 0.6) + (hasSources ? 0.15 : 0) + 0.2 * confidence
        - min(0.05 * Double(unclear), 0.15))
  }

  /// For any agent: 0.5 for success, 0.3 for at most 3 steps, 0.2 for at most 5 or 0.1 for at most 10, less 0.05
  /// for each step whose `resource_usage` is above 0.8 (at most 0.2).
  public static let taskEfficiency: RewardFunction = { trajectory in
    let brevity =
      switch trajectory.steps.count {
      case ...3: 0.3
      case ...5: 0.2
      case ...10: 0.1
      default: 0.0
      }
    let wasteful = trajectory.steps.count { ($0.result["resource_usage"]?.number ?? 0) > 0.8 }
    return clamped(outcome(trajectory, worth: 0.5) + brevity - min(0.05 * Double(wasteful), 0.2))
  }

  private static func outcome(_ trajectory: Trajectory, worth: Double) -> Double {
    trajectory.success == true ? worth : 0
  }

  private static func clamped(_ reward: Double) -> Double { min(max(reward, 0), 1) }
}

extension RewardRegistry {
  /// A registry with `code_quality`, `response_accuracy` and `task_efficiency`, without a default strategy.
  ///
  ///     var registry = RewardRegistry.withBuiltIns()
  ///     try registry.setAgentStrategy("coder", function: "code_quality")
  public static func withBuiltIns() -> RewardRegistry {
    builtIns
  }

  private static let builtIns: RewardRegistry = {
    var registry = RewardRegistry()
    registry.adopt("code_quality", BuiltInRewards.codeQuality)
    registry.adopt("response_accuracy", BuiltInRewards.responseAccuracy)
    registry.adopt("task_efficiency", BuiltInRewards.taskEfficiency)
    return registry
  }()
}

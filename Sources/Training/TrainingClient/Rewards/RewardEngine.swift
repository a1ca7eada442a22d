/// Computes rewards of trajectories with the functions of a registry, or with the default rule of the service.
///
///     let engine = RewardEngine(registry: .withBuiltIns())
///     let reward = try engine.reward(of: trajectory, function: "task_efficiency")
public struct RewardEngine: Sendable {
  /// The functions; `nil` for the default rule alone.
  public var registry: RewardRegistry?

  /// An engine with or without a registry.
  ///
  ///     let engine = RewardEngine(registry: .withBuiltIns())
  ///     let serviceDefault = RewardEngine()
  public init(registry: RewardRegistry? = nil) { self.registry = registry }

  /// The reward of a trajectory.
  ///
  ///     let reward = try engine.reward(of: trajectory, agentType: "summary")
  ///
  /// When the registry has no function for the agent's type and no default, `defaultReward(of:)` counts.
  /// - Throws: `.unknownFunction` for an explicit name that is not registered, `.outOfRange` for a function that
  ///   returns a number outside 0…1.
  public func reward(
    of trajectory: Trajectory, function name: String? = nil, agentType: String? = nil
  ) throws(RewardError) -> Double {
    guard let registry else {
      if let name { throw .unknownFunction(name, known: []) }
      return Self.defaultReward(of: trajectory)
    }
    do {
      return try registry.reward(of: trajectory, function: name, agentType: agentType)
    } catch .noStrategy {
      return Self.defaultReward(of: trajectory)
    } catch {
      throw error
    }
  }

  /// R = O + S, where O is 1 for success and S = 0.10 · tool steps + 0.05 · verification steps − 0.01 · steps.
  ///
  /// A step is a tool step when its type contains `tool` or `action`, a verification step when it contains
  /// `verify` or `check`; one step may be both. The reward is not limited to 0…1: twenty successful tool steps
  /// give 2.8.
  ///
  ///     RewardEngine.defaultReward(of: Trajectory(query: "", steps: [], success: true))  // 1
  public static func defaultReward(of trajectory: Trajectory) -> Double {
    let types = trajectory.steps.map(\.type)
    let tools = types.count { $0.contains("tool") || $0.contains("action") }
    let verifications = types.count { $0.contains("verify") || $0.contains("check") }
    let outcome: Double = trajectory.success == true ? 1 : 0
    return outcome + 0.10 * Double(tools) + 0.05 * Double(verifications) - 0.01 * Double(types.count)
  }
}

/// The rewards of the trajectories sampled for one query, which are compared with one another.
///
///     RewardGroup([1.07, 0.07, 1.07, 0.07]).advantages()  // about [1, -1, 1, -1]
public struct RewardGroup: Sendable, Hashable {
  /// One reward for each trajectory.
  public var rewards: [Double]

  /// A group of rewards, in the order of the trajectories.
  ///
  ///     let group = RewardGroup([1.07, 0.07])
  ///     group.mean  // 0.57
  public init(_ rewards: [Double]) { self.rewards = rewards }

  /// μ; 0 for an empty group.
  public var mean: Double { rewards.isEmpty ? 0 : rewards.reduce(0, +) / Double(rewards.count) }

  /// σ of the population: the squares are divided by G, not by G − 1.
  public var standardDeviation: Double {
    guard !rewards.isEmpty else { return 0 }
    let mean = mean
    let squares = rewards.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(rewards.count)).squareRoot()
  }

  /// (R − μ) / σ of each trajectory. All 0 when the rewards are equal: the group teaches nothing.
  public var normalized: [Double] { scaled(epsilon: 0) }

  /// (R − μ) / (σ + ε) of each trajectory. Only those above 0 change the policy.
  ///
  ///     RewardGroup([1, 0]).advantages()  // about [1, -1]
  ///
  /// - Parameter epsilon: Keeps tiny differences from being blown up; at least 0.
  public func advantages(epsilon: Double = 1e-8) -> [Double] { scaled(epsilon: epsilon) }

  private func scaled(epsilon: Double) -> [Double] {
    let mean = mean
    let deviation = standardDeviation
    // Equal rewards may differ from their computed mean by rounding errors.
    guard deviation > 1e-12 else { return rewards.map { _ in 0 } }
    return rewards.map { ($0 - mean) / (deviation + epsilon) }
  }
}

/// How the reward of a trajectory is spread over its steps.
///
///     CreditAssignment.stepRewards(reward: 1, steps: 3, gamma: 0.5)  // [0.25, 0.5, 1]
public enum CreditAssignment {
  /// R · γ^(n−1−k) for the step k of n: the last step gets the full reward, earlier ones less.
  ///
  ///     CreditAssignment.stepRewards(reward: 1, steps: 3, gamma: 0.5)  // [0.25, 0.5, 1]
  ///
  /// - Parameters:
  ///   - steps: n; an attempt without steps gives an empty array, as does a negative number.
  ///   - gamma: Above 0, at most 1.
  /// - Returns: `nil` when `gamma` is out of its range.
  public static func stepRewards(reward: Double, steps: Int, gamma: Double) -> [Double]? {
    guard gamma > 0, gamma <= 1 else { return nil }
    var rewards = [Double](repeating: reward, count: max(steps, 0))
    for step in rewards.indices.dropLast().reversed() { rewards[step] = rewards[step + 1] * gamma }
    return rewards
  }
}

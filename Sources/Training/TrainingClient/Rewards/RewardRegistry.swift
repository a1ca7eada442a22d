/// Computes the reward of a trajectory: a number in 0…1, the same for the same trajectory.
///
/// A reward function reads only its argument and accepts a trajectory without steps.
///
///     let brevity: RewardFunction = { $0.steps.count <= 3 ? 1 : 0.5 }
public typealias RewardFunction = @Sendable (Trajectory) -> Double

/// Reward functions by name, and which of them values which type of agent.
///
/// A function is found by explicit name, else by the strategy of the agent's type, else by the default strategy.
///
///     var registry = RewardRegistry.withBuiltIns()
///     try registry.register("brevity") { $0.steps.count <= 3 ? 1 : 0.5 }
///     try registry.setAgentStrategy("summary", function: "brevity")
///     let reward = try registry.reward(of: trajectory, agentType: "summary")
///
/// A registry is a value: a copy that is changed leaves the original as it was.
public struct RewardRegistry: Sendable {
  private var functions: [String: RewardFunction] = [:]
  private var strategies: [String: String] = [:]
  private var fallback: String?

  /// An empty registry, without a default strategy.
  ///
  ///     var registry = RewardRegistry()
  ///     try registry.register("brevity") { $0.steps.count <= 3 ? 1 : 0.5 }
  public init() {}

  /// The names of the functions, in alphabetical order.
  public var names: [String] { functions.keys.sorted() }

  /// Adds a function, after trying it on a successful trajectory without steps.
  ///
  ///     try registry.register("brevity") { $0.steps.count <= 3 ? 1 : 0.5 }
  ///
  /// - Throws: `.alreadyRegistered`; `.outOfRange` when the trial gives anything outside 0…1.
  public mutating func register(
    _ name: String, _ function: @escaping RewardFunction
  ) throws(RewardError) {
    guard functions[name] == nil else { throw .alreadyRegistered(name) }
    let trial = Trajectory(query: "", steps: [], success: true)
    _ = try Self.checked(function(trial), name: name)
    functions[name] = function
  }

  /// Adds a function that is known to keep its promise; an earlier one of that name gives way.
  mutating func adopt(_ name: String, _ function: @escaping RewardFunction) { functions[name] = function }

  /// Removes a function, the strategies that name it and the default that does.
  ///
  ///     try registry.unregister("brevity")
  ///
  /// - Throws: `.unknownFunction`.
  public mutating func unregister(_ name: String) throws(RewardError) {
    guard functions.removeValue(forKey: name) != nil else { throw .unknownFunction(name, known: names) }
    strategies = strategies.filter { $0.value != name }
    if fallback == name { fallback = nil }
  }

  /// The function of a name.
  ///
  ///     let reward = try registry.function(named: "brevity")(trajectory)
  ///
  /// - Throws: `.unknownFunction`.
  public func function(named name: String) throws(RewardError) -> RewardFunction {
    guard let function = functions[name] else { throw .unknownFunction(name, known: names) }
    return function
  }

  /// Sets the function for agents of a type.
  ///
  ///     try registry.setAgentStrategy("summary", function: "brevity")
  ///
  /// - Throws: `.unknownFunction`: a strategy must name a registered function.
  public mutating func setAgentStrategy(_ agentType: String, function name: String) throws(RewardError) {
    _ = try function(named: name)
    strategies[agentType] = name
  }

  /// The name of the function for agents of a type; `nil` when none is set.
  ///
  ///     registry.agentStrategy("summary")  // "brevity"
  public func agentStrategy(_ agentType: String) -> String? { strategies[agentType] }

  /// Sets the function for agents whose type has no strategy.
  ///
  ///     try registry.setDefaultStrategy("task_efficiency")
  ///
  /// - Throws: `.unknownFunction`.
  public mutating func setDefaultStrategy(_ name: String) throws(RewardError) {
    _ = try function(named: name)
    fallback = name
  }

  /// The name of the function for agents whose type has no strategy.
  public var defaultStrategy: String? { fallback }

  /// The name of the function that counts: the explicit one, the agent type's, or the default.
  ///
  ///     try registry.resolveStrategy(agentType: "summary")  // "brevity"
  ///
  /// - Throws: `.unknownFunction` for an explicit name; `.noStrategy` when nothing names a function.
  public func resolveStrategy(
    function name: String? = nil, agentType: String? = nil
  ) throws(RewardError) -> String {
    if let name {
      _ = try function(named: name)
      return name
    }
    if let agentType, let name = strategies[agentType] { return name }
    guard let fallback else { throw .noStrategy(agentType: agentType) }
    return fallback
  }

  /// Computes the reward of a trajectory with the function that `resolveStrategy` finds.
  ///
  ///     let reward = try registry.reward(of: trajectory, agentType: "summary")
  ///
  /// - Throws: The errors of `resolveStrategy`; `.outOfRange` when the function returns anything outside 0…1.
  public func reward(
    of trajectory: Trajectory, function name: String? = nil, agentType: String? = nil
  ) throws(RewardError) -> Double {
    let name = try resolveStrategy(function: name, agentType: agentType)
    return try Self.checked(function(named: name)(trajectory), name: name)
  }

  private static func checked(_ reward: Double, name: String) throws(RewardError) -> Double {
    // Not a number is in no range.
    guard (0...1).contains(reward) else { throw .outOfRange(reward, function: name) }
    return reward
  }
}

/// The errors of reward functions and their registry.
public enum RewardError: Error, Sendable, Hashable {
  case alreadyRegistered(String)
  case unknownFunction(String, known: [String])
  case noStrategy(agentType: String?)
  case outOfRange(Double, function: String)
}

extension RewardError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .alreadyRegistered(let name):
      "a reward function \"\(name)\" is already registered: unregister it first, or choose another name"
    case .unknownFunction(let name, let known):
      "no reward function \"\(name)\" is registered; there "
        + (known.isEmpty ? "are none" : "are: \(known.joined(separator: ", "))")
    case .noStrategy(let agentType?):
      "the agent type \"\(agentType)\" has no reward function and there is no default"
    case .noStrategy(agentType: nil):
      "no reward function was named and there is no default"
    case .outOfRange(let reward, let name):
      "the reward function \"\(name)\" gave \(reward); a reward is a number from 0 to 1"
    }
  }
}

import Foundation

/// One task for the agent, with its expected outcome.
///
///     let query = TrainingQuery(query: "What is 2 + 2?", expectedOutcome: ["answer": "4"])
public struct TrainingQuery: Sendable, Hashable, Codable {
  /// The prompt; not empty, and no other query of its list has the same text.
  public var query: String
  /// The outcome of a successful attempt, in any members: `["answer": "4"]`, `["test_passed": true]`.
  public var expectedOutcome: [String: JSONValue]

  /// A task with the outcome of a successful attempt.
  ///
  ///     let query = TrainingQuery(query: "What is 2 + 2?", expectedOutcome: ["answer": "4"])
  public init(query: String, expectedOutcome: [String: JSONValue]) {
    self.query = query
    self.expectedOutcome = expectedOutcome
  }

  enum CodingKeys: String, CodingKey {
    case query
    case expectedOutcome = "expected_outcome"
  }
}

/// One step of an attempt: the state before it, the action, and its result.
///
///     let step = Step(action: ["step_type": "tool_call", "tool": "search"], result: ["hits": 3], durationMS: 120)
public struct Step: Sendable, Hashable, Codable {
  /// What the agent knew before it.
  public var state: [String: JSONValue]
  /// The tool call or decision; its `step_type` is its kind.
  public var action: [String: JSONValue]
  /// The output; `error` is there when the action failed.
  public var result: [String: JSONValue]
  /// `nil` only for a step that was not received from the service.
  public var timestamp: Date?
  /// Milliseconds, at least 0.
  public var durationMS: Int

  /// A step for trying a reward function.
  ///
  ///     let step = Step(action: ["step_type": "tool_call"], result: ["error": "timeout"], durationMS: 120)
  public init(
    state: [String: JSONValue] = [:], action: [String: JSONValue] = [:], result: [String: JSONValue] = [:],
    timestamp: Date? = nil, durationMS: Int = 0
  ) {
    self.state = state
    self.action = action
    self.result = result
    self.timestamp = timestamp
    self.durationMS = durationMS
  }

  /// `action.step_type` in lower case; empty without one.
  public var type: String { action["step_type"]?.string?.lowercased() ?? "" }

  enum CodingKeys: String, CodingKey {
    case state, action, result, timestamp
    case durationMS = "duration_ms"
  }
}

/// One attempt at one query: its steps in order, and its reward.
///
///     let trajectory = Trajectory(query: "What is 2 + 2?", steps: [step], success: true)
///     print(RewardEngine.defaultReward(of: trajectory))
public struct Trajectory: Sendable, Hashable, Codable {
  /// `nil` for a trajectory that was not received from the service.
  public var trajectoryID: String?
  /// `nil` for a trajectory that was not received from the service.
  public var jobID: String?
  /// `nil` for a trajectory that was not received from the service.
  public var agentID: String?
  /// `nil` for a trajectory that was not received from the service.
  public var createdAt: Date?
  /// What the agent was asked.
  public var query: String
  /// 0…100 steps.
  public var steps: [Step]
  /// The raw reward: below 0 or above 1 where steps earned bonuses or penalties.
  public var reward: Double
  /// The reward standardized within its group: 0 is the group's mean.
  public var normalizedReward: Double?
  /// How much better than its group the attempt was; only positive ones change the policy.
  public var advantage: Double?
  /// Whether the attempt solved the query; `nil` when that was not judged.
  public var success: Bool?
  /// Milliseconds, at least 0.
  public var executionTimeMS: Int?

  /// A trajectory for trying a reward function.
  ///
  ///     let trajectory = Trajectory(query: "What is 2 + 2?", steps: [step], success: true)
  public init(
    trajectoryID: String? = nil, jobID: String? = nil, agentID: String? = nil, createdAt: Date? = nil,
    query: String, steps: [Step], reward: Double = 0, normalizedReward: Double? = nil,
    advantage: Double? = nil, success: Bool? = nil, executionTimeMS: Int? = nil
  ) {
    self.trajectoryID = trajectoryID
    self.jobID = jobID
    self.agentID = agentID
    self.createdAt = createdAt
    self.query = query
    self.steps = steps
    self.reward = reward
    self.normalizedReward = normalizedReward
    self.advantage = advantage
    self.success = success
    self.executionTimeMS = executionTimeMS
  }

  enum CodingKeys: String, CodingKey {
    case query, steps, reward, advantage, success
    case trajectoryID = "trajectory_id"
    case jobID = "job_id"
    case agentID = "agent_id"
    case createdAt = "created_at"
    case normalizedReward = "normalized_reward"
    case executionTimeMS = "execution_time_ms"
  }
}

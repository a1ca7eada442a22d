import Testing

@testable import TrainingClient

func trajectory(success: Bool?, _ results: [String: JSONValue]...) -> Trajectory {
  Trajectory(query: "q", steps: results.map { Step(result: $0) }, success: success)
}

func isNear(_ value: Double, _ expected: Double) -> Bool { abs(value - expected) < 1e-9 }

struct Registry {
  @Test func builtInRegistriesHaveNoDefaultStrategy() {
    #expect(RewardRegistry().names.isEmpty)
    let registry = RewardRegistry.withBuiltIns()
    #expect(registry.names == ["code_quality", "response_accuracy", "task_efficiency"])
    #expect(registry.defaultStrategy == nil)
  }

  @Test func anExplicitNamePrecedesAgentTypeAndDefault() throws {
    var registry = RewardRegistry()
    try registry.register("a") { _ in 0.1 }
    try registry.register("b") { _ in 0.2 }
    try registry.register("c") { _ in 0.3 }
    try registry.setAgentStrategy("coder", function: "b")
    try registry.setDefaultStrategy("c")
    let sample = trajectory(success: true)
    #expect(try registry.reward(of: sample, function: "a", agentType: "coder") == 0.1)
    #expect(try registry.reward(of: sample, agentType: "coder") == 0.2)
    #expect(try registry.reward(of: sample, agentType: "writer") == 0.3)
    #expect(try registry.reward(of: sample) == 0.3)
  }

  @Test func unregisteringRemovesStrategiesAndTheDefault() throws {
    var registry = RewardRegistry.withBuiltIns()
    try registry.setAgentStrategy("coder", function: "code_quality")
    try registry.setDefaultStrategy("code_quality")
    try registry.unregister("code_quality")
    #expect(registry.agentStrategy("coder") == nil)
    #expect(registry.defaultStrategy == nil)
    #expect(throws: RewardError.noStrategy(agentType: "coder")) {
      try registry.resolveStrategy(agentType: "coder")
    }
  }

  @Test func namesAreUniqueAndMustExist() throws {
    var registry = RewardRegistry.withBuiltIns()
    #expect(throws: RewardError.alreadyRegistered("code_quality")) {
      try registry.register("code_quality") { _ in 0 }
    }
    #expect(throws: RewardError.unknownFunction("speed", known: registry.names)) {
      try registry.setAgentStrategy("coder", function: "speed")
    }
    #expect(
      RewardError.unknownFunction("speed", known: registry.names).description
        == "no reward function \"speed\" is registered; there are: code_quality, response_accuracy, task_efficiency"
    )
  }

  @Test func rewardsOutsideZeroToOneAreRefused() throws {
    var registry = RewardRegistry()
    #expect(throws: RewardError.outOfRange(2, function: "two")) { try registry.register("two") { _ in 2 } }
    #expect(throws: RewardError.self) { try registry.register("nan") { _ in .nan } }
    #expect(registry.names.isEmpty)
    try registry.register("steps") { Double($0.steps.count) }
    let two = trajectory(success: true, [:], [:])
    #expect(throws: RewardError.outOfRange(2, function: "steps")) {
      try RewardEngine(registry: registry).reward(of: two, function: "steps")
    }
    #expect(
      RewardError.outOfRange(2, function: "steps").description
        == "the reward function \"steps\" gave 2.0; a reward is a number from 0 to 1")
  }
}

struct BuiltIns {
  @Test func codeQualityWeighsCoverageComplexityAndErrors() {
    #expect(
      isNear(
        BuiltInRewards.codeQuality(
          trajectory(success: true, ["test_coverage": 0.95, "complexity": 8])),
        0.785))
    let poor = trajectory(
      success: true, ["error_type": "SyntaxError"], ["complexity": 11], ["complexity": 12], ["complexity": 13]
    )
    #expect(isNear(BuiltInRewards.codeQuality(poor), 0.5 - 0.1 - 0.2))
  }

  @Test func responseAccuracyWeighsSourcesAndConfidence() {
    let cited = trajectory(success: true, ["sources": ["a"], "confidence": 0.9])
    #expect(isNear(BuiltInRewards.responseAccuracy(cited), 0.93))
    let unclear = trajectory(
      success: true, ["sources": []], ["needs_clarification": true], ["needs_clarification": true],
      ["needs_clarification": true], ["needs_clarification": true])
    #expect(isNear(BuiltInRewards.responseAccuracy(unclear), 0.45))
  }

  @Test func taskEfficiencyWeighsSuccessStepsAndResources() {
    #expect(isNear(BuiltInRewards.taskEfficiency(trajectory(success: true, [:], [:])), 0.8))
    #expect(isNear(BuiltInRewards.taskEfficiency(trajectory(success: false)), 0.3))
    let wasteful = Trajectory(
      query: "q", steps: Array(repeating: Step(result: ["resource_usage": 0.9]), count: 11), success: false)
    #expect(BuiltInRewards.taskEfficiency(wasteful) == 0)
  }
}

struct Engine {
  private func steps(_ types: String...) -> [Step] {
    types.map { Step(action: ["step_type": .string($0)]) }
  }

  @Test func theDefaultRewardAddsBonusesAndIsNotClamped() {
    let tools = Trajectory(query: "q", steps: steps("tool_call", "Tool", "action"), success: true)
    #expect(isNear(RewardEngine.defaultReward(of: tools), 1.27))
    let failed = Trajectory(query: "q", steps: steps("tool_call"), success: false)
    #expect(isNear(RewardEngine.defaultReward(of: failed), 0.09))
    let both = Trajectory(query: "q", steps: steps("check_tool"), success: nil)
    #expect(isNear(RewardEngine.defaultReward(of: both), 0.14))
    let many = Trajectory(query: "q", steps: Array(repeating: steps("tool")[0], count: 20), success: true)
    #expect(isNear(RewardEngine.defaultReward(of: many), 2.8))
  }

  @Test func theEngineFallsBackButNotFromAnUnknownName() throws {
    let engine = RewardEngine(registry: .withBuiltIns())
    let sample = Trajectory(query: "q", steps: steps("tool"), success: true)
    #expect(isNear(try engine.reward(of: sample, agentType: "poet"), 1.09))
    #expect(isNear(try engine.reward(of: sample, function: "task_efficiency"), 0.8))
    #expect(throws: RewardError.self) { try engine.reward(of: sample, function: "rhyme") }
    #expect(throws: RewardError.self) { try RewardEngine().reward(of: sample, function: "rhyme") }
  }

  @Test func rewardsAreNormalizedWithinTheirGroup() {
    let group = RewardGroup([1, 2, 3])
    #expect(isNear(group.standardDeviation, (2.0 / 3.0).squareRoot()))
    #expect(isNear(group.normalized[0], -1.224744871391589))
    #expect(group.normalized[1] == 0)
    #expect(abs(group.advantages()[2] - 1.224744871391589) < 1e-6)
    #expect(RewardGroup([0.1, 0.1, 0.1]).normalized == [0, 0, 0])
    #expect(RewardGroup([5]).normalized == [0])
    #expect(RewardGroup([]).advantages() == [])
  }

  @Test func theLastStepGetsTheFullReward() throws {
    let rewards = try #require(CreditAssignment.stepRewards(reward: 1, steps: 3, gamma: 0.99))
    #expect(zip(rewards, [0.9801, 0.99, 1.0]).allSatisfy { isNear($0, $1) })
    #expect(CreditAssignment.stepRewards(reward: 1, steps: 0, gamma: 1) == [])
    #expect(CreditAssignment.stepRewards(reward: 1, steps: 3, gamma: 0) == nil)
  }
}

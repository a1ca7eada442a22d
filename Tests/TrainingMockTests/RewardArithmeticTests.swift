import JSON
import Testing

@testable import TrainingMock

/// The formulas of training, against worked examples.
struct RewardArithmeticTests {
  @Test func rewardIsOutcomePlusStepRewards() {
    #expect(Reward.of(success: true, stepTypes: ["tool_call", "tool_call", "tool_call"]) == 1.27)
    #expect(Reward.of(success: false, stepTypes: ["tool_call"]) == 0.09)
    #expect(Reward.of(success: true, stepTypes: Array(repeating: "Tool", count: 20)) == 2.8)
    #expect(Reward.of(success: false, stepTypes: Array(repeating: "plain", count: 20)) == -0.2)
    #expect(Reward.of(success: true, stepTypes: []) == 1)
  }

  @Test func stepCanBeToolUseAndVerificationCaseInsensitively() {
    #expect(Reward.of(success: false, stepTypes: ["Check_With_TOOL"]) == 0.14)
    #expect(Reward.of(success: false, stepTypes: ["verify_result"]) == 0.04)
    #expect(Reward.of(success: false, stepTypes: ["ACTION"]) == 0.09)
    // "verification" contains neither "verify" nor "check".
    #expect(Reward.of(success: false, stepTypes: ["verification"]) == -0.01)
  }

  @Test func creditsAreDiscountedBackwardsFromTheLastStep() {
    let credits = Reward.credits(reward: 1, steps: 3, gamma: 0.99)
    #expect(credits.map { fixed($0, places: 6) } == ["0.9801", "0.99", "1"])
    #expect(Reward.credits(reward: 0.5, steps: 2, gamma: 1) == [0.5, 0.5])
    #expect(Reward.credits(reward: 1, steps: 0, gamma: 0.9) == [])
  }

  @Test func advantagesAreGroupZScoresWithPopulationVariance() {
    #expect(Advantage.normalized([1, 0, 0, 1]) == [1, -1, -1, 1])
    let values = Advantage.normalized([1.27, 0.09, 0.09]).map { fixed($0, places: 6) }
    #expect(values == ["1.414214", "-0.707107", "-0.707107"])
  }

  @Test func equalRewardsGiveZeroAdvantages() {
    #expect(Advantage.normalized([0.7, 0.7, 0.7]) == [0, 0, 0])
    #expect(Advantage.normalized([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]) == Array(repeating: 0, count: 7))
    #expect(Advantage.normalized([5]) == [0])
    #expect(Advantage.normalized([]) == [])
  }

  @Test func lossIsTheMeanOfClippedPositiveAdvantageTerms() {
    var loss = PolicyLoss()
    #expect(loss.value == 0)
    loss.add(logProbability: -0.5, advantage: 1)
    loss.add(logProbability: -3, advantage: 1.5)  // 4.5, clipped to 1
    loss.add(logProbability: -3, advantage: -1)  // not counted
    loss.add(logProbability: -3, advantage: 0)  // not counted
    #expect(loss.terms == 2)
    #expect(loss.value == 0.75)
  }

  @Test func convergenceNeedsTenLossesWithLowVariance() {
    var steady = Convergence()
    for _ in 0..<9 { steady.add(0.4) }
    #expect(!steady.isReached)
    steady.add(0.5)
    #expect(steady.isReached)
    var wide = Convergence()
    // Alternating 0.4 and 0.6: variance exactly 0.01 up to rounding, which is not below it.
    for index in 0..<10 { wide.add(index % 2 == 0 ? 0.375 : 0.625) }
    #expect(!wide.isReached)
    for _ in 0..<10 { wide.add(0.5) }
    #expect(wide.isReached)
  }

  @Test func policyUpdateFavorsPositiveAdvantages() {
    var policy = Policy(logits: [.zero])
    #expect(policy.probabilities(kind: 0) == SIMD4(repeating: 0.25))
    policy.ascend(kind: 0, gradient: [0.75, -0.25, -0.25, -0.25], learningRate: 0.0001)
    let after = policy.probabilities(kind: 0)
    #expect(after[0] > 0.25)
    #expect(after[1] < 0.25 && after[1] == after[2])
    for _ in 0..<1000 { policy.ascend(kind: 0, gradient: [0.75, -0.25, -0.25, -0.25], learningRate: 1) }
    #expect(policy.probabilities(kind: 0).sum().isFinite)
  }
}

/// Exact money and the rules of spending it.
struct BudgetTests {
  @Test(arguments: [
    ("100", 100_000_000), ("\"100.00\"", 100_000_000), ("1e2", 100_000_000), ("0", 0), ("\"0.005\"", 5_000),
    ("0.1", 100_000), ("99999999.99", 99_999_999_990_000), ("0.0000019", 1), ("0.0000001", 0),
  ])
  func parsesAmountsExactlyFromNumbersAndStrings(text: String, microdollars: Int) throws {
    #expect(Money(try JSONParser.parse(text))?.microdollars == microdollars)
  }

  @Test(arguments: ["-1", "\"ten\"", "\"\"", "true", "100000000", "1e30", "null"])
  func rejectsInvalidAmounts(text: String) throws {
    #expect(Money(try JSONParser.parse(text)) == nil)
  }

  @Test func formatsAmountsInCents() {
    #expect(Money(microdollars: 12_484_999).dollars == "12.48")
    #expect(Money(microdollars: 12_485_000).dollars == "12.49")
    #expect(Money(microdollars: 128_000).dollarsRoundedUp == "0.13")
    #expect(Money(microdollars: 50_000).dollars == "0.05")
    #expect(Money.zero.dollars == "0.00")
  }

  @Test func budgetWarnsAt75And90PercentAndRejectsAboveTheCap() {
    var budget = Budget(cap: Money(microdollars: 100))
    #expect(budget.standing(withNext: Money(microdollars: 74)) == .ok)
    #expect(budget.standing(withNext: Money(microdollars: 75)) == .warning75)
    #expect(budget.standing(withNext: Money(microdollars: 89)) == .warning75)
    #expect(budget.standing(withNext: Money(microdollars: 90)) == .warning90)
    #expect(budget.standing(withNext: Money(microdollars: 100)) == .warning90)
    #expect(budget.standing(withNext: Money(microdollars: 101)) == .exceeded)
    _ = budget.spend(Money(microdollars: 100))
    #expect(!budget.isExceeded)
    #expect(budget.utilizationPercent == 100)
    _ = budget.spend(Money(microdollars: 1))
    #expect(budget.isExceeded)
    #expect(budget.remainingPercent == 0)
  }

  @Test func zeroBudgetDoesNotDivideByZero() {
    let budget = Budget(cap: .zero)
    #expect(budget.utilizationPercent == 0)
    #expect(budget.remainingPercent == 0)
    #expect(budget.standing(withNext: .zero) == .ok)
    #expect(budget.standing(withNext: Money(microdollars: 1)) == .exceeded)
  }

  @Test func tenStepsCost2500Microdollars() {
    #expect((Budget.pricePerStep * 10).microdollars == 2500)
  }
}

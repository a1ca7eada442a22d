import Determinism
import HTTP
import JSON
import OpenRPC
import Testing

@testable import TrainingMock

/// What the pages say about advantages, the clip, the significance test and the order of the loop's questions.
struct StatisticsTests {
  @Test func advantagesAreScaledToUnitVariance() {
    func advantages(success: Bool) -> [String] {
      let rewards = [1, 2, 3, 5].map { tools in
        Reward.of(success: success, stepTypes: Array(repeating: "tool_call", count: tools))
      }
      return Advantage.normalized(rewards).map { fixed($0, places: 2) }
    }
    #expect(advantages(success: true) == ["-1.18", "-0.51", "0.17", "1.52"])
    #expect(advantages(success: true) == advantages(success: false))
  }

  @Test func clippingAffectsOnlyTheReportedLoss() throws {
    // The gradient of a clipped term is 0. When every term of an iteration is clipped the loss is exactly 1, and a
    // policy that followed the gradient of that loss would stay where it is.
    let environment = TaskEnvironment(seed: 1)
    var config = Fixture.config
    config.trajectoriesPerQuery = 16
    let iteration = try #require(
      (0..<500).lazy.map { (seed: Int) -> IterationResult in
        var generator = SplitMix64(seed: UInt64(seed))
        return IterationResult(
          batch: [0], kind: 0, iteration: 1, firstNumber: 0, offset: 0, policy: environment.baseline,
          environment: environment, config: config, generator: &generator)
      }.first { $0.loss == 1 })
    #expect(iteration.policy != environment.baseline)
  }

  @Test func welchTestIsConservativeForUntrainedAgents() {
    // Both agents attempt the same queries, which are more or less hard. The test of two independent samples counts
    // the spread between queries as noise, so it is stricter than its 5 %.
    let queries = (0..<40).map { "Query \($0)" }
    let evaluations = (0..<1000).map { seed in
      let environment = TaskEnvironment(seed: UInt64(seed) &+ 1)
      return Evaluation(
        queries: queries, policy: environment.baseline, environment: environment, maximumSteps: 20,
        seed: UInt64(seed) &* 7919)
    }
    let significant = evaluations.count { $0.test.pValue < Evaluation.significance }
    #expect(significant <= 30, "\(significant) of 1000; a test that keeps its level would give 50")
    #expect(evaluations.allSatisfy { $0.trained.rewards.count == 160 })
  }

  @Test func aPValueIsNeverReportedAs0() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob(["n_iterations": 200, "learning_rate": 0.001])
    _ = try await service.run(id)
    let queries = Fixture.queries(400, prefix: "Another")
    let evaluation = try await service.result(
      "evaluate", ["job_id": .string(id), "evaluation_queries": queries])
    let comparison = try #require(evaluation["baseline_comparison"])
    #expect(comparison["statistically_significant"] == true)
    #expect(comparison["p_value"]?.text() == "0.000001")
  }

  @Test func anEvaluationIsNotChargedToTheJobsBudget() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob(["n_iterations": 10, "batch_size": 4, "n_trajectories_per_query": 2])
    let before = try #require(try await service.run(id).last)
    _ = try await service.result(
      "evaluate", ["job_id": .string(id), "evaluation_queries": Fixture.queries(400, prefix: "Another")])
    let after = try await service.result("get_status", ["job_id": .string(id)])
    #expect(after["cost_usd"] == before["cost_usd"])
  }

  @Test func lastIterationOverBudgetStillCompletesTheJob() throws {
    // The estimate of the last iteration is the mean of those before it. A cap just below the real cost lets it begin
    // when it turns out more expensive than that, and is passed by it.
    func job(_ seed: Int, cents: Int) -> Job {
      var config = Fixture.config
      config.iterations = 4
      config.batchSize = 128
      config.budget = Money(microdollars: 10_000 * cents)
      var job = Job(
        id: "job", agentID: "agent", config: config, trainingData: (0..<200).map { "Task \($0)" },
        evaluationData: ["Held out"], createdAt: .standardStart,
        environment: TaskEnvironment(seed: 1), seed: UInt64(seed))
      _ = job.advance(to: .standardStart + 100_000_000)
      return job
    }
    let passed = try #require(
      (1..<20).lazy.map { (seed: Int) -> Job in
        let cents = job(seed, cents: 10_000).budget.spent.microdollars / 10_000
        return job(seed, cents: cents)
      }.first { $0.budget.isExceeded })
    #expect(passed.iterations == 4)
    #expect(passed.state == .completed)
    #expect(passed.reason == nil)
  }

  @Test func rejectedCallsDoNotCountTowardsTheRateLimit() {
    var limiter = RateLimiter()
    let limit = RateLimit(requests: 2, windowSeconds: 60)
    func ask(at second: Int) -> RateLimiter.Allowance {
      limiter.count(subject: "a", method: "m", limit: limit, now: Instant(seconds: second))
    }
    #expect((0..<9).map { ask(at: $0).isAllowed } == [true, true] + Array(repeating: false, count: 7))
    #expect(ask(at: 59).retryAfter == 1)
    let next = ask(at: 60)
    #expect(next.isAllowed && next.remaining == 1)
  }

  @Test func countersOfAnAgentStartAtZeroWithItsFirstJob() async throws {
    let service = try Fixture.service()
    _ = try await service.startJob()
    let metrics = await service.respond(to: HTTPExchangeRequest(method: "GET", path: "/metrics")).text
    for name in ["completed", "failed", "cancelled"] {
      #expect(metrics.contains("training_jobs_\(name)_total{agent_id=\"support-agent\"} 0\n"))
    }
  }

  @Test func slowDatabaseStaysReadyAndIsReportedInTheChecks() async throws {
    let service = try Fixture.service()
    let body = JSON.object([("name", "database-slow")]).text()
    _ = await service.respond(
      to: HTTPExchangeRequest(
        method: "POST", path: "/__mock/faults", headers: ["Content-Type": "application/json"],
        body: Array(body.utf8)))
    let ready = await service.respond(to: HTTPExchangeRequest(method: "GET", path: "/health/ready"))
    #expect(ready.status == 200)
    #expect(ready.text.contains(#""status":"ready","checks":{"queue":"ok","storage":"slow"}"#))
  }

  @Test func acceptsOverlappingDataSetsEmptyOutcomesAndNullId() async throws {
    let service = try Fixture.service()
    let queries = JSON.array(
      (0..<100).map { ["query": .string("Task \($0)"), "expected_outcome": .object([])] })
    let started = try await service.result(
      "start_grpo",
      ["agent_id": "support-agent", "training_data": queries, "evaluation_data": queries])
    #expect(started["status"] == "queued")
    let response = await service.respond(
      to: Fixture.post(#"{"jsonrpc": "2.0", "id": null, "method": "training.list_jobs", "params": {}}"#))
    #expect(response.status == 200)
    #expect(try JSONParser.parse(response.body)["id"] == .null)
  }
}

import HTTP
import JSON
import Testing

@testable import TrainingMock

struct FaultTests {
  private func set(_ service: TrainingService, _ fault: JSON) async throws {
    #expect(try await service.admin("POST", "/__mock/faults", fault).status == 200)
  }

  private func status(_ service: TrainingService, _ id: String, header: String? = nil) async throws
    -> HTTPExchangeResponse
  {
    var request = Fixture.post(Fixture.call("get_status", ["job_id": .string(id)]))
    request.headers["X-Mock-Fault"] = header
    return await service.respond(to: request)
  }

  @Test func latencyDroppedConnectionAndTruncatedBody() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    try await set(service, ["name": "latency", "seconds": 2, "times": 1])
    #expect(try await status(service, id).delay == .seconds(2))
    #expect(try await status(service, id).delay == .zero)
    #expect(try await status(service, id, header: "connection-dropped").delivery == .dropped)
    #expect(
      try await status(service, id, header: "truncated-body:bytes=5").delivery == .truncated(bytes: 5))
    let both = try await status(service, id, header: "truncated-body; latency:seconds=0.5")
    #expect(both.delivery == .truncated(bytes: 20))
    #expect(both.delay == .milliseconds(500))
    #expect(try await status(service, id).delivery == .whole)
  }

  @Test func requestWithADroppedResponseIsStillExecuted() async throws {
    let service = try Fixture.service()
    var request = Fixture.post(Fixture.call("start_grpo", Fixture.start()))
    request.headers["X-Mock-Fault"] = "connection-dropped"
    #expect(await service.respond(to: request).delivery == .dropped)
    #expect(try await service.result("list_jobs", [:])["total_count"] == 1)
  }

  @Test func rateLimitedFaultIsLimitedToItsMethodAndCount() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    try await set(
      service, ["name": "rate-limited", "method": "training.get_status", "seconds": 7, "times": 2])
    #expect(try await service.response("list_jobs", [:]).error == nil)
    for _ in 0..<2 {
      let response = try await status(service, id)
      #expect(response.status == 429)
      #expect(response.headers["Retry-After"] == "7")
      #expect(response.headers["X-RateLimit-Limit"] == nil)
    }
    #expect(try await status(service, id).status == 200)
    #expect(try await service.admin("GET", "/__mock/faults").json["faults"] == [])
    #expect(await service.contractViolations == [])
  }

  @Test func serverErrorUsesItsStatusAndFailsOnlyOneBatchMember() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    let response = try await status(service, id, header: "server-error:status=503")
    #expect(response.status == 503)
    #expect(try JSONParser.parse(response.body)["error"]?["code"] == -32603)
    #expect(try await status(service, id, header: "server-error").status == 500)
    var batch = Fixture.post(
      .array([Fixture.call("get_status", ["job_id": .string(id)]), Fixture.call("list_jobs", [:], id: 2)]))
    batch.headers["X-Mock-Fault"] = "server-error:method=training.list_jobs"
    let answered = await service.respond(to: batch)
    #expect(answered.status == 200)
    let members = try JSONParser.parse(answered.body)
    #expect(members[0]?["error"] == nil)
    #expect(members[1]?["error"]?["code"] == -32603)
    #expect(await service.contractViolations == [])
  }

  @Test func tokenExpiredFaultMatchesARealExpiredToken() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    let response = try await status(service, id, header: "token-expired")
    #expect(response.status == 401)
    #expect(
      response.headers["WWW-Authenticate"]?.hasSuffix("the token has expired; get a new one\"") == true)
    #expect(try await status(service, id).status == 200)
  }

  @Test func faultProbabilityIsDeterministic() async throws {
    func strikes() async throws -> [Int] {
      let service = try Fixture.service(
        MockConfiguration(faults: [try Fault(text: "server-error:probability=0.5")]))
      var statuses: [Int] = []
      for _ in 0..<30 {
        statuses.append(try await service.exchange("list_jobs", [:]).status)
      }
      return statuses
    }
    let first = try await strikes()
    #expect(first == (try await strikes()))
    #expect((8...22).contains(first.count { $0 == 500 }))
  }

  @Test func slowDatabaseAffectsMetricsReadinessAndClock() async throws {
    let service = try Fixture.service()
    try await set(service, ["name": "database-slow"])
    _ = try await service.response("list_jobs", [:])
    #expect(await service.now.seconds - Instant.standardStart.seconds == 7)
    let metrics = await service.respond(to: HTTPExchangeRequest(method: "GET", path: "/metrics")).text
    #expect(
      metrics.contains(
        #"http_request_duration_seconds_bucket{method="POST",endpoint="/api/v1/jsonrpc",le="5"} 0"#))
    #expect(
      metrics.contains(
        #"http_request_duration_seconds_bucket{method="POST",endpoint="/api/v1/jsonrpc",le="10"} 1"#))
    let ready = await service.respond(to: HTTPExchangeRequest(method: "GET", path: "/health/ready"))
    #expect(ready.status == 200)
    #expect(ready.text.contains(#""storage":"slow""#))
  }

  @Test func budgetExhaustedFaultCancelsTheJobWithACheckpoint() async throws {
    let service = try Fixture.service()
    try await set(service, ["name": "budget-exhausted", "after": 3])
    let id = try await service.startJob()
    let last = try #require(try await service.run(id).last)
    #expect(last["status"] == "cancelled")
    #expect(last["reason"] == "budget_exceeded")
    #expect(last["current_iteration"] == 3)
    #expect(last["cost_usd"] == last["budget_usd"])
    #expect(last["budget_remaining_percent"] == 0)
    #expect(last["best_checkpoint_id"]?.string != nil)
  }

  @Test func workerLossResumesFromACheckpointOrFails() async throws {
    func finish(_ fault: JSON) async throws -> JSON {
      let service = try Fixture.service()
      try await set(service, fault)
      let id = try await service.startJob()
      return try #require(try await service.run(id).last)
    }
    let disturbed = try await finish(["name": "worker-lost", "after": 12])
    #expect(disturbed["status"] == "completed")
    // Iterations 11 and 12 were run twice, 64 trajectories each.
    let iterations = try #require(disturbed["current_iteration"]?.int)
    #expect(disturbed["metrics"]?["trajectories_generated"]?.int == (iterations + 2) * 64)
    let early = try await finish(["name": "worker-lost", "after": 4])
    #expect(early["status"] == "failed")
    #expect(
      early["error_message"]
        == "The worker was lost after iteration 4: no heartbeat for 30 s; there was no checkpoint to go on from"
    )
    let lost = try await finish(["name": "worker-lost", "recovers": false])
    #expect(lost["error_message"] == "The worker was lost after iteration 12: no heartbeat for 30 s")
  }

  @Test func outOfMemoryFailsLargeIterationsOnly() async throws {
    let service = try Fixture.service()
    try await set(service, ["name": "out-of-memory", "above": 1000])
    let large = try await service.startJob()
    let failed = try #require(try await service.run(large).last)
    #expect(failed["status"] == "failed")
    #expect(
      failed["error_message"]?.string
        == "Out of memory in iteration 1: batch_size × n_trajectories_per_query × max_steps_per_trajectory = 1280 "
        + "steps do not fit; lower one of them")
    let small = try await service.startJob([
      "n_iterations": 20, "batch_size": 8, "n_trajectories_per_query": 4, "max_steps_per_trajectory": 10,
    ])
    #expect(try await service.run(small).last?["status"] == "completed")
  }

  @Test func nonConvergenceAndOverfittingFaultsAffectLearning() async throws {
    func final(_ fault: JSON?) async throws -> (accuracy: Double, reward: Double, gain: Double) {
      let service = try Fixture.service()
      if let fault { try await set(service, fault) }
      let id = try await service.startJob(["n_iterations": 100])
      let metrics = try await service.run(id).last?["metrics"]
      let evaluation = try await service.result("evaluate", ["job_id": .string(id)])
      return (
        try #require(metrics?["validation_accuracy"]?.double), try #require(metrics?["avg_reward"]?.double),
        try #require(evaluation["baseline_comparison"]?["success_rate_improvement"]?.double)
      )
    }
    let healthy = try await final(nil)
    let flat = try await final(["name": "not-converging"])
    let fitted = try await final(["name": "overfitting"])
    #expect(flat.gain < healthy.gain / 2)
    #expect(fitted.accuracy < 0.7)
    #expect(fitted.reward > 0.95)
    #expect(healthy.accuracy > fitted.accuracy)
  }

  @Test func stuckQueuedFaultBlocksJobsUntilCleared() async throws {
    let service = try Fixture.service()
    try await set(service, ["name": "stuck-queued"])
    let id = try await service.startJob()
    _ = try await service.admin("POST", "/__mock/clock", ["seconds": 3600])
    #expect(try await service.result("get_status", ["job_id": .string(id)])["status"] == "queued")
    #expect(try await service.admin("DELETE", "/__mock/faults/stuck-queued").json == ["cleared": 1])
    #expect(try await service.run(id).last?["status"] == "completed")
  }

  @Test func jobFaultHeaderAffectsOnlyTheRequestedJob() async throws {
    let service = try Fixture.service()
    let (first, second) = (try await service.startJob(), try await service.startJob())
    _ = try await status(service, first, header: "budget-exhausted:after=1")
    #expect(try await service.run(first).last?["reason"] == "budget_exceeded")
    #expect(try await service.run(second).last?["status"] == "completed")
  }

  @Test func invalidFaultHeaderIsRejectedWithAMessage() async throws {
    let service = try Fixture.service()
    let response = try await status(service, "a", header: "latency:sekonds=1")
    #expect(response.status == 400)
    #expect(
      response.text.contains(
        #""error":"X-Mock-Fault: `latency` has no setting `sekonds`. Did you mean `seconds`?""#))
    #expect(await service.contractViolations == [])
  }

  @Test func journalRecordsInjectedFaults() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    _ = try await status(service, id, header: "server-error;latency:seconds=0.1")
    let requests = try await service.admin("GET", "/__mock/journal").json["requests"]?.array
    #expect(requests?.map { $0["faults"] } == [[], ["server-error", "latency"]])
  }

  @Test func parsesFaultsFromText() throws {
    #expect(try Fault(text: "latency").seconds == 1)
    let fault = try Fault(text: "rate-limited: method=training.cancel, seconds=5, times=2, probability=0.25")
    #expect(fault.method == "training.cancel")
    #expect(fault.times == 2)
    #expect(fault.probability == 0.25)
    #expect(
      fault.json.text()
        == #"{"name":"rate-limited","method":"training.cancel","seconds":5,"times":2,"probability":0.25}"#)
    #expect(throws: Fault.Mistake(description: "\"seconds\" is not a setting; write name=value")) {
      try Fault(text: "latency:seconds")
    }
    #expect(throws: Fault.Mistake(description: "`times` must be an integer from 1 to 1000000, got 0")) {
      try Fault(text: "latency:times=0")
    }
  }
}

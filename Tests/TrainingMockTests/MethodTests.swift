import Determinism
import Diagnostics
import JSON
import JSONRPC
import Testing

@testable import TrainingMock

/// The five methods, in process, with the portal's own contract.
struct MethodTests {
  private func data(_ error: RPCError) -> String { error.data?.text() ?? "" }

  @Test func startReturnsAQueuedJob() async throws {
    let service = try Fixture.service()
    let result = try await service.result("start_grpo", Fixture.start())
    let id = try #require(result["job_id"]?.string)
    #expect(
      result.text()
        == #"{"job_id":"\#(id)","status":"queued","agent_id":"support-agent","total_iterations":50,"#
        + #""created_at":"2026-01-01T00:00:01Z"}"#)
  }

  @Test func aQueuedJobHasNoMetricsAndNoTimes() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    let status = try await service.result("get_status", ["job_id": .string(id.uppercased())])
    #expect(
      status.text()
        == #"{"job_id":"\#(id)","agent_id":"support-agent","status":"queued","current_iteration":0,"#
        + #""total_iterations":50,"progress_percent":0,"metrics":{},"cost_usd":"0.00","#
        + #""budget_usd":"100.00","budget_remaining_percent":100,"started_at":null,"#
        + #""estimated_completion":null,"best_checkpoint_id":null}"#)
  }

  @Test func pollingSeesQueuedRunningAndCompleted() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    let statuses = try await service.run(id)
    let states = statuses.compactMap { $0["status"]?.string }
    #expect(states.first == "queued")
    #expect(states.filter { $0 == "running" }.count >= 2)
    #expect(states.last == "completed")
    #expect(statuses.count <= 12)
    let running = statuses.filter { $0["status"]?.string == "running" }
    #expect(running.contains { $0["best_checkpoint_id"]?.string != nil })
    #expect(running.allSatisfy { $0["estimated_completion"]?.string != nil || $0["current_iteration"] == 0 })
    let last = try #require(statuses.last)
    #expect(last["estimated_completion"]?.isNull == true)
    #expect(
      last["metrics"]?.object?.names == [
        "train_loss", "validation_accuracy", "avg_reward", "trajectories_generated",
      ])
    #expect(await service.contractViolations == [])
  }

  @Test func evaluationShowsASignificantImprovement() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob(["n_iterations": 100])
    let last = try #require(try await service.run(id).last)
    let result = try await service.result("evaluate", ["job_id": .string(id), "checkpoint_id": nil])
    #expect(result["checkpoint_id"] == last["best_checkpoint_id"])
    #expect(result["queries_evaluated"] == 20)
    let comparison = try #require(result["baseline_comparison"])
    #expect(try #require(comparison["success_rate_improvement"]?.double) > 0.15)
    #expect(try #require(comparison["avg_reward_improvement"]?.double) > 0.1)
    #expect(try #require(comparison["p_value"]?.double) < 0.05)
    #expect(comparison["statistically_significant"] == true)
    #expect(try await service.result("evaluate", ["job_id": .string(id)]) == result)
    let other = try await service.result(
      "evaluate", ["job_id": .string(id), "evaluation_queries": Fixture.queries(3, prefix: "Other")])
    #expect(other["queries_evaluated"] == 3)
    #expect(await service.contractViolations == [])
  }

  @Test func evaluationErrors() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    let early = try await service.error("evaluate", ["job_id": .string(id)])
    #expect(early.code == -40004)
    #expect(data(early) == #"{"field":"job_id","error":"the job has no checkpoint yet"}"#)

    let checkpoint = try await service.error(
      "evaluate", ["job_id": .string(id), "checkpoint_id": "00000000-0000-4000-8000-000000000000"])
    #expect(checkpoint.code == -32001)
    #expect(
      data(checkpoint)
        == #"{"field":"checkpoint_id","error":"the job has no checkpoint with this id"}"#)

    var params = try #require(Fixture.start().object)
    params["evaluation_data"] = nil
    let other = try #require(
      try await service.result("start_grpo", JSON(.object(params)))["job_id"]?.string)
    _ = try await service.run(other)
    let without = try await service.error("evaluate", ["job_id": .string(other)])
    #expect(without.code == -40004)
    #expect(
      data(without)
        == #"{"field":"evaluation_queries","#
        + #""error":"is missing, and the job was started without evaluation_data"}"#
    )
  }

  @Test func cancellingAndCancellingAgain() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    for _ in 0..<3 { _ = try await service.result("get_status", ["job_id": .string(id)]) }
    let result = try await service.result("cancel", ["job_id": .string(id), "reason": "Wrong data"])
    #expect(result["status"] == "cancelled")
    #expect(result["checkpoint_saved"] == true)
    #expect(result["cancelled_at"] == "2026-01-01T00:03:02Z")
    let status = try await service.result("get_status", ["job_id": .string(id)])
    #expect(status["reason"] == "Wrong data")
    #expect(result["iterations_completed"] == status["current_iteration"])
    let evaluated = try await service.result(
      "evaluate", ["job_id": .string(id), "checkpoint_id": try #require(result["checkpoint_id"])])
    #expect(evaluated["checkpoint_id"] == result["checkpoint_id"])
    let again = try await service.error("cancel", ["job_id": .string(id)])
    #expect(again.code == -40003)
    #expect(data(again) == #"{"field":"job_id","error":"the job is cancelled","status":"cancelled"}"#)
    #expect(await service.contractViolations == [])
  }

  @Test func cancellingAQueuedJobSavesNoCheckpoint() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    let result = try await service.result("cancel", ["job_id": .string(id)])
    #expect(
      result.text()
        == #"{"job_id":"\#(id)","status":"cancelled","cancelled_at":"2026-01-01T00:00:02Z","#
        + #""iterations_completed":0,"checkpoint_saved":false,"checkpoint_id":null}"#)
  }

  @Test func exportIsFilteredAndPagedNewestFirst() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob(["n_iterations": 10, "batch_size": 4])
    _ = try await service.run(id)
    let all = try await service.result("export_trajectories", ["job_id": .string(id)])
    #expect(all["total_count"] == 320)
    #expect(all["returned_count"] == 320)
    #expect(all["has_more"] == false)
    let trajectories = try #require(all["trajectories"]?.array)
    let times = trajectories.compactMap { $0["created_at"]?.string }
    #expect(times == times.sorted(by: >))
    #expect(Set(trajectories.compactMap { $0["trajectory_id"]?.string }).count == 320)

    let good = try await service.result(
      "export_trajectories", ["job_id": .string(id), "success_only": true, "min_reward": 1.07])
    let expected = trajectories.filter { $0["success"] == true && ($0["reward"]?.double ?? 0) >= 1.07 }
    #expect(good["trajectories"]?.array == expected)
    #expect(!expected.isEmpty && expected.count < 320)

    let page = try await service.result(
      "export_trajectories", ["job_id": .string(id), "limit": 7, "offset": 315])
    #expect(page["trajectories"]?.array == Array(trajectories[315...]))
    #expect(page["returned_count"] == 5)
    #expect(page["has_more"] == false)
    let middle = try await service.result(
      "export_trajectories", ["job_id": .string(id), "limit": 7, "offset": 3])
    #expect(middle["trajectories"]?.array == Array(trajectories[3..<10]))
    #expect(middle["has_more"] == true)
    let beyond = try await service.result(
      "export_trajectories", ["job_id": .string(id), "offset": .number(Int.max)])
    #expect(beyond["returned_count"] == 0)
    #expect(beyond["has_more"] == false)
    #expect(await service.contractViolations == [])
  }

  @Test func exportedTrajectoriesAreConsistent() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob(["n_iterations": 10, "batch_size": 4])
    _ = try await service.run(id)
    let page = try await service.result("export_trajectories", ["job_id": .string(id)])
    for trajectory in try #require(page["trajectories"]?.array) {
      let steps = try #require(trajectory["steps"]?.array)
      let types = steps.compactMap { $0["action"]?["step_type"]?.string }
      let success = trajectory["success"] == true
      #expect(trajectory["reward"] == .fixed(Reward.of(success: success, stepTypes: types), places: 4))
      #expect(trajectory["advantage"] == trajectory["normalized_reward"])
      #expect(
        trajectory["execution_time_ms"]?.int
          == steps.compactMap { $0["duration_ms"]?.int }.reduce(0, +))
      #expect(steps.last?["result"]?["success"] == .bool(success))
    }
  }

  @Test func exceededBudgetCancelsTheJob() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob(["max_budget_usd": "1.00"])
    let last = try #require(try await service.run(id).last)
    #expect(last["status"] == "cancelled")
    #expect(last["reason"] == "budget_exceeded")
    #expect(last["best_checkpoint_id"]?.string != nil)
    #expect(await service.contractViolations == [])
  }

  @Test func budgetBelowTheFirstIterationIsRejected() async throws {
    let service = try Fixture.service()
    for (budget, shown) in [("0.31", "0.31"), (0, "0.00")] as [(JSON, String)] {
      let error = try await service.error("start_grpo", Fixture.start(["max_budget_usd": budget]))
      #expect(error.code == -40001)
      #expect(
        data(error)
          == #"{"field":"config.max_budget_usd","#
          + #""error":"is \#(shown); the first iteration needs "#
          + #"0.32","budget_usd":"\#(shown)","required_usd":"0.32"}"#)
    }
    _ = try await service.startJob(["max_budget_usd": "0.32"])
    #expect(await service.contractViolations == [])
  }

  @Test func failedJobHasAnErrorMessage() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob(["max_steps_per_trajectory": 1])
    let last = try #require(try await service.run(id).last)
    #expect(last["status"] == "failed")
    #expect(
      last["error_message"]
        == "No attempt of iteration 1 ended within max_steps_per_trajectory = 1; raise it")
    #expect(await service.contractViolations == [])
  }

  @Test func jobsOfOneAgentShareABaselineAgentsDiffer() async throws {
    let a = TaskEnvironment(seed: SplitMix64.derive(1, stableHash("a")))
    let b = TaskEnvironment(seed: SplitMix64.derive(1, stableHash("b")))
    #expect(a != b)
    let service = try Fixture.service()
    let first = try await service.startJob()
    let second = try await service.startJob()
    #expect(first != second)
    let one = try #require(await service.state.jobs[first])
    let two = try #require(await service.state.jobs[second])
    #expect(one.environment == two.environment)
    #expect(one.seed != two.seed)
  }
}

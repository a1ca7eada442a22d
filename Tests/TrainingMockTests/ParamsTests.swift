import JSON
import JSONRPC
import Testing

@testable import TrainingMock

/// Params that a method refuses, and how it says so.
struct ParamsTests {
  private static let unknown: JSON = ["job_id": "00000000-0000-4000-8000-000000000000"]

  private func data(_ error: RPCError) -> String { error.data?.text() ?? "" }

  @Test(
    arguments: [
      (2, [:], #"{"field":"training_data","error":"must have at least 100 queries, got 2"}"#),
      (
        100, [7: "Task 3 "],
        #"{"field":"training_data[7].query","error":"has the same text as training_data[3].query"}"#
      ),
      (
        100, [0: " \t"],
        #"{"field":"training_data[0].query","error":"must not be blank"}"#
      ),
      (
        100, [5: "  ", 99: "Task 1"],
        #"{"field":"training_data[5].query","error":"must not be blank","errors":["#
          + #"{"field":"training_data[5].query","error":"must not be blank"},"#
          + #"{"field":"training_data[99].query","error":"has the same text as training_data[1].query"}]}"#
      ),
    ] as [(Int, [Int: String], String)])
  func rejectsInvalidTrainingData(count: Int, changes: [Int: String], expected: String) async throws {
    let service = try Fixture.service()
    var queries = try #require(Fixture.queries(count).array)
    for (index, text) in changes {
      queries[index] = ["query": .string(text), "expected_outcome": [:]]
    }
    let error = try await service.error(
      "start_grpo", ["agent_id": "a", "training_data": .array(queries)])
    #expect(error.code == -40002)
    #expect(error.message == "Validation failed")
    #expect(data(error) == expected)
    #expect(await service.contractViolations == [])
  }

  @Test(arguments: ["get_status", "cancel", "evaluate", "export_trajectories"])
  func unknownJobs(method: String) async throws {
    let error = try await Fixture.service().error(method, Self.unknown)
    #expect(error.code == -32001)
    #expect(data(error) == #"{"field":"job_id","error":"no job has this id"}"#)
  }

  @Test(
    arguments: [
      ("get_status", [:], -32602, "job_id"),
      ("get_status", ["job_id": "job-1"], -32602, "job_id"),
      ("get_status", ["job_id": nil], -32602, "job_id"),
      ("get_status", ["job": "x"], -32602, "job_id"),
      (
        "export_trajectories", ["job_id": "00000000-0000-4000-8000-000000000000", "limit": true], -32602,
        "limit"
      ),
      (
        "export_trajectories", ["job_id": "00000000-0000-4000-8000-000000000000", "limit": 0], -32602, "limit"
      ),
      (
        "export_trajectories", ["job_id": "00000000-0000-4000-8000-000000000000", "limit": 10001], -40005,
        "limit"
      ),
      (
        "export_trajectories", ["job_id": "00000000-0000-4000-8000-000000000000", "offset": -1], -32602,
        "offset"
      ),
      ("start_grpo", ["agent_id": "", "training_data": Fixture.queries(100)], -32602, "agent_id"),
      (
        "start_grpo",
        ["agent_id": "a", "training_data": Fixture.queries(2), "config": ["n_iterations": 20000]],
        -32602, "config.n_iterations"
      ),
      (
        "start_grpo",
        ["agent_id": "a", "training_data": Fixture.queries(100), "config": ["max_budget_usd": -1]],
        -32602, "config.max_budget_usd"
      ),
      (
        "start_grpo", ["agent_id": "a", "training_data": Fixture.queries(100), "config": ["gamma": 0]],
        -32602, "config.gamma"
      ),
    ] as [(String, JSON, Int, String)])
  func invalidParamsErrorNamesTheField(method: String, params: JSON, code: Int, field: String) async throws {
    let service = try Fixture.service()
    let error = try await service.error(method, params)
    #expect(error.code == code)
    let problems = [error.data?["field"]] + (error.data?["errors"]?.array ?? []).map { $0["field"] }
    #expect(problems.contains(.string(field)))
    #expect(error.data?["error"]?.string?.isEmpty == false)
    #expect(await service.contractViolations == [])
  }

  @Test func severalProblemsAreAllListed() async throws {
    let error = try await Fixture.service().error(
      "start_grpo",
      [
        "agent_id": "a", "training_data": Fixture.queries(100),
        "config": ["batch_size": 0, "n_iterations": 10.5, "learning_rate": 2],
      ])
    #expect(error.code == -32602)
    let fields = (error.data?["errors"]?.array ?? []).compactMap { $0["field"]?.string }
    #expect(Set(fields) == ["config.batch_size", "config.n_iterations", "config.learning_rate"])
    #expect(error.data?["field"]?.string == fields.first)
  }

  @Test func acceptsNumbersBeyondMachinePrecision() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob(
      try JSONParser.parse(#"{"learning_rate": 1e-400, "checkpoint_interval": 1e30, "n_iterations": 10}"#))
    _ = try await service.run(id)
    let params = try JSONParser.parse(
      #"{"job_id": "\#(id)", "min_reward": 1e400, "offset": 123456789012345678901234567890}"#)
    #expect(try await service.result("export_trajectories", params)["total_count"] == 0)
    #expect(await service.contractViolations == [])
  }
}

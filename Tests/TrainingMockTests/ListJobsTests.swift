import JSON
import Testing

@testable import TrainingMock

struct ListJobsTests {
  @Test func listsNewestFirstWithFiltersAndPaging() async throws {
    let service = try Fixture.service()
    var ids: [JSON] = []
    for agent in ["a", "b", "a"] {
      var params = try #require(Fixture.start().object?.members.map { ($0.name, $0.value) })
      params[0] = ("agent_id", .string(agent))
      let started = try await service.result("start_grpo", .object(params))
      ids.append(try #require(started["job_id"]))
    }
    let all = try await service.result("list_jobs", [:])
    #expect(all["jobs"]?.array?.map { $0["job_id"] } == ids.reversed())
    #expect(
      all["jobs"]?[0]
        == [
          "job_id": ids[2], "agent_id": "a", "status": "queued", "current_iteration": 0,
          "total_iterations": 50, "created_at": "2026-01-01T00:00:03Z",
        ])
    #expect([all["count"], all["total_count"], all["has_more"]] == [3, 3, false])
    let first = try await service.result("list_jobs", ["agent_id": "a", "limit": 1])
    #expect(first["jobs"]?.array?.map { $0["job_id"] } == [ids[2]])
    #expect([first["count"], first["total_count"], first["has_more"]] == [1, 2, true])
    let second = try await service.result("list_jobs", ["agent_id": "a", "limit": 1, "offset": 1])
    #expect(second["jobs"]?.array?.map { $0["job_id"] } == [ids[0]])
    #expect(second["has_more"] == false)
    let beyond = try await service.result("list_jobs", ["offset": 9_223_372_036_854_775_807])
    #expect([beyond["count"], beyond["total_count"], beyond["has_more"]] == [0, 3, false])
    _ = try await service.result("cancel", ["job_id": ids[1]])
    let cancelled = try await service.result("list_jobs", ["status": "cancelled"])
    #expect(cancelled["jobs"]?.array?.map { $0["job_id"] } == [ids[1]])
    #expect(await service.contractViolations == [])
  }

  @Test(arguments: [("limit", 501), ("limit", 0), ("offset", -1)])
  func outOfRangeLimitsAndOffsetsAreRejected(name: String, value: Int) async throws {
    let error = try await Fixture.service().error("list_jobs", .object([(name, .number(value))]))
    #expect(error.code == -32602)
    #expect(error.data?["field"] == .string(name))
  }
}

import HTTP
import JSON
import Testing

@testable import TrainingMock

extension TrainingService {
  /// Asks the administration, without a token.
  func admin(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> (status: Int, json: JSON)
  {
    let response = await respond(
      to: HTTPExchangeRequest(
        method: method, path: path, headers: body == nil ? [:] : ["Content-Type": "application/json"],
        body: body?.bytes() ?? []))
    return (response.status, try JSONParser.parse(response.body))
  }
}

struct AdminTests {
  @Test func advancingTheClockAdvancesJobs() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    #expect(try await service.admin("GET", "/__mock/clock").json == ["now": "2026-01-01T00:00:01Z"])
    let moved = try await service.admin("POST", "/__mock/clock", ["seconds": 600])
    #expect(moved == (200, ["now": "2026-01-01T00:10:01Z"]))
    let state = try await service.admin("GET", "/__mock/state").json
    #expect(state["jobs"]?[0]?["job_id"] == .string(id))
    #expect(state["jobs"]?[0]?["status"] == "completed")
    #expect(state["requests"] == 1)
  }

  @Test func resetRestoresInitialStateAndSeedChangesIds() async throws {
    let service = try Fixture.service()
    let first = try await service.startJob()
    _ = try await service.result("get_status", ["job_id": .string(first)])
    #expect(try await service.admin("POST", "/__mock/reset").json["jobs"] == [])
    #expect(try await service.startJob() == first)
    _ = try await service.admin("POST", "/__mock/seed", ["seed": 7])
    let other = try await service.startJob()
    #expect(other != first)
    _ = try await service.admin("POST", "/__mock/reset")
    #expect(try await service.startJob() == other)
    #expect(try await service.admin("GET", "/__mock/state").json["seed"] == 7)
  }

  @Test func restartRestoresTheSeedAndClearsTheReport() async throws {
    let text = try Fixture.contract().source.text.replacing("\"created_at\"", with: "\"made_at\"")
    let service = TrainingService(contract: try .load(.init(path: "openrpc.json", text: text)))
    _ = try await service.error("start_grpo", Fixture.start())
    let report = try await service.admin("GET", "/__mock/report").json
    #expect(
      report["problems"]?[0]?.string?.hasPrefix(
        "the mock's result of `training.start_grpo` does not fit the contract: ") == true)
    #expect(try await service.admin("POST", "/__mock/reset", ["seed": 7]).json["seed"] == 7)
    #expect(try await service.admin("GET", "/__mock/report").json == report)
    let state = try await service.admin("POST", "/__mock/restart").json
    #expect(state["seed"] == 1)
    #expect(state["jobs"] == [])
    #expect(try await service.admin("GET", "/__mock/report").json == ["events": [], "problems": []])
  }

  @Test func journalRecordsRequestsButNotAdminCalls() async throws {
    let service = try Fixture.service()
    _ = try await service.startJob()
    _ = try await service.response("cancel", ["job_id": "00000000-0000-4000-8000-000000000000"])
    _ = await service.respond(to: Fixture.post("{", token: "nonsense"))
    let journal = try await service.admin("GET", "/__mock/journal").json
    #expect(journal["total"] == 3)
    let requests = try #require(journal["requests"]?.array)
    #expect(requests.map { $0["status"] } == [200, 200, 401])
    #expect(
      requests.map { $0["calls"] } == [
        [["method": "training.start_grpo", "id": 1, "error": nil]],
        [["method": "training.cancel", "id": 1, "error": -32001]], [],
      ])
    #expect(requests.map { $0["at"] }.first == "2026-01-01T00:00:01Z")
    #expect(try await service.admin("DELETE", "/__mock/journal").json == ["total": 3, "requests": []])
  }

  @Test func theJournalKeepsTheLatestThousandRequests() {
    var journal = Journal()
    for _ in 0..<2500 {
      journal.add(
        .init(
          number: 0, moment: .standardStart, method: "GET", path: "/", status: 200, requestBytes: 0,
          responseBytes: 0, calls: [], faults: []))
    }
    let requests = journal.json["requests"]?.array ?? []
    #expect(journal.json["total"] == 2500)
    #expect(requests.count == 1000)
    #expect(requests.last?["number"] == 2500)
  }

  struct Mistake: Sendable {
    var method: String
    var path: String
    var body: JSON?
    var status: Int
    var message: String

    init(_ method: String, _ path: String, _ body: JSON?, _ status: Int, _ message: String) {
      (self.method, self.path, self.body, self.status, self.message) = (method, path, body, status, message)
    }
  }

  private static let allMistakes: [Mistake] = [
    Mistake(
      "GET", "/__mock/stat", nil, 404,
      "there is nothing at /__mock/stat. Did you mean /__mock/state?"
    ),
    Mistake("GET", "/__mock/reset", nil, 405, "/__mock/reset takes POST, not GET"),
    Mistake(
      "POST", "/__mock/clock", ["second": 5], 400, "unknown field `second`. Did you mean `seconds`?"
    ),
    Mistake(
      "POST", "/__mock/clock", ["seconds": -5], 400,
      "`seconds` must be a number from 0 to 31622400, got -5"
    ),
    Mistake("POST", "/__mock/seed", [:], 400, "`seed` must be an integer of at least 0, got nothing"),
    Mistake("POST", "/__mock/reset", [1], 400, "the body must be a JSON object"),
    Mistake(
      "POST", "/__mock/faults", ["name": "latncy"], 400,
      "unknown fault \"latncy\". Did you mean `latency`?"
    ),
    Mistake(
      "POST", "/__mock/faults", ["name": "latency", "second": 1], 400,
      "`latency` has no setting `second`. Did you mean `seconds`?"
    ),
    Mistake(
      "POST", "/__mock/faults", ["name": "latency", "probability": 2], 400,
      "`probability` must be a number from 0 to 1, got 2"
    ),
    Mistake(
      "POST", "/__mock/faults", ["name": "latency", "method": "training.cancle"], 400,
      "unknown method \"training.cancle\". Did you mean `training.cancel`?"
    ),
    Mistake("DELETE", "/__mock/faults/latency", nil, 404, "no fault with the id or name \"latency\" is set"),
  ]

  @Test(arguments: allMistakes)
  func invalidAdminRequestsGetStatusAndMessage(_ mistake: Mistake) async throws {
    let answer = try await Fixture.service().admin(mistake.method, mistake.path, mistake.body)
    #expect(answer.status == mistake.status)
    #expect(answer.json == ["error": .string(mistake.message)])
  }

  @Test func bodyMustBeJSONWithAMatchingContentType() async throws {
    let service = try Fixture.service()
    func post(_ type: String, _ body: String) async throws -> (Int, JSON) {
      let response = await service.respond(
        to: HTTPExchangeRequest(
          method: "POST", path: "/__mock/reset", headers: ["Content-Type": type], body: Array(body.utf8)))
      return (response.status, try JSONParser.parse(response.body))
    }
    #expect(try await post("text/plain", "{}").0 == 415)
    let broken = try await post("application/json", "{")
    #expect(broken.0 == 400)
    #expect(broken.1["error"]?.string?.hasPrefix("the body is not JSON: ") == true)
  }

  @Test func indexListsEveryEndpointOnce() async throws {
    let endpoints = try await Fixture.service().admin("GET", "/__mock").json["endpoints"]?.array ?? []
    #expect(endpoints.count == 11)
    #expect(
      endpoints.contains { $0["path"] == "/__mock/faults" && $0["methods"] == ["GET", "POST", "DELETE"] })
  }
}

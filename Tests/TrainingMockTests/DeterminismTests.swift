import HTTP
import JSON
import Testing

@testable import TrainingMock

/// Equal configurations and equal requests give equal bytes.
struct DeterminismTests {
  /// A whole session, as text: every status, header and body.
  private func transcript(_ configuration: MockConfiguration = MockConfiguration()) async throws -> String {
    let service = try Fixture.service(configuration)
    var text = ""
    func send(_ request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
      let response = await service.respond(to: request)
      text += "\(response.status)\n"
      for field in response.headers.fields { text += "\(field.name): \(field.value)\n" }
      text += response.text + "\n"
      return response
    }
    let started = await send(Fixture.post(Fixture.call("start_grpo", Fixture.start())))
    let other = await send(
      Fixture.post(Fixture.call("start_grpo", Fixture.start(["max_budget_usd": "0.60"]))))
    let ids = try [started, other].map {
      try #require(JSONParser.parse($0.body)["result"]?["job_id"])
    }
    for _ in 0..<10 {
      _ = await send(
        Fixture.post(.array(ids.map { Fixture.call("get_status", ["job_id": $0]) })))
    }
    _ = await send(Fixture.post(Fixture.call("evaluate", ["job_id": ids[0]])))
    _ = await send(Fixture.post(Fixture.call("export_trajectories", ["job_id": ids[1], "limit": 20])))
    _ = await send(Fixture.post(Fixture.call("cancel", ["job_id": ids[1]])))
    _ = await send(HTTPExchangeRequest(method: "GET", path: "/metrics"))
    return text
  }

  @Test func twoRunsGiveTheSameBytes() async throws {
    let first = try await transcript()
    let second = try await transcript()
    #expect(first == second)
    #expect(first.contains("budget_exceeded"))
    #expect(first.contains("\"statistically_significant\":"))
  }

  @Test func differentSeedGivesADifferentTranscript() async throws {
    #expect(try await transcript() != transcript(MockConfiguration(seed: 2)))
  }

  @Test func tokensAreDeterministic() {
    #expect(DevToken.mint(subject: "developer") == DevToken.mint(subject: "developer"))
    #expect(DevToken.mint(subject: "developer") != DevToken.mint(subject: "viewer"))
  }
}

import HTTP
import HTTPServing
import JSON
import JSONRPC
import Testing

@testable import TrainingMock

/// What the service says in HTTP, in process.
struct HTTPSemanticsTests {
  @Test(arguments: [
    (
      "{", 200, -32700,
      "expected a member name in double quotes, found the end of the text, at byte 1"
    ),
    ("[]", 200, -32600, "a batch must have at least one request"),
    ("3", 200, -32600, "a request must be an object, but this is a number"),
    (
      #"{"jsonrpc":"2.0","method":"m","id":1.5}"#, 200, -32600,
      "`id` must be an integer, a string or null; 1.5 has a fraction"
    ),
  ])
  func malformedRequestsGetJSONRPCErrors(
    body: String, status: Int, code: Int, sentence: String
  ) async throws {
    let service = try Fixture.service()
    let response = await service.respond(to: Fixture.post(body))
    #expect(response.status == status)
    let parsed = try Response(JSONParser.parse(response.body))
    #expect(parsed.id == .null)
    #expect(parsed.error?.code == code)
    #expect(parsed.error?.data?["error"]?.string == sentence)
    #expect(await service.contractViolations == [])
  }

  @Test func unknownMethodIsNotFound() async throws {
    let error = try await Fixture.service().error("pause", [:])
    #expect(error.code == -32601)
    #expect(error.data?["error"] == "unknown method \"training.pause\"")
  }

  @Test func notificationIsExecutedAndAnsweredWith204() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    let notification = Request(id: nil, method: "training.cancel", params: ["job_id": .string(id)]).json
    let response = await service.respond(to: Fixture.post(notification))
    #expect(response.status == 204)
    #expect(response.body == [])
    #expect(response.headers["Content-Type"] == nil)
    #expect(try await service.result("get_status", ["job_id": .string(id)])["status"] == "cancelled")
    let batch = await service.respond(to: Fixture.post([notification, notification]))
    #expect(batch.status == 204)
    #expect(batch.body == [])
  }

  @Test func aBatchMixesMethodsErrorsAndNotifications() async throws {
    let service = try Fixture.service()
    let batch: JSON = [
      Fixture.call("start_grpo", Fixture.start(), id: 1), 1, Fixture.call("nothing", [:], id: 2),
      Request(id: nil, method: "training.get_status", params: [:]).json,
      Fixture.call("get_status", ["job_id": "x"], id: 3),
    ]
    let response = await service.respond(to: Fixture.post(batch))
    #expect(response.status == 200)
    let members = try #require(try JSONParser.parse(response.body).array)
    #expect(members.map { $0["id"]?.text() } == ["1", "null", "2", "3"])
    #expect(members.map { $0["error"]?["code"]?.int } == [nil, -32600, -32601, -32602])
  }

  @Test func onlyPOSTCallsMethods() async throws {
    let service = try Fixture.service()
    for method in ["GET", "PUT", "DELETE", "OPTIONS"] {
      let response = await service.respond(
        to: HTTPExchangeRequest(method: method, path: "/api/v1/jsonrpc"))
      #expect(response.status == 405)
      #expect(response.headers["Allow"] == "POST")
      #expect(
        response.text
          == #"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request","#
          + #""data":{"error":"requests must be sent with POST, not \#(method)"}},"id":null}"#)
    }
    #expect(await service.contractViolations == [])
  }

  @Test(arguments: [
    ("application/json", 200), ("Application/JSON; charset=utf-8", 200), ("text/plain", 415), ("", 415),
    ("application/json-patch+json", 415),
  ])
  func theContentTypeMustBeJSON(type: String, status: Int) async throws {
    var request = Fixture.post(Fixture.call("get_status", ["job_id": "x"]))
    request.headers["Content-Type"] = type
    let response = try await Fixture.service().respond(to: request)
    #expect(response.status == status)
    if status == 415 {
      #expect(
        response.text
          == #"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request","#
          + #""data":{"error":"the Content-Type header must be application/json"}},"id":null}"#)
    }
  }

  @Test func tooLargeBodyIsAnsweredWith413() async throws {
    let service = try Fixture.service(MockConfiguration(limits: HTTPLimits(bodySize: 100)))
    let response = await service.respond(to: Fixture.post(String(repeating: " ", count: 101)))
    #expect(response.status == 413)
    #expect(
      try JSONParser.parse(response.body)["error"]?["data"]?["error"] == "the body is larger than 100 bytes")
  }

  @Test func deepNestingIsAnErrorNotACrash() async throws {
    let body = String(repeating: "[", count: 50_000)
    let response = try await Fixture.service().respond(to: Fixture.post(body))
    #expect(try JSONParser.parse(response.body)["error"]?["code"] == -32700)
  }

  @Test func theHealthPageSaysTheVersion() async throws {
    let service = try Fixture.service()
    func get(_ path: String, _ method: String = "GET") async -> HTTPExchangeResponse {
      await service.respond(to: HTTPExchangeRequest(method: method, path: path))
    }
    let version = try Fixture.contract().version
    #expect(
      await get("/api/v1/health?verbose=1").text
        == #"{"status":"healthy","version":"\#(version)","timestamp":"2026-01-01T00:00:00Z"}"#)
    #expect(
      await get("/health/ready").text
        == #"{"status":"ready","checks":{"queue":"ok","storage":"ok"},"timestamp":"2026-01-01T00:00:00Z"}"#)
    #expect(await get("/health/live").text == #"{"status":"alive","timestamp":"2026-01-01T00:00:00Z"}"#)
    #expect(await get("/health/live", "HEAD").body == [])
    #expect(await get("/health/live", "POST").status == 405)
    #expect(await get("/health").status == 404)
    #expect(await get("/health/live").headers["Date"] == "Thu, 01 Jan 2026 00:00:00 GMT")
  }

  @Test func callsAdvanceTheClockBySecondAndPollsByMinute() async throws {
    let service = try Fixture.service()
    for path in ["/metrics", "/api/v1/health", "/nowhere"] {
      _ = await service.respond(to: HTTPExchangeRequest(method: "GET", path: path))
    }
    #expect(await service.now == .standardStart)
    _ = try await service.exchange("cancel", [:])
    #expect(await service.now.seconds - Instant.standardStart.seconds == 1)
    _ = try await service.exchange("get_status", [:])
    #expect(await service.now.seconds - Instant.standardStart.seconds == 61)
  }

  @Test func paramsMismatchWithTheContractIsRecorded() async throws {
    let text = try Fixture.contract().source.text
    let changed = text.replacingOccurrences(of: #""name": "agent_id""#, with: #""name": "agent""#)
    let service = TrainingService(contract: try .load(.init(path: "openrpc.json", text: changed)))
    let error = try await service.error(
      "start_grpo", ["agent": "a", "training_data": Fixture.queries(100)])
    #expect(error.code == -32602)
    let violation = try #require(await service.contractViolations.first)
    #expect(violation.part == .params)
    #expect(violation.violation.sentence() == "`agent_id` is missing, says the service")
  }

  @Test func resultMismatchIsAnInternalErrorAndIsRecorded() async throws {
    let text = try Fixture.contract().source.text
    let changed = text.replacingOccurrences(of: "\"created_at\"", with: "\"made_at\"")
    let service = TrainingService(contract: try .load(.init(path: "openrpc.json", text: changed)))
    let error = try await service.error("start_grpo", Fixture.start())
    #expect(error.code == -32603)
    let violations = await service.contractViolations
    #expect(violations.first?.method == "training.start_grpo")
    #expect(violations.first?.part == .result)
    #expect(violations.contains { $0.violation.sentence().contains("made_at") })
    #expect(error.data?["error"]?.string?.contains("made_at") == true)
  }
}

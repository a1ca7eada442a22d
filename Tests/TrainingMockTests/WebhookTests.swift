import Diagnostics
import Digests
import HTTP
import JSON
import JSONRPC
import OpenRPC
import Synchronization
import Testing

@testable import TrainingMock

/// A receiver in memory: it answers as it is told and keeps what it gets.
final class Receiver: Sendable {
  private let requests = Mutex<[WebhookRequest]>([])
  private let outcomes: Mutex<[WebhookOutcome]>

  /// - Parameter outcomes: the first answers; afterwards everything is accepted.
  init(_ outcomes: [WebhookOutcome] = []) { self.outcomes = Mutex(outcomes) }

  var received: [WebhookRequest] { requests.withLock { $0 } }

  var transport: WebhookTransport {
    WebhookTransport { request in
      self.requests.withLock { $0.append(request) }
      return self.outcomes.withLock { $0.isEmpty ? .answered(status: 204) : $0.removeFirst() }
    }
  }
}

struct WebhookTests {
  private static let secret = "a-shared-secret-of-at-least-32-characters"

  private func service(_ receiver: Receiver, _ configuration: MockConfiguration = MockConfiguration()) throws
    -> TrainingService
  {
    TrainingService(
      contract: try Fixture.contract(), configuration: configuration, transport: receiver.transport)
  }

  private func register(_ service: TrainingService, _ events: JSON? = nil) async throws -> JSON {
    var params: [(String, JSON)] = [
      ("url", "http://127.0.0.1:9000/hooks"), ("secret", .string(Self.secret)),
    ]
    if let events { params.append(("events", events)) }
    return try await service.result("webhooks.register", .object(params))
  }

  private func events(_ receiver: Receiver) -> [String] {
    receiver.received.compactMap { $0.headers["X-Webhook-Event"] }
  }

  @Test func jobEventsArriveInOrderAndMatchTheContract() async throws {
    let receiver = Receiver()
    let service = try service(receiver)
    _ = try await register(service)
    let id = try await service.startJob()
    _ = try await service.run(id)
    #expect(
      events(receiver) == [
        "training.job.started", "training.job.progress", "training.job.progress", "training.job.progress",
        "training.job.progress", "training.job.completed",
      ])
    let contract = try Fixture.contract()
    for request in receiver.received {
      let body = try JSONParser.parse(request.body)
      let webhook = try #require(contract.webhook(named: body["event"]?.string ?? ""))
      #expect(contract.validate(payload: body, of: webhook) == [])
      #expect(body["data"]?["job_id"] == .string(id))
    }
    #expect(await service.contractViolations == [])
  }

  @Test func reportListsAcceptedEventsAndRestartClearsIt()
    async throws
  {
    let receiver = Receiver()
    let service = try service(receiver)
    #expect(try await service.admin("GET", "/__mock/report").json == ["events": [], "problems": []])
    _ = try await register(service)
    _ = try await service.run(service.startJob())
    let events: JSON = ["training.job.completed", "training.job.progress", "training.job.started"]
    #expect(try await service.admin("GET", "/__mock/report").json["events"] == events)
    // What an example resets was shown all the same.
    _ = try await service.admin("POST", "/__mock/seed", ["seed": 7])
    #expect(try await service.admin("GET", "/__mock/report").json["events"] == events)
    let other = try await service.startJob()
    #expect(try await service.admin("POST", "/__mock/restart").json["seed"] == 1)
    #expect(try await service.admin("GET", "/__mock/report").json == ["events": [], "problems": []])
    let first = try await service.startJob()
    #expect(first != other)
    #expect(try await first == Fixture.service().startJob())
  }

  @Test func reportNamesContractViolations() async throws {
    let text = try Fixture.contract().source.text
      .replacing("\"total_iterations\"", with: "\"rounds\"")
    let service = TrainingService(
      contract: try Contract.load(SourceText(path: "openrpc.json", text: text)))
    _ = try await service.response("start_grpo", Fixture.start())
    #expect(
      try await service.admin("GET", "/__mock/report").json["problems"]?[0]
        == "the mock's result of `training.start_grpo` does not fit the contract: `rounds` is missing")
  }

  @Test func signatureCoversIdTimestampAndBody() async throws {
    let receiver = Receiver()
    let service = try service(receiver)
    _ = try await register(service, ["training.job.started"])
    let id = try await service.startJob()
    _ = try await service.run(id)
    let request = try #require(receiver.received.first)
    #expect(receiver.received.count == 1)
    #expect(request.url == "http://127.0.0.1:9000/hooks")
    let delivery = try #require(request.headers["X-Webhook-Id"])
    let timestamp = try #require(request.headers["X-Webhook-Timestamp"])
    #expect(timestamp == String(Instant.standardStart.seconds + 92))
    let signed = "\(delivery).\(timestamp).\(String(decoding: request.body, as: UTF8.self))"
    let code = SHA256.authenticationCode(for: signed.utf8, key: Self.secret.utf8)
    #expect(request.headers["X-Webhook-Signature"] == "v1=" + code.hexadecimal)
    #expect(request.headers["X-Webhook-Attempt"] == "1")
    #expect(request.headers["Content-Type"] == "application/json")
  }

  @Test func contractExampleSignatureMatchesItsBody() throws {
    let contract = try Fixture.contract()
    let body = try #require(contract.webhook(named: "training.job.completed")?.example).bytes()
    let headers = try #require(contract.document["x-webhookDelivery"]?["headers"]?.array)
    func example(_ name: String) throws -> String {
      try #require(headers.first { $0["name"]?.string == name }?["example"]?.string)
    }
    #expect(
      DeliveryPolicy.signature(
        id: try example("X-Webhook-Id"), timestamp: try #require(Int(example("X-Webhook-Timestamp"))),
        body: body, secret: Self.secret) == (try example("X-Webhook-Signature")))
  }

  @Test func retriesWithExponentialBackoffThenGivesUp() async throws {
    let receiver = Receiver([
      .answered(status: 500), .failed("refused"), .answered(status: 302), .answered(status: 404),
    ])
    let service = try service(receiver)
    _ = try await register(service, ["training.job.cancelled"])
    let id = try await service.startJob()
    _ = try await service.result("cancel", ["job_id": .string(id)])
    #expect(receiver.received.count == 1)
    _ = try await service.admin("POST", "/__mock/clock", ["seconds": 1000])
    #expect(receiver.received.count == 4)
    #expect(Set(receiver.received.compactMap { $0.headers["X-Webhook-Id"] }).count == 1)
    #expect(receiver.received.compactMap { $0.headers["X-Webhook-Attempt"] } == ["1", "2", "3", "4"])
    let times = receiver.received.compactMap { $0.headers["X-Webhook-Timestamp"].flatMap { Int($0) } }
    let waits = zip(times, times.dropFirst()).map { $1 - $0 }
    for (wait, expected) in zip(waits, [60, 120, 240]) {
      #expect((expected * 8 / 10 - 1...expected * 12 / 10 + 1).contains(wait))
    }
    #expect(waits != [60, 120, 240])
    let delivery = try #require(
      try await service.admin("GET", "/__mock/webhooks").json["deliveries"]?.array?.first)
    #expect(delivery["state"] == "given_up")
    #expect(
      delivery["attempts"]?.array?.map { $0["outcome"] }
        == ["status 500", "refused", "status 302", "status 404"])
    #expect(delivery["attempts"]?[0]?["signature"]?.string?.hasPrefix("v1=") == true)
  }

  @Test func retryDelayStartsAfterTheTimeout() async throws {
    let receiver = Receiver([.timedOut])
    let service = try service(receiver)
    _ = try await register(service, ["training.job.cancelled"])
    let id = try await service.startJob()
    _ = try await service.result("cancel", ["job_id": .string(id)])
    _ = try await service.admin("POST", "/__mock/clock", ["seconds": 200])
    let times = receiver.received.compactMap { $0.headers["X-Webhook-Timestamp"].flatMap { Int($0) } }
    #expect(times.count == 2)
    #expect((77...103).contains(times[1] - times[0]))
    let attempts = try await service.admin("GET", "/__mock/webhooks").json["deliveries"]?[0]?["attempts"]
    #expect(attempts?[0]?["outcome"] == "no answer within 30 s")
  }

  @Test func deliveriesAndRetriesAreDeterministicPerSeed() async throws {
    func run(_ seed: UInt64) async throws -> [WebhookRequest] {
      let receiver = Receiver([.answered(status: 500)])
      let service = try service(receiver, MockConfiguration(seed: seed))
      _ = try await register(service)
      let id = try await service.startJob()
      _ = try await service.run(id)
      return receiver.received
    }
    let first = try await run(1)
    #expect(first == (try await run(1)))
    #expect(first != (try await run(2)))
  }

  @Test func budgetEventsWarnAt75And90PercentThenCancel() async throws {
    let receiver = Receiver()
    let service = try service(receiver)
    _ = try await register(service, ["training.budget.warning", "training.job.cancelled"])
    let id = try await service.startJob(["n_iterations": 500, "batch_size": 8, "max_budget_usd": "2.00"])
    _ = try await service.run(id)
    #expect(
      events(receiver) == ["training.budget.warning", "training.budget.warning", "training.job.cancelled"])
    let bodies = try receiver.received.map { try JSONParser.parse($0.body) }
    #expect(bodies.map { $0["data"]?["threshold"] } == [75, 90, nil])
    #expect(bodies.last?["data"]?["reason"] == "budget_exceeded")
    #expect(bodies.last?["data"]?["checkpoint_id"]?.string != nil)
  }

  @Test func listHidesSecretsAndDeleteDropsPendingDeliveries() async throws {
    let receiver = Receiver([.answered(status: 500)])
    let service = try service(receiver)
    let hook = try await register(service)
    #expect(hook["events"]?.array?.count == 6)
    #expect(try await service.result("webhooks.list", [:])["webhooks"] == [hook])
    let id = try await service.startJob()
    _ = try await service.result("cancel", ["job_id": .string(id)])
    let webhookID = try #require(hook["webhook_id"])
    #expect(
      try await service.result("webhooks.delete", ["webhook_id": webhookID])
        == ["webhook_id": webhookID, "deleted": true])
    _ = try await service.admin("POST", "/__mock/clock", ["seconds": 1000])
    #expect(receiver.received.count == 1)
    let delivery = try await service.admin("GET", "/__mock/webhooks").json["deliveries"]?[0]
    #expect(delivery?["state"] == "dropped")
    let error = try await service.error("webhooks.delete", ["webhook_id": webhookID])
    #expect(error.code == -32001)
    #expect(error.data?["error"] == "no webhook has this id")
  }

  @Test(arguments: [
    ("https://127.0.0.1/a", "must begin with http://; the mock does not support TLS"),
    ("http://10.0.0.5/hooks", "must have the host 127.0.0.1 or localhost, got 10.0.0.5"),
    (
      "http://127.0.0.1.example.com/",
      "must have the host 127.0.0.1 or localhost, got 127.0.0.1.example.com"
    ),
    (
      "http://127.0.0.1@example.com/",
      "must have the host 127.0.0.1 or localhost, got 127.0.0.1@example.com"
    ),
    ("http://localhost:99999/", "must have a port from 1 to 65535, got \"99999\""),
  ])
  func rejectsDisallowedWebhookURLs(url: String, message: String) async throws {
    let error = try await Fixture.service().error(
      "webhooks.register", ["url": .string(url), "secret": .string(Self.secret)])
    #expect(error.code == -40006)
    #expect(error.data == ["field": "url", "error": .string(message)])
  }

  @Test func thereAreAtMostTwentyWebhooks() async throws {
    let service = try service(Receiver())
    for _ in 0..<20 {
      _ = try await register(service)
      _ = try await service.admin("POST", "/__mock/clock", ["seconds": 10])
    }
    let error = try await service.error(
      "webhooks.register", ["url": "http://localhost/", "secret": .string(Self.secret)])
    #expect(error.code == -40006)
    #expect(error.data?["error"] == "is rejected: there are already 20 webhooks; delete one first")
  }

  @Test func parsesLoopbackAddresses() throws {
    let plain = try LoopbackAddress("http://localhost")
    #expect(plain.port == 80)
    #expect(plain.path == "/")
    let full = try LoopbackAddress("http://127.0.0.1:9000/a/b?c=d")
    #expect(full.host == "127.0.0.1:9000")
    #expect(full.port == 9000)
    #expect(full.path == "/a/b?c=d")
  }
}

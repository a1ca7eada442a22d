import Foundation
import Synchronization
import Testing

@testable import TrainingClient

/// A transport that answers with what it was given and remembers what it was sent.
final class Recorder: Sendable {
  private let sent = Mutex<[String]>([])
  let status: Int
  let retryAfter: Int?
  private let answers: Mutex<[String]>

  /// The last answer is given again when there are more requests than answers.
  init(status: Int = 200, retryAfter: Int? = nil, _ answers: String...) {
    self.status = status
    self.retryAfter = retryAfter
    self.answers = Mutex(answers)
  }

  var bodies: [String] { sent.withLock { $0 } }

  func client() throws -> TrainingClient {
    let url = try #require(URL(string: "http://service.example"))
    let transport = TrainingTransport { url, token, body, _ in
      self.sent.withLock {
        $0.append("\(url.absoluteString) \(token) \(String(decoding: body, as: UTF8.self))")
      }
      let answer = self.answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
      return .init(status: self.status, retryAfter: self.retryAfter, body: Data(answer.utf8))
    }
    return TrainingClient(url: url, token: "t", transport: transport)
  }
}

func statusReply(_ state: String, id: Int = 1, extra: String = "") -> String {
  """
  {"jsonrpc": "2.0", "id": \(id), "result": {"job_id": "j", "agent_id": "a", "status": "\(state)",
  "current_iteration": 0, "total_iterations": 50, "progress_percent": 0, "metrics": {}, "cost_usd": "0.10",
  "budget_usd": "10.00", "budget_remaining_percent": 99.0, "started_at": null, "estimated_completion": null,
  "best_checkpoint_id": null\(extra)}}
  """
}

struct Calls {
  @Test func aCallSendsTheTokenAndOmitsAbsentParameters() async throws {
    let recorder = Recorder(
      #"{"jsonrpc": "2.0", "id": 1, "result": {"job_id": "j", "trajectories": [], "#
        + #""total_count": 0, "returned_count": 0, "has_more": false}}"#
    )
    _ = try await recorder.client().exportTrajectories(jobID: "j", successOnly: true, limit: 5)
    #expect(
      recorder.bodies == [
        #"http://service.example/api/v1/jsonrpc t {"id":1,"jsonrpc":"2.0","#
          + #""method":"training.export_trajectories","params":{"job_id":"j","limit":5,"success_only":true}}"#
      ])
  }

  @Test func theBudgetIsSentAsADecimalString() async throws {
    let recorder = Recorder(
      #"{"jsonrpc": "2.0", "id": 1, "result": {"job_id": "j", "status": "queued", "agent_id": "a", "#
        + #""total_iterations": 5, "created_at": "2026-01-01T00:00:01Z"}}"#
    )
    let budget = try #require(Decimal(string: "9.90"))
    let job = try await recorder.client().startGRPO(
      agentID: "a", config: GRPOConfig(nIterations: 5, maxBudgetUSD: budget),
      trainingData: [TrainingQuery(query: "q", expectedOutcome: ["answer": 4, "ok": true, "none": nil])])
    #expect(
      recorder.bodies == [
        #"http://service.example/api/v1/jsonrpc t {"id":1,"jsonrpc":"2.0","#
          + #""method":"training.start_grpo","params":{"agent_id":"a","#
          + #""config":{"max_budget_usd":"9.9","n_iterations":5},"#
          + #""training_data":[{"expected_outcome":{"answer":4,"none":null,"ok":true},"query":"q"}]}}"#
      ])
    #expect(job.status == .queued)
    #expect(job.createdAt == Date(timeIntervalSince1970: 1_767_225_601))
  }

  @Test func aQueuedJobHasNoMetricsAndExactMoney() async throws {
    let status = try await Recorder(statusReply("queued")).client().getStatus(jobID: "j")
    #expect(status.metrics == TrainingMetrics())
    #expect(status.costUSD == Decimal(string: "0.1"))
    #expect(status.costUSD.usd == "0.10")
    #expect(status.startedAt == nil)
  }

  @Test func resultsAreEncodedInTheServicesNotation() async throws {
    let status = try await Recorder(statusReply("running", extra: #", "reason": "x""#)).client().getStatus(
      jobID: "j")
    #expect(
      try TrainingClient.json(of: status)
        == #"{"agent_id":"a","budget_remaining_percent":99,"budget_usd":"10.00","#
        + #""cost_usd":"0.10","current_iteration":0,"job_id":"j","metrics":{},"#
        + #""progress_percent":0,"reason":"x","status":"running","total_iterations":50}"#)
  }

  @Test func batchMembersAreMatchedByIdAndFailSeparately() async throws {
    let recorder = Recorder(
      """
      [{"jsonrpc": "2.0", "id": 2, "error": {"code": -32001, "message": "Not found",
        "data": {"field": "job_id", "error": "no job has this id"}}},
       \(statusReply("running", id: 1))]
      """)
    let calls = ["a", "b", "c"].map { TrainingCall.getStatus(jobID: $0) }
    let answers = try await recorder.client().sendBatch(calls)
    #expect(answers.count == 3)
    #expect(try answers[0].get().status == .running)
    #expect(throws: TrainingError.self) { try answers[1].get() }
    guard case .failure(let missing) = answers[1], case .failure(let absent) = answers[2] else {
      Issue.record("two members must fail")
      return
    }
    #expect(missing.description == "Not found (-32001): job_id: no job has this id")
    #expect(missing.field == "job_id")
    #expect(absent == .unreadable("the batch response has no member with the id 3"))
    let none = try await recorder.client().sendBatch([TrainingCall<JobStatus>]())
    #expect(none.isEmpty && recorder.bodies.count == 1, "an empty batch is not sent")
  }
}

struct Failures {
  private func failure(_ recorder: Recorder) async throws -> TrainingError {
    do {
      let status = try await recorder.client().getStatus(jobID: "j")
      throw TrainingError.unreadable("no failure but \(status)")
    } catch let error as TrainingError {
      return error
    }
  }

  @Test func eachOfHTTP401And403And429HasItsOwnCase() async throws {
    func reply(_ code: Int, _ message: String, _ data: String) -> String {
      #"{"jsonrpc": "2.0", "id": null, "error": {"code": \#(code), "message": "\#(message)", "data": \#(data)}}"#
    }
    let unauthorized = try await failure(
      Recorder(status: 401, reply(-32103, "Authentication failed", #"{"error": "the token has expired"}"#)))
    guard case .unauthorized = unauthorized else { throw unauthorized }
    #expect(unauthorized.description == "Authentication failed (-32103): the token has expired")

    let forbidden = try await failure(
      Recorder(status: 403, reply(-32104, "Authorization failed", #"{"error": "no", "permission": "p"}"#)))
    guard case .forbidden(let refusal) = forbidden else { throw forbidden }
    #expect(refusal.data?["permission"]?.string == "p")

    let limit = reply(
      -32029, "Rate limit exceeded", #"{"retry_after": 12, "limit": 5, "window_seconds": 60}"#)
    let byHeader = try await failure(Recorder(status: 429, retryAfter: 11, limit))
    guard case .rateLimited(.seconds(11), _) = byHeader else { throw byHeader }
    #expect(byHeader.description == "Rate limit exceeded (-32029): try again in 11 s")
    let byBody = try await failure(Recorder(status: 429, limit))
    guard case .rateLimited(.seconds(12), _) = byBody else { throw byBody }
  }

  @Test(arguments: [
    (200, "<html>", "not valid JSON"),
    (200, #"{"jsonrpc": "2.0", "id": 1, "result": {"job_id": "j"}}"#, #""agent_id" is missing at result"#),
    (
      200, statusReply("queued").replacing(#""0.10""#, with: #""ten""#),
      #""ten" is not a decimal amount such as "9.50" at result.cost_usd"#
    ),
    (502, "<html>", "HTTP status 502 without an explanation (502)"),
  ])
  func anUnreadableResponseNamesThePlace(status: Int, body: String, expected: String) async throws {
    let error = try await failure(Recorder(status: status, body))
    #expect(error.description.contains(expected), "\(error)")
  }

  @Test func aMissingTokenOrBadAddressIsAConfigurationError() throws {
    #expect(
      throws: TrainingError.configuration(
        "JWT_TOKEN is not set: put the bearer token of the training service in it")
    ) { try TrainingClient.fromEnvironment([:]) }
    for token in ["two\nlines", "a b", "tökén"] {
      #expect(
        throws: TrainingError.configuration(
          "JWT_TOKEN holds a space, a line break or another character of no token")
      ) { try TrainingClient.fromEnvironment(["JWT_TOKEN": token]) }
    }
    #expect(
      throws: TrainingError.configuration(
        "TRAINING_URL is \"localhost:8001\": an address such as http://localhost:8001 is needed")
    ) { try TrainingClient.fromEnvironment(["JWT_TOKEN": "t", "TRAINING_URL": "localhost:8001"]) }
    let client = try TrainingClient.fromEnvironment(["JWT_TOKEN": "t"])
    #expect(client.url.absoluteString == "http://localhost:8001")
  }

  @Test func aRefusedConnectionIsATransportError() async throws {
    let url = try #require(URL(string: "http://127.0.0.1:1"))
    let client = TrainingClient(url: url, token: "t")
    await #expect {
      try await client.getStatus(jobID: "j")
    } throws: { error in
      "\(error)".hasPrefix("no answer from http://127.0.0.1:1: ")
    }
  }
}

struct Watching {
  @Test func aWatchEndsWithTheFinalState() async throws {
    let recorder = Recorder(
      statusReply("queued"), statusReply("running"), statusReply("failed", extra: #", "error_message": "e""#))
    var states: [JobState] = []
    for try await status in try recorder.client().watch(jobID: "j", every: .zero) {
      states.append(status.status)
    }
    #expect(states == [.queued, .running, .failed])
    #expect(recorder.bodies.count == 3)
  }

  @Test func aWatchContinuesAfterARateLimit() async throws {
    let limited =
      #"{"jsonrpc": "2.0", "id": 1, "error": {"code": -32029, "message": "m", "data": {"retry_after": 0}}}"#
    let recorder = Recorder(limited, limited, statusReply("completed"))
    var states: [JobState] = []
    for try await status in try recorder.client().watch(jobID: "j", every: .zero) {
      states.append(status.status)
    }
    #expect(states == [.completed])
    #expect(recorder.bodies.count == 3)
  }

  @Test func cancellingTheTaskEndsTheWatch() async throws {
    let client = try Recorder(statusReply("running")).client()
    let (first, signal) = AsyncStream.makeStream(of: Void.self)
    let watching = Task {
      for try await _ in client.watch(jobID: "j", every: .seconds(3600)) { signal.yield() }
    }
    for await _ in first { break }
    watching.cancel()
    await #expect(throws: TrainingError.cancelled) { try await watching.value }
  }
}

struct Values {
  @Test(arguments: ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.500Z"])
  func timestampsSurviveARoundTrip(text: String) throws {
    #expect(Timestamps.text(try Timestamps.date(text)) == text)
  }

  @Test func fractionsOfASecondHaveUpToSixDigits() throws {
    let date = try Timestamps.date("2026-01-01T00:00:00.123456Z")
    #expect(abs(date.timeIntervalSince1970 - 1_767_225_600.123456) < 1e-6)
    #expect(throws: DecodingError.self) { try Timestamps.date("yesterday") }
  }

  @Test(arguments: [("0", "0.00"), ("9.5", "9.50"), ("-0.125", "-0.12"), ("99999999.99", "99999999.99")])
  func moneyHasTwoDecimalPlaces(amount: String, text: String) throws {
    #expect(try #require(Decimal(string: amount)).usd == text)
  }

  @Test func anyJSONSurvivesARoundTrip() throws {
    let value: JSONValue = ["a": [1, 2.5, "x", nil, true, [:]], "b": ["c": false]]
    let data = try JSONEncoder().encode(value)
    #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
  }
}

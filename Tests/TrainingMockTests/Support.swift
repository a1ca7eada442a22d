import Diagnostics
import Foundation
import HTTP
import JSON
import JSONRPC
import OpenRPC
import Testing

@testable import TrainingMock

enum Fixture {
  /// The portal's own contract.
  static func contract() throws -> Contract {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "content/api/openrpc.json")
    return try Contract.load(SourceText(path: "openrpc.json", bytes: Array(Data(contentsOf: file))))
  }

  static func service(_ configuration: MockConfiguration = MockConfiguration()) throws -> TrainingService {
    TrainingService(contract: try contract(), configuration: configuration)
  }

  static func queries(_ count: Int, prefix: String = "Task") -> JSON {
    .array(
      (0..<count).map { ["query": .string("\(prefix) \($0)"), "expected_outcome": ["success": true]] })
  }

  /// The params of a start: 100 queries, 20 for evaluation, and that configuration.
  static func start(_ config: JSON = ["n_iterations": 50, "batch_size": 8]) -> JSON {
    [
      "agent_id": "support-agent", "config": config, "training_data": queries(100),
      "evaluation_data": queries(20, prefix: "Held out"),
    ]
  }

  static let config = GRPOConfig(
    iterations: 1000, batchSize: 16, trajectoriesPerQuery: 8, learningRate: 0.0001,
    budget: Money(microdollars: 100_000_000), checkpointInterval: 10, maximumSteps: 20, gamma: 0.99)

  static let token = DevToken.mint(subject: "developer")

  static func post(_ body: JSON, token: String = token) -> HTTPExchangeRequest {
    post(body.text(), token: token)
  }

  static func post(_ body: String, token: String = token) -> HTTPExchangeRequest {
    HTTPExchangeRequest(
      method: "POST", path: TrainingService.endpoint,
      headers: ["Authorization": "Bearer \(token)", "Content-Type": "application/json"],
      body: Array(body.utf8))
  }

  static func call(_ method: String, _ params: JSON, id: Int = 1) -> JSON {
    Request(id: .integer(id), method: method.contains(".") ? method : "training.\(method)", params: params)
      .json
  }
}

extension TrainingService {
  /// Calls a method and gives the whole response.
  func exchange(_ method: String, _ params: JSON, token: String = Fixture.token) async throws
    -> HTTPExchangeResponse
  {
    await respond(to: Fixture.post(Fixture.call(method, params), token: token))
  }

  func response(_ method: String, _ params: JSON) async throws -> Response {
    try Response(JSONParser.parse(await exchange(method, params).body))
  }

  /// Calls a method that must succeed.
  func result(_ method: String, _ params: JSON) async throws -> JSON {
    try await response(method, params).outcome.get()
  }

  /// Calls a method that must fail.
  func error(_ method: String, _ params: JSON) async throws -> RPCError {
    let response = try await response(method, params)
    return try #require(response.error)
  }

  func startJob(_ config: JSON = ["n_iterations": 50, "batch_size": 8]) async throws -> String {
    let started = try await result("start_grpo", Fixture.start(config))
    return try #require(started["job_id"]?.string)
  }

  /// Polls until the job has ended; gives every status.
  func run(_ id: String, polls: Int = 500) async throws -> [JSON] {
    var statuses: [JSON] = []
    for _ in 0..<polls {
      let status = try await result("get_status", ["job_id": .string(id)])
      statuses.append(status)
      if let state = status["status"]?.string.flatMap(JobState.init(rawValue:)), state.isFinal { break }
    }
    return statuses
  }
}

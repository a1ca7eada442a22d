import Diagnostics
import Foundation
import OpenRPC
import Testing
import TrainingClient
import TrainingMock

/// The client against the mock service on a socket of its own.
struct OverTheWire {
  private let queries = (1...120).map { number in
    TrainingQuery(query: "What is 7 × \(number)?", expectedOutcome: ["answer": .string("\(7 * number)")])
  }

  private func withService(
    token name: String = "JWT_TOKEN", _ body: (TrainingClient) async throws -> Void
  ) async throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "content/api/openrpc.json")
    let contract = try Contract.load(SourceText(path: "openrpc.json", bytes: Array(Data(contentsOf: file))))
    let server = try await TrainingServer.start(contract: contract)
    let environment = Dictionary(
      await server.environment().map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    do {
      try await body(
        try TrainingClient.fromEnvironment([
          "TRAINING_URL": try #require(environment["TRAINING_URL"]),
          "JWT_TOKEN": try #require(environment[name]),
        ]))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func start(_ client: TrainingClient) async throws -> StartedJob {
    try await client.startGRPO(
      agentID: "support-agent",
      config: GRPOConfig(nIterations: 50, batchSize: 8, nTrajectoriesPerQuery: 4, maxBudgetUSD: 10),
      trainingData: Array(queries.prefix(100)), evaluationData: Array(queries.suffix(20)))
  }

  @Test func aJobIsStartedWatchedEvaluatedAndExported() async throws {
    try await withService { client in
      let job = try await start(client)
      #expect(job.status == .queued)
      #expect(job.totalIterations == 50)

      var statuses: [JobStatus] = []
      for try await status in client.watch(jobID: job.jobID, every: .zero) { statuses.append(status) }
      let first = try #require(statuses.first)
      #expect(first.status == .queued)
      #expect(first.metrics.avgReward == nil && first.metrics.trajectoriesGenerated == nil)
      #expect(first.startedAt == nil)
      let last = try #require(statuses.last)
      #expect(last.status == .completed)
      #expect(last.costUSD > 0 && last.costUSD <= last.budgetUSD)
      #expect(last.budgetUSD == 10)
      #expect(try #require(last.metrics.trajectoriesGenerated) > 0)

      let evaluation = try await client.evaluate(jobID: job.jobID)
      #expect(evaluation.checkpointID == last.bestCheckpointID)
      #expect(evaluation.queriesEvaluated == 20)
      #expect((0...1).contains(evaluation.baselineComparison.pValue))

      let page = try await client.exportTrajectories(
        jobID: job.jobID, successOnly: true, minReward: 1.05, limit: 7)
      #expect(page.returnedCount == 7 && page.trajectories.count == 7)
      #expect(page.hasMore == (page.totalCount > 7))
      for trajectory in page.trajectories {
        #expect(trajectory.success == true)
        // The service and the library value a trajectory by the same rule.
        #expect(abs(trajectory.reward - RewardEngine.defaultReward(of: trajectory)) < 1e-9)
        #expect(trajectory.advantage == trajectory.normalizedReward)
        #expect(trajectory.reward >= 1.05)
      }
    }
  }

  @Test func batchesStartAndCancelJobs() async throws {
    try await withService { client in
      let jobs = try await client.sendBatch(
        ["a", "b"].map { TrainingCall.startGRPO(agentID: $0, trainingData: queries) }
      ).map { try $0.get() }
      #expect(jobs.map(\.agentID) == ["a", "b"])
      let calls = jobs.map { TrainingCall.cancel(jobID: $0.jobID, reason: "no longer needed") }
      let cancelled = try await client.sendBatch(calls).map { try $0.get() }
      #expect(cancelled.map(\.status) == [.cancelled, .cancelled])
      let status = try await client.getStatus(jobID: jobs[0].jobID)
      #expect(status.reason == "no longer needed")
      let again = try await client.sendBatch(calls)
      for answer in again {
        guard case .failure(let error) = answer else {
          Issue.record("a job was cancelled twice")
          continue
        }
        #expect(error.code == -40003)
      }
    }
  }

  @Test func jobsAreListedByAgentAndPage() async throws {
    try await withService { client in
      for agent in ["a", "b", "b"] {
        _ = try await client.startGRPO(agentID: agent, trainingData: queries)
      }
      let page = try await client.listJobs(agentID: "b", limit: 1)
      #expect(page.jobs.map(\.agentID) == ["b"])
      #expect(page.count == 1 && page.totalCount == 2 && page.hasMore)
      let none = try await client.listJobs(status: .failed)
      #expect(none.jobs.isEmpty && !none.hasMore)
    }
  }

  @Test func aWebhookIsRegisteredListedAndDeletedOnce() async throws {
    try await withService { client in
      let webhook = try await client.registerWebhook(
        url: "http://127.0.0.1:9/events", secret: String(repeating: "s", count: 32),
        events: [.completed, .budgetWarning])
      #expect(webhook.events == [.completed, .budgetWarning])
      #expect(try await client.listWebhooks().webhooks == [webhook])
      let deletion = try await client.deleteWebhook(webhookID: webhook.webhookID)
      #expect(deletion.deleted && deletion.webhookID == webhook.webhookID)
      await #expect {
        try await client.deleteWebhook(webhookID: webhook.webhookID)
      } throws: { ($0 as? TrainingError)?.code == -32001 }
      await #expect {
        try await client.registerWebhook(url: "http://127.0.0.1:9/events", secret: "short")
      } throws: { ($0 as? TrainingError)?.field == "secret" }
    }
  }

  @Test func refusalsNameTheField() async throws {
    try await withService { client in
      await #expect {
        try await client.startGRPO(
          agentID: "a", config: GRPOConfig(nIterations: 20_000), trainingData: queries)
      } throws: { error in
        "\(error)"
          == "Invalid params (-32602): config.n_iterations: must be at most 10000, got 20000"
      }
      await #expect {
        try await client.startGRPO(agentID: "a", trainingData: Array(queries.prefix(2)))
      } throws: { error in
        (error as? TrainingError)?.code == -40002 && (error as? TrainingError)?.field == "training_data"
      }
    }
  }

  @Test func refusedTokensAndLimitsHaveTheirOwnCases() async throws {
    let unknown = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
    try await withService(token: "JWT_TOKEN_EXPIRED") { client in
      await #expect {
        try await client.getStatus(jobID: unknown)
      } throws: { error in
        if case TrainingError.unauthorized(let failure) = error { failure.code == -32103 } else { false }
      }
    }
    try await withService(token: "JWT_TOKEN_VIEWER") { client in
      await #expect {
        try await client.cancel(jobID: unknown)
      } throws: { error in
        if case TrainingError.forbidden(let failure) = error { failure.code == -32104 } else { false }
      }
    }
    try await withService { client in
      for _ in 1...5 {
        await #expect {
          try await client.evaluate(jobID: unknown)
        } throws: { ($0 as? TrainingError)?.code == -32001 }
      }
      await #expect {
        try await client.evaluate(jobID: unknown)
      } throws: { error in
        if case TrainingError.rateLimited(let wait, _) = error {
          (1...60).contains(wait / .seconds(1))
        } else {
          false
        }
      }
    }
  }
}

// Trains several agents at once: one batch starts the jobs, one batch a round asks for all of them.

import ExampleSupport
import Foundation
import TrainingClient

let program = Program(
  name: "batch",
  usage: """
    USAGE: batch [AGENT …] [--interval SECONDS] [--budget USD] [--json]

    Starts a job for each agent, prints a table a round until all have ended, and exports up to 100
    successful trajectories of each job that completed. Ctrl-C cancels the jobs that have not ended.

    ARGUMENTS:
      AGENT                the agents to train
                           (default: support-agent search-agent billing-agent triage-agent)

    OPTIONS:
      --interval SECONDS   time between two rounds (default: 30)
      --budget USD         the most that each job may spend (default: 10.00)
      --json               print the last status of each job as a line of JSON, and nothing else
      --help               show this text

    ENVIRONMENT:
      TRAINING_URL   address of the service (default: http://localhost:8001)
      JWT_TOKEN      bearer token with the permissions training:start, training:view,
                     training:cancel and data:export

    EXIT STATUS: 0 all completed, 1 some did not or no answer, 2 misuse, 130 Ctrl-C
    """)

let queries = (1...100).map { number in
  TrainingQuery(
    query: "What is 7 × \(number)?", expectedOutcome: ["answer": .string(String(7 * number))])
}

struct Job: Sendable {
  let agent: String
  let id: String
}

// region: start
func start(
  _ agents: [String], config: GRPOConfig, with client: TrainingClient
) async throws -> [Job] {
  let calls = agents.map { agent in
    TrainingCall.startGRPO(agentID: agent, config: config, trainingData: queries)
  }
  var jobs: [Job] = []
  // The answers are in the order of the calls, so each belongs to its agent.
  for (agent, answer) in zip(agents, try await client.sendBatch(calls)) {
    switch answer {
    case .success(let job): jobs.append(Job(agent: agent, id: job.jobID))
    case .failure(let error): program.say("\(agent) was not started: \(error)")
    }
  }
  return jobs
}
// endregion

// region: poll
@MainActor func poll(
  _ jobs: [Job], every interval: Duration, with client: TrainingClient,
  show: (_ round: Int, [JobStatus]) -> Void
) async throws(TrainingError) -> [JobStatus] {
  var latest: [String: JobStatus] = [:]
  var round = 0
  while true {
    let open = jobs.filter { latest[$0.id]?.status.isFinal != true }
    if open.isEmpty { return jobs.compactMap { latest[$0.id] } }
    round += 1
    var pause = interval
    let calls = open.map { TrainingCall.getStatus(jobID: $0.id) }
    for (job, answer) in zip(open, try await client.sendBatch(calls)) {
      switch answer {
      case .success(let status): latest[job.id] = status
      // Too many requests: the others of this round count, and the next one waits.
      case .failure(.rateLimited(let wait, _)): pause = max(pause, wait)
      case .failure(let error): throw error
      }
    }
    show(round, open.compactMap { latest[$0.id] })
    if open.contains(where: { latest[$0.id]?.status.isFinal != true }) {
      do { try await Task.sleep(for: pause) } catch { throw .cancelled }
    }
  }
}
// endregion

// region: show
func show(round: Int, _ statuses: [JobStatus]) {
  print("Round \(round)")
  for status in statuses {
    // There is no reward while the job is queued.
    let reward = status.metrics.avgReward.map { String(format: "%.2f", $0) } ?? "-"
    print(
      "  \(status.agentID.padding(toLength: 14, withPad: " ", startingAt: 0))",
      status.status.rawValue.padding(toLength: 9, withPad: " ", startingAt: 0),
      "\(status.currentIteration)/\(status.totalIterations)", " reward \(reward)",
      " $\(status.costUSD.usd)")
  }
  showPrinted()
}
// endregion

// region: export
func export(
  _ jobs: [JobStatus], with client: TrainingClient
) async throws -> [(agent: String, page: TrajectoryPage)] {
  try await withThrowingTaskGroup { group in
    for (position, job) in jobs.enumerated() {
      group.addTask {
        let page = try await client.exportTrajectories(
          jobID: job.jobID, successOnly: true, limit: 100)
        return (position, page)
      }
    }
    var pages: [(position: Int, page: TrajectoryPage)] = []
    for try await page in group { pages.append(page) }
    pages.sort { $0.position < $1.position }
    return pages.map { (jobs[$0.position].agentID, $0.page) }
  }
}
// endregion

// region: cancel
func cancelAll(_ jobs: [Job], with client: TrainingClient) async throws -> Never {
  try await uninterrupted {
    let calls = jobs.map { TrainingCall.cancel(jobID: $0.id, reason: "interrupted") }
    for (job, answer) in zip(jobs, try await client.sendBatch(calls)) {
      switch answer {
      case .success:
        program.say("\(job.agent): job \(job.id) cancelled")
      case .failure(let error) where error.code == -40003:
        program.say("\(job.agent): job \(job.id) had ended already")
      case .failure(let error):
        program.say("\(job.agent): job \(job.id) goes on: \(error)")
      }
    }
  }
  throw Failure("interrupted")
}
// endregion

await program.run { arguments in
  let interval = try arguments.seconds("--interval") ?? .seconds(30)
  let budget = try arguments.dollars("--budget") ?? 10
  let isJSON = arguments.flag("--json")
  var agents = arguments.operands()
  try arguments.finish()
  if agents.isEmpty { agents = ["support-agent", "search-agent", "billing-agent", "triage-agent"] }

  // 50 iterations × 16 queries × 4 attempts: at most 3,200 trajectories for each agent.
  let config = GRPOConfig(
    nIterations: 50, batchSize: 16, nTrajectoriesPerQuery: 4, maxBudgetUSD: budget)
  let client = try Misuse.when { try TrainingClient.fromEnvironment() }

  // region: interrupt
  // Ctrl-C waits for the answer to the start: otherwise nobody would know what to cancel.
  let jobs = try await uninterrupted { [agents] in
    try await start(agents, config: config, with: client)
  }
  if jobs.isEmpty { throw Failure("no job was started") }
  let statuses: [JobStatus]
  do {
    if !isJSON { for job in jobs { print("\(job.agent): job \(job.id)") } }
    statuses = try await poll(jobs, every: interval, with: client) { round, statuses in
      if !isJSON { show(round: round, statuses) }
    }
  } catch TrainingError.cancelled {
    try await cancelAll(jobs, with: client)
  } catch {
    let ids = jobs.map(\.id).joined(separator: ", ")
    throw Failure("\(error); these jobs may go on: \(ids)")
  }
  // endregion

  if isJSON {
    for status in statuses { print(try TrainingClient.json(of: status)) }
  }
  let completed = statuses.filter { $0.status == .completed }
  if !isJSON {
    print("\(completed.count) of \(agents.count) jobs completed")
    for (agent, page) in try await export(completed, with: client) {
      print("  \(agent): exported \(page.returnedCount) of \(page.totalCount) successful trajectories")
    }
  }
  for status in statuses where status.status != .completed {
    let reason = status.reason ?? status.errorMessage ?? "no reason was given"
    program.say("\(status.agentID) \(status.status.rawValue): \(reason)")
  }
  if completed.count < agents.count {
    throw Failure("\(agents.count - completed.count) of \(agents.count) jobs did not complete")
  }
}

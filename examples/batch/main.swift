// Trains four agents at once: one batch starts the jobs, one batch a round asks for all of them.

import Foundation
import TrainingClient

let usage = """
  USAGE: batch [--interval SECONDS] [--budget USD]

  Starts a job for each of four agents, prints a table a round until all have ended, and exports up to 100
  successful trajectories of each job that completed. Ctrl-C cancels the jobs that have not ended.

  OPTIONS:
    --interval SECONDS   time between two rounds (default: 30)
    --budget USD         the most that each job may spend (default: 10.00)
    --help               show this text

  ENVIRONMENT:
    TRAINING_URL   address of the service (default: http://localhost:8001)
    JWT_TOKEN      bearer token with the permissions training:start, training:view, training:cancel and
                   data:export

  EXIT STATUS: 0 all completed, 1 some did not or no answer, 2 misuse, 130 Ctrl-C
  """

func end(_ message: String, status: Int32 = 1) -> Never {
  FileHandle.standardError.write(Data("\(message)\n".utf8))
  exit(status)
}

// region: start
func start(
  _ agents: [String], config: GRPOConfig, queries: [TrainingQuery],
  with client: TrainingClient
) async throws(TrainingError) -> [String] {
  let calls = agents.map { agent in
    TrainingCall.startGRPO(agentID: agent, config: config, trainingData: queries)
  }
  var jobIDs: [String] = []
  for (agent, answer) in zip(agents, try await client.sendBatch(calls)) {
    switch answer {
    case .success(let job):
      jobIDs.append(job.jobID)
      print("\(agent): job \(job.jobID)")
    case .failure(let error):
      print("\(agent): not started: \(error)")
    }
  }
  return jobIDs
}
// endregion

// region: poll
func poll(
  _ jobIDs: [String], every interval: Duration, with client: TrainingClient
) async throws(TrainingError) -> [JobStatus] {
  var latest: [String: JobStatus] = [:]
  var round = 0
  while true {
    let open = jobIDs.filter { latest[$0]?.status.isFinal != true }
    if open.isEmpty { return jobIDs.compactMap { latest[$0] } }
    if round > 0 {
      do { try await Task.sleep(for: interval) } catch { throw .cancelled }
    }
    round += 1
    print("Round \(round)")
    let calls = open.map { TrainingCall.getStatus(jobID: $0) }
    for answer in try await client.sendBatch(calls) {
      let status = try answer.get()
      latest[status.jobID] = status
      let reward = status.metrics.avgReward.map { String(format: "%.2f", $0) }
      print(
        "  \(status.agentID.padding(toLength: 14, withPad: " ", startingAt: 0))",
        status.status.rawValue.padding(toLength: 9, withPad: " ", startingAt: 0),
        "\(status.currentIteration)/\(status.totalIterations)", " reward \(reward ?? "-")",
        " $\(status.costUSD.usd)")
    }
  }
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
func cancelAll(
  _ jobIDs: [String], with client: TrainingClient
) async throws(TrainingError) {
  let calls = jobIDs.map { TrainingCall.cancel(jobID: $0, reason: "interrupted") }
  for (jobID, answer) in zip(jobIDs, try await client.sendBatch(calls)) {
    switch answer {
    case .success:
      print("\(jobID): cancelled")
    case .failure(let error) where error.code == -40003:
      print("\(jobID): had ended already")
    case .failure(let error):
      print("\(jobID): \(error)")
    }
  }
}
// endregion

func cancelOnInterrupt(_ task: Task<[JobStatus], any Error>) -> any DispatchSourceSignal {
  signal(SIGINT, SIG_IGN)  // Otherwise the process would end before the source hears of it.
  let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
  source.setEventHandler { @Sendable in task.cancel() }
  source.resume()
  return source
}

var interval = Duration.seconds(30)
var budget = Decimal(10)
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
  switch argument {
  case "--help":
    print(usage)
    exit(0)
  case "--interval":
    guard let seconds = arguments.popFirst().flatMap({ Double($0) }), (0...86400).contains(seconds) else {
      end("--interval needs a number of seconds from 0 to 86400\n\n\(usage)", status: 2)
    }
    interval = .seconds(seconds)
  case "--budget":
    guard let amount = arguments.popFirst().flatMap({ Decimal(string: $0) }), amount >= 0 else {
      end("--budget needs an amount such as 10.00\n\n\(usage)", status: 2)
    }
    budget = amount
  default:
    end("unexpected argument \(argument)\n\n\(usage)", status: 2)
  }
}

let agents = ["support-agent", "search-agent", "billing-agent", "triage-agent"]
let queries = (1...100).map { number in
  TrainingQuery(query: "What is 7 × \(number)?", expectedOutcome: ["answer": .string(String(7 * number))])
}
// 50 iterations × 16 queries × 4 attempts: at most 3,200 trajectories for each agent.
let config = GRPOConfig(
  nIterations: 50, batchSize: 16, nTrajectoriesPerQuery: 4, maxBudgetUSD: budget)

do {
  let client = try TrainingClient.fromEnvironment()
  let jobIDs = try await start(agents, config: config, queries: queries, with: client)
  if jobIDs.isEmpty { end("batch: no job was started") }

  let polling = Task { [interval] in try await poll(jobIDs, every: interval, with: client) }
  let interrupt = cancelOnInterrupt(polling)
  let jobs: [JobStatus]
  do {
    jobs = try await polling.value
  } catch TrainingError.cancelled {
    try await cancelAll(jobIDs, with: client)
    end("batch: interrupted", status: 130)
  }
  interrupt.cancel()

  let completed = jobs.filter { $0.status == .completed }
  print("\(completed.count) of \(agents.count) jobs completed")
  for job in jobs where job.status != .completed {
    let reason = job.reason ?? job.errorMessage ?? "no reason was given"
    print("  \(job.agentID) \(job.status.rawValue): \(reason)")
  }
  for (agent, page) in try await export(completed, with: client) {
    print("  \(agent): exported \(page.returnedCount) of \(page.totalCount) successful trajectories")
  }
  if completed.count < agents.count { exit(1) }
} catch {
  end("batch: \(error)")
}

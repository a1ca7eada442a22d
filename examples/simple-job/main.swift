// Starts one training job and prints what the service answered.

import ExampleSupport
import Foundation
import TrainingClient

let program = Program(
  name: "simple-job",
  usage: """
    USAGE: simple-job [--agent NAME] [--budget USD] [--quiet | --json]

    Starts a training job of 100 iterations on 100 queries and prints what the service answered.

    OPTIONS:
      --agent NAME   the agent to train (default: support-agent)
      --budget USD   the most that the job may spend (default: 35.00)
      --quiet        print the job's identifier and nothing else
      --json         print the answer as one line of JSON
      --help         show this text

    ENVIRONMENT:
      TRAINING_URL   address of the service (default: http://localhost:8001)
      JWT_TOKEN      bearer token with the permission training:start

    A job that was started goes on when the program has ended.
    EXIT STATUS: 0 started, 1 refused or no answer, 2 misuse, 130 Ctrl-C
    """)

// region: queries
let kinds: [(task: String, solve: @Sendable (Int) -> Int)] = [
  ("Double the number", { $0 * 2 }),
  ("Square the number", { $0 * $0 }),
  ("Add seven to the number", { $0 + 7 }),
  ("Take ten from the number", { $0 - 10 }),
  ("Add up the numbers from 1 to", { $0 * ($0 + 1) / 2 }),
]

func queries(_ numbers: ClosedRange<Int>) -> [TrainingQuery] {
  kinds.flatMap { kind in
    numbers.map { number in
      TrainingQuery(
        query: "\(kind.task) \(number).",
        expectedOutcome: ["answer": .string("\(kind.solve(number))")])
    }
  }
}

// 5 kinds × 20 numbers are the 100 queries that a job needs at least.
let trainingData = queries(11...30)
// 20 more, to measure the result with.
let evaluationData = queries(31...34)
// endregion

// region: start
// 100 iterations × 16 queries × 8 attempts: at most 12,800 trajectories.
func configuration(budget: Decimal) -> GRPOConfig {
  GRPOConfig(
    nIterations: 100, batchSize: 16, nTrajectoriesPerQuery: 8,
    learningRate: 0.0001, maxBudgetUSD: budget, checkpointInterval: 10,
    maxStepsPerTrajectory: 20, gamma: 0.99)
}

func start(
  agent: String, budget: Decimal, with client: TrainingClient
) async throws -> StartedJob {
  do {
    return try await client.startGRPO(
      agentID: agent, config: configuration(budget: budget), trainingData: trainingData,
      evaluationData: evaluationData)
  } catch .cancelled {
    // The request was on its way: nobody knows here whether it arrived.
    throw Failure("interrupted; training.list_jobs tells whether the job was started")
  }
}
// endregion

await program.run { arguments in
  let agent = try arguments.text("--agent") ?? "support-agent"
  let budget = try arguments.dollars("--budget") ?? 35
  let (isQuiet, isJSON) = (arguments.flag("--quiet"), arguments.flag("--json"))
  if isQuiet && isJSON { throw Misuse("--quiet and --json exclude each other") }
  try arguments.finish()

  let client = try Misuse.when { try TrainingClient.fromEnvironment() }
  let job = try await start(agent: agent, budget: budget, with: client)
  if isQuiet {
    print(job.jobID)
  } else if isJSON {
    print(try TrainingClient.json(of: job))
  } else {
    print("Started job \(job.jobID)")
    print("  status      \(job.status.rawValue)")
    print("  agent       \(job.agentID)")
    print("  iterations  \(job.totalIterations)")
    print("  created     \(job.createdAt.formatted(.iso8601))")
  }
}

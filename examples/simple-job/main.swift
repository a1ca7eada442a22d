// Starts one training job and prints what the service answered.

import Foundation
import TrainingClient

let usage = """
  USAGE: simple-job [--agent NAME] [--budget USD] [--quiet]

  Starts a training job of 100 iterations on 100 queries.

  OPTIONS:
    --agent NAME   the agent to train (default: support-agent)
    --budget USD   the most that the job may spend (default: 35.00)
    --quiet        print the job's identifier and nothing else
    --help         show this text

  ENVIRONMENT:
    TRAINING_URL   address of the service (default: http://localhost:8001)
    JWT_TOKEN      bearer token with the permission training:start
  """

func end(_ message: String, status: Int32 = 1) -> Never {
  FileHandle.standardError.write(Data("\(message)\n".utf8))
  exit(status)
}

var agentID = "support-agent"
var budget = Decimal(35)
var isQuiet = false
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
  switch argument {
  case "--help":
    print(usage)
    exit(0)
  case "--quiet":
    isQuiet = true
  case "--agent":
    guard let name = arguments.popFirst() else { end("--agent needs a name\n\n\(usage)", status: 2) }
    agentID = name
  case "--budget":
    guard let amount = arguments.popFirst().flatMap({ Decimal(string: $0) }), amount >= 0 else {
      end("--budget needs an amount such as 35.00\n\n\(usage)", status: 2)
    }
    budget = amount
  default:
    end("unexpected argument \(argument)\n\n\(usage)", status: 2)
  }
}

do {
  let client = try TrainingClient.fromEnvironment()

  // region: queries
  let kinds: [(task: String, solve: (Int) -> Int)] = [
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
  let config = GRPOConfig(
    nIterations: 100, batchSize: 16, nTrajectoriesPerQuery: 8, learningRate: 0.0001,
    maxBudgetUSD: budget, checkpointInterval: 10, maxStepsPerTrajectory: 20,
    gamma: 0.99)
  let job = try await client.startGRPO(
    agentID: agentID, config: config, trainingData: trainingData,
    evaluationData: evaluationData)
  // endregion

  if isQuiet {
    print(job.jobID)
  } else {
    print("Started job \(job.jobID)")
    print("  status      \(job.status.rawValue)")
    print("  agent       \(job.agentID)")
    print("  iterations  \(job.totalIterations)")
    print("  created     \(job.createdAt.formatted(.iso8601))")
  }
} catch {
  end("simple-job: \(error)")
}

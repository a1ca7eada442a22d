// Watches a training job until it ends, then compares its best checkpoint with the untrained agent.

import ExampleSupport
import Foundation
import TrainingClient

let program = Program(
  name: "monitor",
  usage: """
    USAGE: monitor JOB_ID [--interval SECONDS] [--json]

    Prints a row of numbers at an interval until the job ends, then evaluates a job that completed.
    Ctrl-C ends the watching; the job goes on.

    OPTIONS:
      --interval SECONDS   time between two requests (default: 10)
      --json               print each answer as a line of JSON
      --help               show this text

    ENVIRONMENT:
      TRAINING_URL   address of the service (default: http://localhost:8001)
      JWT_TOKEN      bearer token with the permissions training:view and training:evaluate

    EXIT STATUS: 0 completed, 1 failed, cancelled or no answer, 2 misuse, 130 Ctrl-C
    """)

// region: format
// Everything measured is missing while the job is queued.
func text(_ value: Double?, _ format: String = "%.2f") -> String {
  value.map { String(format: format, $0) } ?? "-"
}

func row(_ cells: [String]) -> String {
  let widths = [9, 9, 6, 8, 6, 12, 7, 7, 0]
  return zip(cells, widths)
    .map { $0.padding(toLength: max($1, $0.count), withPad: " ", startingAt: 0) }
    .joined(separator: "  ")
}

let heading = row([
  "state", "iteration", "loss", "accuracy", "reward", "trajectories", "cost", "left", "until",
])

func row(of status: JobStatus) -> String {
  let metrics = status.metrics
  return row([
    status.status.rawValue,
    "\(status.currentIteration)/\(status.totalIterations)",
    text(metrics.trainLoss, "%.3f"),
    text(metrics.validationAccuracy),
    text(metrics.avgReward),
    metrics.trajectoriesGenerated.map { String($0) } ?? "-",
    "$\(status.costUSD.usd)",
    "\(text(status.budgetRemainingPercent, "%.1f"))%",
    status.estimatedCompletion?.formatted(.iso8601) ?? "-",
  ])
}
// endregion

// region: watch
@MainActor func follow(
  _ jobID: String, every interval: Duration, with client: TrainingClient,
  show: (JobStatus) throws -> Void
) async throws -> JobStatus {
  var latest: JobStatus?
  do {
    for try await status in client.watch(jobID: jobID, every: interval) {
      try show(status)
      latest = status
    }
  } catch TrainingError.cancelled {
    throw Failure("stopped watching; the job goes on")
  }
  guard let latest else { throw Failure("the service gave no status") }
  return latest
}
// endregion

// region: evaluate
func report(_ evaluation: Evaluation) {
  let (metrics, baseline) = (evaluation.metrics, evaluation.baselineComparison)
  let successGain = text(baseline.successRateImprovement, "%+.2f")
  let rewardGain = text(baseline.avgRewardImprovement, "%+.2f")
  print("Checkpoint \(evaluation.checkpointID)")
  print("  queries        \(evaluation.queriesEvaluated)")
  print("  success rate   \(text(metrics.successRate)) (\(successGain))")
  print("  reward         \(text(metrics.avgReward)) (\(rewardGain))")
  print("  steps          \(text(metrics.avgSteps, "%.1f"))")
  print("  tool accuracy  \(text(metrics.toolAccuracy))")
  print(
    "  p-value        \(text(baseline.pValue, "%.4f"))",
    baseline.statisticallySignificant ? "(significant)" : "(not significant)")
}
// endregion

await program.run { arguments in
  let interval = try arguments.seconds("--interval") ?? .seconds(10)
  let isJSON = arguments.flag("--json")
  let jobID = try arguments.operand("JOB_ID")
  try arguments.finish()

  let client = try Misuse.when { try TrainingClient.fromEnvironment() }
  var hasHeading = isJSON
  let status = try await follow(jobID, every: interval, with: client) { status in
    if !hasHeading {
      print(heading)
      hasHeading = true
    }
    print(isJSON ? try TrainingClient.json(of: status) : row(of: status))
    showPrinted()
  }

  // region: end
  switch status.status {
  case .failed:
    throw Failure("the job failed: \(status.errorMessage ?? "no reason was given")")
  case .cancelled:
    throw Failure("the job was cancelled: \(status.reason ?? "no reason was given")")
  default:
    let evaluation = try await client.evaluate(
      jobID: jobID, checkpointID: status.bestCheckpointID)
    if isJSON {
      print(try TrainingClient.json(of: evaluation))
    } else {
      report(evaluation)
    }
  }
  // endregion
}

// Watches a training job until it ends, then compares its best checkpoint with the untrained agent.

import Foundation
import TrainingClient

let usage = """
  USAGE: monitor JOB_ID [--interval SECONDS]

  Prints a row of numbers until the job ends, then evaluates a job that completed.
  Ctrl-C ends the watching; the job goes on.

  OPTIONS:
    --interval SECONDS   time between two requests (default: 10)
    --help               show this text

  ENVIRONMENT:
    TRAINING_URL   address of the service (default: http://localhost:8001)
    JWT_TOKEN      bearer token with the permissions training:view and training:evaluate

  EXIT STATUS: 0 completed, 1 failed, cancelled or no answer, 2 misuse, 130 Ctrl-C
  """

func end(_ message: String, status: Int32 = 1) -> Never {
  FileHandle.standardError.write(Data("\(message)\n".utf8))
  exit(status)
}

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

func line(of status: JobStatus) -> String {
  let metrics = status.metrics
  return row([
    status.status.rawValue,
    "\(status.currentIteration)/\(status.totalIterations)",
    text(metrics.trainLoss, "%.3f"),
    text(metrics.validationAccuracy),
    text(metrics.avgReward),
    metrics.trajectoriesGenerated.map { String($0) } ?? "-",
    "$\(status.costUSD.usd)",
    "\(text(status.budgetRemainingPercent, "%.1f")) %",
    status.estimatedCompletion?.formatted(.iso8601) ?? "-",
  ])
}
// endregion

// region: watch
func follow(
  _ jobID: String, every interval: Duration, with client: TrainingClient
) async throws(TrainingError) -> JobStatus? {
  print(
    row([
      "state", "iteration", "loss", "accuracy", "reward", "trajectories", "cost", "left",
      "until",
    ]))
  var latest: JobStatus?
  for try await status in client.watch(jobID: jobID, every: interval) {
    print(line(of: status))
    latest = status
  }
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

// region: interrupt
func cancelOnInterrupt(
  _ task: Task<JobStatus?, any Error>
) -> any DispatchSourceSignal {
  // Otherwise the process would end before the source hears of the signal.
  signal(SIGINT, SIG_IGN)
  let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
  source.setEventHandler { @Sendable in task.cancel() }
  source.resume()
  return source
}
// endregion

var jobID: String?
var interval = Duration.seconds(10)
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
  default:
    guard jobID == nil, !argument.hasPrefix("-") else {
      end("unexpected argument \(argument)\n\n\(usage)", status: 2)
    }
    jobID = argument
  }
}
guard let jobID else { end("which job? JOB_ID is missing\n\n\(usage)", status: 2) }

do {
  let client = try TrainingClient.fromEnvironment()
  let watching = Task { [interval] in try await follow(jobID, every: interval, with: client) }
  let interrupt = cancelOnInterrupt(watching)
  let status = try await watching.value
  interrupt.cancel()

  switch status?.status {
  case .completed:
    report(try await client.evaluate(jobID: jobID, checkpointID: status?.bestCheckpointID))
  case .failed:
    end("monitor: the job failed: \(status?.errorMessage ?? "no reason was given")")
  case .cancelled:
    end("monitor: the job was cancelled: \(status?.reason ?? "no reason was given")")
  default:
    end("monitor: the watch ended before the job did")
  }
} catch TrainingError.cancelled {
  end("monitor: stopped watching; the job goes on", status: 130)
} catch {
  end("monitor: \(error)")
}

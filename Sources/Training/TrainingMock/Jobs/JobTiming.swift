/// Durations on the virtual clock.
///
/// A client that polls sees a queued job once, then a running one with its first checkpoints, then a
/// completed one: 5 polls for 50 iterations of 8 × 8 trajectories, 8 for 100 of 16 × 8.
public enum JobTiming {
  /// The step of the clock for one request other than a poll.
  public static let requestMilliseconds = 1_000
  /// The step of the clock for a request with a `training.get_status` in it: the advised wait between polls.
  public static let pollMilliseconds = 60_000
  /// From the acceptance of a job until a worker picks it up.
  public static let queueMilliseconds = 90_000
  /// Writing a checkpoint.
  public static let checkpointMilliseconds = 400
  /// From the last heartbeat of a worker until the job is considered to be without one.
  public static let heartbeatMilliseconds = 30_000
  // Iterations last as long as their simulated attempts (120 to 1020 ms a step, 80 attempts at once) and
  // the update after them: about 4 s for 8 × 8 trajectories and 6 s for 16 × 8.
}

/// Something that happened to a job, for the metrics and the webhooks.
enum JobEvent: Sendable {
  case notice(WebhookNotice)
  case iterated(attemptMilliseconds: [Int], updateMilliseconds: Int, milliseconds: Int)
  case saved(milliseconds: Int)
  case ended(JobState)
}

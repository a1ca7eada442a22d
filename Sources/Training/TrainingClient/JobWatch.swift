import Foundation

extension TrainingClient {
  /// Polls a job until it ends: its status now, then one every `interval`, the last one being final.
  ///
  ///     for try await status in client.watch(jobID: job.jobID, every: .seconds(30)) {
  ///       print(status.progressPercent)
  ///     }
  ///
  /// When a call is rate limited, the watch waits for the time that the service names and continues. Cancelling the task
  /// ends the wait with `TrainingError.cancelled`; the job itself goes on.
  /// - Parameter interval: 30 to 60 seconds suit a real job.
  public func watch(jobID: String, every interval: Duration = .seconds(30)) -> JobWatch {
    JobWatch(client: self, jobID: jobID, interval: interval)
  }
}

/// The statuses of a job until it ends; made by `TrainingClient.watch(jobID:every:)`.
///
///     for try await status in client.watch(jobID: job.jobID) { print(status.progressPercent) }
public struct JobWatch: AsyncSequence, Sendable {
  public typealias Element = JobStatus
  public typealias Failure = TrainingError

  let client: TrainingClient
  let jobID: String
  let interval: Duration

  /// Starts a watch of its own, which `for try await` does.
  ///
  ///     var statuses = client.watch(jobID: job.jobID).makeAsyncIterator()
  ///     let first = try await statuses.next()
  public func makeAsyncIterator() -> Iterator {
    Iterator(client: client, jobID: jobID, interval: interval)
  }

  /// One watch of the job.
  public struct Iterator: AsyncIteratorProtocol {
    let client: TrainingClient
    let jobID: String
    let interval: Duration
    var hasStarted = false
    var hasEnded = false

    /// The next status, after the interval and after the waits of rate limits; `nil` once the job has ended.
    ///
    ///     while let status = try await statuses.next() { print(status.status) }
    ///
    /// - Throws: the error of the call, which ends the watch; `.cancelled` when the task was cancelled during a wait.
    public mutating func next() async throws(TrainingError) -> JobStatus? {
      try await next(isolation: nil)
    }

    /// The same on the actor of the caller; called by `for try await`.
    ///
    ///     let status = try await statuses.next(isolation: #isolation)
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(TrainingError) -> JobStatus? {
      if hasEnded { return nil }
      if hasStarted { try await Self.pause(interval) }
      hasStarted = true
      while true {
        do {
          let status = try await client.getStatus(jobID: jobID)
          hasEnded = status.status.isFinal
          return status
        } catch .rateLimited(let retryAfter, _) {
          try await Self.pause(retryAfter)
        } catch {
          hasEnded = true
          throw error
        }
      }
    }

    private static func pause(_ time: Duration) async throws(TrainingError) {
      do { try await Task.sleep(for: time) } catch { throw .cancelled }
    }
  }
}

import ArgumentParser
import Foundation
import Processes

/// The effect of termination signals on a running command.
enum Interrupt {
  /// Runs some work, and cancels it when the process receives a termination signal: everything that the work has
  /// started is ended before the process is.
  static func cancelling<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws
    -> Value
  {
    TerminationSignal.listen()
    let deadline = InterruptDeadline()
    defer { deadline.end() }
    let task = Task(operation: work)
    let watch = Task {
      await TerminationSignal.wait()
      if !Task.isCancelled { task.cancel() }
    }
    defer { watch.cancel() }
    do {
      return try await task.value
    } catch  where task.isCancelled {
      Terminal.standard.say("interrupted")
      // As shells report a program that a signal ended.
      throw ExitCode(128 + TerminationSignal.received)
    }
  }
}

/// Ends this process some seconds after a signal when the work does not end by itself.
///
/// It has a thread of its own: work that computes without a pause keeps all threads on which tasks could run.
private struct InterruptDeadline {
  private let hasEnded = DispatchSemaphore(value: 0)
  /// Longer than services take that are asked to end.
  private static let patience = DispatchTimeInterval.seconds(15)

  init() {
    let hasEnded = hasEnded
    Thread.detachNewThread {
      while TerminationSignal.received == 0 {
        if hasEnded.wait(timeout: .now() + .milliseconds(250)) == .success { return }
      }
      if hasEnded.wait(timeout: .now() + Self.patience) == .success { return }
      Launcher.stop()
      TemporaryFolder.removeAll()
      Terminal.standard.say("interrupted, before what was being done could end in order")
      _exit(128 + TerminationSignal.received)
    }
  }

  func end() { hasEnded.signal() }
}

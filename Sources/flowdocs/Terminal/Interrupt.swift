import ArgumentParser
import Processes

/// The effect of termination signals on a running command.
enum Interrupt {
  /// Runs some work, and cancels it when the process receives a termination signal: everything that the work has
  /// started is ended before the process is.
  static func cancelling<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws
    -> Value
  {
    TerminationSignal.listen()
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

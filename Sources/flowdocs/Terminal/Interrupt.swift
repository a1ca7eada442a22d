import Processes

/// What SIGINT (Ctrl-C) and SIGTERM do to a command that is at work.
enum Interrupt {
  /// Does some work, and cancels it when the process gets SIGINT or SIGTERM: what the work has started is then
  /// ended before the process is. The work begins when signals are listened for, so that none is missed.
  static func cancelling<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws
    -> Value
  {
    let termination = await TerminationSignal.listen()
    let task = Task(operation: work)
    let watch = Task {
      await termination.wait()
      if !Task.isCancelled { task.cancel() }
    }
    defer { watch.cancel() }
    do {
      return try await task.value
    } catch  where task.isCancelled {
      Terminal.standard.say("interrupted")
      throw ExitStatus.interrupted.code
    }
  }
}

import Dispatch
import Foundation

/// Ctrl-C and the polite kill, as something to wait for.
enum Interrupt {
  /// Does some work, and cancels it when the process gets SIGINT or SIGTERM: what the work has started is then
  /// ended before the process is.
  static func cancelling<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws
    -> Value
  {
    let task = Task(operation: work)
    let watch = Task {
      await wait()
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

  /// Returns when the process gets SIGINT or SIGTERM.
  static func wait() async {
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
    let sources = [SIGINT, SIGTERM].map { number in
      // Otherwise the process would end before the source hears of it.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.resume()
      return source
    }
    for await _ in signals { break }
    for source in sources { source.cancel() }
  }
}

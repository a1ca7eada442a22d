import Dispatch
import Foundation

/// SIGINT (Ctrl-C) and SIGTERM as something to wait for.
struct Interrupt {
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
  static func wait() async { await listen().wait() }

  private let signals: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  /// Begins to listen. Once it has returned no signal is missed, so a program calls it before it says that it is ready:
  /// a dispatch source takes signals only from its registration on, which a busy machine may delay.
  static func listen() async -> Interrupt {
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
    var sources: [any DispatchSourceSignal] = []
    for number in [SIGINT, SIGTERM] {
      // The default action would end the process before the source is notified.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      await withCheckedContinuation { registered in
        source.setRegistrationHandler { registered.resume() }
        source.resume()
      }
      sources.append(source)
    }
    return Interrupt(signals: signals, sources: sources)
  }

  /// Returns when the process has received one of them since `listen()`.
  func wait() async {
    for await _ in signals { break }
    for source in sources { source.cancel() }
  }
}

import Dispatch
import Foundation

/// SIGINT (Ctrl-C) and SIGTERM as something to wait for.
///
///     let termination = await TerminationSignal.listen()
///     print("ready")
///     await termination.wait()
public actor TerminationSignal {
  private let signals: AsyncStream<Void>
  private let sources: [any DispatchSourceSignal]

  private init(_ signals: AsyncStream<Void>, _ sources: [any DispatchSourceSignal]) {
    self.signals = signals
    self.sources = sources
  }

  /// Begins to listen. Once it has returned no signal is missed, so a program calls it before it says that it is ready:
  /// a dispatch source takes signals only from its registration on, which a busy machine may delay.
  public static func listen() async -> TerminationSignal {
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
    return TerminationSignal(signals, sources)
  }

  /// Returns when the process has received one of them since `listen()`.
  public func wait() async {
    for await _ in signals { break }
    for source in sources { source.cancel() }
  }
}

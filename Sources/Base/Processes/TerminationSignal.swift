import CLinux
import Dispatch
import Foundation

/// SIGINT (Ctrl-C), SIGTERM, SIGQUIT (Ctrl-\) and SIGHUP (a closed terminal) as something to wait for, and the signals of
/// errors, such as SIGABRT and SIGPIPE, when another process has sent them.
///
///     TerminationSignal.listen()
///     print("ready")
///     await TerminationSignal.wait()
///
/// Each is handled once: a second one ends the process as if nothing handled it.
public enum TerminationSignal {
  /// Starts to listen. Once it has returned no signal is missed, so a program calls it before it reports that it is
  /// ready; one with servers calls it again when these have started, which ignore SIGPIPE.
  public static func listen() { _ = listen_for_termination() }

  /// The number of the first signal that has arrived; 0 when none has.
  public static var received: Int32 { received_signal() }

  /// Returns when one has arrived, also before this call, or when the task is cancelled.
  public static func wait() async {
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
    let descriptor = listen_for_termination()
    // Without a descriptor the signals keep their default action, which ends the process.
    guard descriptor >= 0 else { return await end(of: signals) }
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
    source.setEventHandler {
      continuation.finish()
    }
    source.resume()
    await end(of: signals)
    source.cancel()
  }

  private static func end(of signals: AsyncStream<Void>) async { for await _ in signals {} }
}

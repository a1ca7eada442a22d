import Dispatch
import Foundation
import Synchronization

/// The program did not reach what it was called for: it ends with status 1.
public struct Failure: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

/// What the examples have in common as command-line programs: help, messages, exit status, Ctrl-C.
public struct Program: Sendable {
  public let name: String
  public let usage: String

  public init(name: String, usage: String) {
    self.name = name
    self.usage = usage
  }

  /// Runs `body` and ends the process: with 0 when it returns, with 2 when it throws `Misuse`, with 130 when it throws
  /// after Ctrl-C, and with 1 when it throws anything else. What it throws is printed.
  public func run(_ body: @MainActor @escaping (inout Arguments) async throws -> Void) async -> Never {
    let words = Array(CommandLine.arguments.dropFirst())
    if words.contains("--help") || words.contains("-h") {
      print(usage)
      exit(0)
    }
    let work = Task { @MainActor in
      var arguments = Arguments(words)
      try await body(&arguments)
    }
    let source = onInterrupt { work.cancel() }
    defer { source.cancel() }
    do {
      try await work.value
      exit(0)
    } catch {
      say("\(error)")
      if work.isCancelled { exit(130) }
      if error is Misuse {
        say("`\(name) --help` explains")
        exit(2)
      }
      exit(1)
    }
  }

  /// Prints a message to standard error, after everything printed before it.
  public func say(_ message: String) {
    showPrinted()
    FileHandle.standardError.write(Data("\(name): \(message)\n".utf8))
  }
}

/// Sends on what `print` has kept back, as it does when the output is no terminal.
public func showPrinted() { fflush(nil) }

// region: interrupt
/// Calls `handler` at the first Ctrl-C and ends the process at the second, while the
/// source is kept.
func onInterrupt(
  _ handler: @escaping @Sendable () -> Void
) -> any DispatchSourceSignal {
  // Otherwise the first signal would end the process before the source hears it.
  signal(SIGINT, SIG_IGN)
  let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
  let count = Mutex(0)
  source.setEventHandler { @Sendable in
    if count.withLock({
      $0 += 1
      return $0 > 1
    }) {
      exit(130)
    }
    handler()
  }
  source.resume()
  return source
}

/// Does something to its end although the task around it was cancelled.
public func uninterrupted<Value: Sendable>(
  _ work: @MainActor @escaping () async throws -> Value
) async throws -> Value {
  try await Task(operation: work).value
}
// endregion

/// How a program ended and what it printed.
public struct ProcessResult: Sendable, Hashable {
  public enum Termination: Sendable, Hashable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)

    /// `exit code 3` or `signal 11 (SIGSEGV)`.
    public var description: String {
      switch self {
      case .exited(let code): "exit code \(code)"
      case .signalled(let signal): "signal \(signal)" + (Self.names[signal].map { " (\($0))" } ?? "")
      }
    }

    private static let names: [Int32: String] = [
      1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS",
      8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
    ]
  }

  public var standardOutput: [UInt8]
  public var standardError: [UInt8]
  public var termination: Termination
  /// Whether it was killed because its time was up.
  public var timedOut: Bool
  /// Whether more was printed than was kept.
  public var isTruncated: Bool
  public var duration: Duration

  public init(
    standardOutput: [UInt8], standardError: [UInt8], termination: Termination, timedOut: Bool = false,
    isTruncated: Bool = false, duration: Duration = .zero
  ) {
    self.standardOutput = standardOutput
    self.standardError = standardError
    self.termination = termination
    self.timedOut = timedOut
    self.isTruncated = isTruncated
    self.duration = duration
  }

  /// Ended by itself with exit code 0.
  public var succeeded: Bool { termination == .exited(0) && !timedOut }

  /// The exit code as a shell gives it: 128 + signal for a program that was killed.
  public var exitCode: Int {
    switch termination {
    case .exited(let code): Int(code)
    case .signalled(let signal): 128 + Int(signal)
    }
  }

  /// Standard output as text; bytes that are not UTF-8 become U+FFFD.
  public var outputText: String { String(decoding: standardOutput, as: UTF8.self) }
  public var errorText: String { String(decoding: standardError, as: UTF8.self) }
}

/// Why a program could not be run at all.
public enum ProcessError: Error, Sendable, Hashable, CustomStringConvertible {
  case notFound(String)
  case noDirectory(String)
  case failedToStart(String, reason: String)
  case cancelled(String)

  public var description: String {
    switch self {
    case .notFound(let name):
      name.contains("/") ? "there is no program at `\(name)`" : "`\(name)` is not on the PATH; install it"
    case .noDirectory(let path): "there is no folder `\(path)` to run in"
    case .failedToStart(let name, let reason): "`\(name)` could not be started: \(reason)"
    case .cancelled(let name): "`\(name)` was stopped because the command was interrupted"
    }
  }
}

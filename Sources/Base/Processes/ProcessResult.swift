import CLinux

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

    /// The exit code as a shell gives it: 128 + signal for a program that was killed.
    public var exitCode: Int {
      switch self {
      case .exited(let code): Int(code)
      case .signalled(let signal): 128 + Int(signal)
      }
    }

    private static let names: [Int32: String] = [
      1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS",
      8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
    ]
  }

  /// A limit of the sandbox that ended the run.
  public enum Limit: Sendable, Hashable, CustomStringConvertible {
    case memory, processes, folderSize

    init?(_ number: UInt32) {
      switch number {
      case LAUNCH_LIMIT_MEMORY.rawValue: self = .memory
      case LAUNCH_LIMIT_PROCESSES.rawValue: self = .processes
      case LAUNCH_LIMIT_FOLDER.rawValue: self = .folderSize
      default: return nil
      }
    }

    /// `it used more memory than the sandbox allows`.
    public var description: String {
      switch self {
      case .memory: "it used more memory than the sandbox allows"
      case .processes: "it started more processes than the sandbox allows"
      case .folderSize: "it wrote more to the disk than the sandbox allows"
      }
    }
  }

  public var standardOutput: [UInt8]
  public var standardError: [UInt8]
  public var termination: Termination
  /// Whether it was killed because its time was up.
  public var timedOut: Bool
  /// Whether more was printed than was kept.
  public var isTruncated: Bool
  public var duration: Duration
  /// The limit of the sandbox that it was killed for.
  public var exceeded: Limit?
  /// Parts of the sandbox that could not be applied; empty for a program that is not confined.
  public var unavailable: Set<SandboxPart>

  public init(
    standardOutput: [UInt8], standardError: [UInt8], termination: Termination, timedOut: Bool = false,
    isTruncated: Bool = false, duration: Duration = .zero, exceeded: Limit? = nil,
    unavailable: Set<SandboxPart> = []
  ) {
    self.standardOutput = standardOutput
    self.standardError = standardError
    self.termination = termination
    self.timedOut = timedOut
    self.isTruncated = isTruncated
    self.duration = duration
    self.exceeded = exceeded
    self.unavailable = unavailable
  }

  /// Ended by itself with exit code 0.
  public var succeeded: Bool { termination == .exited(0) && !timedOut && exceeded == nil }

  public var exitCode: Int { termination.exitCode }

  /// Standard output as text; bytes that are not UTF-8 become U+FFFD.
  public var outputText: String { String(decoding: standardOutput, as: UTF8.self) }
  public var errorText: String { String(decoding: standardError, as: UTF8.self) }
}

/// Why a program could not be run at all.
public enum ProcessError: Error, Sendable, Hashable, CustomStringConvertible {
  case notFound(String)
  case noDirectory(String)
  case failedToStart(String, reason: String)
  /// A file or folder that a program needs could not be written; the reason names it.
  case notPrepared(reason: String)
  case cancelled(String)
  case sandboxIncomplete(String, parts: [SandboxPart])

  public var description: String {
    switch self {
    case .notFound(let name):
      name.contains("/") ? "no program at `\(name)`" : "`\(name)` is not on the PATH; install it"
    case .noDirectory(let path): "there is no folder `\(path)` to run in"
    case .failedToStart(let name, let reason): "`\(name)` could not be started: \(reason)"
    case .notPrepared(let reason): reason
    case .sandboxIncomplete(let name, let parts):
      "`\(name)` was not started, because the sandbox is required and incomplete: "
        + parts.map(\.absence).joined(separator: "; ")
    case .cancelled(let name): "`\(name)` was stopped because the command was interrupted"
    }
  }
}

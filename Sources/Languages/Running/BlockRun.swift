import Processes

/// How the run of one block ended.
public enum BlockEnd: Sendable, Hashable {
  /// The next block was reached, or the end of the program.
  case completed
  /// The process ended in this block by itself: with an exit code, or by a signal.
  case ended(ProcessResult.Termination)
  /// The program ended with exit code 0 before the last statement of this block began, so that the rest did not run. The
  /// line is that of the statement that was running, when known.
  case endedEarly(line: Int?)
  /// The language reported an error.
  case error(RunError)
  /// The line is that of the statement that was running, when known.
  case timedOut(line: Int?)
  case notReached
}

/// An error that an interpreter or runtime reported.
public struct RunError: Sendable, Hashable {
  /// Absolute path of a Markdown or example file; `nil` when the error is in none of them.
  public var path: String?
  /// 1-based.
  public var line: Int?
  /// 0-based byte columns in the code, when known.
  public var columns: Range<Int>?
  /// One line: `KeyError: 'job_id'`.
  public var message: String
  /// Traceback, or what was printed to standard error.
  public var details: String?
  /// What `fails=` is compared with: the error's own words, without lines of the source that are shown with them.
  public var diagnostic: String
  public var exitCode: Int
  /// Whether nothing of the block has run: it does not parse. The exit code is then that of the interpreter.
  public var isBeforeRun = false

  /// - Parameter diagnostic: The message and the details when `nil`.
  public init(
    path: String? = nil, line: Int? = nil, columns: Range<Int>? = nil, message: String,
    details: String? = nil, diagnostic: String? = nil, exitCode: Int
  ) {
    self.diagnostic = diagnostic ?? [message, details ?? ""].joined(separator: "\n")
    self.path = path
    self.line = line
    self.columns = columns
    self.message = message
    self.details = details
    self.exitCode = exitCode
  }

  static let tooMuchOutput = RunError(
    message: "it prints more than 1 MB; the rest of its output is lost", exitCode: -1)

  /// The sandbox has ended it.
  static func exceeded(_ limit: ProcessResult.Limit) -> RunError {
    RunError(message: limit.description, exitCode: 137)
  }

  static let lostOutput = RunError(
    message: "its output is lost, because an earlier block prints too much", exitCode: -1)
}

/// What one block printed and how it ended.
public struct BlockRun: Sendable, Hashable {
  public var output: String
  public var error: String
  public var end: BlockEnd

  public init(output: String = "", error: String = "", end: BlockEnd = .notReached) {
    self.output = output
    self.error = error
    self.end = end
  }
}

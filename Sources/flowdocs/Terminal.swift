import Diagnostics
import Foundation

/// Where commands write: results to standard output, progress and findings for people to standard error.
struct Terminal: Sendable {
  var isColored: Bool
  /// Whether a line can be written over: someone watches, in a terminal that knows how.
  var rewrites: Bool

  static let standard = {
    let environment = ProcessInfo.processInfo.environment
    let isWatched = isatty(STDERR_FILENO) == 1
    return Terminal(
      isColored: isWatched && environment["NO_COLOR"] == nil,
      rewrites: isWatched && environment["TERM", default: "dumb"] != "dumb")
  }()

  func say(_ line: String) {
    FileHandle.standardError.write(Data(said(line).utf8))
  }

  /// Says what is being done now. In a terminal the line stands until the next one takes its place; in a log it stays.
  func tell(_ line: String) {
    FileHandle.standardError.write(Data(told(line).utf8))
  }

  func said(_ line: String) -> String { erasing + line + "\n" }

  /// A line that is wider than the terminal is cut off, not wrapped: only one line can be written over.
  func told(_ line: String) -> String { rewrites ? "\(erasing)\u{1B}[?7l\(line)\u{1B}[?7h" : line + "\n" }

  /// Takes away what was told last, wherever something lasting follows.
  private var erasing: String { rewrites ? "\r\u{1B}[2K" : "" }

  /// Prints the findings and a summary; throws the exit code of a run with errors.
  func finish(_ diagnostics: [Diagnostic], as format: ReportFormat, summary: String? = nil) throws {
    try report(diagnostics.sortedByPlace(), as: format)
    say(
      [diagnostics.isEmpty ? nil : ConsoleRenderer.summary(diagnostics), summary].compactMap(\.self)
        .joined(separator: "; "))
    if diagnostics.hasErrors { throw ExitStatus.findings.code }
  }

  /// Findings in the wanted form: text goes to standard error, the machine forms to standard output.
  func report(_ diagnostics: [Diagnostic], as format: ReportFormat) throws {
    let text = try format.render(diagnostics, color: isColored)
    FileHandle.standardError.write(Data(erasing.utf8))
    let stream = format == .text ? FileHandle.standardError : FileHandle.standardOutput
    stream.write(Data(text.utf8))
  }
}

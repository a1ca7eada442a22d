import Diagnostics
import Foundation

/// Where commands write: results and findings to standard output, progress and summaries to standard error.
struct Terminal: Sendable {
  /// Whether findings have colors: standard output is a terminal.
  var isColored: Bool
  /// Whether a line of progress can be written over: standard error is a terminal that knows how.
  var rewrites: Bool

  static let standard = {
    let environment = ProcessInfo.processInfo.environment
    return Terminal(
      isColored: isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR"] == nil,
      rewrites: isatty(STDERR_FILENO) == 1 && environment["TERM", default: "dumb"] != "dumb")
  }()

  /// Prints a line that stays.
  func say(_ line: String) {
    FileHandle.standardError.write(Data(lastingLine(line).utf8))
  }

  /// Prints what is being done now. In a terminal the next line replaces it; in a log it stays.
  func showProgress(_ line: String) {
    FileHandle.standardError.write(Data(progressLine(line).utf8))
  }

  func lastingLine(_ line: String) -> String { erasing + line + "\n" }

  /// A line that is wider than the terminal is cut off, not wrapped: only one line can be written over.
  func progressLine(_ line: String) -> String {
    rewrites ? "\(erasing)\u{1B}[?7l\(line)\u{1B}[?7h" : line + "\n"
  }

  /// Removes the last line of progress, wherever something lasting follows.
  private var erasing: String { rewrites ? "\r\u{1B}[2K" : "" }

  /// Prints the findings and a summary; throws the exit code of a run with errors.
  func finish(_ diagnostics: [Diagnostic], as format: ReportFormat, summary: String? = nil) throws {
    try report(diagnostics.sortedByPlace(), as: format)
    say(
      [diagnostics.isEmpty ? nil : ConsoleRenderer.summary(diagnostics), summary].compactMap(\.self)
        .joined(separator: "; "))
    if diagnostics.hasErrors { throw ExitStatus.findings.code }
  }

  /// Prints findings in the wanted format.
  ///
  /// - Parameter besideResult: whether standard output is for a result, such as a drawing; findings as text then go to
  ///   standard error.
  func report(_ diagnostics: [Diagnostic], as format: ReportFormat, besideResult: Bool = false) throws {
    let text = try format.render(diagnostics, .init(color: isColored))
    if !erasing.isEmpty { FileHandle.standardError.write(Data(erasing.utf8)) }
    let stream =
      besideResult && format.name == ReportFormat.text.name
      ? FileHandle.standardError : FileHandle.standardOutput
    stream.write(Data(text.utf8))
  }
}

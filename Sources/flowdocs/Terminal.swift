import Diagnostics
import Foundation

/// Where commands write: results to standard output, progress and findings for people to standard error.
struct Terminal: Sendable {
  var isColored: Bool

  static let standard = Terminal(
    isColored: isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil)

  func say(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

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
    let stream = format == .text ? FileHandle.standardError : FileHandle.standardOutput
    stream.write(Data(text.utf8))
  }
}

import ArgumentParser
import Diagnostics
import Foundation

extension ReportFormat: ExpressibleByArgument {}

/// How findings are printed; shared by all commands that have any.
struct ReportOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "How findings are printed: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: ReportFormat = .text

  /// Prints the findings and a summary; throws the exit code of a run with errors.
  func finish(_ diagnostics: [Diagnostic], summary: String? = nil) throws {
    let terminal = Terminal.standard
    try terminal.report(diagnostics.sortedByPlace(), as: format)
    terminal.say(
      (diagnostics.isEmpty ? "" : ConsoleRenderer.summary(diagnostics) + "; ") + (summary ?? "done"))
    if diagnostics.hasErrors { throw ExitStatus.findings.code }
  }
}

import Diagnostics

/// All that a command prints at its end, and how it ends.
struct FinishedRun: Codable, Sendable, Hashable {
  /// The findings, for standard output.
  var report: String
  /// Lines and tables for standard error.
  var lines: [String]
  var hasFailed: Bool

  /// - Parameter summary: what follows after the number of findings.
  init(_ result: Report, as format: ReportFormat, isColored: Bool, summary: String? = nil) throws {
    let findings = result.findings
    report = try format.render(result, .init(color: isColored))
    let counts = findings.isEmpty ? nil : ConsoleRenderer.summary(findings)
    let table = format.name == ReportFormat.text.name ? RuleSummary.table(findings) : nil
    lines =
      [table].compactMap(\.self) + [[counts, summary].compactMap(\.self).joined(separator: "; ")]
    hasFailed = findings.hasFinding(atLeast: result.failsOn)
  }
}

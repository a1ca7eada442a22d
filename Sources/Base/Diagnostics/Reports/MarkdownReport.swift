extension ReportFormat {
  public static let markdown = ReportFormat("markdown", "the summary of a job") { report, _ in
    MarkdownReport(report).text
  }
}

/// A summary for the page of a job or for a comment: what is wrong, by place, and what was proven.
private struct MarkdownReport {
  /// GitHub refuses a summary of more than 1 MiB (docs.github.com, "Adding a job summary"). Escapes make it longer.
  private static let limits = ReportLimits(
    bytesOfText: 600, notes: 5, linesOfDetails: 0, bytesOfDetails: 0, bytesOfReplacements: 0, perFile: 50,
    findings: 300, bytes: 128 << 10)

  private(set) var text: String

  init(_ report: Report) {
    text = "## FlowDocs: \(report.summary)\n"
    addFindings(BoundedReport(EqualFindings.grouped(report.findings), Self.limits))
    addRules(report.findings)
    addVerdicts(report)
  }

  private mutating func addFindings(_ report: BoundedReport) {
    if report.shown.isEmpty { return }
    text += "\n| | Place | Finding |\n| --- | --- | --- |\n"
    for finding in report.shown {
      let place = finding.span.map { Self.code($0.path) + ":\($0.start.line)" } ?? ""
      text += "| \(finding.severity.rawValue) | \(place) | \(Self.words(finding)) |\n"
    }
    if let omission = report.omission { text += "\n\(omission).\n" }
  }

  private mutating func addRules(_ findings: [Diagnostic]) {
    guard let table = RuleSummary.table(findings) else { return }
    text += "\n<details><summary>By rule</summary>\n\n```text\n\(table)\n```\n\n</details>\n"
  }

  private mutating func addVerdicts(_ report: Report) {
    if report.blocks.isEmpty { return }
    text += "\n| Verdict | Blocks |\n| --- | ---: |\n"
    for (verdict, count) in report.verdicts { text += "| \(Self.escaped(verdict)) | \(count) |\n" }
  }

  private static func words(_ finding: Diagnostic) -> String {
    var text = markdown(finding.message) + " " + code(finding.rule.id)
    for note in finding.notes { text += "<br>" + markdown(note.message) }
    if let fix = finding.fix { text += "<br>Fix: " + markdown(fix) }
    return text
  }

  private static func markdown(_ message: String) -> String {
    MessagePiece.pieces(of: message).map { piece in
      switch piece {
      case .words(let words): escaped(String(words))
      case .code(let code): Self.code(String(code))
      }
    }.joined()
  }

  private static func code(_ text: String) -> String { "<code>" + escaped(text) + "</code>" }

  /// Everything with a meaning in Markdown is an entity, because a finding repeats what a page says: no image, link,
  /// mention or formula comes from a page.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.showingControls().unicodeScalars {
      if isPlain(scalar) || (scalar == "." && !result.hasSuffix("www")) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "&#\(scalar.value);"
      }
    }
    return result
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isASCII || scalar.properties.isAlphabetic
      || " 0123456789,;?'\"/-+=()%".unicodeScalars.contains(scalar)
  }
}

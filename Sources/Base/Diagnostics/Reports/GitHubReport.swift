extension ReportFormat {
  public static let github = ReportFormat("github", "annotations of GitHub Actions") { report, _ in
    GitHubReport(report.findings).text
  }
}

/// The annotations of one step of a job. GitHub shows ten errors, ten warnings and ten notices of a step and drops the
/// others silently (docs.github.com, "Limits for annotations"), so the last notice counts the rest.
private struct GitHubReport {
  private static let shown = 10

  let text: String

  init(_ findings: [Diagnostic]) {
    var lines: [String] = []
    var left = SeverityCounts()
    var counts: [Severity: Int] = [:]
    let totals = Dictionary(grouping: findings, by: \.severity).mapValues(\.count)
    let isCut = totals.values.contains { $0 > Self.shown }
    for finding in findings {
      counts[finding.severity, default: 0] += 1
      // The last notice is the one that counts the rest.
      let limit = isCut && finding.severity == .note ? Self.shown - 1 : Self.shown
      if counts[finding.severity, default: 0] > limit {
        left.add(finding.severity)
      } else {
        lines.append(GitHubAnnotation(ReportLimits.forPeople.bounded(finding)).line)
      }
    }
    if left.all > 0 { lines.append("::notice title=flowdocs::" + Self.omission(left)) }
    text = lines.map { $0 + "\n" }.joined()
  }

  private static func omission(_ left: SeverityCounts) -> String {
    "Not shown: \(left.summary). GitHub shows \(shown) of each kind in a step; "
      + "`--report markdown=FILE` writes more to a file, such as the one that GITHUB_STEP_SUMMARY names"
  }
}

/// A GitHub Actions workflow command: `::error file=…,line=…::message`.
private struct GitHubAnnotation {
  var line: String

  init(_ diagnostic: Diagnostic) {
    let command =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties: [String] = []
    if let span = diagnostic.span {
      properties = [
        "file=" + Self.escape(span.path, property: true), "line=\(span.start.line)",
        "endLine=\(span.end.line)",
        "col=\(span.start.column)", "endColumn=\(span.end.column)",
      ]
    }
    properties.append("title=" + Self.escape(diagnostic.rule.id, property: true))
    var message = diagnostic.message
    if let fix = diagnostic.fix { message += "\nfix: " + fix }
    if let details = diagnostic.details { message += "\n" + details }
    line = "::\(command) \(properties.joined(separator: ","))::\(Self.escape(message, property: false))"
  }

  /// The escapes of the workflow command toolkit; properties also escape `:` and `,`. Other control characters are shown
  /// as such, because people read the log of a job in a terminal, too.
  static func escape(_ text: String, property: Bool) -> String {
    var result = ""
    for scalar in text.breakingLogCommands().unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where property: result += "%3A"
      case "," where property: result += "%2C"
      case _ where ControlCharacter.isOne(scalar) && scalar != "\t": result += ControlCharacter.shown(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

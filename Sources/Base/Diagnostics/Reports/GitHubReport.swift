extension ReportFormat {
  public static let github = ReportFormat("github", "annotations of GitHub Actions") { diagnostics, _ in
    let report = BoundedReport(diagnostics, .forPeople)
    var lines = report.shown.map { GitHubAnnotation($0).line + "\n" }
    if !report.omitted.isEmpty {
      lines.append(
        "::notice::\(report.omittedCount) more findings are not shown; `--format json` prints all\n")
    }
    return lines.joined()
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
    for scalar in text.unicodeScalars {
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

extension ReportFormat {
  public static let json = ReportFormat("json", "for programs") { diagnostics, _ in
    try JSONReport(diagnostics).encoded()
  }
}

/// `{"findings": […]}`, one object a finding.
private struct JSONReport: Encodable {
  struct Place: Encodable {
    var path: String
    var start: SourcePosition
    var end: SourcePosition
    /// UTF-8 bytes from the beginning of the file.
    var offset: Int
    var length: Int

    init(_ span: SourceSpan) {
      path = span.path
      offset = span.range.lowerBound
      length = span.range.count
      start = span.start
      end = span.end
    }
  }
  struct Note: Encodable {
    var message: String
    var place: Place?
  }
  struct Change: Encodable {
    var place: Place
    var text: String
  }
  struct Finding: Encodable {
    var rule: String
    var severity: Severity
    var message: String
    var place: Place?
    var notes: [Note]
    var fix: String?
    var replacements: [Change]
    var details: String?
  }
  var findings: [Finding]
  /// How many findings are beyond the limits of a report; left out when there are none.
  var omitted: Int?

  init(_ diagnostics: [Diagnostic]) {
    let report = BoundedReport(diagnostics, .forPrograms)
    omitted = report.omitted.isEmpty ? nil : report.omittedCount
    findings = report.shown.map { diagnostic in
      return Finding(
        rule: diagnostic.rule.id, severity: diagnostic.severity, message: diagnostic.message,
        place: diagnostic.span.map(Place.init),
        notes: diagnostic.notes.map { Note(message: $0.message, place: $0.span.map(Place.init)) },
        fix: diagnostic.fix,
        replacements: diagnostic.replacements.map { Change(place: Place($0.span), text: $0.text) },
        details: diagnostic.details)
    }
  }
}

extension ReportFormat {
  public static let json = ReportFormat("json", "for programs") { report, _ in
    try JSONReport(report).encoded()
  }
}

/// `{"version": 1, "findings": […]}`, one object a finding. The manual publishes its schema, `report.schema.json`.
/// Members without a value are left out; lists are always there.
struct JSONReport: Codable {
  struct Excerpt: Codable {
    var text: String
    /// The column of its first character; more than 1 where a long line was cut.
    var column: Int
  }
  struct Place: Codable {
    var path: String
    var start: SourcePosition
    var end: SourcePosition
    /// UTF-8 bytes from the beginning of the file.
    var offset: Int
    var length: Int
    /// The line that the place begins on.
    var excerpt: Excerpt?
  }
  struct Note: Codable {
    var message: String
    var place: Place?
  }
  struct Change: Codable {
    var place: Place
    /// What is there; a change is for this text alone.
    var original: String
    var text: String
  }
  struct Finding: Codable {
    var rule: String
    var severity: Severity
    var message: String
    var place: Place?
    var notes: [Note]
    var fix: String?
    var replacements: [Change]
    var details: String?
  }

  /// The version of this form.
  static let version = 1

  var version = Self.version
  /// The least severity of a finding that made the command fail.
  var failsOn: Severity
  var findings: [Finding]
  var pages: [String]
  var blocks: [Report.Block]
  var part: Report.Part?
  /// How many findings are beyond the limits of a report; left out when there are none.
  var omitted: Int?
}

extension JSONReport {
  init(_ report: Report) {
    let bounded = BoundedReport(report.findings, .forPrograms)
    failsOn = report.failsOn
    findings = bounded.shown.map(Finding.init)
    pages = report.pages
    blocks = report.blocks
    part = report.part
    omitted = bounded.omitted.isEmpty ? nil : bounded.omittedCount
  }
}

extension JSONReport.Finding {
  init(_ diagnostic: Diagnostic) {
    rule = diagnostic.rule.id
    severity = diagnostic.severity
    message = diagnostic.message
    place = diagnostic.span.map(JSONReport.Place.init)
    notes = diagnostic.notes.map { .init(message: $0.message, place: $0.span.map(JSONReport.Place.init)) }
    fix = diagnostic.fix
    replacements = diagnostic.replacements.map {
      .init(place: JSONReport.Place($0.span), original: $0.original, text: $0.text)
    }
    details = diagnostic.details
  }
}

extension JSONReport.Place {
  init(_ span: SourceSpan) {
    path = span.path
    start = span.start
    end = span.end
    offset = span.range.lowerBound
    length = span.range.count
    // A file as a whole has no line to show.
    excerpt = span.line.isEmpty ? nil : .init(text: span.line, column: span.lineColumn)
  }
}

import Foundation

extension Report {
  /// Why a file is not a report that can be read.
  public struct Unreadable: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
  }

  /// Reads a report as JSON.
  ///
  ///     let report = try Report(json: bytes) { id in rules.first { $0.id == id } }
  ///
  /// - Parameter rule: the rule with an id; one that is unknown, of a later version, keeps its id and its severity.
  public init(json bytes: [UInt8], rule: (String) -> Rule?) throws(Unreadable) {
    let written: JSONReport
    do {
      written = try JSONDecoder().decode(JSONReport.self, from: Data(bytes))
    } catch {
      throw Unreadable(description: "not a report that `--report json=FILE` wrote")
    }
    guard written.version == JSONReport.version else {
      throw Unreadable(description: "a report of version \(written.version), which this program cannot read")
    }
    if let omitted = written.omitted {
      throw Unreadable(description: "a report that leaves out \(omitted) findings")
    }
    self.init(
      try written.findings.map { finding throws(Unreadable) in try Diagnostic(finding, rule) },
      pages: written.pages, blocks: written.blocks, failsOn: written.failsOn, part: written.part)
  }
}

extension Diagnostic {
  fileprivate init(_ finding: JSONReport.Finding, _ rule: (String) -> Rule?) throws(Report.Unreadable) {
    self.init(
      rule(finding.rule) ?? Rule(finding.rule, finding.severity, finding.rule), finding.message,
      at: try finding.place.map { place throws(Report.Unreadable) in try SourceSpan(place) },
      notes: try finding.notes.map { note throws(Report.Unreadable) in
        Note(
          note.message, span: try note.place.map { place throws(Report.Unreadable) in try SourceSpan(place) })
      },
      fix: finding.fix,
      replacements: try finding.replacements.map { change throws(Report.Unreadable) in
        Replacement(span: try SourceSpan(change.place), original: change.original, text: change.text)
      }, details: finding.details, severity: finding.severity)
  }
}

extension SourceSpan {
  fileprivate init(_ place: JSONReport.Place) throws(Report.Unreadable) {
    let numbers = [place.start.line, place.start.column, place.end.line, place.end.column]
    let (end, isTooLong) = place.offset.addingReportingOverflow(place.length)
    guard place.offset >= 0, place.length >= 0, !isTooLong, numbers.allSatisfy((1...Int(Int32.max)).contains),
      (1...Int(Int32.max)).contains(place.excerpt?.column ?? 1)
    else {
      throw Report.Unreadable(description: "a report with a place in `\(place.path)` that cannot be")
    }
    self.init(
      path: place.path, range: place.offset..<end, start: place.start, end: place.end,
      line: place.excerpt?.text ?? "", lineColumn: place.excerpt?.column ?? 1)
  }
}

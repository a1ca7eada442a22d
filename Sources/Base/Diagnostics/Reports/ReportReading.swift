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
    try written.requirePossibleValues()
    self.init(
      try written.findings.map { finding throws(Unreadable) in try Diagnostic(finding, rule) },
      pages: written.pages, blocks: written.blocks, failsOn: written.failsOn, part: written.part)
  }
}

extension JSONReport {
  /// Refuses values that no run writes: other formats would crash on them, or print them as markup.
  fileprivate func requirePossibleValues() throws(Report.Unreadable) {
    let year = 365 * 86_400.0
    if !blocks.allSatisfy({ (0...year).contains($0.seconds ?? 0) }) {
      throw Report.Unreadable(description: "a report with an impossible time of a block")
    }
    if let part, !(1...Report.Part.most).contains(part.count) || !(1...part.count).contains(part.index) {
      throw Report.Unreadable(description: "a report of the impossible part \(part.index)/\(part.count)")
    }
    if !findings.allSatisfy({ $0.rule.utf8.allSatisfy(Self.isOfRule) }) {
      throw Report.Unreadable(description: "a report with an impossible rule name")
    }
  }

  /// Lowercase letters, digits and hyphens.
  private static func isOfRule(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
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
    let lines = 1...Int(Int32.max)
    let numbers = [place.start.line, place.start.column, place.end.line, place.end.column]
    let (end, isTooLong) = place.offset.addingReportingOverflow(place.length)
    guard place.offset >= 0, place.length >= 0, !isTooLong, numbers.allSatisfy(lines.contains),
      lines.contains(place.excerpt?.column ?? 1)
    else {
      throw Report.Unreadable(description: "a report with an impossible place in `\(place.path)`")
    }
    self.init(
      path: place.path, range: place.offset..<end, start: place.start, end: place.end,
      line: place.excerpt?.text ?? "", lineColumn: place.excerpt?.column ?? 1)
  }
}

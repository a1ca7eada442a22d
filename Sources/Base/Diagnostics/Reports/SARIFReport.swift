import Foundation

extension ReportFormat {
  public static let sarif = ReportFormat("sarif", "for code hosts, SARIF 2.1.0") { report, _ in
    try SARIFLog(report.findings).encoded()
  }
}

/// The subset of SARIF 2.1.0 that code hosts read: one run, its rules, its results.
private struct SARIFLog: Encodable {
  struct Text: Encodable { var text: String }
  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int
    var endLine: Int
    var endColumn: Int

    init(_ span: SourceSpan) {
      startLine = span.start.line
      startColumn = span.start.column
      endLine = span.end.line
      endColumn = span.end.column
    }
  }
  struct ArtifactLocation: Encodable {
    var uri: String

    init(path: String) {
      uri = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
    }
  }
  struct PhysicalLocation: Encodable {
    var artifactLocation: ArtifactLocation
    var region: Region?
  }
  struct Location: Encodable {
    var physicalLocation: PhysicalLocation
    var message: Text?

    init(_ span: SourceSpan, message: String? = nil) {
      physicalLocation = PhysicalLocation(
        artifactLocation: ArtifactLocation(path: span.path), region: Region(span))
      self.message = message.map(Text.init)
    }

    /// The place of what is about the project as a whole: GitHub refuses all of a log that has a result without one.
    static let project = Location(
      physicalLocation: PhysicalLocation(artifactLocation: ArtifactLocation(path: ".")))

    private init(physicalLocation: PhysicalLocation) { self.physicalLocation = physicalLocation }
  }
  struct Change: Encodable {
    var deletedRegion: Region
    var insertedContent: Text
  }
  struct ArtifactChange: Encodable {
    var artifactLocation: ArtifactLocation
    var replacements: [Change]
  }
  struct Fix: Encodable {
    var description: Text
    var artifactChanges: [ArtifactChange]

    /// The fix of a finding; `nil` without replacements. Changes are grouped by file, in the order of the files' names.
    init?(_ diagnostic: Diagnostic) {
      if diagnostic.replacements.isEmpty { return nil }
      description = Text(text: diagnostic.fix ?? diagnostic.message)
      artifactChanges = Dictionary(grouping: diagnostic.replacements) { $0.span.path }
        .sorted { $0.key < $1.key }
        .map { path, changes in
          ArtifactChange(
            artifactLocation: ArtifactLocation(path: path),
            replacements: changes.map { change in
              Change(deletedRegion: Region(change.span), insertedContent: Text(text: change.text))
            })
        }
    }
  }
  struct Result: Encodable {
    var ruleId: String
    var ruleIndex: Int
    var level: Severity
    var message: Text
    var locations: [Location]
    var relatedLocations: [Location]
    var partialFingerprints: [String: String]
    var fixes: [Fix]?
  }
  struct ReportingDescriptor: Encodable {
    var id: String
    var shortDescription: Text
  }
  /// SARIF 2.1.0, section 3.8: what the format has no place for.
  struct Properties: Encodable {
    /// How many findings are beyond the limits of a report.
    var omittedResults: Int
  }
  struct Driver: Encodable {
    var name = "flowdocs"
    var version = Release.version
    var rules: [ReportingDescriptor]
  }
  struct Tool: Encodable { var driver: Driver }
  struct Run: Encodable {
    var tool: Tool
    var columnKind = "unicodeCodePoints"
    var results: [Result]
    var properties: Properties?
  }
  var schema = "https://json.schemastore.org/sarif-2.1.0.json"
  var version = "2.1.0"
  var runs: [Run]

  enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  init(_ diagnostics: [Diagnostic]) {
    var rules: [Rule] = []
    var indices: [String: Int] = [:]
    let report = BoundedReport(diagnostics, .forPrograms)
    for diagnostic in report.shown where indices[diagnostic.rule.id] == nil {
      indices[diagnostic.rule.id] = rules.count
      rules.append(diagnostic.rule)
    }
    var fingerprints = Fingerprint()
    let results = report.shown.map { diagnostic in
      return Result(
        ruleId: diagnostic.rule.id, ruleIndex: indices[diagnostic.rule.id] ?? 0, level: diagnostic.severity,
        message: Text(text: diagnostic.messageWithFix),
        locations: [diagnostic.span.map { Location($0) } ?? .project],
        relatedLocations: diagnostic.notes.compactMap { note in
          note.span.map { Location($0, message: note.message) }
        },
        partialFingerprints: ["flowdocsFinding/v1": fingerprints.next(diagnostic)],
        fixes: Fix(diagnostic).map { [$0] })
    }
    runs = [
      Run(
        tool: Tool(
          driver: Driver(
            rules: rules.map { ReportingDescriptor(id: $0.id, shortDescription: Text(text: $0.summary)) })),
        results: results,
        properties: report.omitted.isEmpty ? nil : Properties(omittedResults: report.omittedCount))
    ]
  }
}

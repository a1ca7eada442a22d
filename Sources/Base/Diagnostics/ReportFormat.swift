import Foundation

/// The forms a list of diagnostics can be printed in: `--format text|json|github|sarif`.
public enum ReportFormat: String, Sendable, CaseIterable {
  case text, json, github, sarif

  /// The whole report, ending with a newline unless it is empty.
  public func render(_ diagnostics: [Diagnostic], color: Bool = false) throws -> String {
    switch self {
    case .text: ConsoleRenderer(color: color).render(diagnostics)
    case .json: try JSONReport(diagnostics).encoded()
    case .github: diagnostics.map(GitHubAnnotation.init).map { $0.line + "\n" }.joined()
    case .sarif: try SARIFLog(diagnostics).encoded()
    }
  }
}

extension Encodable {
  fileprivate func encoded() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

/// `{"findings": […]}`, one object a finding.
private struct JSONReport: Encodable {
  struct Place: Encodable {
    var path: String
    var start: SourcePosition
    var end: SourcePosition

    init(_ span: SourceSpan) {
      path = span.path
      start = span.start
      end = span.end
    }
  }
  struct Note: Encodable {
    var message: String
    var place: Place?
  }
  struct Finding: Encodable {
    var rule: String
    var severity: Severity
    var message: String
    var place: Place?
    var notes: [Note]
    var fix: String?
    var details: String?
  }
  var findings: [Finding]

  init(_ diagnostics: [Diagnostic]) {
    findings = diagnostics.map { diagnostic in
      Finding(
        rule: diagnostic.rule.id, severity: diagnostic.severity, message: diagnostic.message,
        place: diagnostic.span.map(Place.init),
        notes: diagnostic.notes.map { Note(message: $0.message, place: $0.span.map(Place.init)) },
        fix: diagnostic.fix, details: diagnostic.details)
    }
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

  /// The escapes of the workflow command toolkit; properties also escape `:` and `,`.
  static func escape(_ text: String, property: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where property: result += "%3A"
      case "," where property: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
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
  }
  struct ArtifactLocation: Encodable { var uri: String }
  struct PhysicalLocation: Encodable {
    var artifactLocation: ArtifactLocation
    var region: Region
  }
  struct Location: Encodable {
    var physicalLocation: PhysicalLocation
    var message: Text?

    init(_ span: SourceSpan, message: String? = nil) {
      let path = span.path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? span.path
      physicalLocation = PhysicalLocation(
        artifactLocation: ArtifactLocation(uri: path),
        region: Region(
          startLine: span.start.line, startColumn: span.start.column, endLine: span.end.line,
          endColumn: span.end.column))
      self.message = message.map(Text.init)
    }
  }
  struct Result: Encodable {
    var ruleId: String
    var ruleIndex: Int
    var level: Severity
    var message: Text
    var locations: [Location]
    var relatedLocations: [Location]
  }
  struct ReportingDescriptor: Encodable {
    var id: String
    var shortDescription: Text
  }
  struct Driver: Encodable {
    var name = "flowdocs"
    var rules: [ReportingDescriptor]
  }
  struct Tool: Encodable { var driver: Driver }
  struct Run: Encodable {
    var tool: Tool
    var columnKind = "unicodeCodePoints"
    var results: [Result]
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
    for diagnostic in diagnostics where indices[diagnostic.rule.id] == nil {
      indices[diagnostic.rule.id] = rules.count
      rules.append(diagnostic.rule)
    }
    let results = diagnostics.map { diagnostic in
      Result(
        ruleId: diagnostic.rule.id, ruleIndex: indices[diagnostic.rule.id] ?? 0, level: diagnostic.severity,
        message: Text(text: diagnostic.message + (diagnostic.fix.map { ". Fix: " + $0 } ?? "")),
        locations: diagnostic.span.map { [Location($0)] } ?? [],
        relatedLocations: diagnostic.notes.compactMap { note in
          note.span.map { Location($0, message: note.message) }
        })
    }
    runs = [
      Run(
        tool: Tool(
          driver: Driver(
            rules: rules.map { ReportingDescriptor(id: $0.id, shortDescription: Text(text: $0.summary)) })),
        results: results)
    ]
  }
}

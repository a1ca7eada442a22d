import Diagnostics
import JSON
import Project
import YAML

/// YAML, JSON or CSV of the project as one value that knows where its parts are.
struct DataFile: Sendable {
  /// `nil` when the value combines several files.
  let source: SourceText?
  let root: JSON

  /// A YAML file of several documents is the list of them.
  ///
  /// - Parameters:
  ///   - path: relative to the project's root.
  ///   - place: where the page names the file.
  init(_ path: String, namedAt place: SourceSpan, files: FileReader) throws(DiagnosticError) {
    let source = try files.requiredSource(path, namedAt: place)
    self.source = source
    if path.hasSuffix(".json") {
      root = try JSONParser.parse(source)
    } else if path.hasSuffix(".csv") {
      root = try DelimitedText.rows(source, 0..<source.bytes.count)
    } else {
      let text = YAMLText(source)
      var documents: [JSON] = []
      for node in try text.roots() { documents.append(try text.value(of: node, limits: Self.limits)) }
      root = documents.count > 1 ? .array(documents) : documents.first ?? .null
    }
  }

  init(source: SourceText?, root: JSON) {
    self.source = source
    self.root = root
  }

  /// Rows that a program has printed.
  init(delimited source: SourceText, _ range: Range<Int>) throws(DiagnosticError) {
    self.init(source: source, root: try DelimitedText.rows(source, range))
  }

  /// No real table is this large.
  private static let limits = YAMLLimits(values: 100_000, rule: .badData)
}

import Diagnostics
import JSON
import Project
import Yams

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
      var values = 0
      var documents: [JSON] = []
      for node in try text.roots() { documents.append(try Self.value(node, text, depth: 0, &values)) }
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

  /// Nested aliases can expand exponentially; no real table is this large or deep.
  private static let most = 100_000
  private static let deepest = 64

  private static func value(
    _ node: Node, _ text: YAMLText, depth: Int, _ count: inout Int
  ) throws(DiagnosticError) -> JSON {
    count += 1
    let span = text.span(node)
    guard depth < deepest, count < most else {
      throw DiagnosticError(Diagnostic(.badData, "Too many values, or nested too deeply", at: span))
    }
    let start = text.offset(of: node)
    switch node {
    case .scalar(let scalar):
      var value = JSON.string(scalar.string)
      if scalar.style == .plain {
        if node.null != nil {
          value = .null
        } else if let bool = node.bool {
          value = .bool(bool)
        } else if node.int != nil || node.float != nil {
          // As it is written, so that `0.10` stays so.
          value = JSONNumber(literal: scalar.string).map { JSON(.number($0)) } ?? value
        }
      }
      value.range = start..<(start + max(1, scalar.string.utf8.count))
      return value
    case .sequence(let items):
      var values: [JSON] = []
      for item in items { values.append(try self.value(item, text, depth: depth + 1, &count)) }
      return JSON(JSON.array(values).content, range: start..<(start + 1))
    case .mapping(let pairs):
      var members: [(String, JSON)] = []
      for (key, member) in pairs {
        members.append((key.scalar?.string ?? "", try self.value(member, text, depth: depth + 1, &count)))
      }
      return JSON(JSON.object(members).content, range: start..<(start + 1))
    default: return .null
    }
  }
}

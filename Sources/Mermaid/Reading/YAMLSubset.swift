/// The YAML that front matter and `@{ … }` are written in: mappings, sequences, scalars in all their
/// forms, flow collections, comments. Anchors, tags, several documents and complex keys are refused.
///
/// Values are resolved as YAML's JSON schema does: `true`, `1.5` and `null` are not strings.
///
/// Not Yams: whoever imports this library would build a C library for a few settings of a diagram, and it expands anchors,
/// by which a short text becomes a huge one.
struct YAMLSubset {
  struct Failure: Error, Sendable {
    var message: String
    /// In the bytes that were parsed.
    var range: Range<Int>
    var fix: String?
  }

  /// A document in block style.
  static func parse(_ bytes: [UInt8]) throws(Failure) -> ConfigValue {
    var parser = YAMLSubset(bytes: bytes)
    guard try parser.toContent() else { return .null }
    if parser.bytes[parser.at...].starts(with: "---\n".utf8) {
      parser.skipLine()
      guard try parser.toContent() else { return .null }
    }
    let value = try parser.blockNode(deeperThan: -1)
    if try parser.toContent() {
      throw parser.failure("this line is indented differently from the ones before it")
    }
    return value
  }

  /// One `{ … }`, `[ … ]` or scalar. JSON is read by it too, in single quotes as well.
  static func parseFlow(_ bytes: [UInt8]) throws(Failure) -> ConfigValue {
    var parser = YAMLSubset(bytes: bytes)
    parser.skipFlowSpace()
    let value = try parser.flowNode()
    parser.skipFlowSpace()
    guard parser.at >= bytes.count else { throw parser.failure("nothing may follow the value") }
    return value
  }

  /// The members of a flow mapping, without its braces.
  static func parseFlowMembers(_ bytes: [UInt8]) throws(Failure) -> ConfigValue {
    var parser = YAMLSubset(bytes: bytes)
    let value = try parser.flowMembers(closedBy: nil)
    guard parser.at >= bytes.count else { throw parser.failure("nothing may follow the value") }
    return value
  }

  static let depthLimit = 32
  let bytes: [UInt8]
  var at = 0
  var depth = 0

  private init(bytes: [UInt8]) { self.bytes = bytes }

  func isEndOrSpace(_ index: Int) -> Bool { index >= bytes.count || bytes[index].isSpace }

  func failure(_ message: String, fix: String? = nil) -> Failure {
    Failure(message: message, range: at..<min(at + 1, bytes.count), fix: fix)
  }

  func unclosed(_ bracket: String, _ open: Int) -> Failure {
    let close = bracket == "{" ? "}" : "]"
    return Failure(
      message: "this \"\(bracket)\" has no \"\(close)\"", range: open..<min(open + 1, bytes.count),
      fix: "write `\(close)` at its end")
  }
}

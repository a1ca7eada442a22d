import Yams

/// The first error in a YAML text.
package struct YAMLProblem {
  package enum Kind { case syntax, duplicate, unknownAlias }

  package var kind = Kind.syntax
  package var message: String
  /// Lines and columns from 1, columns in characters.
  package var mark: Mark?
  package var context: (text: String, mark: Mark)?
  package var fix: String?

  /// Yams descends once for each level, on the thread's stack.
  private static let deepest = 200

  package static func first(in text: String) -> YAMLProblem? {
    if isDeep(text) {
      return YAMLProblem(message: "The YAML is nested too deeply", mark: nil)
    }
    if let problem = AliasKeys.problem(in: text) { return YAMLProblem(message: problem, mark: nil) }
    // Telling the kinds of scalars apart is most of the work, and matters only for keys that are written the same: `1` and
    // `"1"` are two keys.
    let problem = first(in: text, .basic)
    return problem?.kind == .duplicate ? first(in: text, .default) : problem
  }

  private static func first(in text: String, _ resolver: Resolver) -> YAMLProblem? {
    do {
      let parser = try Parser(yaml: text, resolver: resolver, encoding: .utf8)
      while try parser.nextRoot() != nil {}
      return nil
    } catch let error as YamlError {
      return YAMLProblem(error)
    } catch {
      return YAMLProblem(message: "\(error)", mark: nil)
    }
  }

  init(message: String, mark: Mark?) {
    self.message = message
    self.mark = mark
  }

  init(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      message = "Invalid YAML: \(problem)"
      self.mark = mark
      self.context = context.map { ($0.text, $0.mark) }
      if problem.contains("undefined alias") { kind = .unknownAlias }
    case .duplicatedKeysInMapping(let duplicates, let context):
      kind = .duplicate
      message = "Duplicate key: " + duplicates.sorted().map { "`\($0)`" }.joined(separator: ", ")
      mark = context.mark
      fix = "keep one of each"
    case .reader(let problem, _, _, _): message = "Invalid YAML: \(problem)"
    default: message = "Invalid YAML: \(error)"
    }
  }

  /// Whether the text could be nested deeper than it is safe to read: each level needs at least a bracket, a column of
  /// indentation, or a sign at the start of a line that begins an item.
  private static func isDeep(_ text: String) -> Bool {
    var brackets = 0
    var indentation = 0
    var isAtStart = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\n"):
        indentation = 0
        isAtStart = true
        continue
      case UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
      default: break
      }
      let mayIndent = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?")
      isAtStart = isAtStart && mayIndent
      if isAtStart { indentation += 1 }
      if brackets > deepest || indentation > deepest { return true }
    }
    return false
  }
}

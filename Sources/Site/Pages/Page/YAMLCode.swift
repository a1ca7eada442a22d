import Diagnostics
import Yams

/// Blocks of YAML on pages: one document or several.
public enum YAMLCode {
  /// What is wrong with the YAML of a block, at its place in the page or the included file; `nil` for
  /// nothing.
  public static func problem(with block: Block, on page: Page) -> Diagnostic? {
    guard let problem = YAMLProblem.first(in: block.code) else { return nil }
    return Diagnostic(
      .invalidYAML, problem.message, at: span(problem.mark, block, page),
      notes: problem.context.map { [.init($0.text, span: span($0.mark, block, page))] } ?? [],
      fix: problem.fix)
  }

  /// Whether a block stands for YAML that something else makes: it has places that a template engine fills.
  public static func isTemplate(_ block: Block) -> Bool {
    let code = block.code
    return ["{{", "{%", "<%"].contains { code.contains($0) }
  }

  /// Whether a block is YAML for a reader: with lines `...` for what is left out, or showing one key in two
  /// ways.
  public static func canBeReadLoosely(_ block: Block) -> Bool {
    let lines = block.code.split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.map { line -> Substring in
      let text = line.drop { $0 == " " || $0 == "\t" }
      return text.hasPrefix("...") || text.hasPrefix("\u{2026}") ? "" : line
    }
    switch YAMLProblem.first(in: kept.joined(separator: "\n"))?.kind {
    case nil, .duplicate, .unknownAlias: return true
    case .syntax: return false
    }
  }

  private static func span(_ mark: Mark?, _ block: Block, _ page: Page) -> SourceSpan {
    guard let mark else { return page.span(ofFenceOf: block) }
    let lines = block.code.split(separator: "\n", omittingEmptySubsequences: false)
    // What is missing is missed at the end of the text, past its last line.
    var line = max(1, min(mark.line, lines.count))
    while line > 1, lines[line - 1].allSatisfy(\.isWhitespace) { line -= 1 }
    guard line == mark.line else {
      return page.span(inCodeOf: block, line: line, column: lines[line - 1].utf8.count + 1, length: 1)
    }
    let before = lines[line - 1].unicodeScalars.prefix(max(0, mark.column - 1))
    let column = before.reduce(1) { $0 + UTF8.width($1) }
    return page.span(inCodeOf: block, line: line, column: column, length: 1)
  }
}

/// The first thing that keeps a text from being YAML.
struct YAMLProblem {
  enum Kind { case syntax, duplicate, unknownAlias }

  var kind = Kind.syntax
  var message: String
  /// Lines and columns from 1, columns in characters.
  var mark: Mark?
  var context: (text: String, mark: Mark)?
  var fix: String?

  /// Yams descends once for each level, on the thread's stack.
  private static let deepest = 200

  static func first(in text: String) -> YAMLProblem? {
    if isDeep(text) {
      return YAMLProblem(message: "it is nested too deeply to be read", mark: nil)
    }
    do {
      let parser = try Parser(yaml: text)
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
      message = "no valid YAML: \(problem)"
      self.mark = mark
      self.context = context.map { ($0.text, $0.mark) }
      if problem.contains("undefined alias") { kind = .unknownAlias }
    case .duplicatedKeysInMapping(let duplicates, let context):
      kind = .duplicate
      message = "given twice: " + duplicates.sorted().map { "`\($0)`" }.joined(separator: ", ")
      mark = context.mark
      fix = "keep one of each"
    case .reader(let problem, _, _, _): message = "no valid YAML: \(problem)"
    default: message = "no valid YAML: \(error)"
    }
  }

  /// Whether the text could be nested deeper than it is safe to read: no level is opened by less than a
  /// bracket, a column of indentation, or a sign at the start of a line that begins an item.
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

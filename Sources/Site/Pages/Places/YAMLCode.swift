import Diagnostics
import Project
import Yams

/// Blocks of YAML on pages: one document or several.
public enum YAMLCode {
  /// The error in the YAML of a block, at its place in the page or the included file; `nil` for valid YAML.
  public static func problem(with block: Block, on page: Page) -> Diagnostic? {
    guard let problem = YAMLProblem.first(in: block.code) else { return nil }
    return Diagnostic(
      .invalidYAML, problem.message, at: span(problem.mark, block, page),
      notes: problem.context.map { [.init($0.text, span: span($0.mark, block, page))] } ?? [],
      fix: problem.fix)
  }

  /// Whether a block is a template of YAML, with placeholders that a template engine fills. `${{ github.ref }}` of
  /// workflows on code hosts is a value like any other.
  public static func isTemplate(_ block: Block) -> Bool {
    let code = block.code
    if ["{%", "<%"].contains(where: { code.contains($0) }) { return true }
    return code.ranges(of: "{{").contains { code[..<$0.lowerBound].last != "$" }
  }

  /// Whether people can read a block as YAML: with lines `...` for omitted parts, or showing one key in two ways.
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
    // Missing text is reported at the end of the text, past its last line.
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

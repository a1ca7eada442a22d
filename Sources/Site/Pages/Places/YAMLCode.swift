import Diagnostics
import Project
import YAML
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
    if ["{%", "<%", "[[%"].contains(where: { code.contains($0) }) || hasBuildVariable(code) { return true }
    return code.ranges(of: "{{").contains { code[..<$0.lowerBound].last != "$" }
  }

  /// `@NAME@`, in place of which a build writes a value.
  private static func hasBuildVariable(_ code: String) -> Bool {
    let parts = code.split(separator: "@", omittingEmptySubsequences: false).dropFirst().dropLast()
    return parts.contains { !$0.isEmpty && $0.utf8.allSatisfy { $0.isUppercase || $0 == UInt8(ascii: "_") } }
  }

  /// Whether people can read a block as YAML: with lines such as `...` for omitted parts, optional members between
  /// brackets, or showing one key in two ways.
  public static func canBeReadLoosely(_ block: Block) -> Bool {
    let lines = block.code.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.contains(where: { omission($0) != nil }) else { return isRead(block.code) }
    // What is left out may be members of the line before it, or the one that the next line is a part of.
    return isRead(lines.map { omission($0) == nil ? $0 : "" }.joined(separator: "\n"))
      || isRead(
        lines.enumerated().map { index, line in
          omission(line).map { $0 + "omitted\(index):" } ?? String(line)
        }.joined(separator: "\n"))
  }

  private static func isRead(_ code: String) -> Bool {
    switch YAMLProblem.first(in: code)?.kind {
    case nil, .duplicate, .unknownAlias: true
    case .syntax: false
    }
  }

  /// The blanks before the mark of a line that stands for others: `...`, `[...]`, `<- snipped ->`, or
  /// `[ name: <type> | default = 1 ]`, as references write an optional member. `nil` for any other line.
  private static func omission(_ line: Substring) -> String? {
    let blanks = line.prefix { $0 == " " || $0 == "\t" }
    let text = line.dropFirst(blanks.count)
    let mark = text.drop { "[(<- ".contains($0) }
    // `snippets:` is a member like any other.
    let isSnipped = mark.hasPrefix("snip") && !mark.contains(":")
    let isLeftOut = mark.hasPrefix("...") || mark.hasPrefix("\u{2026}") || isSnipped
    let isOptional = text.hasPrefix("[ ") && text.contains(": <") && text.hasSuffix("]")
    return isLeftOut || isOptional ? String(blanks) : nil
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

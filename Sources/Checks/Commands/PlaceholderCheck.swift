import Diagnostics
import Languages
import Markdown
import Pages

extension Rule {
  public static let unquotedPlaceholder = Rule(
    "unquoted-placeholder", .warning,
    "`<name>` without quotes in commands that a reader runs: the shell reads a redirection")
}

/// Commands that readers copy have no `<name>` outside of quotes, which the shell reads as a redirection.
///
/// A single command with `<pod>` in it is an idiom that everybody reads. Among several commands that are copied together, with
/// not a word about what to fill in, it stops the run half-way.
enum PlaceholderCheck {
  static let check = Check(.commands, [.unquotedPlaceholder], .page(findings))

  /// The first one of a page: the rest has the same cause.
  private static func findings(_ checked: CheckedPage) -> [Diagnostic] {
    let page = checked.page
    let all = checked.shellScripts.filter { isCopied($0) }.flatMap { script in
      script.script.placeholders.filter { !isChoice($0, in: script.block) }.map { (script.block, $0) }
    }
    guard let (block, range) = all.first, checked.context.project.isConfigured || !explains(page, all) else {
      return []
    }
    let written = text(range, in: block)
    let name = variable(written)
    var finding = Diagnostic(
      .unquotedPlaceholder, "The shell reads `\(written)` as a redirection",
      at: page.span(inCodeOf: block, codeRange: range),
      fix: "set a variable first, and write `\"$\(name)\"`, or quote the placeholder")
    let more = all.count - 1
    if more > 0 { finding.notes.append(.init("\(more) more placeholder\(more > 1 ? "s" : "") on this page")) }
    return [finding]
  }

  /// Whether several commands are copied together.
  private static func isCopied(_ script: PageScripts.Script) -> Bool {
    !script.isSession && script.script.commands.count > 2 && !script.block.code.contains("[")
  }

  private static func text(_ range: Range<Int>, in block: Block) -> String {
    String(decoding: Array(block.code.utf8)[range], as: UTF8.self)
  }

  /// What programs print in place of a missing value.
  private static let printed: Set<String> = [
    "<none>", "<pending>", "<unknown>", "<unset>", "<nil>", "<invalid>",
  ]

  /// `<a|b>` and `<name ...>` are the syntax of a command, not a command.
  private static func isChoice(_ range: Range<Int>, in block: Block) -> Bool {
    let text = text(range, in: block)
    return text.contains("|") || text.contains("..") || printed.contains(text)
  }

  /// `<your-pod>` as the name of a variable.
  private static func variable(_ placeholder: String) -> String {
    let name = placeholder.utf8.dropFirst().dropLast().map { $0.isAlphanumeric ? $0 : UInt8(ascii: "_") }
    return String(decoding: name, as: UTF8.self).uppercased()
  }

  /// Whether the text of the page says that something is to be filled in.
  private static func explains(_ page: Page, _ all: [(Block, Range<Int>)]) -> Bool {
    let names = Set(all.map { text($1, in: $0) })
    return page.document.nodes.contains { node in
      guard node.kind == .text || node.kind == .code else { return false }
      let text = page.document.string(node.literal).lowercased()
      return ["replace", "substitut", "placeholder", "fill in", "change the", "your own", "where "].contains {
        text.contains($0)
      } || names.contains { text.contains($0.lowercased()) }
    }
  }
}

import Diagnostics
import Markdown
import Pages
import Symbols

/// Inline code that looks like a name the portal defines is one.
///
/// Fenced blocks are left alone, except for queries: every metric in a `promql` block is one that exists.
struct SymbolCheck {
  static let check = Check(
    .pages, [.unknownSymbol, .unusedIgnoredSymbol],
    .page { SymbolCheck(page: $0.page, table: $0.context.symbols).findings() })

  let page: Page
  let table: SymbolTable

  func findings() -> [Diagnostic] {
    enum Place {
      case code(MarkdownDocument.NodeID)
      case block(Block)
    }
    var mistakes: [(mistake: SymbolTable.Mistake, place: Place)] = []
    if !table.isEmpty {
      let document = page.document
      for index in document.nodes.indices where document.nodes[index].kind == .code {
        let code = document.string(document.nodes[index].literal)
        guard case .mistaken(let found) = table.reading(of: code) else { continue }
        mistakes += found.map { ($0, .code(MarkdownDocument.NodeID(index))) }
      }
      for block in page.blocks where block.form == .query {
        mistakes += table.metrics(inQuery: block.code).map { ($0, .block(block)) }
      }
    }
    let ignored = page.frontMatter.ignoredSymbols
    if mistakes.isEmpty, ignored.isEmpty { return [] }
    let used = Set(mistakes.map(\.mistake.name))
    let names = Set(ignored.map(\.name))
    var places = CodeSpanPlaces(page)
    return mistakes.filter { !names.contains($0.mistake.name) }.map { mistake, place in
      switch place {
      case .code(let id): Self.finding(mistake, at: places.span(of: id, range: mistake.range))
      case .block(let block): Self.finding(mistake, at: page.span(inCodeOf: block, codeRange: mistake.range))
      }
    } + ignored.filter { !used.contains($0.name) }.map(unused)
  }

  /// The message for an unknown name.
  static func finding(_ mistake: SymbolTable.Mistake, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .unknownSymbol, "`\(mistake.name)` is not \(Self.article(mistake.kind.noun)) \(mistake.kind.noun)",
      at: span, name: mistake.name,
      guess: mistake.nearest.map { .init($0, for: mistake.name) },
      otherwise:
        "use a name that exists, or list it with the reason under `ignoredSymbols:` in the front matter")
  }

  private static func article(_ noun: String) -> String {
    noun.first.map { "aeiou".contains($0.lowercased()) } == true ? "an" : "a"
  }

  private func unused(_ ignored: IgnoredSymbol) -> Diagnostic {
    let isKnown = table[ignored.name] != nil
    return Diagnostic(
      .unusedIgnoredSymbol,
      isKnown
        ? "`\(ignored.name)` is listed under `ignoredSymbols:`, but it is a known name"
        : "`\(ignored.name)` is listed under `ignoredSymbols:`, but this page has no unknown name `\(ignored.name)`",
      at: ignored.span, fix: "remove the line")
  }
}

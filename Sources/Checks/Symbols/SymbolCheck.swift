import Diagnostics
import Markdown
import Pages
import Symbols

/// Inline code that looks like a name the portal defines is one.
///
/// Fenced blocks are left alone, but for queries: every metric in a `promql` block is one that exists.
struct SymbolCheck {
  let page: Page
  let table: SymbolTable

  func findings() -> [Diagnostic] {
    var mistakes: [(mistake: SymbolTable.Mistake, place: (Range<Int>) -> SourceSpan)] = []
    if !table.isEmpty {
      let document = page.document
      for index in document.nodes.indices where document.nodes[index].kind == .code {
        let code = document.string(document.nodes[index].literal)
        guard case .mistaken(let found) = table.reading(of: code) else { continue }
        let id = MarkdownDocument.NodeID(index)
        mistakes += found.map { ($0, { page.span(ofCode: id, range: $0) }) }
      }
      for block in page.blocks where block.language == "promql" {
        let found = table.metrics(inQuery: block.code)
        mistakes += found.map { ($0, { page.span(inCodeOf: block, codeRange: $0) }) }
      }
    }
    let ignored = page.frontMatter.ignoredSymbols
    if mistakes.isEmpty, ignored.isEmpty { return [] }
    let used = Set(mistakes.map(\.mistake.name))
    let names = Set(ignored.map(\.name))
    return mistakes.filter { !names.contains($0.mistake.name) }.map { mistake, place in
      Self.finding(mistake, at: place(mistake.range))
    } + ignored.filter { !used.contains($0.name) }.map(unused)
  }

  /// The one place that words what is wrong with a name.
  static func finding(_ mistake: SymbolTable.Mistake, at span: SourceSpan) -> Diagnostic {
    let says = "`\(mistake.name)` is no \(mistake.kind.noun)"
    if let nearest = mistake.nearest {
      return Diagnostic(.unknownSymbol, "\(says); did you mean `\(nearest)`?", at: span)
    }
    return Diagnostic(
      .unknownSymbol, says, at: span,
      fix:
        "write a name that exists; if this is meant, name it and the reason below `ignoredSymbols:` in the "
        + "front matter")
  }

  private func unused(_ ignored: IgnoredSymbol) -> Diagnostic {
    let isKnown = table[ignored.name] != nil
    return Diagnostic(
      .unusedIgnoredSymbol,
      isKnown
        ? "`\(ignored.name)` is ignored, but it is a known name"
        : "`\(ignored.name)` is ignored, but nothing on this page is amiss with it", at: ignored.span,
      fix: "remove the line")
  }
}

/// The places that `site/portal.yml` gives for symbols exist.
struct SymbolPlaceCheck {
  let context: CheckContext
  let index: OutlineIndex

  func findings() -> [Diagnostic] {
    context.symbols.settings.flatMap { kind in
      [finding(kind.page, kind.pageSpan)].compactMap(\.self)
        + kind.names.compactMap { finding($0.page, $0.pageSpan) }
    }
  }

  private func finding(_ place: SymbolPlace?, _ span: SourceSpan?) -> Diagnostic? {
    guard let place else { return nil }
    // Like a link from a page at the content folder's root.
    let root = PageOutline(path: "index.md")
    let check = LinkCheck(context: context, index: index, outline: root)
    let text = place.page + (place.anchor.map { "#" + $0 } ?? "")
    var finding = check.finding(LinkCheck.Destination(text: text))
    finding?.span = span
    return finding
  }
}

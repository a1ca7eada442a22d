import Markdown
import Pages
import Symbols

/// Where the names in inline code and diagrams lead.
struct SymbolLinks: Sendable {
  let table: SymbolTable
  let paths: PagePaths
  let reference: ReferencePlaces

  /// The page that explains a symbol, the anchor on it, and the section it is in where that is known.
  private func place(of symbol: Symbol) -> (place: SymbolPlace, section: Int?)? {
    switch symbol.destination {
    case .none: return nil
    case .page(let place): return (place, nil)
    case .anchor(let anchor):
      if let shown = reference.anchors[anchor] {
        return (SymbolPlace(page: shown.page, anchor: anchor), shown.section)
      }
    case .pageOfKind: break
    }
    return table.page(of: symbol.kind).map { ($0, nil) }
  }

  /// The address of a symbol seen from a page, escaped as `href` needs it; `nil` when nothing explains it, or when
  /// what explains it is what the reader is reading: the section that `node` is in.
  func address(of symbol: Symbol, from page: Page, at node: MarkdownDocument.NodeID) -> String? {
    guard let (place, section) = place(of: symbol), paths.contains(place.page) else { return nil }
    guard place.page == page.path else { return href(place, from: paths.output(of: page.path)) }
    guard let anchor = place.anchor else { return nil }
    let own = section ?? page.headings.firstIndex { $0.anchor == anchor }.map { $0 + 1 }
    return own == page.section(of: node) ? nil : href(place, from: paths.output(of: page.path))
  }

  /// The path of what explains a symbol from the root of the portal, with its anchor.
  func path(of symbol: Symbol) -> String? {
    guard let (place, _) = place(of: symbol), paths.contains(place.page) else { return nil }
    return href(place, from: "")
  }

  private func href(_ place: SymbolPlace, from output: String) -> String {
    var address: [UInt8] = []
    let target = paths.output(of: place.page)
    if target != output {
      address.put(raw: PagePaths.root(from: output))
      address.put(path: target)
    }
    if let anchor = place.anchor {
      address.put("#")
      address.put(url: anchor)
    }
    return String(decoding: address, as: UTF8.self)
  }
}

extension MarkdownDocument {
  /// Whether a node stands where a link must not: in another link, or in a heading, which the table of contents
  /// repeats.
  func isInLinkOrHeading(_ id: NodeID) -> Bool {
    isInline(id) { $0 == .link || $0 == .heading }
  }

  /// Whether a node stands in a cell of a table.
  func isInTable(_ id: NodeID) -> Bool { isInline(id) { $0 == .tableCell } }

  /// Whether a piece of text stands in a node of a kind, which is its block or lies between the two.
  private func isInline(_ id: NodeID, in isWanted: (MarkdownDocument.Kind) -> Bool) -> Bool {
    var id = self[id].parent
    while id >= 0 {
      let kind = self[id].kind
      if isWanted(kind) { return true }
      switch kind {
      case .paragraph, .heading, .tableCell, .document: return false
      default: id = self[id].parent
      }
    }
    return false
  }
}

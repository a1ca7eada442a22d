import Markdown
import Pages
import Site
import Symbols

/// Where the names in inline code and diagrams lead.
struct SymbolLinks: Sendable {
  let places: SymbolPlaces
  let paths: PagePaths

  var table: SymbolTable { places.table }

  /// The address of a symbol seen from a page; `nil` when nothing explains it, or when the explanation is the section
  /// that `node` is in.
  func address(of symbol: Symbol, from page: Page, at node: MarkdownDocument.NodeID) -> String? {
    guard let (place, section) = places.place(of: symbol) else { return nil }
    guard place.page == page.path else { return href(place, from: paths.output(of: page.path)) }
    guard let anchor = place.anchor else { return nil }
    let own = section ?? page.headings.firstIndex { $0.anchor == anchor }.map { $0 + 1 }
    return own == page.section(of: node) ? nil : href(place, from: paths.output(of: page.path))
  }

  /// The path of a place from the root of the portal, with its anchor.
  func path(of place: SymbolPlace) -> String { href(place, from: "") }

  /// The address of generated content seen from a file of the portal; `nil` when no page shows it.
  func address(ofGenerated anchor: String, from output: String) -> String? {
    guard let place = places.generated[anchor] else { return nil }
    return href(SymbolPlace(page: place.page, anchor: anchor), from: output)
  }

  /// An address that is the same with and without escaping for HTML.
  private func href(_ place: SymbolPlace, from output: String) -> String {
    var address: [UInt8] = []
    let target = paths.output(of: place.page)
    if target != output {
      address.put(raw: PagePaths.root(from: output))
      address.put(path: target)
    }
    if let anchor = place.anchor {
      address.put("#")
      address.put(fragment: anchor)
    }
    return String(decoding: address, as: UTF8.self)
  }
}

extension MarkdownDocument {
  /// Whether a node is where a link must not: in another link, or in a heading, which the table of contents
  /// repeats.
  func isInLinkOrHeading(_ id: NodeID) -> Bool {
    isInline(id) { $0 == .link || $0 == .heading }
  }

  /// Whether a node is in a cell of a table.
  func isInTable(_ id: NodeID) -> Bool { isInline(id) { $0 == .tableCell } }

  /// Whether a piece of text is in a node of a kind, which is its block or lies between the two.
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

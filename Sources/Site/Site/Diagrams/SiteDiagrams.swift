import Diagnostics
import Mermaid
import Pages
import Symbols
import Synchronization

/// The Mermaid diagrams of a site, each read and laid out once: the check that finds what cannot be drawn and the
/// renderer that draws it share one scene.
public final class SiteDiagrams: Sendable {
  let symbols: SymbolPlaces
  /// Drawings of an earlier build, and afterwards those of this one.
  public let cache: ContentCache
  private let diagrams = Memo<Key, SiteDiagram>()

  /// A block is identified by its place in its file, which distinguishes blocks of several pages that one page shows.
  private struct Key: Hashable {
    var page: String
    var code: String
    var place: SourceSpan
  }

  init(symbols: SymbolPlaces, cache: ContentCache) {
    self.symbols = symbols
    self.cache = cache
  }

  /// The diagram in a block.
  public func diagram(_ block: Block, on page: Page) -> SiteDiagram {
    let key = Key(page: page.path, code: block.code, place: page.span(ofFenceOf: block))
    return diagrams.value(key) { _ in SiteDiagram(block, on: page, symbols) }
  }
}

/// One diagram of a page.
public final class SiteDiagram: Sendable {
  /// The file that its text is in.
  public let source: SourceText
  /// As its author wrote it; `nil` when it cannot be read.
  public let diagram: Diagram?
  /// The findings of reading it.
  public let findings: [Diagnostic]
  /// The diagram with a number in place of the address of each linked part: the position of its
  /// target in `targets`.
  public let linked: Diagram?
  public let targets: [Target]
  private let layout = Mutex<Result<Scene, LayoutError>?>(nil)

  /// Where a part of a diagram leads.
  public enum Target: Sendable, Hashable {
    /// An address as the author wrote it.
    case address(String)
    case symbol(SymbolPlace)
  }

  init(_ block: Block, on page: Page, _ symbols: SymbolPlaces) {
    let places = page.places(ofCodeOf: block)
    source = places.source
    (diagram, findings) = MermaidParser.parse(places.source, ranges: places.ranges)
    var targets: [Target] = []
    linked = diagram?.linked { part in
      guard let (target, link) = Self.target(of: part, symbols) else { return nil }
      targets.append(target)
      var numbered = link
      numbered.destination = String(targets.count - 1)
      return numbered
    }
    self.targets = targets
  }

  /// Where a part leads: where its author sends it, be that an address or a symbol, else to the symbol that its label
  /// is.
  private static func target(of part: DiagramPart, _ symbols: SymbolPlaces) -> (Target, DiagramLink)? {
    guard var link = part.link else {
      guard let symbol = symbols.table.link(for: part.label), let place = symbols.place(of: symbol)
      else { return nil }
      return (.symbol(place.place), DiagramLink(destination: "", tooltip: symbol.summary))
    }
    guard let symbol = symbols.table[link.destination] else { return (.address(link.destination), link) }
    guard let place = symbols.place(of: symbol) else { return nil }
    if link.tooltip == nil { link.tooltip = symbol.summary }
    return (.symbol(place.place), link)
  }

  /// The drawing; laid out when it is asked for the first time.
  public func scene() throws(LayoutError) -> Scene? {
    guard let linked else { return nil }
    let result = layout.withLock { layout in
      if let layout { return layout }
      let made = Result { () throws(LayoutError) in try linked.scene() }
      layout = made
      return made
    }
    return try result.get()
  }
}

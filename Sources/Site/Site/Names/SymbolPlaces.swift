import Pages
import Symbols

/// Where in the portal each symbol is explained.
public struct SymbolPlaces: Sendable {
  public let table: SymbolTable
  public let generated: GeneratedPlaces
  private let pages: Set<String>

  init(symbols: SymbolTable, generated: GeneratedPlaces, pages: Set<String>) {
    table = symbols
    self.generated = generated
    self.pages = pages
  }

  /// The page that explains a symbol, with the anchor on it, and the section it is in where that is known; `nil` when
  /// no page of the portal does.
  public func place(of symbol: Symbol) -> (place: SymbolPlace, section: Int?)? {
    guard let found = destination(of: symbol), pages.contains(found.place.page) else { return nil }
    return found
  }

  private func destination(of symbol: Symbol) -> (place: SymbolPlace, section: Int?)? {
    switch symbol.destination {
    case .none: return nil
    case .page(let place): return (place, nil)
    case .anchor(let anchor):
      if let shown = generated[anchor] {
        return (SymbolPlace(page: shown.page, anchor: anchor), shown.section)
      }
    case .pageOfKind: break
    }
    return table.page(of: symbol.kind).map { ($0, nil) }
  }
}

/// A name that the portal defines, the place of its explanation, and a summary in one line.
public struct Symbol: Sendable, Hashable {
  public var kind: SymbolKind
  /// As it is written; commands have a space between their words: `flowdocs check`.
  public var name: String
  /// One line for the tooltip; empty for none.
  public var summary: String
  public var destination: Destination

  /// Where a symbol is explained.
  public enum Destination: Sendable, Hashable {
    /// No target: a known name that is not linked.
    case none
    /// A page of the portal.
    case page(SymbolPlace)
    /// The anchor that the contract's part has, on whichever page shows it; when none does, the page of the kind.
    case anchor(String)
    /// The page of the kind.
    case pageOfKind
  }

  public init(
    _ kind: SymbolKind, _ name: String, summary: String = "", at destination: Destination = .pageOfKind
  ) {
    self.kind = kind
    self.name = name
    self.summary = summary
    self.destination = destination
  }
}

/// A page and, when it is not the whole of it, an anchor on it.
public struct SymbolPlace: Sendable, Hashable {
  /// Relative to the content folder: `guides/monitor.md`.
  public var page: String
  public var anchor: String?

  public init(page: String, anchor: String? = nil) {
    self.page = page
    self.anchor = anchor
  }
}

/// Properties of a diagram as a whole, in any family.
public struct DiagramHeader: Sendable, Hashable {
  /// The visible title: `title:` of the front matter, or the family's own `title` statement.
  public var title: String?
  /// `accTitle`, read out by screen readers in place of a generated title.
  public var accessibleTitle: String?
  /// `accDescr`, read out as the description in place of a generated one.
  public var accessibleDescription: String?
  /// `nodeSpacing` and `rankSpacing` of a diagram that is laid out in ranks.
  public var spacing: DiagramSpacing
  /// `themeVariables`; `nil` for the colours of the page.
  public var theme: ThemeVariables?

  /// A header; without a title none is drawn.
  ///
  /// ```swift
  /// let header = DiagramHeader(title: "How a job runs", spacing: .init(ranks: 80))
  /// ```
  public init(
    title: String? = nil, accessibleTitle: String? = nil, accessibleDescription: String? = nil,
    spacing: DiagramSpacing = .init(), theme: ThemeVariables? = nil
  ) {
    self.title = title
    self.accessibleTitle = accessibleTitle
    self.accessibleDescription = accessibleDescription
    self.spacing = spacing
    self.theme = theme
  }
}

/// The distances that an author asks for, in CSS pixels; `nil` for the defaults of the layout.
public struct DiagramSpacing: Sendable, Hashable {
  /// Between neighbours of one rank: 12…300, a value outside is clamped.
  public var nodes: Double?
  /// Between one rank and the next: 24…300, likewise.
  public var ranks: Double?

  /// Distances in CSS pixels.
  ///
  /// ```swift
  /// let wide = DiagramSpacing(nodes: 60, ranks: 80)
  /// ```
  public init(nodes: Double? = nil, ranks: Double? = nil) {
    self.nodes = nodes
    self.ranks = ranks
  }
}

/// The way ranks follow each other: `TB` (or `TD`), `BT`, `LR`, `RL`.
public enum Direction: String, Sendable, Hashable, CaseIterable {
  case topToBottom = "TB"
  case bottomToTop = "BT"
  case leftToRight = "LR"
  case rightToLeft = "RL"

  /// Whether ranks go sideways.
  public var isHorizontal: Bool { self == .leftToRight || self == .rightToLeft }
}

/// Where a reader gets by clicking. Whether the target is safe and alive is not known here:
/// the SVG writer drops unsafe schemes, and the page checks where the link leads.
public struct DiagramLink: Sendable, Hashable {
  /// The address exactly as written.
  public var destination: String
  /// Shown by browsers when the pointer rests on it; `nil` for none.
  public var tooltip: String?
  /// `_blank`, `_self`, …; `nil` when not given.
  public var target: String?
  /// UTF-8 byte range of the address in the diagram's source, for findings about it.
  public var range: Range<Int>?

  /// A link as an author writes it with `click`.
  ///
  /// ```swift
  /// let link = DiagramLink(destination: "guide.md", tooltip: "Read the guide")
  /// ```
  public init(destination: String, tooltip: String? = nil, target: String? = nil, range: Range<Int>? = nil) {
    self.destination = destination
    self.tooltip = tooltip
    self.target = target
    self.range = range
  }
}

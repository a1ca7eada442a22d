/// How a figure is painted: a surface of the theme, and the author's own colours and lines where they replace it.
public struct Appearance: Sendable, Hashable {
  /// The part of the theme that decides what is not given here.
  public var surface: Surface
  /// `nil` for the theme's; opaque when given.
  public var fill: Color?
  /// Whether what is behind shows through, whatever the theme says.
  public var hasNoFill = false
  /// 0..<1; `nil` for opaque. Only for washes so thin that the theme's text is read on them as on the page.
  public var fillOpacity: Double?
  /// `nil` for the theme's.
  public var stroke: Color?
  /// Whether no outline is drawn, whatever the theme says.
  public var hasNoStroke = false
  /// CSS pixels; `nil` for the theme's.
  public var strokeWidth: Double?
  /// Alternating dash and gap lengths in CSS pixels; `nil` for the theme's.
  public var dash: [Double]?
  /// How dashes run along a line while the pointer is on the drawing; `nil` for a line that never moves.
  public var motion: LineMotion?
  /// Whether the stroke was chosen for a fill that the author painted behind it, which is the same in both themes.
  var isOnFill = false

  /// The theme's own appearance of a surface.
  ///
  /// ```swift
  /// var appearance = Appearance(.node)
  /// appearance.strokeWidth = 2
  /// ```
  public init(_ surface: Surface) { self.surface = surface }

  /// The least contrast of a line with the page (WCAG 2.2, success criterion 1.4.11).
  static let leastContrast = 3.0

  /// Whether it hides the figures behind it, apart from a transparent fill.
  var isPainted: Bool { !hasNoFill }

  /// Whether the author's colour of a link has too little contrast (below 3:1) with this theme's page, so that the
  /// theme's own is used. The light page always shows the author's colour.
  func isDimmed(in theme: Theme) -> Bool {
    guard theme == .dark, surface == .link, !isOnFill, let stroke else { return false }
    return stroke.contrast(with: theme.page) < Self.leastContrast
  }
}

/// How fast dashes run along an animated line. Readers who ask for less motion never see them move.
public enum LineMotion: String, Sendable, Hashable, CaseIterable {
  case slow, fast
}

/// Dash patterns: the lengths of a dash and of a gap, in CSS pixels. Strokes are 1.5 px wide, so that a gap of 4 px is
/// still one at 50 %.
enum Dash {
  /// Dotted links of flowcharts, ties of notes, the lanes of branches: nearly dots.
  static let dotted = [3.0, 4]
  /// Dotted messages, dividers of blocks, cherry-picks, vertical lines of a Gantt chart.
  static let even = [4.0, 4]
  /// Relations of classes and entities and the borders of regions: these are often long, where dots look grey.
  static let long = [5.0, 4]
}

extension Appearance {
  /// - Parameters:
  ///   - style: the author's declarations.
  ///   - backdrop: the colour that an author gave to the figures behind, if any.
  /// - Returns: the appearance, and the colour of text on it (`nil` for the theme's).
  static func resolve(_ style: Style, _ surface: Surface, backdrop: Color?) -> (
    appearance: Appearance, text: Color?
  ) {
    var appearance = Appearance(surface)
    let behind = backdrop ?? Theme.light.page
    // Opacity is worked into the colour: what shines through would change with the page's theme, and the
    // text could not be read on both.
    func opaque(_ color: Color) -> Color {
      var color = color
      if let opacity = style.opacity { color.alpha = UInt8((Double(color.alpha) * opacity).rounded()) }
      return color.alpha == 255 ? color : color.over(behind)
    }
    switch style.fill {
    case .color(let color): appearance.fill = opaque(color)
    case .some(.none): appearance.hasNoFill = true
    case nil: break
    }
    switch style.stroke {
    case .color(let color): appearance.stroke = opaque(color)
    case .some(.none): appearance.hasNoStroke = true
    case nil: break
    }
    appearance.strokeWidth = style.strokeWidth
    if appearance.strokeWidth == 0 { appearance.hasNoStroke = true }
    appearance.dash = style.strokeDash
    let wanted = style.color?.color
    if wanted != nil, appearance.fill == nil, !appearance.hasNoFill, surface != .link {
      // No single colour of text is legible on both a light and a dark fill, so the light one is used in both themes.
      appearance.fill = Theme.light.tint(surface).fill
    }
    let under = appearance.fill ?? (appearance.hasNoFill ? backdrop : nil)
    guard let under else { return (appearance, nil) }
    return (appearance, wanted.map { $0.over(under).legible(on: under) } ?? Color.text(on: under))
  }
}

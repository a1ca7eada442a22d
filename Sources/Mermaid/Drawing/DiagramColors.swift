/// Colours of drawings in place of those of `Theme`, for one mode each, by the names that `Stylesheet` gives them:
/// `page`, `text`, `muted`, `node-fill`, `node-line`, …
///
/// ```swift
/// let colors = DiagramColors(light: ["node-fill": Color(0xE5F5EC)])
/// let page = Stylesheet.page(colors)
/// let file = SVGOptions(mode: .standalone, stylesheet: Stylesheet.standalone(colors))
/// ```
public struct DiagramColors: Sendable, Hashable {
  /// On light pages.
  public var light: [String: Color]
  /// On dark pages.
  public var dark: [String: Color]

  /// The library's own colours, except for those that are given.
  ///
  /// ```swift
  /// let colors = DiagramColors(dark: ["page": Color(0x000000)])
  /// ```
  public init(light: [String: Color] = [:], dark: [String: Color] = [:]) {
    self.light = light
    self.dark = dark
  }

  /// The library's own colours.
  public static let standard = DiagramColors()

  /// Every name that a colour can have.
  ///
  /// ```swift
  /// DiagramColors.names.contains("node-fill")  // true
  /// ```
  public static let names: [String] =
    ["page", "text", "muted"] + Surface.allCases.flatMap { ["\($0.rawValue)-fill", "\($0.rawValue)-line"] }

  subscript(name: String, theme: Theme) -> Color? { theme == .light ? light[name] : dark[name] }
}

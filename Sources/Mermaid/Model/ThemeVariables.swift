/// The colours that an author gives to a whole diagram: `themeVariables` of the front matter or of a directive.
///
/// They are the same on light and on dark pages, as those of `style` are; texts on them keep their contrast.
public struct ThemeVariables: Sendable, Hashable {
  /// By the names of mermaid.js: `primaryColor`, `lineColor`, …
  public var colors: [String: Color]

  /// Colours by their names.
  ///
  /// ```swift
  /// let theme = ThemeVariables(["primaryColor": Color(0xFFE4B5)])
  /// ```
  public init(_ colors: [String: Color]) { self.colors = colors }
}

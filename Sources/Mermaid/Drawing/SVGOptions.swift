/// How a scene is written as SVG.
///
/// ```swift
/// let inPage = SVGOptions(idPrefix: "job", title: "How a job runs")  // with `Stylesheet.page`
/// let file = SVGOptions(mode: .standalone)
/// ```
public struct SVGOptions: Sendable, Hashable {
  /// Where the SVG is shown.
  public enum Mode: String, Sendable, Hashable {
    /// For a page that carries `Stylesheet.page`: no `style` attribute and no `<style>`, so that a strict
    /// Content-Security-Policy has nothing to refuse. Without the stylesheet the light theme is shown.
    case embedded
    /// A file of its own, with one `<style>` for light and dark.
    case standalone
  }

  /// Inside a page, or a file of its own.
  public var mode: Mode
  /// Begins every id of the drawing, so that ids stay unique on a page. Letters, digits, `-` and `_`.
  public var idPrefix: String
  /// The accessible name of the drawing.
  public var title: String
  /// The accessible description; empty for none.
  public var description: String
  /// CSS of a standalone drawing; an embedded one has the style sheet of its page.
  public var stylesheet: String
  /// The address of a link of the scene on the page that shows the drawing; `nil` for no link. Returned schemes that
  /// can run script are refused.
  public var address: @Sendable (DiagramLink) -> DiagramLink?

  /// Options for a drawing inside a page, unless `mode` says otherwise.
  ///
  /// ```swift
  /// let options = SVGOptions(idPrefix: "job", title: "How a job runs") { link in
  ///   DiagramLink(destination: "../" + link.destination)
  /// }
  /// ```
  public init(
    mode: Mode = .embedded, idPrefix: String = "diagram", title: String = "", description: String = "",
    stylesheet: String = Stylesheet.standalone,
    address: @escaping @Sendable (DiagramLink) -> DiagramLink? = { $0 }
  ) {
    self.mode = mode
    self.idPrefix = idPrefix
    self.title = title
    self.description = description
    self.stylesheet = stylesheet
    self.address = address
  }

  public static func == (a: Self, b: Self) -> Bool {
    (a.mode, a.idPrefix, a.title, a.description, a.stylesheet) == (
      b.mode, b.idPrefix, b.title, b.description, b.stylesheet
    )
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(mode)
    hasher.combine(idPrefix)
    hasher.combine(title)
    hasher.combine(description)
    hasher.combine(stylesheet)
  }
}

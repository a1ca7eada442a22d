/// The colours of drawings as CSS, for light and dark pages.
///
/// A page may set any `--diagram-…` property to change a colour, such as `--diagram-node-fill`; its own
/// theme switch works when it sets `data-theme="light"` or `"dark"` on a parent.
public enum Stylesheet {
  /// For a page with embedded drawings.
  ///
  /// ```swift
  /// let head = "<style>\(Stylesheet.page)</style>"
  /// ```
  public static let page = page(.standard)

  /// For a page with embedded drawings in colours of its own.
  ///
  /// ```swift
  /// let head = "<style>\(Stylesheet.page(DiagramColors(light: ["text": .black])))</style>"
  /// ```
  public static func page(_ colors: DiagramColors) -> String {
    sheet(root: ".diagram", switches: true, colors) + formulas + motion
  }

  /// For a drawing that is a file of its own.
  ///
  /// ```swift
  /// let file = SVGOptions(mode: .standalone, stylesheet: Stylesheet.standalone)
  /// ```
  public static let standalone = standalone(.standard)

  /// For drawings that are files of their own, in the given colours. Make it once and use it for all of them.
  ///
  /// ```swift
  /// let sheet = Stylesheet.standalone(DiagramColors(light: ["text": .black]))
  /// let file = SVGOptions(mode: .standalone, stylesheet: sheet)
  /// ```
  public static func standalone(_ colors: DiagramColors) -> String {
    sheet(root: ".diagram", switches: false, colors) + ".diagram{background:var(--d-page)}"
  }

  /// Animated lines move while the pointer is on the drawing, so that readers can stop them (WCAG 2.2, success criterion
  /// 2.2.2).
  static let motion =
    "@media (prefers-reduced-motion:no-preference){.diagram:hover .d-slow,.diagram:hover .d-fast"
    + "{stroke-dasharray:9 5;animation:d-run 2s linear infinite}.diagram:hover .d-fast{animation-duration:.7s}}"
    + "@keyframes d-run{to{stroke-dashoffset:-28}}"

  /// The size of a formula is an estimate: its box is centred in the room that the drawing has for it.
  static let formulas =
    ".diagram .d-text{color:var(--d-text)}.diagram .d-muted{color:var(--d-muted)}"
    // Fonts of readers may be wider than the one that the size of a formula is estimated by.
    + ".diagram foreignObject{overflow:visible}"
    + ".diagram .d-formula{display:flex;align-items:center;height:100%;white-space:pre}"
    + ".diagram .d-middle{justify-content:center}.diagram .d-end{justify-content:flex-end}"

  /// For drawings that are files of their own; a page has these rules for its own formulas.
  static let formulaMarks =
    ".math-over{border-top:.06em solid;padding-top:.14em}.math-under{border-bottom:.06em solid;padding-bottom:.14em}"

  private static func sheet(root: String, switches: Bool, _ colors: DiagramColors) -> String {
    var css = root + "{" + variables(.light, colors) + "}"
    // Colours of links that an author chose for a light page, see `Appearance.isDimmed(in:)`.
    func dark(_ root: String) -> String {
      "\(root){\(variables(.dark, colors))}\(root) .d-dim{stroke:var(--d-link-line)}"
        + "\(root) .d-full{fill:var(--d-link-line)}"
    }
    if switches {
      // Paper is white.
      css += "@media screen and (prefers-color-scheme:dark){\(dark(":root:not([data-theme=light]) \(root)"))}"
      css += "@media screen{\(dark("[data-theme=dark] \(root)"))}"
    } else {
      css += "@media (prefers-color-scheme:dark){\(dark(root))}"
    }
    for surface in Surface.allCases {
      let name = surface.rawValue
      css += "\(root) .d-\(name){fill:var(--d-\(name)-fill);stroke:var(--d-\(name)-line)}"
    }
    css += "\(root) .d-text{fill:var(--d-text);stroke:none}"
    css += "\(root) .d-muted{fill:var(--d-muted);stroke:none}"
    css += "\(root) .d-hollow{fill:var(--d-page)}"
    for surface in Surface.allCases where surface.hasSolidFigures {
      css += "\(root) .d-\(surface.rawValue) .d-ink{fill:var(--d-\(surface.rawValue)-line)}"
    }
    css += "\(root) a:hover .d-text,\(root) a:focus .d-text{text-decoration:underline}"
    return css
  }

  private static func variables(_ theme: Theme, _ colors: DiagramColors) -> String {
    func variable(_ name: String, _ color: Color) -> String {
      "--d-\(name):var(--diagram-\(name),\((colors[name, theme] ?? color).hex));"
    }
    var css = variable("page", theme.page) + variable("text", theme.text) + variable("muted", theme.mutedText)
    for surface in Surface.allCases {
      let tint = theme.tint(surface)
      css +=
        variable("\(surface.rawValue)-fill", tint.fill) + variable("\(surface.rawValue)-line", tint.stroke)
    }
    css.removeLast()
    return css
  }
}

extension Surface {
  /// Whether heads, dots or bars in the colour of the outline are drawn on it.
  var hasSolidFigures: Bool {
    switch self {
    case .link, .solid, .node, .terminal: true
    default: false
    }
  }
}

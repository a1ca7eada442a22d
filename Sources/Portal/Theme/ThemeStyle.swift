import EmbeddedAssets
import Mermaid
import Pages
import Project

/// The styles of a portal: its colours and fonts as variables, then the theme's rules, those of drawings, and the
/// project's own.
enum ThemeStyle {
  /// - Parameter asset: the name of a file of the theme, as it is named beside the styles.
  static func css(_ theme: SiteTheme, asset: (String) -> String) -> [UInt8] {
    var css = Array(variables(theme.settings).utf8)
    css += CompactText.style(Array(theme_css()) + Array(diagram_css()) + Array(chart_css()))
    css += (Stylesheet.page(diagramColors(theme.settings)) + "\n").utf8
    for part in theme.styles?.parts ?? [] {
      switch part {
      case .text(let bytes): css += bytes
      case .asset(let name): css += asset(name).utf8
      }
    }
    return css
  }

  private static func variables(_ settings: ThemeSettings) -> String {
    let dark = lines(of: settings.dark, shadows: darkShadows)
    return rule(":root", lines(of: settings.light, shadows: lightShadows) + fonts(settings))
      // Paper is light. The system's setting counts until the reader chooses.
      + "@media screen and (prefers-color-scheme: dark) {\n"
      + rule(":root:not([data-theme=\"light\"])", dark) + "}\n"
      + rule(":root[data-theme=\"light\"]", ["color-scheme: light"])
      + "@media screen {\n" + rule(":root[data-theme=\"dark\"]", ["color-scheme: dark"] + dark) + "}\n"
  }

  private static func rule(_ selector: String, _ declarations: [String]) -> String {
    selector + " {\n" + declarations.map { "  \($0);\n" }.joined() + "}\n"
  }

  private static func lines(of palette: Palette, shadows: [String]) -> [String] {
    PaletteColor.all.map { "--\($0.name): \(palette[$0.name].longHex)" } + shadows
  }

  private static let lightShadows = [
    "--shadow: 0 1px 2px rgb(20 26 40 / 5%), 0 4px 16px rgb(20 26 40 / 6%)",
    "--shadow-strong: 0 12px 48px rgb(20 26 40 / 24%)",
  ]
  private static let darkShadows = [
    "--shadow: 0 1px 2px rgb(0 0 0 / 30%), 0 4px 16px rgb(0 0 0 / 25%)",
    "--shadow-strong: 0 12px 48px rgb(0 0 0 / 60%)",
  ]

  private static func fonts(_ settings: ThemeSettings) -> [String] {
    [
      "--sans: "
        + (settings.textFont
          ?? "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Liberation Sans\", \"Helvetica Neue\", Arial, sans-serif"),
      "--mono: "
        + (settings.codeFont
          ?? "ui-monospace, \"SF Mono\", \"Cascadia Code\", \"JetBrains Mono\", Menlo, Consolas, \"DejaVu Sans Mono\", \"Liberation Mono\", monospace"),
    ]
  }

  /// The colours of drawings: those of pages where they mean the same. Surfaces follow a colour that the project has
  /// changed.
  static func diagramColors(_ settings: ThemeSettings) -> DiagramColors {
    DiagramColors(light: diagramColors(settings.light), dark: diagramColors(settings.dark))
  }

  private static func diagramColors(_ palette: Palette) -> [String: Color] {
    var colors = [
      "page": palette["page"], "text": palette["text"], "muted": palette["text-soft"],
      "plate-fill": palette["page"], "plate-line": palette["page"],
    ]
    for (name, surfaces) in followers where palette.changed.contains(name) {
      let (color, page) = (palette[name], palette["page"])
      for surface in surfaces {
        let isSeries = surface.hasPrefix("series") || surface == "active" || surface == "critical"
        colors[surface + "-fill"] = color.mixed(isSeries ? 0.3 : 0.1, into: page)
        colors[surface + "-line"] = color.mixed(0.65, into: page)
      }
    }
    return colors
  }

  private static let followers = [
    ("accent", ["node", "active", "series1"]), ("warn", ["decision", "series2"]),
    ("good", ["terminal", "series3"]), ("important", ["data", "series4"]), ("bad", ["critical", "series5"]),
  ]
}

import Diagnostics
import YAML
import Yams

import struct Mermaid.Color

extension Rule {
  public static let badTheme = Rule(
    "bad-theme", .error, "File or value of `site/theme/` that is unknown, unsafe or cannot be used")
  public static let lowContrast = Rule(
    "low-contrast", .warning, "Colour of `site/theme/` that is hard to read")
}

/// What `site/theme/theme.yml` says of the look of a portal.
public struct ThemeSettings: Sendable, Hashable {
  /// Where it is, relative to the project's root.
  public static let path = "site/theme/theme.yml"

  /// A link in the bar at the top or in the footer.
  public struct Link: Sendable, Hashable {
    public var title = ""
    /// A page of the content, with `#anchor` where that is wanted, or a URL.
    public var address = ""
    public var span: SourceSpan?
  }

  /// What one mode sets: name → colour, with where it is set.
  struct Colors: Sendable, Hashable {
    var values: [String: Color] = [:]
    var spans: [String: SourceSpan] = [:]
  }

  var lightColors = Colors()
  var darkColors = Colors()
  /// The value of `font-family` for text, and for code; `nil` for the standard ones.
  public var textFont: String?
  public var codeFont: String?
  public var header: [Link] = []
  public var footer: [Link] = []

  public init() {}

  public var light: Palette { Palette(.light, own: lightColors.values) }
  public var dark: Palette { Palette(.dark, own: darkColors.values, light: lightColors.values) }

  /// Reads the file; all that it does not say is as it is without it.
  ///
  /// - Returns: the settings, and what is wrong with them. A value that is wrong is left out.
  public static func load(_ files: FileReader) -> (settings: ThemeSettings, findings: [Diagnostic]) {
    var settings = ThemeSettings()
    guard files.kind(path) == .file else { return (settings, []) }
    do throws(DiagnosticError) {
      let text = YAMLText(try files.requiredSource(path))
      var reader = SettingsReader(text: text, files: files, pageKeys: [], languages: .all, rule: .badTheme)
      if let root = try text.root() {
        _ = reader.read(
          root, "`\(path)`", into: &settings, keys, fix: "write `key: value` lines, such as `colors:`")
      }
      return (settings, reader.diagnostics + reader.warnings + settings.contrastFindings)
    } catch {
      return (settings, error.diagnostics)
    }
  }

  private var contrastFindings: [Diagnostic] {
    [(light, lightColors), (dark, darkColors)].flatMap { palette, colors in
      palette.unreadable.compactMap { text, ground, contrast in
        guard let span = colors.spans[text] ?? colors.spans[ground] else { return nil }
        let shade = palette[text].legible(on: palette[ground], ratio: Palette.readable)
        // Cut, not rounded: 4.49 is not 4.5.
        let ratio = "\(Int(contrast)).\(Int(contrast * 10) % 10)"
        return Diagnostic(
          .lowContrast,
          "`\(text)` has a contrast of \(ratio):1 with `\(ground)` on \(palette.mode.rawValue) pages; text needs 4.5:1",
          at: span, fix: "set `\(text)` to `\"\(shade.longHex)\"`, for example")
      }
    }
  }
}

extension ThemeSettings {
  /// The keys of the file, as they are listed to people.
  public static var documentation: [ProjectSetting] { keys.map(\.documentation) }

  static let keys: [Setting<ThemeSettings>] = [
    Setting(
      "colors", "`light` and `dark`, each a mapping from names to colours",
      "Colours of pages and drawings, as CSS has them: `\"#0b6e4f\"`. What an accent of your own is not set for follows it.",
      cacheKey: .shown
    ) { node, settings, reader in
      for (mode, value) in reader.pairs(node, "colors") {
        switch mode {
        case "light": settings.lightColors = colors(value, &reader)
        case "dark": settings.darkColors = colors(value, &reader)
        default:
          reader.fail(
            value, "Unknown mode `\(mode)`", name: mode, among: Palette.Mode.allCases.map(\.rawValue))
        }
      }
    },
    Setting(
      "fonts", "`text` and `code`", otherwise: "those of the reader's system",
      "Names of fonts, the first that the reader has is used: `Inter, system-ui, sans-serif`. A font of your own is declared in `theme.css`.",
      cacheKey: .shown
    ) { node, settings, reader in
      for (name, value) in reader.pairs(node, "fonts") {
        switch name {
        case "text": settings.textFont = font(value, name, &reader)
        case "code": settings.codeFont = font(value, name, &reader)
        default: reader.fail(value, "Unknown font `\(name)`", name: name, among: ["text", "code"])
        }
      }
    },
    Setting(
      "header", "a list of `title` and `link`", "Links in the bar at the top: pages of the content, or URLs.",
      cacheKey: .shown
    ) { node, settings, reader in settings.header = links(node, "header", &reader) },
    Setting(
      "footer", "a list of `title` and `link`", "Links in the footer.", cacheKey: .shown
    ) { node, settings, reader in settings.footer = links(node, "footer", &reader) },
  ]

  private static func colors(_ node: Node, _ reader: inout SettingsReader) -> Colors {
    var colors = Colors()
    let known = PaletteColor.all.map(\.name)
    for (name, value) in reader.pairs(node, "colors") {
      guard known.contains(name) else {
        reader.fail(value, "Unknown colour `\(name)`", name: name, among: known)
        continue
      }
      guard let text = reader.string(value, name) else { continue }
      guard let color = Color(css: text), color.alpha == 255 else {
        reader.fail(
          value, "`\(text)` is not an opaque colour of CSS", fix: "write `\"#rrggbb\"`, a name or `rgb(…)`")
        continue
      }
      colors.values[name] = color
      colors.spans[name] = reader.text.span(value)
    }
    return colors
  }

  /// It is written into CSS, so that nothing but names of fonts may be in it.
  private static func font(_ node: Node, _ name: String, _ reader: inout SettingsReader) -> String? {
    guard let text = reader.string(node, name) else { return nil }
    let families = text.split(separator: ",").map { family in
      family.drop { $0 == " " }.filter { $0 != "\"" && $0 != "'" }
    }
    let isPlain = families.allSatisfy { family in
      family.contains { $0 != " " }
        && family.unicodeScalars.allSatisfy {
          $0.properties.isAlphabetic || "0123456789 -_.".unicodeScalars.contains($0)
        }
    }
    guard isPlain, !families.isEmpty else {
      reader.fail(node, "`\(name)` must be names of fonts", fix: "write `Inter, system-ui, sans-serif`")
      return nil
    }
    if let word = families.first(where: { wideKeywords.contains($0.lowercased()) }) {
      reader.fail(
        node, "`\(word)` is not a font: it stands for the value of another element or rule",
        fix: "remove it; `system-ui` is the font of the reader's system")
      return nil
    }
    return families.map { family in
      let name = family.split(separator: " ").joined(separator: " ")
      return name.contains { !($0.isLetter || $0 == "-") } ? "\"\(name)\"" : name
    }.joined(separator: ", ")
  }

  /// Keywords that any property takes, but only alone: a list with one of them is ignored (CSS Values 4, 4.1.1).
  private static let wideKeywords: Set<String> = [
    "inherit", "initial", "unset", "revert", "revert-layer", "default",
  ]

  private static func links(_ node: Node, _ key: String, _ reader: inout SettingsReader) -> [Link] {
    reader.list(node, key).compactMap { item in
      var link = Link()
      link.span = reader.text.span(item)
      let mistakes = reader.diagnostics.count
      let isMapping = reader.read(
        item, "a link", into: &link, linkKeys,
        fix: "write `- { title: Status, link: https://status.example.org }`")
      guard isMapping, reader.diagnostics.count == mistakes else { return nil }
      if link.title.isEmpty || link.address.isEmpty {
        reader.fail(item, "A link needs `title` and `link`")
        return nil
      }
      return link
    }
  }

  private static let linkKeys: [Setting<Link>] = [
    .string("title", \.title, otherwise: "required", "Its text.", cacheKey: .shown),
    Setting("link", "a page or a URL", otherwise: "required", "Where it leads.", cacheKey: .shown) {
      node, link, reader in
      guard let text = reader.string(node, "link") else { return }
      guard LinkScheme.isAllowed(text) else {
        reader.fail(node, "`link` may not lead to the scheme `\(LinkScheme.scheme(of: text) ?? "")`")
        return
      }
      (link.address, link.span) = (text, reader.text.span(node))
    },
  ]
}

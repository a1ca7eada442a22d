import Foundation
import Testing

/// The colours of the theme, by the numbers of WCAG 2.2.
struct ThemeTests {
  let light: [String: String]
  let dark: [String: String]
  let chosenDark: [String: String]

  init() async throws {
    let files = try await TinyPortal(["index.md": "# T"]).files
    let css = try #require(files.first { $0.key.hasSuffix(".css") }?.value)
    light = Self.palette(of: ":root {", in: css)
    dark = Self.palette(of: ":root:not([data-theme=\"light\"]) {", in: css)
    chosenDark = Self.palette(of: ":root[data-theme=\"dark\"] {", in: css)
  }

  static func palette(of selector: String, in css: String) -> [String: String] {
    guard let start = css.range(of: selector), let end = css[start.upperBound...].firstIndex(of: "}") else {
      return [:]
    }
    var colours: [String: String] = [:]
    for line in css[start.upperBound..<end].split(separator: "\n") {
      let parts = line.trimmingCharacters(in: CharacterSet(charactersIn: " ;")).components(separatedBy: ": ")
      if parts.count == 2, parts[0].hasPrefix("--"), parts[1].hasPrefix("#"), parts[1].count == 7 {
        colours[String(parts[0].dropFirst(2))] = parts[1]
      }
    }
    return colours
  }

  /// Relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2.2, definition of relative luminance).
  static func luminance(_ colour: String) -> Double {
    let channels = [1, 3, 5].map { offset -> Double in
      let digits = colour.dropFirst(offset).prefix(2)
      let value = Double(Int(digits, radix: 16) ?? 0) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  static func contrast(_ one: String, _ other: String) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test func automaticAndChosenDarkPalettesAreEqual() {
    #expect(dark.count > 30)
    #expect(dark == chosenDark)
    #expect(Set(dark.keys) == Set(light.keys))
  }

  @Test func textContrastMeetsWCAGAAInBothModes() throws {
    let grounds = ["page", "raised", "sunken", "accent-wash"]
    var pairs: [(String, String)] = [
      ("text-soft", "sunken-strong"), ("on-accent", "accent"), ("text", "mark"),
    ]
    for text in ["text", "text-soft", "text-faint", "accent", "accent-strong"] {
      pairs += grounds.map { (text, $0) }
    }
    for tone in ["good", "warn", "bad", "note", "important"] {
      pairs += [(tone, tone + "-wash"), ("text", tone + "-wash"), ("accent", tone + "-wash"), (tone, "page")]
    }
    for code in light.keys where code.hasPrefix("code-") { pairs += [(code, "sunken"), (code, "page")] }
    for (name, palette) in [("light", light), ("dark", dark)] {
      for (text, ground) in pairs {
        let ratio = Self.contrast(try #require(palette[text]), try #require(palette[ground]))
        #expect(ratio >= 4.5, "\(text) on \(ground), \(name)")
      }
    }
  }
}

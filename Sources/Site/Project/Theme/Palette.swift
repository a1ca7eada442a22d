import struct Mermaid.Color

/// The colours of a portal for one of its two modes, by the names of `PaletteColor`.
public struct Palette: Sendable, Hashable {
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    case light, dark
  }

  public let mode: Mode
  private let colors: [String: Color]
  /// The names that the project gives a colour of its own, also those that follow from others.
  public let changed: Set<String>

  /// - Parameters:
  ///   - own: the colours that the project sets for this mode.
  ///   - light: those that it sets for light pages, when this mode is dark: an accent of its own is used there too, in a
  ///     shade that can be read.
  init(_ mode: Mode, own: [String: Color] = [:], light: [String: Color] = [:]) {
    self.mode = mode
    let standard = Dictionary(
      PaletteColor.all.map { ($0.name, mode == .light ? $0.light : $0.dark) },
      uniquingKeysWith: { first, _ in first })
    var own = own
    if own["accent"] == nil, let accent = light["accent"], let page = own["page"] ?? standard["page"] {
      own["accent"] = accent.legible(on: page, ratio: Self.clear)
    }
    let derived = Self.following(own, standard)
    colors = standard.merging(derived) { _, new in new }.merging(own) { _, new in new }
    changed = Set(derived.keys).union(own.keys)
  }

  /// The contrast of an accent that is derived: enough also on what is tinted with it.
  private static let clear = 6.5

  /// Contrast that text needs (WCAG 2.2, success criterion 1.4.3).
  public static let readable = 4.5

  public subscript(name: String) -> Color { colors[name] ?? .black }

  /// The colours that follow from an accent of the project.
  private static func following(_ own: [String: Color], _ standard: [String: Color]) -> [String: Color] {
    guard let accent = own["accent"], let page = own["page"] ?? standard["page"],
      let text = own["text"] ?? standard["text"]
    else { return [:] }
    let white = Color(0xFFFFFF)
    let ink = Color(0x10142E)
    return [
      "accent-wash": accent.mixed(0.1, into: page), "accent-strong": accent.mixed(0.75, into: text),
      "on-accent": white.contrast(with: accent) >= ink.contrast(with: accent) ? white : ink,
    ]
  }

  /// What a project sets that cannot be read on what it lies on: names of colours, with the contrast.
  var unreadable: [(text: String, ground: String, contrast: Double)] {
    let texts = [
      "text", "text-soft", "text-faint", "accent", "accent-strong", "good", "warn", "bad", "note",
      "important",
    ]
    let code = PaletteColor.all.map(\.name).filter { $0.hasPrefix("code-") }
    let pairs =
      texts.map { ($0, "page") } + code.map { ($0, "sunken") } + [
        ("on-accent", "accent"), ("accent", "accent-wash"),
      ]
      + ["good", "warn", "bad", "note", "important"].map { ($0, $0 + "-wash") }
    return pairs.compactMap { text, ground in
      guard changed.contains(text) || changed.contains(ground) else { return nil }
      let contrast = self[text].contrast(with: self[ground])
      return contrast < Self.readable ? (text, ground, contrast) : nil
    }
  }
}

extension Color {
  /// This colour with some of another one.
  ///
  /// - Parameter part: of this colour, from 0 to 1.
  public func mixed(_ part: Double, into other: Color) -> Color {
    var top = self
    top.alpha = UInt8(max(0, min(255, (part * 255).rounded())))
    return top.over(other)
  }

  /// `#rrggbb`.
  public var longHex: String {
    "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

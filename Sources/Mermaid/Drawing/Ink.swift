/// How a thing is painted: a surface of the theme, and what its author asked for instead.
public struct Ink: Sendable, Hashable {
  public var surface: Surface
  /// `nil` for the theme's; opaque when given.
  public var fill: Color?
  public var hasNoFill = false
  /// 0..<1; `nil` for opaque. Only for washes so thin that the theme's text is read on them as on the page.
  public var fillOpacity: Double?
  public var stroke: Color?
  public var hasNoStroke = false
  /// CSS pixels; `nil` for the theme's.
  public var strokeWidth: Double?
  public var dash: [Double]?
  /// Whether the stroke was chosen for what an author painted behind it, which is the same in both themes.
  var isOnFill = false

  public init(_ surface: Surface) { self.surface = surface }

  /// Whether what is behind it does not show, or only through a wash.
  var isPainted: Bool { !hasNoFill }

  /// Whether the author's colour of a link would hardly show on this theme's page, and the theme's own is used.
  /// The light page shows what the author saw.
  func isDimmed(in theme: Theme) -> Bool {
    guard theme == .dark, surface == .link, !isOnFill, let stroke else { return false }
    return stroke.contrast(with: theme.page) < 3
  }
}

/// The surfaces of the theme. Each has colours for light and for dark pages.
public enum Surface: String, Sendable, Hashable, CaseIterable {
  /// Steps, states, classes, participants.
  case node
  /// Questions.
  case decision
  /// Stores and documents.
  case data
  /// Where things begin and end.
  case terminal
  case note
  /// Groups, by the parity of their depth.
  case cluster
  case inner
  /// Links and their heads.
  case link
  /// Behind labels that lie on links.
  case plate
  /// Dots and bars of solid colour.
  case solid
  /// Dividers, axes, lifelines.
  case rule
  /// Series: slices and bars.
  case series1, series2, series3, series4, series5, series6, series7, series8
  /// States of work.
  case active, done, critical

  /// The eight colours of series, in the order they are used.
  static let series: [Surface] = [
    .series1, .series2, .series3, .series4, .series5, .series6, .series7, .series8,
  ]
}

/// Colours of one surface, or of text.
struct Tint: Sendable, Hashable {
  var fill: Color
  var stroke: Color
}

/// The two faces of the theme.
public enum Theme: String, Sendable, Hashable, CaseIterable {
  case light, dark

  /// The page behind the drawing.
  var page: Color { self == .light ? Color(0xFFFFFF) : Color(0x0F141C) }
  var text: Color { self == .light ? Color(0x1D2736) : Color(0xE4E9F2) }
  var mutedText: Color { self == .light ? Color(0x4C5869) : Color(0xAAB4C3) }

  func tint(_ surface: Surface) -> Tint {
    func pair(_ fill: UInt32, _ stroke: UInt32, dark darkFill: UInt32, _ darkStroke: UInt32) -> Tint {
      self == .light
        ? Tint(fill: Color(fill), stroke: Color(stroke))
        : Tint(fill: Color(darkFill), stroke: Color(darkStroke))
    }
    switch surface {
    case .node: return pair(0xEEF3FD, 0x6F8FC8, dark: 0x1B2740, 0x6485C4)
    case .decision: return pair(0xFFF6E2, 0xC79A42, dark: 0x322813, 0xB8903F)
    case .data: return pair(0xF2EEFC, 0x9080CB, dark: 0x272140, 0x8D7CCB)
    case .terminal: return pair(0xEAF6EF, 0x5FA380, dark: 0x15301F, 0x559A76)
    case .note: return pair(0xFDF8DC, 0xCFBF6E, dark: 0x312E1A, 0x9C8F55)
    case .cluster: return pair(0xF7F8FA, 0xD4DAE3, dark: 0x151C27, 0x333E4F)
    case .inner: return pair(0xEFF2F6, 0xCBD3DE, dark: 0x1B2431, 0x3C485A)
    case .link: return pair(0x66728A, 0x66728A, dark: 0x8E9AAE, 0x8E9AAE)
    case .plate: return pair(0xFFFFFF, 0xFFFFFF, dark: 0x0F141C, 0x0F141C)
    case .solid: return pair(0x3F4B5F, 0x3F4B5F, dark: 0xB4BECC, 0xB4BECC)
    case .rule: return pair(0xC3CBD7, 0xC3CBD7, dark: 0x465266, 0x465266)
    case .series1: return pair(0xCFDFFA, 0x6F8FC8, dark: 0x2C4676, 0x7D9CD6)
    case .series2: return pair(0xFBE3B0, 0xC79A42, dark: 0x5E4A1C, 0xC9A150)
    case .series3: return pair(0xCDEBDA, 0x5FA380, dark: 0x235438, 0x67AC88)
    case .series4: return pair(0xE0D7F8, 0x9080CB, dark: 0x473B75, 0x9C8CD8)
    case .series5: return pair(0xF9D5D3, 0xC8776F, dark: 0x68302C, 0xD38A83)
    case .series6: return pair(0xC9EAF0, 0x5C9FAD, dark: 0x1F4F5A, 0x69AFBD)
    case .series7: return pair(0xEBD9C5, 0xAE8A62, dark: 0x56432C, 0xBD9A72)
    case .series8: return pair(0xDDE2E9, 0x8692A4, dark: 0x3B4657, 0x95A1B3)
    case .active: return pair(0xCFDFFA, 0x6F8FC8, dark: 0x2C4676, 0x7D9CD6)
    case .done: return pair(0xE4E8EE, 0x9AA5B5, dark: 0x2A3341, 0x6D798B)
    case .critical: return pair(0xF9D5D3, 0xC8665C, dark: 0x68302C, 0xD8837B)
    }
  }
}

extension Color {
  /// Relative luminance, 0…1 (WCAG 2.2).
  public var luminance: Double {
    func linear(_ channel: UInt8) -> Double { Self.linear[Int(channel)] }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  private static let linear: [Double] = (0...255).map { value in
    let c = Double(value) / 255
    return c <= 0.04045 ? c / 12.92 : power((c + 0.055) / 1.055)
  }

  /// `base` to the power 2.4 = base² · base^(2/5), the fifth root by Newton's method: no maths library is
  /// asked, so that every machine gives the same bytes.
  private static func power(_ base: Double) -> Double {
    let square = base * base
    var root = 1.0
    for _ in 0..<60 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
  }

  /// Contrast ratio, 1…21 (WCAG 2.2, success criterion 1.4.3). Opacity is not regarded.
  public func contrast(with other: Color) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// This colour if it can be read on `background`, otherwise a darker or lighter shade of it that can.
  public func legible(on background: Color, ratio: Double = 4.5) -> Color {
    if contrast(with: background) >= ratio { return self }
    let towards =
      Color.black.contrast(with: background) >= Color.white.contrast(with: background)
      ? Color.black : Color.white
    for step in 1...16 {
      var mix = towards
      mix.alpha = UInt8(min(255, step * 16))
      let shade = mix.over(self)
      if shade.contrast(with: background) >= ratio { return shade }
    }
    return towards
  }

  /// This colour if it shows on all of `backgrounds`, otherwise the shade of it that shows best on the worst.
  func legible(onAll backgrounds: [Color], ratio: Double) -> Color {
    func worst(_ color: Color) -> Double {
      backgrounds.reduce(21) { min($0, color.contrast(with: $1)) }
    }
    if worst(self) >= ratio { return self }
    var best = (color: self, ratio: worst(self))
    for step in 1...16 {
      for towards in [Color.black, Color.white] {
        var mix = towards
        mix.alpha = UInt8(min(255, step * 16))
        let shade = mix.over(self)
        let ratio = worst(shade)
        if ratio > best.ratio { best = (shade, ratio) }
      }
      if best.ratio >= ratio { break }
    }
    return best.color
  }

  /// The theme's dark or light text, whichever is read better here.
  static func text(on background: Color) -> Color {
    let dark = Theme.light.text
    let light = Color.white
    let best = dark.contrast(with: background) >= light.contrast(with: background) ? dark : light
    return best.legible(on: background)
  }
}

extension Ink {
  /// - Parameters:
  ///   - style: what the author asks for.
  ///   - backdrop: the colour that an author gave to what lies behind, if any.
  /// - Returns: the ink, and the colour of text on it (`nil` for the theme's).
  static func resolve(_ style: Style, _ surface: Surface, backdrop: Color?) -> (ink: Ink, text: Color?) {
    var ink = Ink(surface)
    let behind = backdrop ?? Theme.light.page
    // Opacity is worked into the colour: what shines through would change with the page's theme, and the
    // text could not be read on both.
    func opaque(_ color: Color) -> Color {
      var color = color
      if let opacity = style.opacity { color.alpha = UInt8((Double(color.alpha) * opacity).rounded()) }
      return color.alpha == 255 ? color : color.over(behind)
    }
    switch style.fill {
    case .color(let color): ink.fill = opaque(color)
    case .some(.none): ink.hasNoFill = true
    case nil: break
    }
    switch style.stroke {
    case .color(let color): ink.stroke = opaque(color)
    case .some(.none): ink.hasNoStroke = true
    case nil: break
    }
    ink.strokeWidth = style.strokeWidth
    if ink.strokeWidth == 0 { ink.hasNoStroke = true }
    ink.dash = style.strokeDash
    let wanted = style.color?.color
    if wanted != nil, ink.fill == nil, !ink.hasNoFill, surface != .link {
      // One colour of text cannot be read on both a light and a dark fill, so the light one is kept.
      ink.fill = Theme.light.tint(surface).fill
    }
    let under = ink.fill ?? (ink.hasNoFill ? backdrop : nil)
    guard let under else { return (ink, nil) }
    return (ink, wanted.map { $0.over(under).legible(on: under) } ?? Color.text(on: under))
  }
}

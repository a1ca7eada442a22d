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

  /// Contrast ratio, 1…21 (WCAG 2.2, success criterion 1.4.3). Ignores opacity.
  ///
  /// ```swift
  /// Color.black.contrast(with: .white)  // 21
  /// ```
  public func contrast(with other: Color) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// This colour if it can be read on `background`, otherwise a darker or lighter shade of it that can.
  ///
  /// ```swift
  /// let purple = Color(0x6A0DAD)
  /// let text = Color(0x333333).legible(on: purple)  // a lighter grey
  /// text.contrast(with: purple) >= 4.5  // true
  /// ```
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

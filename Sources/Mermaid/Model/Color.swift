/// A paint an author asked for.
public enum Paint: Sendable, Hashable {
  case none
  case color(Color)

  /// `none`, `transparent` or any CSS colour; `nil` for any other text (`inherit`, `url(…)`, a slip).
  ///
  /// ```swift
  /// Paint(css: "none")  // .none
  /// Paint(css: "#f9f")  // a colour
  /// Paint(css: "url(#a)")  // nil
  /// ```
  public init?(css: String) {
    if css == "none" || css == "transparent" {
      self = .none
      return
    }
    guard let color = Color(css: css) else { return nil }
    self = .color(color)
  }

  /// The colour; `nil` for `.none`.
  public var color: Color? {
    if case .color(let color) = self { return color }
    return nil
  }
}

/// An sRGB colour with opacity.
public struct Color: Sendable, Hashable {
  /// 0…255, sRGB.
  public var red: UInt8
  /// 0…255, sRGB.
  public var green: UInt8
  /// 0…255, sRGB.
  public var blue: UInt8
  /// 0 (nothing) … 255 (opaque).
  public var alpha: UInt8

  /// A colour of four components, opaque unless `alpha` is given.
  ///
  /// ```swift
  /// let red = Color(red: 255, green: 0, blue: 0, alpha: 128)
  /// ```
  public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
    self.red = red
    self.green = green
    self.blue = blue
    self.alpha = alpha
  }

  /// `0xRRGGBB`, opaque.
  ///
  /// ```swift
  /// let red = Color(0xFF0000)
  /// ```
  public init(_ rgb: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: rgb >> 16), green: UInt8(truncatingIfNeeded: rgb >> 8),
      blue: UInt8(truncatingIfNeeded: rgb))
  }

  /// `#000`, opaque.
  public static let black = Color(0x000000)
  /// `#fff`, opaque.
  public static let white = Color(0xFFFFFF)

  /// A CSS colour: `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb()`, `rgba()`, `hsl()`, `hsla()` or a name.
  ///
  /// ```swift
  /// Color(css: "#f9f")?.hex  // "#f9f"
  /// Color(css: "hsl(120 100% 25%)")?.hex  // "#008000"
  /// Color(css: "inherit")  // nil
  /// ```
  public init?(css: String) {
    let text = css.lowercased().filter { !$0.isWhitespace || css.contains("(") }
    if text.hasPrefix("#") {
      self.init(hex: text.dropFirst())
    } else if let open = text.firstIndex(of: "("), text.hasSuffix(")") {
      let name = text[..<open].filter { !$0.isWhitespace }
      let parts = text[text.index(after: open)...].dropLast()
        .split(whereSeparator: { $0 == "," || $0 == " " || $0 == "/" }).map(String.init)
      self.init(function: name, parts)
    } else if let rgb = Self.names[text] {
      self.init(rgb)
    } else {
      return nil
    }
  }

  private init?(hex: Substring) {
    let digits = hex.compactMap(\.hexDigitValue)
    guard digits.count == hex.count else { return nil }
    let wide: [Int]
    switch digits.count {
    case 3, 4: wide = digits.map { $0 * 17 }
    case 6, 8: wide = stride(from: 0, to: digits.count, by: 2).map { digits[$0] * 16 + digits[$0 + 1] }
    default: return nil
    }
    self.init(
      red: UInt8(wide[0]), green: UInt8(wide[1]), blue: UInt8(wide[2]),
      alpha: wide.count == 4 ? UInt8(wide[3]) : 255)
  }

  private init?(function: String, _ parts: [String]) {
    guard parts.count == 3 || parts.count == 4 else { return nil }
    func number(_ text: String, percentOf whole: Double) -> Double? {
      let isPercent = text.hasSuffix("%")
      let digits =
        isPercent ? String(text.dropLast()) : text.hasSuffix("deg") ? String(text.dropLast(3)) : text
      guard let value = Double(digits), value.isFinite else { return nil }
      return isPercent ? value / 100 * whole : value
    }
    func byte(_ value: Double) -> UInt8 { UInt8(min(max(value.rounded(), 0), 255)) }
    let opacity = parts.count == 4 ? number(parts[3], percentOf: 1) : 1
    guard let opacity else { return nil }
    switch function {
    case "rgb", "rgba":
      guard let r = number(parts[0], percentOf: 255), let g = number(parts[1], percentOf: 255),
        let b = number(parts[2], percentOf: 255)
      else { return nil }
      self.init(red: byte(r), green: byte(g), blue: byte(b), alpha: byte(opacity * 255))
    case "hsl", "hsla":
      guard let hue = number(parts[0], percentOf: 360), let saturation = number(parts[1], percentOf: 1),
        let lightness = number(parts[2], percentOf: 1)
      else { return nil }
      // CSS Color 4, section 7.1: conversion from HSL to sRGB.
      let s = min(max(saturation, 0), 1)
      let l = min(max(lightness, 0), 1)
      func channel(_ n: Double) -> UInt8 {
        let turns = (n + hue / 30).truncatingRemainder(dividingBy: 12)
        let k = turns < 0 ? turns + 12 : turns
        return byte((l - s * min(l, 1 - l) * max(-1, min(k - 3, 9 - k, 1))) * 255)
      }
      self.init(red: channel(0), green: channel(8), blue: channel(4), alpha: byte(opacity * 255))
    default: return nil
    }
  }

  /// `#rrggbb`, or `#rrggbbaa` when not opaque; shortened to three digits where that says the same.
  public var hex: String {
    let bytes = alpha == 255 ? [red, green, blue] : [red, green, blue, alpha]
    if bytes.allSatisfy({ $0 % 17 == 0 }) {
      return "#" + bytes.map { String($0 / 17, radix: 16) }.joined()
    }
    return "#" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// This colour laid over an opaque one.
  ///
  /// ```swift
  /// Color(red: 0, green: 0, blue: 0, alpha: 128).over(.white).hex  // "#7f7f7f"
  /// ```
  public func over(_ background: Color) -> Color {
    func mix(_ top: UInt8, _ bottom: UInt8) -> UInt8 {
      let sum: Int = Int(top) * Int(alpha) + Int(bottom) * Int(255 - alpha)
      return UInt8((sum + 127) / 255)
    }
    return Color(
      red: mix(red, background.red), green: mix(green, background.green), blue: mix(blue, background.blue))
  }
}

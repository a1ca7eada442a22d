/// The declarations of `style`, `classDef`, `linkStyle` and the like, resolved for one element: later statements have
/// replaced earlier ones. `nil` leaves the theme's value.
public struct Style: Sendable, Hashable {
  /// The surface of the element.
  public var fill: Paint?
  /// Its outline, or the line of an edge.
  public var stroke: Paint?
  /// CSS pixels, 0…16.
  public var strokeWidth: Double?
  /// Alternating dash and gap lengths in CSS pixels; an empty array is a solid line.
  public var strokeDash: [Double]?
  /// The colour of the text. It is used where it can be read on the fill, see `Color.contrast(with:)`.
  public var color: Paint?
  /// `font-weight`: whether it is bold, or 600 and more.
  public var bold: Bool?
  /// `font-style`: whether it is italic or oblique.
  public var italic: Bool?
  /// `text-decoration`: whether it is underlined.
  public var underline: Bool?
  /// 0…1, of the whole thing.
  public var opacity: Double?
  /// CSS pixels, 6…48.
  public var fontSize: Double?
  /// Corner radius in CSS pixels.
  public var cornerRadius: Double?

  /// A style that leaves everything to the theme.
  ///
  /// ```swift
  /// var style = Style()
  /// style.fill = Paint(css: "#f9f")
  /// ```
  public init() {}

  /// The style of elements without declarations.
  public static let inherited = Style()

  /// Values of `other` where it has any, these otherwise.
  ///
  /// ```swift
  /// var own = Style()
  /// own.fill = .color(.white)
  /// let style = Style.inherited.overridden(by: own)  // white, everything else inherited
  /// ```
  public func overridden(by other: Style) -> Style {
    var result = self
    result.fill = other.fill ?? fill
    result.stroke = other.stroke ?? stroke
    result.strokeWidth = other.strokeWidth ?? strokeWidth
    result.strokeDash = other.strokeDash ?? strokeDash
    result.color = other.color ?? color
    result.bold = other.bold ?? bold
    result.italic = other.italic ?? italic
    result.underline = other.underline ?? underline
    result.opacity = other.opacity ?? opacity
    result.fontSize = other.fontSize ?? fontSize
    result.cornerRadius = other.cornerRadius ?? cornerRadius
    return result
  }

  /// Sets one CSS declaration as mermaid's style statements write it.
  ///
  /// ```swift
  /// var style = Style()
  /// style.apply(property: "stroke-width", value: "2px")  // true
  /// style.apply(property: "cursor", value: "pointer")  // false
  /// ```
  ///
  /// - Returns: `false` when the property is not one that is drawn or its value is not understood;
  ///   mermaid ignores such declarations silently, and so may the caller.
  @discardableResult
  public mutating func apply(property: String, value: String) -> Bool {
    let value = Self.cleaned(value)
    switch property.lowercased() {
    case "fill", "background", "background-color": return set(\.fill, Paint(css: value))
    case "stroke", "border-color": return set(\.stroke, Paint(css: value))
    case "color": return set(\.color, Paint(css: value))
    case "stroke-width", "border-width": return set(\.strokeWidth, Self.pixels(value, in: 0...16))
    case "font-size": return set(\.fontSize, Self.pixels(value, in: 6...48))
    case "rx", "ry", "border-radius": return set(\.cornerRadius, Self.pixels(value, in: 0...64))
    case "opacity", "fill-opacity": return set(\.opacity, Self.pixels(value, in: 0...1))
    case "font-weight":
      let weight = Int(value)
      bold = value == "bold" || value == "bolder" || (weight ?? 0) >= 600
      return bold == true || value == "normal" || value == "lighter" || weight != nil
    case "font-style":
      italic = value == "italic" || value == "oblique"
      return italic == true || value == "normal"
    case "text-decoration":
      underline = value.contains("underline")
      return true
    case "stroke-dasharray":
      if value == "none" {
        strokeDash = []
        return true
      }
      let parts = value.split(whereSeparator: { $0 == " " || $0 == "," })
      let lengths = parts.compactMap { Self.pixels(String($0), in: 0...64) }
      guard !lengths.isEmpty, lengths.count == parts.count, lengths.count <= 8 else { return false }
      strokeDash = lengths.contains { $0 > 0 } ? lengths : []
      return true
    default: return false
    }
  }

  private mutating func set<Value>(_ key: WritableKeyPath<Style, Value?>, _ value: Value?) -> Bool {
    guard let value else { return false }
    self[keyPath: key] = value
    return true
  }

  private static func cleaned(_ value: String) -> String {
    var text = Substring(value)
    func trim() {
      while let first = text.first, first.isWhitespace { text.removeFirst() }
      while let last = text.last, last.isWhitespace || last == ";" { text.removeLast() }
    }
    trim()
    if text.lowercased().hasSuffix("!important") {
      text.removeLast("!important".count)
      trim()
    }
    return text.lowercased()
  }

  /// A number with `px`, `pt`, `em`/`rem` (of 16 px) or no unit, clamped to a range.
  private static func pixels(_ value: String, in range: ClosedRange<Double>) -> Double? {
    var number = value
    var factor = 1.0
    for (unit, scale) in [("px", 1.0), ("pt", 4.0 / 3), ("rem", 16), ("em", 16), ("%", 0.01)]
    where number.hasSuffix(unit) {
      number.removeLast(unit.count)
      factor = scale
      break
    }
    guard let length = Double(number), length.isFinite else { return nil }
    return min(max(length * factor, range.lowerBound), range.upperBound)
  }
}

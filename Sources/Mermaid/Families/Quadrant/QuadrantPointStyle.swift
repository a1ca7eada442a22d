/// The style of a point as mermaid.js checks it: four properties, each with values of one form.
struct QuadrantPointStyle {
  var radius: Double?
  var style = Style.inherited

  func overridden(by other: QuadrantPointStyle) -> QuadrantPointStyle {
    QuadrantPointStyle(radius: other.radius ?? radius, style: style.overridden(by: other.style))
  }

  /// Sets one property, `radius: 12`.
  /// - Returns: what is wrong with it; `nil` for nothing.
  mutating func apply(_ declaration: String) -> (message: String, fix: String)? {
    let parts = declaration.split(separator: ":", omittingEmptySubsequences: false).map { $0.trimmingSpace() }
    let value = parts.count > 1 ? parts[1] : ""
    switch parts[0] {
    case "radius":
      guard Self.isNumber(value) else { return Self.mistake("radius", value, "radius: 12") }
      radius = Double(value).map { min($0, Self.largestRadius) }
    case "color":
      guard let color = Self.color(value) else { return Self.mistake("color", value, "color: #ff0000") }
      style.fill = .color(color)
    case "stroke-color":
      guard let color = Self.color(value) else {
        return Self.mistake("stroke-color", value, "stroke-color: #ff0000")
      }
      style.stroke = .color(color)
    case "stroke-width":
      guard value.hasSuffix("px"), Self.isNumber(value.dropLast(2)) else {
        return Self.mistake("stroke-width", value, "stroke-width: 2px")
      }
      style.apply(property: "stroke-width", value: value)
    case "":
      return ("expected a style", "write it, as in `radius: 12`, or remove the comma")
    case let name:
      return (
        "a point has no style `\(name)`", "write one of `radius`, `color`, `stroke-color` and `stroke-width`"
      )
    }
    return nil
  }

  /// CSS pixels: a tenth of the chart.
  private static let largestRadius = 46.0

  private static func isNumber(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(\.isDigit)
  }

  private static func color(_ value: String) -> Color? {
    let digits = value.hasPrefix("#") ? String(value.dropFirst()) : value
    return digits.count == 3 || digits.count == 6 ? Color(css: "#" + digits) : nil
  }

  private static func mistake(_ name: String, _ value: String, _ example: String) -> (String, String) {
    ("`\(value)` is not a value of `\(name)`", "write it as in `\(example)`")
  }
}

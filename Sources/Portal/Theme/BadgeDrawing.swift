/// A badge of the usual size: 20 pixels high, the label on grey, the message on green or yellow. Both texts have a
/// contrast of at least 4.5 : 1.
struct BadgeDrawing {
  let label: String
  let message: String
  let isGood: Bool

  /// The mean width of a character of an 11 pixel sans-serif font; `textLength` makes it exact in every font.
  private static let characterWidth = 6.0
  private static let margin = 6.0

  func svg() -> [UInt8] {
    let (left, right) = (width(of: label), width(of: message))
    var svg: [UInt8] = []
    svg.put("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"")
    svg.put(decimal: left + right)
    svg.put("\" height=\"20\" role=\"img\" aria-label=\"")
    svg.put(text: "\(label): \(message)")
    svg.put("\"><title>")
    svg.put(text: "\(label): \(message)")
    svg.put("</title>")
    part(label, at: 0, left, ground: "#4a4a4a", ink: "#ffffff", into: &svg)
    part(
      message, at: left, right, ground: isGood ? "#1f7a3d" : "#f2c744", ink: isGood ? "#ffffff" : "#222222",
      into: &svg)
    svg.put("</svg>\n")
    return svg
  }

  private func width(of text: String) -> Int {
    Int((Double(text.count) * Self.characterWidth + 2 * Self.margin).rounded())
  }

  private func part(
    _ text: String, at x: Int, _ width: Int, ground: String, ink: String, into svg: inout [UInt8]
  ) {
    svg.put("<rect x=\"")
    svg.put(decimal: x)
    svg.put("\" width=\"")
    svg.put(decimal: width)
    svg.put("\" height=\"20\" fill=\"")
    svg.put(raw: ground)
    svg.put("\"/><text x=\"")
    svg.put(decimal: x + Int(Self.margin))
    svg.put("\" y=\"14\" textLength=\"")
    svg.put(decimal: width - 2 * Int(Self.margin))
    svg.put("\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\" fill=\"")
    svg.put(raw: ink)
    svg.put("\">")
    svg.put(text: text)
    svg.put("</text>")
  }
}

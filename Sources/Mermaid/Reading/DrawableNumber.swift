/// The largest number that a chart draws, with either sign: beyond it a `Double` has no whole units, and sums and
/// lengths may become infinite.
private let largestNumber = 1e15

extension Double {
  /// Whether a chart can draw this number; infinity and NaN it cannot.
  var isDrawable: Bool { abs(self) <= largestNumber }

  /// The decimal number that a text begins with, as JavaScript's `parseFloat` finds it; infinite where it is too large
  /// for a `Double`. `0x1F` is not a number.
  init?(decimalStartOf text: String) {
    let bytes = Array(text.utf8)
    var at = 0
    var number = ""
    func takesSign() -> Bool { at < bytes.count && "+-".utf8.contains(bytes[at]) }
    func digits(from start: Int) -> Int { bytes[start...].prefix(while: \.isDigit).count }
    func append(_ count: Int) {
      number += String(decoding: bytes[at..<at + count], as: UTF8.self)
      at += count
    }
    if takesSign() { append(1) }
    let whole = digits(from: at)
    if whole == 1, bytes[at] == UInt8(ascii: "0"), at + 1 < bytes.count,
      bytes[at + 1].folded == UInt8(ascii: "x")
    {
      return nil
    }
    append(whole)
    var fraction = 0
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      fraction = digits(from: at + 1)
      if fraction > 0 { append(fraction + 1) } else if whole > 0 { at += 1 }
    }
    guard whole + fraction > 0 else { return nil }
    if at < bytes.count, bytes[at].folded == UInt8(ascii: "e") {
      let sign = at + 1 < bytes.count && "+-".utf8.contains(bytes[at + 1]) ? 1 : 0
      let power = at + 1 + sign <= bytes.count ? digits(from: at + 1 + sign) : 0
      if power > 0 { append(1 + sign + power) }
    }
    self.init(number)
  }
}

extension Mistake {
  /// A number that no chart draws.
  static func tooLarge(at range: Range<Int>) -> Mistake {
    Mistake(
      "this number is too large to be drawn", at: range,
      fix: "write it in a larger unit, such as millions: numbers go up to 1,000,000,000,000,000",
      rule: .mermaidLimit)
  }
}

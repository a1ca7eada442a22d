import Foundation

/// A JSON number, kept as it was written so that nothing is lost: `0.10`, `1E400` and integers of any length.
public struct JSONNumber: Sendable {
  /// The literal, of the grammar of RFC 8259 section 6.
  public let literal: String

  init(validated literal: String) { self.literal = literal }

  /// `nil` when the text is not a JSON number.
  public init?(literal: String) {
    do throws(JSONSyntaxError) {
      // The parser also allows space around the number, which the comparison does not.
      guard case .number(let number) = try JSONParser.parse(literal).content, number.literal == literal else {
        return nil
      }
      self = number
    } catch {
      return nil
    }
  }

  public init(_ value: Int) { literal = String(value) }

  /// The shortest literal that reads back as the same value, as ECMAScript writes it (RFC 8785 section
  /// 3.2.2.3): `0.1`, `1e-7`, `1e+21`; `nil` for infinities and NaN.
  public init?(_ value: Double) {
    guard value.isFinite else { return nil }
    if value == value.rounded(), abs(value) < 1e15 {
      literal = value == 0 ? "0" : String(Int64(value))
      return
    }
    let (isNegative, digits, exponent) = JSONNumber(validated: "\(value)").decimal
    let count = digits.utf8.count
    // The position of the decimal point, counted from before the first digit.
    let point = count + exponent
    let text: String
    switch point {
    case _ where exponent >= 0 && point <= 21: text = digits + String(repeating: "0", count: exponent)
    case 1...21: text = "\(digits.prefix(point)).\(digits.dropFirst(point))"
    case -5...0: text = "0." + String(repeating: "0", count: -point) + digits
    default:
      let fraction = count > 1 ? "." + digits.dropFirst() : ""
      text = "\(digits.prefix(1))\(fraction)e\(point > 0 ? "+" : "")\(point - 1)"
    }
    literal = isNegative ? "-" + text : text
  }

  /// The nearest double; infinite when the literal is out of range.
  public var double: Double { Double(literal) ?? .nan }

  /// The value as an integer when it is one and fits.
  public var int: Int? {
    if let int = Int(literal) { return int }
    let parts = decimal
    guard parts.exponent >= 0, parts.digits.count + parts.exponent <= 19 else { return nil }
    let text = (parts.negative ? "-" : "") + parts.digits + String(repeating: "0", count: parts.exponent)
    return parts.digits.isEmpty ? 0 : Int(text)
  }

  /// Whether the mathematical value is an integer of any size.
  public var isInteger: Bool { Int(literal) != nil || decimal.exponent >= 0 }

  /// The exact decimal value, to 38 digits, for money.
  public var exactDecimal: Decimal? { Decimal(string: literal, locale: Locale(identifier: "en_US_POSIX")) }

  /// The value as `±digits × 10^exponent`, `digits` without leading or trailing zeros, and empty for 0.
  /// Exponents beyond a thousand million count as a thousand million.
  public var decimal: (negative: Bool, digits: String, exponent: Int) {
    var negative = false
    var digits: [UInt8] = []
    var exponent = 0
    var afterPoint = false
    var bytes = Array(literal.utf8)[...]
    if bytes.first == UInt8(ascii: "-") {
      negative = true
      bytes.removeFirst()
    }
    while let byte = bytes.first {
      bytes.removeFirst()
      if byte == UInt8(ascii: ".") {
        afterPoint = true
      } else if byte | 0x20 == UInt8(ascii: "e") {
        let limit = 1_000_000_000
        let written = Int(String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "+", with: ""))
        let bounded = written ?? (bytes.first == UInt8(ascii: "-") ? -limit : limit)
        exponent += max(-limit, min(limit, bounded))
        break
      } else {
        digits.append(byte)
        if afterPoint { exponent -= 1 }
      }
    }
    while digits.last == UInt8(ascii: "0") {
      digits.removeLast()
      exponent += 1
    }
    let significant = digits.drop { $0 == UInt8(ascii: "0") }
    if significant.isEmpty { return (false, "", 0) }
    return (negative, String(decoding: significant, as: UTF8.self), exponent)
  }
}

extension JSONNumber: Hashable, Comparable {
  // Rounding to a double keeps the order, so that doubles which differ say how the numbers do; only equal
  // doubles leave it open.

  public static func == (left: Self, right: Self) -> Bool {
    left.literal == right.literal || (left.double == right.double && left.decimal == right.decimal)
  }

  // Not by the double: any number of numbers round to one, and would make a set of them slow.
  public func hash(into hasher: inout Hasher) {
    let decimal = decimal
    hasher.combine(decimal.negative)
    hasher.combine(decimal.digits)
    hasher.combine(decimal.exponent)
  }

  /// By mathematical value, exactly: no rounding to a double.
  public static func < (left: Self, right: Self) -> Bool {
    let (x, y) = (left.double, right.double)
    if x != y { return x < y }
    let (a, b) = (left.decimal, right.decimal)
    if a.digits.isEmpty || b.digits.isEmpty || a.negative != b.negative {
      let sign = { (part: (negative: Bool, digits: String, exponent: Int)) in
        part.digits.isEmpty ? 0 : part.negative ? -1 : 1
      }
      return sign(a) < sign(b)
    }
    let (small, large) = a.negative ? (b, a) : (a, b)
    let (sizeA, sizeB) = (small.digits.utf8.count + small.exponent, large.digits.utf8.count + large.exponent)
    if sizeA != sizeB { return sizeA < sizeB }
    return small.digits < large.digits
  }
}

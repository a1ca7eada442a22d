import JSON

/// An exact amount of US dollars in millionths, so that no cost is ever rounded while it adds up.
struct Money: Sendable, Hashable, Comparable {
  var microdollars: Int

  init(microdollars: Int) { self.microdollars = microdollars }

  static let zero = Money(microdollars: 0)
  /// The largest amount of a ten-digit column with two decimals: $99,999,999.99.
  static let largest = Money(microdollars: 99_999_999_990_000)

  /// Reads a number, or the text of one, such as `100`, `"100.00"` or `1e2`. Digits below a millionth are cut off, so
  /// that a cap is never exceeded by reading it. `nil` when it is not an amount from 0 to `largest`.
  init?(_ json: JSON) {
    let number = json.number ?? json.string.flatMap { JSONNumber(literal: $0) }
    guard let number else { return nil }
    let (negative, digits, exponent) = number.decimal
    if digits.isEmpty {
      self = .zero
      return
    }
    let shift = exponent + 6
    guard !negative, digits.utf8.count + shift <= 14 else { return nil }
    let text =
      shift >= 0 ? digits + String(repeating: "0", count: shift) : String(digits.dropLast(-shift))
    guard let value = text.isEmpty ? 0 : Int(text), value <= Self.largest.microdollars else { return nil }
    self.init(microdollars: value)
  }

  /// Dollars and cents, rounded half up: `12.34`.
  var dollars: String { Self.text(cents: (microdollars + 5_000) / 10_000) }

  /// Dollars and cents, rounded up: an amount that is enough.
  var dollarsRoundedUp: String { Self.text(cents: (microdollars + 9_999) / 10_000) }

  private static func text(cents: Int) -> String {
    let fraction = String(cents % 100)
    return "\(cents / 100)." + (fraction.count == 1 ? "0" : "") + fraction
  }

  var double: Double { Double(microdollars) / 1e6 }

  static func + (left: Money, right: Money) -> Money {
    Money(microdollars: left.microdollars + right.microdollars)
  }
  static func - (left: Money, right: Money) -> Money {
    Money(microdollars: left.microdollars - right.microdollars)
  }
  static func * (left: Money, right: Int) -> Money { Money(microdollars: left.microdollars * right) }
  static func < (left: Money, right: Money) -> Bool { left.microdollars < right.microdollars }
}

import Foundation

/// Money travels as decimal strings (`"9.50"`), because a JSON number would pass through binary floating point.
enum Money {
  private static let digits = Locale(identifier: "en_US_POSIX")

  static func decode<Key>(_ key: Key, of container: KeyedDecodingContainer<Key>) throws -> Decimal {
    let text = try container.decode(String.self, forKey: key)
    let isPlain =
      !text.isEmpty && text.utf8.allSatisfy { $0 == 0x2D || $0 == 0x2E || (0x30...0x39).contains($0) }
    guard isPlain, let amount = Decimal(string: text, locale: digits) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "\"\(text)\" is not a decimal amount such as \"9.50\"")
    }
    return amount
  }

  static func text(_ amount: Decimal) -> String {
    NSDecimalNumber(decimal: amount).description(withLocale: digits)
  }
}

extension Decimal {
  /// The amount in US dollars as the service writes it, with two decimal places. Rounds half to even.
  ///
  ///     Decimal(9.5).usd  // "9.50"
  public var usd: String {
    var amount = self
    var cents = Decimal()
    NSDecimalRound(&cents, &amount, 2, .bankers)
    let parts = Money.text(cents).split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    return "\(parts.first ?? "0").\(fraction.padding(toLength: 2, withPad: "0", startingAt: 0))"
  }
}

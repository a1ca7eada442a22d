/// Percent-encoding in addresses (RFC 3986, section 2.1).
///
///     PercentEncoding.decoded("a%20b")  // "a b"
///     PercentEncoding.decoded("100%")   // "100%"
///     PercentEncoding.encoded("a b/c")  // "a%20b%2Fc"
public enum PercentEncoding {
  /// Each `%` with two hexadecimal digits becomes its byte; other `%` stay.
  public static func decoded(_ text: String) -> String { decoding(text).text }

  /// The same, or `nil` when a `%` is not followed by two hexadecimal digits.
  public static func decodedIfValid(_ text: String) -> String? {
    let (text, isValid) = decoding(text)
    return isValid ? text : nil
  }

  /// All bytes but letters, digits and the others that are named become `%` and two digits.
  ///
  /// - Parameter others: the unreserved characters of RFC 3986, section 2.3, unless more are to stay.
  public static func encoded(_ text: String, keeping others: String = "-._~") -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte.isAlphanumeric || others.utf8.contains(byte) {
        bytes.append(byte)
      } else {
        bytes.appendPercentEncoded(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func decoding(_ text: String) -> (text: String, isValid: Bool) {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return (text, true) }
    let bytes = Array(text.utf8)
    var decoded: [UInt8] = []
    var isValid = true
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%") {
        if index + 2 < bytes.count, let high = value(of: bytes[index + 1]),
          let low = value(of: bytes[index + 2])
        {
          decoded.append(high << 4 | low)
          index += 3
          continue
        }
        isValid = false
      }
      decoded.append(bytes[index])
      index += 1
    }
    return (String(decoding: decoded, as: UTF8.self), isValid)
  }

  private static func value(of digit: UInt8) -> UInt8? {
    guard digit.isHexDigit else { return nil }
    return digit.isDigit ? digit - UInt8(ascii: "0") : (digit | 0x20) - UInt8(ascii: "a") + 10
  }
}

extension [UInt8] {
  /// Appends `%` and the two digits of a byte.
  package mutating func appendPercentEncoded(_ byte: UInt8) {
    append(UInt8(ascii: "%"))
    append(Self.upperHexDigit(byte >> 4))
    append(Self.upperHexDigit(byte & 15))
  }

  private static func upperHexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}

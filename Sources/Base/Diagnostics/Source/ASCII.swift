/// Classes of ASCII characters in UTF-8 bytes. Every byte of a character outside ASCII is in none of them.
extension UInt8 {
  /// `0`–`9`.
  @inlinable package var isDigit: Bool { self &- 0x30 < 10 }
  /// `A`–`Z` and `a`–`z`.
  @inlinable package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// `A`–`Z`.
  @inlinable package var isUppercase: Bool { self &- 0x41 < 26 }
  /// `a`–`z`.
  @inlinable package var isLowercase: Bool { self &- 0x61 < 26 }
  /// A hexadecimal digit in either case.
  @inlinable package var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
  @inlinable package var isAlphanumeric: Bool { isDigit || isLetter }
}

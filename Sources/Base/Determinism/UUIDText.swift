import Diagnostics

/// A UUID of version 4 (RFC 9562, section 5.4) with random bits from a seeded generator.
public func uuid(seed: UInt64) -> String {
  var generator = SplitMix64(seed: seed)
  let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
  let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
  var text = ""
  for (index, digit) in (hexadecimal(high) + hexadecimal(low)).enumerated() {
    if [8, 12, 16, 20].contains(index) { text.append("-") }
    text.append(digit)
  }
  return text
}

/// All sixteen digits.
private func hexadecimal(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

/// The length of a UUID at the start of a text, 8-4-4-4-12 hexadecimal digits in any case (RFC 9562, section 4); `nil`
/// when it begins otherwise.
public func uuidLength(_ text: ArraySlice<UInt8>) -> Int? {
  let bytes = text.prefix(36)
  guard bytes.count == 36 else { return nil }
  for (index, byte) in bytes.enumerated() {
    let isDash = index == 8 || index == 13 || index == 18 || index == 23
    guard isDash ? byte == UInt8(ascii: "-") : byte.isHexDigit else { return nil }
  }
  return bytes.count
}

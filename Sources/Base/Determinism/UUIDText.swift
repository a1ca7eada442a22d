/// A UUID of version 4 (RFC 9562, section 5.4) with random bits from a seeded generator.
public func uuid(seed: UInt64) -> String {
  var generator = SplitMix64(seed: seed)
  let high = generator.next() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
  let low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
  let digits = hexadecimal(high) + hexadecimal(low)
  var text: [UInt8] = []
  for (index, digit) in digits.enumerated() {
    if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
    text.append(digit)
  }
  return String(decoding: text, as: UTF8.self)
}

private func hexadecimal(_ value: UInt64) -> [UInt8] {
  let digits = Array("0123456789abcdef".utf8)
  return (0..<16).map { digits[Int(value >> UInt64(60 - 4 * $0) & 15)] }
}

/// The length of a UUID at the start of a text, 8-4-4-4-12 hexadecimal digits in any case (RFC 9562, section 4); `nil`
/// when it begins otherwise.
public func uuidLength(_ text: ArraySlice<UInt8>) -> Int? {
  let bytes = text.prefix(36)
  guard bytes.count == 36 else { return nil }
  for (index, byte) in bytes.enumerated() {
    let isDash = index == 8 || index == 13 || index == 18 || index == 23
    guard isDash ? byte == UInt8(ascii: "-") : isHexDigit(byte) else { return nil }
  }
  return bytes.count
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
    UInt8(ascii: "A")...UInt8(ascii: "F"):
    true
  default: false
  }
}

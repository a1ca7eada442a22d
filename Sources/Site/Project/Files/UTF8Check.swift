package enum UTF8Check {
  /// The offset of the first byte that begins no valid UTF-8 sequence.
  package static func firstInvalid(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { buffer -> Int? in
      var index = 0
      let count = buffer.count
      while index < count {
        // Eight bytes of ASCII at once.
        if index + 8 <= count,
          buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
          index += 8
          continue
        }
        let length = sequenceLength(buffer, index)
        if length == 0 { return index }
        index += length
      }
      return nil
    }
  }

  /// RFC 3629 section 4: the length of the sequence at `index`, 0 for an invalid one.
  private static func sequenceLength(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int {
    func isTail(_ offset: Int) -> Bool {
      index + offset < bytes.count && bytes[index + offset] & 0xC0 == 0x80
    }
    let first = bytes[index]
    let second = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch first {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return isTail(1) ? 2 : 0
    case 0xE0: return (0xA0...0xBF).contains(second) && isTail(2) ? 3 : 0
    case 0xED: return (0x80...0x9F).contains(second) && isTail(2) ? 3 : 0
    case 0xE1...0xEC, 0xEE, 0xEF: return isTail(1) && isTail(2) ? 3 : 0
    case 0xF0: return (0x90...0xBF).contains(second) && isTail(2) && isTail(3) ? 4 : 0
    case 0xF1...0xF3: return isTail(1) && isTail(2) && isTail(3) ? 4 : 0
    case 0xF4: return (0x80...0x8F).contains(second) && isTail(2) && isTail(3) ? 4 : 0
    default: return 0
    }
  }
}

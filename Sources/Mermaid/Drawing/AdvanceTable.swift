/// How far the pen moves for each character of one weight of the font family.
struct AdvanceTable: Sendable {
  /// Code points that follow each other.
  struct Block: Sendable {
    let first: UInt32
    /// 1/2048 em; `missing` where the font has no glyph.
    let advances: [UInt16]

    init(first: UInt32, _ encoded: String) {
      self.first = first
      var digits: [UInt16] = []
      for byte in encoded.utf8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(UInt16(byte - UInt8(ascii: "0")))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): digits.append(UInt16(byte - UInt8(ascii: "A")) + 10)
        case UInt8(ascii: "a")...UInt8(ascii: "z"): digits.append(UInt16(byte - UInt8(ascii: "a")) + 36)
        case UInt8(ascii: "+"): digits.append(62)
        case UInt8(ascii: "/"): digits.append(63)
        default: continue
        }
      }
      advances = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 6 | digits[$0 + 1] }
    }
  }

  static let missing: UInt16 = 0xFFF

  let blocks: [Block]

  init(_ blocks: [Block]) { self.blocks = blocks }

  /// The advance of one scalar in em.
  func advance(of scalar: Unicode.Scalar) -> Double {
    let value = scalar.value
    for block in blocks where value >= block.first && value - block.first < UInt32(block.advances.count) {
      let advance = block.advances[Int(value - block.first)]
      if advance != Self.missing { return Double(advance) / 2048 }
    }
    return Self.fallback(scalar)
  }

  /// A wide estimate of the advance in another font of the reader's system.
  private static func fallback(_ scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    // Drawn as U+FFFD.
    case 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: return 1
    case 0x00...0x1F, 0x200B...0x200F, 0x2028...0x2029, 0x2060...0x2065, 0x206A...0x206F, 0xFE00...0xFE0F,
      0xFEFF,
      0x1F3FB...0x1F3FF, 0xE0000...0xE0FFF:
      return 0
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if isWide(scalar) { return scalar.value >= 0x1F000 && scalar.value < 0x20000 ? 1.35 : 1.02 }
    // Scripts that the family lacks (Arabic, Hebrew, Devanagari, Thai, …) and symbols.
    return scalar.value >= 0x2000 ? 1.0 : 0.72
  }

  /// East Asian wide and full-width characters (Unicode Standard Annex 11) and emoji.
  static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      return true
    default: return scalar.properties.isEmojiPresentation
    }
  }
}

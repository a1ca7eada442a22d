/// The letters of mathematics that have code points of their own: MathML Core has no other way to write them.
enum MathAlphabet: String, Sendable, Hashable, CaseIterable {
  case mathrm, mathbf, mathit, mathbb, mathcal, mathscr, mathfrak, mathsf, mathtt, boldsymbol

  /// The letter or digit in this alphabet; itself when the alphabet has no such letter.
  func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let first: (upper: UInt32, lower: UInt32, digit: UInt32?)
    switch self {
    case .mathrm: return scalar
    case .mathbf: first = (0x1D400, 0x1D41A, 0x1D7CE)
    case .boldsymbol: first = (0x1D468, 0x1D482, 0x1D7CE)
    case .mathit: first = (0x1D434, 0x1D44E, nil)
    case .mathbb: first = (0x1D538, 0x1D552, 0x1D7D8)
    case .mathcal, .mathscr: first = (0x1D49C, 0x1D4B6, nil)
    case .mathfrak: first = (0x1D504, 0x1D51E, nil)
    case .mathsf: first = (0x1D5A0, 0x1D5BA, 0x1D7E2)
    case .mathtt: first = (0x1D670, 0x1D68A, 0x1D7F6)
    }
    if let early = early(scalar) { return early }
    let value = scalar.value
    switch scalar {
    case "A"..."Z": return Unicode.Scalar(first.upper + value - 65) ?? scalar
    case "a"..."z": return Unicode.Scalar(first.lower + value - 97) ?? scalar
    case "0"..."9": return first.digit.flatMap { Unicode.Scalar($0 + value - 48) } ?? scalar
    case "\u{3B1}"..."\u{3C9}" where self == .boldsymbol:
      return Unicode.Scalar(0x1D736 + value - 0x3B1) ?? scalar
    case "\u{391}"..."\u{3A9}" where self == .boldsymbol || self == .mathbf:
      return Unicode.Scalar((self == .mathbf ? 0x1D6A8 : 0x1D71C) + value - 0x391) ?? scalar
    case "\u{3B1}"..."\u{3C9}" where self == .mathbf:
      return Unicode.Scalar(0x1D6C2 + value - 0x3B1) ?? scalar
    default: return scalar
    }
  }

  /// Letters that Unicode had before the others and that left gaps in the alphabets.
  private func early(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch (self, scalar) {
    case (.mathit, "h"): "\u{210E}"
    case (.mathbb, "C"): "\u{2102}"
    case (.mathbb, "H"): "\u{210D}"
    case (.mathbb, "N"): "\u{2115}"
    case (.mathbb, "P"): "\u{2119}"
    case (.mathbb, "Q"): "\u{211A}"
    case (.mathbb, "R"): "\u{211D}"
    case (.mathbb, "Z"): "\u{2124}"
    case (.mathcal, "B"), (.mathscr, "B"): "\u{212C}"
    case (.mathcal, "E"), (.mathscr, "E"): "\u{2130}"
    case (.mathcal, "F"), (.mathscr, "F"): "\u{2131}"
    case (.mathcal, "H"), (.mathscr, "H"): "\u{210B}"
    case (.mathcal, "I"), (.mathscr, "I"): "\u{2110}"
    case (.mathcal, "L"), (.mathscr, "L"): "\u{2112}"
    case (.mathcal, "M"), (.mathscr, "M"): "\u{2133}"
    case (.mathcal, "R"), (.mathscr, "R"): "\u{211B}"
    case (.mathcal, "e"), (.mathscr, "e"): "\u{212F}"
    case (.mathcal, "g"), (.mathscr, "g"): "\u{210A}"
    case (.mathcal, "o"), (.mathscr, "o"): "\u{2134}"
    case (.mathfrak, "C"): "\u{212D}"
    case (.mathfrak, "H"): "\u{210C}"
    case (.mathfrak, "I"): "\u{2111}"
    case (.mathfrak, "R"): "\u{211C}"
    case (.mathfrak, "Z"): "\u{2128}"
    default: nil
    }
  }
}

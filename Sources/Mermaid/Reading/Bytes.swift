import Diagnostics

/// ASCII as the grammars name it.
extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")
  static let quote = UInt8(ascii: "\"")
  static let apostrophe = UInt8(ascii: "'")
  static let backtick = UInt8(ascii: "`")
  static let backslash = UInt8(ascii: "\\")
  static let percent = UInt8(ascii: "%")
  static let colon = UInt8(ascii: ":")
  static let semicolon = UInt8(ascii: ";")
  static let comma = UInt8(ascii: ",")
  static let hash = UInt8(ascii: "#")
  static let hyphen = UInt8(ascii: "-")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")

  /// `\s` of a regular expression, within ASCII.
  var isSpace: Bool { self == 32 || (self >= 9 && self <= 13) }
  /// White space other than a line end.
  var isBlank: Bool { isSpace && self != .newline }
  /// `\w` of a regular expression.
  var isWord: Bool { isAlphanumeric || self == UInt8(ascii: "_") }
  var isASCII: Bool { self < 0x80 }
  /// Lower case, within ASCII.
  var folded: UInt8 { isUppercase ? self | 0x20 : self }
}

/// `\s` of a regular expression: Unicode's spaces too, such as the no-break space that word processors leave.
enum Whitespace {
  /// Bytes of the white space character at `index`; 0 at any other character.
  static func length(_ bytes: [UInt8], _ index: Int) -> Int {
    guard index < bytes.count else { return 0 }
    let byte = bytes[index]
    if byte < 0x80 { return byte.isSpace ? 1 : 0 }
    switch byte {
    case 0xC2: return index + 1 < bytes.count && bytes[index + 1] == 0xA0 ? 2 : 0
    case 0xE1, 0xE2, 0xE3, 0xEF:
      guard index + 2 < bytes.count else { return 0 }
      switch (byte, bytes[index + 1], bytes[index + 2]) {
      case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9),
        (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
        return 3
      default: return 0
      }
    default: return 0
    }
  }

  /// One past the white space that begins at `index`.
  static func end(_ bytes: [UInt8], _ index: Int) -> Int {
    var at = index
    while true {
      let length = length(bytes, at)
      if length == 0 { return at }
      at += length
    }
  }
}

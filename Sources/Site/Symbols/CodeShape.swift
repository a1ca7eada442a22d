import Diagnostics

/// Properties of inline code, found in one pass over its bytes.
struct CodeShape {
  private(set) var length = 0
  private(set) var hasSpace = false
  private(set) var hasBracket = false
  private(set) var hasEquals = false
  /// U+2212, which typesetters put before negative numbers.
  private(set) var hasMinusSign = false
  private var hasCall = false
  private var hasOperator = false

  init(_ code: String) {
    var before: (UInt8, UInt8) = (0, 0)
    for byte in code.utf8 {
      length += 1
      switch byte {
      case 0x20, 0x09, 0x0A:
        if before.0 == 0x20, "+-*/%^<>=".utf8.contains(before.1) { hasOperator = true }
        if before.0 == UInt8(ascii: "="), "=!<>".utf8.contains(before.1) { hasOperator = true }
        hasSpace = true
      case UInt8(ascii: "["): hasBracket = true
      case UInt8(ascii: "="): hasEquals = true
      case UInt8(ascii: "("), UInt8(ascii: "{"): hasCall = true
      case 0x92 where before == (0xE2, 0x88): hasMinusSign = true
      default: break
      }
      before = (before.1, byte)
    }
  }

  /// Whether it may be an expression of PromQL: a call, a selector, a range or an operator between spaces.
  var isQuery: Bool { hasCall || hasBracket || hasOperator }

  /// `rows[3].query` as the field it is an instance of: `rows.query`.
  static func withoutIndices(_ name: String) -> String {
    var text: [UInt8] = []
    var depth = 0
    for byte in name.utf8 {
      if byte == UInt8(ascii: "[") { depth += 1 }
      if depth == 0 { text.append(byte) }
      if byte == UInt8(ascii: "]"), depth > 0 { depth -= 1 }
    }
    return String(decoding: text, as: UTF8.self)
  }

  struct Word {
    var text: String
    /// UTF-8 bytes in the code.
    var range: Range<Int>
  }

  /// The words between white space.
  static func words(of code: String) -> [Word] {
    var words: [Word] = []
    let bytes = Array(code.utf8)
    var at = 0
    while at < bytes.count {
      let start = at
      while at < bytes.count, bytes[at] > 0x20 { at += 1 }
      if at > start {
        words.append(Word(text: String(decoding: bytes[start..<at], as: UTF8.self), range: start..<at))
      }
      at += 1
    }
    return words
  }

  /// Bytes of names of commands, but not of placeholders such as `COMMAND` and `…`.
  static func isCommandByte(_ byte: UInt8) -> Bool {
    byte.isLowercase || byte.isDigit || byte == UInt8(ascii: "-")
  }
}

/// The names in an expression of PromQL that can be those of metrics: not labels between braces, not words in
/// quotes, not comments, and no part of a path or a longer word.
struct QueryNames {
  private(set) var names: [(name: String, range: Range<Int>)] = []

  /// In prose, `a/b` and `a-b` are paths and words rather than arithmetic.
  init(_ code: String, isProse: Bool) {
    let joins: [UInt8] = Array((isProse ? ".$@\\-/" : ".$@").utf8)
    let bytes = Array(code.utf8)
    var at = 0
    var braces = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
        at = Self.end(ofQuotation: at, bytes)
      case UInt8(ascii: "#"): at = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
      case UInt8(ascii: "{"):
        braces += 1
        at += 1
      case UInt8(ascii: "}"):
        braces -= 1
        at += 1
      case let byte where Self.isNameByte(byte):
        let start = at
        while at < bytes.count, Self.isNameByte(bytes[at]) { at += 1 }
        let isWhole =
          (start == 0 || !joins.contains(bytes[start - 1]))
          && (at == bytes.count || !joins.contains(bytes[at]))
        if isWhole, braces <= 0, !bytes[start].isDigit {
          names.append((String(decoding: bytes[start..<at], as: UTF8.self), start..<at))
        }
      default: at += 1
      }
    }
  }

  private static func end(ofQuotation start: Int, _ bytes: [UInt8]) -> Int {
    var at = start + 1
    while at < bytes.count, bytes[at] != bytes[start] { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    return at + 1
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
  }
}

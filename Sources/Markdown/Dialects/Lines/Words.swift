/// Reads the words of one line.
struct Words {
  let bytes: [UInt8]
  var at: Int
  let end: Int

  var peek: UInt8? { at < end ? bytes[at] : nil }

  var isAtEnd: Bool { bytes[at..<end].allSatisfy { $0 <= 0x20 } }

  /// What is left, without white space at its ends.
  var rest: Range<Int> {
    var (lower, upper) = (at, end)
    while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
    while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
    return lower..<upper
  }

  @discardableResult
  mutating func skipSpace() -> Int {
    let start = at
    while at < end, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    return at - start
  }

  mutating func skip(_ mark: UInt8) -> Int {
    let start = at
    while at < end, bytes[at] == mark { at += 1 }
    return at - start
  }

  /// Letters, digits, `-`, `_` and `.`.
  mutating func word() -> String? {
    let start = at
    while at < end, Self.isWord(bytes[at]) { at += 1 }
    return at > start ? String(decoding: bytes[start..<at], as: UTF8.self) : nil
  }

  /// Words up to a quotation mark or the end, which are the classes of a box.
  mutating func classes() -> [String]? {
    var words: [String] = []
    while at < end, bytes[at] != UInt8(ascii: "\"") {
      guard let word = word() else { return nil }
      words.append(word)
      skipSpace()
    }
    return words.isEmpty ? nil : words
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39, 0x80...,
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// A text in quotation marks, without them.
  mutating func quoted() -> Range<Int>? {
    guard let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    guard let close = bytes[(at + 1)..<end].lastIndex(of: quote), close > at else { return nil }
    defer { at = close + 1 }
    return (at + 1)..<close
  }

  /// A text in square brackets, without them.
  mutating func bracketed() -> Range<Int>? {
    guard peek == UInt8(ascii: "["), let close = bytes[at..<end].lastIndex(of: UInt8(ascii: "]")) else {
      return nil
    }
    defer { at = close + 1 }
    return (at + 1)..<close
  }

  /// A text in braces, without them.
  mutating func braces() -> String? {
    guard peek == UInt8(ascii: "{"), let close = bytes[at..<end].firstIndex(of: UInt8(ascii: "}")) else {
      return nil
    }
    defer { at = close + 1 }
    return String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
  }
}

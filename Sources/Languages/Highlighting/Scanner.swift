import Diagnostics

/// A cursor over code that writes the bytes it passes: plain text escaped, marked tokens in spans.
///
/// A lexer moves `position` forward and calls `mark` for tokens with a meaning; the code between two marks is written
/// as plain text. So no lexer can lose or repeat a byte of the code.
public struct Scanner {
  public let bytes: UnsafeBufferPointer<UInt8>
  public var position = 0
  /// Where the lexer at work must stop; smaller than the code's length inside embedded code.
  public internal(set) var end: Int
  var output: [UInt8] = []
  /// Everything before has been written.
  private var written = 0
  /// How many interpolations and embedded languages are open: hostile nesting must not exhaust the stack.
  var depth = 0

  static let maximumDepth = 24

  /// The lexers of embedded languages, by the names that fences have for them.
  let lexerNamed: @Sendable (String) -> Lexer

  init(_ bytes: UnsafeBufferPointer<UInt8>, lexerNamed: @escaping @Sendable (String) -> Lexer) {
    self.bytes = bytes
    self.lexerNamed = lexerNamed
    end = bytes.count
  }

  public var isAtEnd: Bool { position >= end }

  /// The byte at the position, 0 at the end.
  public var current: UInt8 { position < end ? bytes[position] : 0 }

  /// The byte at an offset from the position, 0 outside.
  public func peek(_ offset: Int) -> UInt8 {
    let index = position + offset
    return index >= 0 && index < end ? bytes[index] : 0
  }

  @inline(__always)
  func byte(at index: Int) -> UInt8 { index >= 0 && index < end ? bytes[index] : 0 }

  public func starts(with text: StaticString) -> Bool { matches(text, at: position) }

  func matches(_ text: StaticString, at index: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index >= 0, index + count <= end else { return false }
    for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
    return true
  }

  /// The end of the line of `index`: the place of its newline, or the end.
  public func endOfLine(from index: Int) -> Int {
    var index = index
    while index < end, bytes[index] != 10 { index += 1 }
    return index
  }

  public mutating func skipWord() { while position < end, bytes[position].isWord { position += 1 } }

  public mutating func skipBlanks() { while current == 32 || current == 9 { position += 1 } }

  /// The first byte after `index` that is not a blank.
  func afterBlanks(_ index: Int) -> UInt8 {
    var index = index
    while index < end, bytes[index] == 32 || bytes[index] == 9 { index += 1 }
    return byte(at: index)
  }

  /// Passes a number as most languages write it: `0x1F`, `1_000`, `6.02e-23`, but not the dots of `1...5`.
  public mutating func skipNumber() {
    if current == 0x30, peek(1) | 32 == 0x78 || peek(1) | 32 == 0x62 || peek(1) | 32 == 0x6F {
      position += 2
      skipWord()
      return
    }
    while position < end {
      let byte = bytes[position]
      if byte.isDigit || byte == 0x5F {
        position += 1
      } else if byte == 0x2E, peek(1).isDigit {
        position += 2
      } else if byte | 32 == 0x65,
        peek(1).isDigit || ((peek(1) == 0x2B || peek(1) == 0x2D) && peek(2).isDigit)
      {
        position += 2
      } else {
        break
      }
    }
  }

  /// Writes the bytes from `start` to the position in a span, and the code before as plain text.
  public mutating func mark(_ token: Token, from start: Int) { mark(token, start, position) }

  public mutating func mark(_ token: Token, _ start: Int, _ stop: Int) {
    guard start < stop else { return }
    flush(upTo: start)
    Self.opening.withUTF8Buffer { output.append(contentsOf: $0) }
    output.append(token.rawValue)
    output.append(0x22)
    output.append(0x3E)
    flush(upTo: stop)
    Self.closing.withUTF8Buffer { output.append(contentsOf: $0) }
  }

  private static let opening: StaticString = "<span class=\""
  private static let closing: StaticString = "</span>"

  /// Writes everything up to `stop` that is not yet written, escaped, without a span; control characters as people can
  /// see them.
  mutating func flush(upTo stop: Int) {
    guard written < stop else { return }
    written = output.appendHTML(bytes, written..<stop, .content)
  }

  /// Colours the bytes up to `stop` with another lexer; the position is `stop` afterwards.
  mutating func embed(_ lexer: Lexer, upTo stop: Int) {
    let outerEnd = end
    end = min(stop, outerEnd)
    if depth < Self.maximumDepth {
      depth += 1
      lexer.scan(&self)
      depth -= 1
    }
    position = end
    end = outerEnd
  }
}

extension UInt8 {
  /// Letters, digits, `_` and every byte of a character outside ASCII.
  @inline(__always)
  var isWord: Bool { (self | 32) &- 97 < 26 || self &- 48 < 10 || self == 95 || self >= 128 }
  @inline(__always) var isWordStart: Bool { (self | 32) &- 97 < 26 || self == 95 || self >= 128 }
  @inline(__always) var isBlank: Bool { self == 32 || self == 9 || self == 10 || self == 13 }
}

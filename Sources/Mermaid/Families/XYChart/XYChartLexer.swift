/// Cuts the text of a chart into the tokens of mermaid.js's `xychart.jison`. What is a number depends on the statement:
/// numbers of a title are words.
struct XYChartLexer: Lexer {
  enum Kind: Sendable, Hashable {
    case lineEnd, title, orientation, header, xAxis, yAxis, line, bar, open, close, arrow, comma, semicolon,
      number
    /// A run of letters, digits or one sign.
    case word
    /// Words in quotes; the range is without them.
    case string
    case accessibility
    /// A character that no rule reads.
    case invalid
    case endOfText
  }

  private enum State { case plain, axis, categories, data, values }

  private(set) var cursor: Cursor
  /// The innermost last.
  private var states: [State] = [.plain]

  init(_ text: DiagramText) { cursor = Cursor(text) }

  private var state: State { states[states.count - 1] }
  private mutating func pop() { if states.count > 1 { states.removeLast() } }

  mutating func next() -> Token<Kind> {
    while true {
      if cursor.seesComment(afterAnyCharacter: true) {
        cursor.takeLine()
      } else if cursor.peek != .newline, cursor.skipWideSpace() {
        continue
      } else {
        break
      }
    }
    let start = cursor.at
    guard let byte = cursor.peek else { return token(.endOfText, from: start) }
    if byte == .newline {
      if state == .axis || state == .data { pop() }
      cursor.take { $0 == .newline }
      return token(.lineEnd, from: start)
    }
    if let kind = keyword() ?? number() ?? sign(byte) { return token(kind, from: start) }
    if byte == .quote { return string() }
    if byte.isLetter {
      cursor.take(while: \.isLetter)
    } else if byte.isDigit {
      cursor.take(while: \.isDigit)
    } else if "+=*#_.&-".utf8.contains(byte) {
      cursor.at += 1
    } else if byte == DiagramText.entityStart {
      cursor.take { $0 != DiagramText.entityEnd && $0 != .newline }
      cursor.take(DiagramText.entityEnd)
    } else {
      cursor.at = cursor.character.upperBound
      return token(.invalid, from: start)
    }
    return token(.word, from: start)
  }

  private mutating func keyword() -> Kind? {
    func takes(_ word: StaticString) -> Bool { cursor.take(word, ignoringCase: true, wholeWord: true) }
    if takes("title") { return .title }
    var ahead = cursor
    if ahead.takeAccessibilityStart(ignoringCase: true) != nil { return .accessibility }
    if takes("xychart-beta") || takes("xychart") { return .header }
    if cursor.take("vertical", ignoringCase: true) || cursor.take("horizontal", ignoringCase: true) {
      return .orientation
    }
    if takes("x-axis") {
      states.append(.axis)
      return .xAxis
    }
    if takes("y-axis") {
      states.append(.axis)
      return .yAxis
    }
    if takes("line") {
      states.append(.data)
      return .line
    }
    if takes("bar") {
      states.append(.data)
      return .bar
    }
    return nil
  }

  /// A number with its sign, where the statement has numbers.
  private mutating func number() -> Kind? {
    guard state == .axis || state == .values else { return nil }
    var ahead = cursor
    if !ahead.take(UInt8(ascii: "+")) { ahead.take(.hyphen) }
    let whole = ahead.take(while: \.isDigit)
    if ahead.peek == UInt8(ascii: "."), ahead.peek(1)?.isDigit == true {
      ahead.at += 1
      ahead.take(while: \.isDigit)
    } else if whole.isEmpty {
      return nil
    }
    cursor = ahead
    return .number
  }

  private mutating func sign(_ byte: UInt8) -> Kind? {
    if state == .axis, cursor.take("-->") { return .arrow }
    switch byte {
    case UInt8(ascii: "["):
      if state == .axis { states.append(.categories) } else if state == .data { states.append(.values) }
      cursor.at += 1
      return .open
    case UInt8(ascii: "]"):
      if state == .categories || state == .values { pop() }
      cursor.at += 1
      return .close
    case .comma:
      cursor.at += 1
      return .comma
    case .semicolon:
      cursor.at += 1
      return .semicolon
    default: return nil
    }
  }

  private mutating func string() -> Token<Kind> {
    let start = cursor.at
    cursor.at += 1
    let words = cursor.take { $0 != .quote }
    guard cursor.take(.quote) else {
      cursor.at = start + 1
      return token(.invalid, from: start)
    }
    return Token(kind: .string, range: words)
  }

  /// Goes on at a position, such as that after a statement for screen readers.
  mutating func resume(at position: Int) { cursor.at = position }

  /// Goes on with the next line after a mistake.
  mutating func skipLine() {
    cursor.takeLine()
    states = [.plain]
  }
}

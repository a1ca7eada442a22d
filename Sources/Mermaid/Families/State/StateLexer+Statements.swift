/// Statements, and the words and descriptions in them.
extension StateLexer {
  mutating func matchInitial() -> Token<StateToken>? {
    let start = cursor.at
    guard let byte = cursor.peek else { return token(.newline, from: start) }
    for (word, kind) in [("click", .click), ("href", .href)] as [(StaticString, StateToken)]
    where cursor.take(word, ignoringCase: true, wholeWord: true) {
      return token(kind, from: start)
    }
    if byte == .quote, let end = bytes[(start + 1)..<cursor.end].firstIndex(of: .quote) {
      cursor.at = end + 1
      return Token(kind: .string, range: start + 1..<end)
    }
    if cursor.take("default", ignoringCase: true, wholeWord: true) { return token(.default, from: start) }
    if let (direction, end) = directions.statement(at: start) {
      cursor.at = end
      return token(.direction(direction), from: start)
    }
    if !cursor.take(while: { $0 == .newline }).isEmpty { return token(.newline, from: start) }
    if skipSpace(Whitespace.end(bytes, start)) || skipComment() { return nil }
    if takeKeyword("scale") {
      push(.scale)
      return token(.scale, from: start)
    }
    if byte.folded == UInt8(ascii: "a") {
      switch takeAccessibility(ignoringCase: true) {
      case .word(let kind): return token(kind, from: start)
      case .silent: return nil
      case .nothing: break
      }
    }
    switch matchStatement() {
    case .word(let kind): return token(kind, from: start)
    case .silent: return nil
    case .nothing: break
    }
    if cursor.take(.openBrace) {
      replace(with: .block)
      return token(.blockStart, from: start)
    }
    if takeKeyword("note") {
      push(.note)
      return token(.note, from: start)
    }
    if takeKeyword("stateDiagram") || takeKeyword("stateDiagram-v2") { return token(.header, from: start) }
    if cursor.take("hide empty description", ignoringCase: true, wholeWord: true) {
      return token(.hideEmpty, from: start)
    }
    return matchWord() ?? invalid()
  }

  mutating func matchBlock() -> Token<StateToken>? {
    let start = cursor.at
    if cursor.isAtEnd { return token(.endOfText, from: start) }
    if skipSpace(blankEnd) || skipComment() { return nil }
    switch matchStatement() {
    case .word(let kind): return token(kind, from: start)
    case .silent: return nil
    case .nothing: break
    }
    if let (direction, end) = directions.statement(at: start) {
      cursor.at = end
      return token(.direction(direction), from: start)
    }
    if cursor.take(.closeBrace) {
      pop()
      return token(.blockEnd, from: start)
    }
    if cursor.take(.newline) { return nil }
    if takeKeyword("note") {
      push(.note)
      return token(.note, from: start)
    }
    return matchWord() ?? invalid()
  }

  /// One past the white space here, within the line.
  var blankEnd: Int {
    var at = cursor.at
    while Whitespace.length(bytes, at) > 0, bytes[at] != .newline { at += Whitespace.length(bytes, at) }
    return at
  }

  mutating func skipSpace(_ end: Int) -> Bool {
    guard end > cursor.at else { return false }
    cursor.at = end
    return true
  }

  mutating func skipComment() -> Bool {
    guard cursor.peek == .hash || (cursor.seesComment() && cursor.peek(2) != .openBrace) else { return false }
    cursor.takeLine()
    return true
  }

  /// A word that white space follows, which is stepped over too.
  mutating func takeKeyword(_ word: StaticString) -> Bool {
    var ahead = cursor
    guard ahead.take(word, ignoringCase: true), Whitespace.length(bytes, ahead.at) > 0 else { return false }
    cursor.at = Whitespace.end(bytes, ahead.at)
    return true
  }

  /// `classDef`, `class`, `style`, `state`.
  private mutating func matchStatement() -> Match<StateToken> {
    if takeKeyword("classDef") {
      push(.classDef)
      return .word(.classDef)
    }
    if takeKeyword("class") {
      push(.class)
      return .word(.class)
    }
    if takeKeyword("style") {
      push(.style)
      return .word(.style)
    }
    if takeKeyword("state") {
      push(.state)
      return .silent
    }
    return .nothing
  }

  /// `[*]`, ids, descriptions and arrows.
  private mutating func matchWord() -> Token<StateToken>? {
    let start = cursor.at
    if cursor.take("[*]") { return token(.edgeState, from: start) }
    takeWord { $0 == .colon || $0 == .hyphen || $0 == .openBrace }
    if cursor.at > start { return keepBeforeComment(start) ? token(.id, from: start) : nil }
    if cursor.peek == .colon, takeDescription() { return token(.description, from: start) }
    if cursor.take("-->") { return token(.arrow, from: start) }
    if state == .block, cursor.take("--") { return token(.concurrent, from: start) }
    if cursor.take(":::") { return token(.styleSeparator, from: start) }
    return nil
  }

  /// `: text`, up to a line end, a `;` or a `::`.
  private mutating func takeDescription() -> Bool {
    func isText(_ byte: UInt8?) -> Bool {
      guard let byte else { return false }
      return byte != .colon && byte != .newline && byte != .semicolon
    }
    var at = 1
    while true {
      if isText(cursor.peek(at)) {
        at += 1
      } else if cursor.peek(at) == .colon, isText(cursor.peek(at + 1)) {
        at += 2
      } else {
        break
      }
    }
    guard at > 1 else { return false }
    cursor.at += at
    return true
  }
}

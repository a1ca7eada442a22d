/// The text after `state` and `note`.
extension StateLexer {
  mutating func matchState() -> Token<StateToken>? {
    let start = cursor.at
    if cursor.isAtEnd { return token(.endOfText, from: start) }
    if skipSpace(blankEnd) || skipComment() { return nil }
    if let special = specialState() {
      cursor.at = special.end
      pop()
      return Token(kind: special.kind, range: cursor.trimmed(start..<special.start))
    }
    if cursor.take(.quote) {
      push(.stateString)
      return nil
    }
    if takeKeyword("as") {
      push(.stateID)
      return token(.as, from: start)
    }
    if let name = twoWordName() {
      cursor.at = name.upperBound
      return Token(kind: .twoWordName, range: name)
    }
    takeWord { $0 == .openBrace }
    if cursor.at > start { return token(.compositeState, from: start) }
    if cursor.take(.newline) {
      pop()
      return nil
    }
    if cursor.take(.openBrace) {
      replace(with: .block)
      return token(.blockStart, from: start)
    }
    return invalid()
  }

  struct SpecialState: Sendable {
    var kind: StateToken
    /// Where `<<fork>>`, `<<join>>` or another stereotype begins and ends.
    var start: Int
    var end: Int
  }

  private static let specialStates: [(StaticString, StateToken)] = [
    ("<<fork>>", .fork), ("<<join>>", .join), ("<<choice>>", .choice), ("[[fork]]", .fork),
    ("[[join]]", .join), ("[[choice]]", .choice),
  ]

  /// The first kind of those that the rest of the line has, at its last place. A line is looked through
  /// once.
  private mutating func specialState() -> SpecialState? {
    if !specialLine.contains(cursor.at) {
      specialLine = cursor.restOfLine
      specials = []
      var ahead = cursor
      for place in specialLine where bytes[place] == UInt8(ascii: "<") || bytes[place] == UInt8(ascii: "[") {
        ahead.at = place
        for (word, kind) in Self.specialStates where ahead.sees(word, ignoringCase: true) {
          specials.append(SpecialState(kind: kind, start: place, end: place + word.utf8CodeUnitCount))
        }
      }
    }
    guard !specials.isEmpty else { return nil }
    for (word, kind) in Self.specialStates {
      let length = word.utf8CodeUnitCount
      let bracket: UInt8 = word.withUTF8Buffer { $0.first ?? 0 }
      if let found = specials.last(where: {
        $0.kind == kind && $0.start >= cursor.at && $0.end - $0.start == length && bytes[$0.start] == bracket
      }) {
        return found
      }
    }
    return nil
  }

  /// Two words, white space between them, and a `{` later in the line of the second.
  mutating func twoWordName() -> Range<Int>? {
    var ahead = cursor
    guard !ahead.take(while: \.isWord).isEmpty else { return nil }
    let gap = Whitespace.end(bytes, ahead.at)
    guard gap > ahead.at else { return nil }
    ahead.at = gap
    guard !ahead.take(while: \.isWord).isEmpty else { return nil }
    let end = ahead.at
    // Where the line of the second word ends, or its first "{" after it; found once for each stretch.
    if !braceSearch.contains(end) {
      ahead.take { $0 != .newline && $0 != .openBrace }
      braceSearch = end..<ahead.at + 1
    }
    let stop = braceSearch.upperBound - 1
    return stop < cursor.end && bytes[stop] == .openBrace ? cursor.at..<end : nil
  }

  mutating func matchNoteText() -> Token<StateToken>? {
    var ahead = cursor
    ahead.at = Whitespace.end(bytes, ahead.at)
    if ahead.take(.colon) {
      let text = ahead.take { $0 != .colon && $0 != .newline && $0 != .semicolon }
      if !text.isEmpty {
        cursor = ahead
        pop()
        return Token(kind: .noteText, range: text)
      }
    }
    let start = cursor.at
    var line = cursor
    line.takeLine()
    while line.take(.newline) {
      let lineStart = line.at
      line.at = Whitespace.end(bytes, line.at)
      if line.take("end note", ignoringCase: true, wholeWord: true) {
        cursor.at = line.at
        pop()
        return Token(kind: .noteText, range: start..<lineStart)
      }
      line.takeLine()
    }
    return invalid()
  }
}

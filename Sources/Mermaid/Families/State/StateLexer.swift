/// Words of the grammar of state diagrams, named as in mermaid's own.
enum StateToken: StackLexerKind {
  case header, newline, click, href, string, `default`
  case direction(Direction)
  case scale, width, hideEmpty
  case accTitle, accTitleValue, accDescription, accDescriptionValue, accDescriptionBlock
  case classDef, classDefDefault, classDefID, classDefStyles
  case `class`, classIDs, classNames, style, styleIDs, styleDeclarations
  case fork, join, choice
  case stateDescription, `as`, id, compositeState, blockStart, blockEnd
  case note, leftOf, rightOf, noteText
  case edgeState, description, arrow, concurrent, styleSeparator
  /// Two words before a `{`, where a state's name is one.
  case twoWordName
  case endOfText, invalid
}

/// Splits the text of a state diagram as mermaid's own lexer does: states, rules in order, letters without
/// their case.
struct StateLexer: StackLexer {
  typealias Kind = StateToken

  enum State: StackLexerState {
    case initial, block, state, stateString, stateID
    case note, noteID, noteText, floatingNote, floatingNoteID
    case classDef, classDefID, `class`, classStyle, style, styleDeclarations, scale
    case accTitle, accDescription, accDescriptionBlock
  }

  var cursor: Cursor
  var states: [State] = [.initial]
  var isDone = false
  private var specialLine = 0..<0
  private var specials: [SpecialState] = []
  private var braceSearch = 0..<0
  private let directions: DirectionFinder

  init(_ text: DiagramText) {
    cursor = Cursor(text)
    directions = DirectionFinder(text.bytes, ignoringCase: true)
  }

  /// Begins afresh at `position`, inside of `depth` blocks.
  mutating func restart(at position: Int, depth: Int) {
    restart(at: position, in: [.initial] + [State](repeating: .block, count: depth))
    specialLine = 0..<0
    braceSearch = 0..<0
  }

  mutating func match() -> Token<StateToken>? {
    let start = cursor.at
    switch state {
    case .initial: return matchInitial()
    case .block: return matchBlock()
    case .state: return matchState()
    case .stateString:
      if cursor.take(.quote) {
        pop()
        return nil
      }
      if cursor.isAtEnd { return token(.endOfText, from: start) }
      cursor.take { $0 != .quote }
      return token(.stateDescription, from: start)
    case .stateID:
      cursor.take { $0 != .newline && $0 != .openBrace }
      guard keepBeforeComment(start) else { return nil }
      pop()
      return token(.id, from: start)
    case .note:
      if cursor.take("left of", ignoringCase: true, wholeWord: true) {
        replace(with: .noteID)
        return token(.leftOf, from: start)
      }
      if cursor.take("right of", ignoringCase: true, wholeWord: true) {
        replace(with: .noteID)
        return token(.rightOf, from: start)
      }
      guard cursor.take(.quote) else { return invalid() }
      replace(with: .floatingNote)
      return nil
    case .noteID:
      cursor.at = Whitespace.end(bytes, cursor.at)
      let word = cursor.at
      takeWord { $0 == .colon || $0 == .hyphen }
      guard cursor.at > word else { return invalid() }
      guard keepBeforeComment(word) else { return nil }
      replace(with: .noteText)
      return token(.id, from: word)
    case .noteText: return matchNoteText()
    case .floatingNote:
      var ahead = cursor
      ahead.at = Whitespace.end(bytes, ahead.at)
      if ahead.take("as", ignoringCase: true) {
        cursor.at = Whitespace.end(bytes, ahead.at)
        replace(with: .floatingNoteID)
        return token(.as, from: start)
      }
      if cursor.take(.quote) { return nil }
      if cursor.isAtEnd { return token(.endOfText, from: start) }
      cursor.take { $0 != .quote }
      return token(.noteText, from: start)
    case .floatingNoteID:
      cursor.takeLine()
      guard keepBeforeComment(start) else { return nil }
      pop()
      return token(.id, from: start)
    case .classDef:
      let word = cursor.take(while: \.isWord)
      let end = Whitespace.end(bytes, cursor.at)
      guard !word.isEmpty, end > cursor.at else { return invalid() }
      cursor.at = end
      replace(with: .classDefID)
      let isDefault = String(decoding: bytes[word], as: UTF8.self).lowercased() == "default"
      return Token(kind: isDefault ? .classDefDefault : .classDefID, range: word)
    case .classDefID: return restOfLine(.classDefStyles)
    case .class:
      guard takeNames() else { return invalid() }
      replace(with: .classStyle)
      return token(.classIDs, from: start)
    case .classStyle: return restOfLine(.classNames)
    case .style:
      let words = cursor.take { $0.isWord || $0 == .comma }
      let end = Whitespace.end(bytes, cursor.at)
      guard !words.isEmpty, end > cursor.at else { return invalid() }
      cursor.at = end
      replace(with: .styleDeclarations)
      return Token(kind: .styleIDs, range: words)
    case .styleDeclarations: return restOfLine(.styleDeclarations)
    case .scale:
      if !cursor.take(while: \.isDigit).isEmpty { return token(.width, from: start) }
      let end = Whitespace.end(bytes, cursor.at)
      var ahead = cursor
      ahead.at = end
      guard end > start, ahead.take("width", ignoringCase: true, wholeWord: true) else { return invalid() }
      cursor = ahead
      pop()
      return nil
    case .accTitle: return restOfLine(.accTitleValue)
    case .accDescription: return restOfLine(.accDescriptionValue)
    case .accDescriptionBlock: return descriptionBlock(.accDescriptionBlock)
    }
  }

  /// `%%` in a word begins a comment: the word ends before it.
  /// - Returns: `false` when nothing is left of the word.
  private mutating func keepBeforeComment(_ start: Int) -> Bool {
    var at = start
    while at + 1 < cursor.at {
      if bytes[at] == .percent, bytes[at + 1] == .percent {
        guard at > start else { return false }
        cursor.at = at
        return true
      }
      at += 1
    }
    return true
  }

  /// A run without white space and without what `stops` names.
  private mutating func takeWord(_ stops: (UInt8) -> Bool) {
    while let byte = cursor.peek, !stops(byte), Whitespace.length(bytes, cursor.at) == 0 { cursor.at += 1 }
  }

  /// `a, b,c`
  private mutating func takeNames() -> Bool {
    guard !cursor.take(while: \.isWord).isEmpty else { return false }
    while cursor.peek == .comma {
      var ahead = cursor
      ahead.at = Whitespace.end(bytes, ahead.at + 1)
      guard !ahead.take(while: \.isWord).isEmpty else { return true }
      cursor = ahead
    }
    return true
  }

  // MARK: Statements

  private mutating func matchInitial() -> Token<StateToken>? {
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

  private mutating func matchBlock() -> Token<StateToken>? {
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
  private var blankEnd: Int {
    var at = cursor.at
    while Whitespace.length(bytes, at) > 0, bytes[at] != .newline { at += Whitespace.length(bytes, at) }
    return at
  }

  private mutating func skipSpace(_ end: Int) -> Bool {
    guard end > cursor.at else { return false }
    cursor.at = end
    return true
  }

  private mutating func skipComment() -> Bool {
    guard cursor.peek == .hash || (cursor.sees("%%") && cursor.peek(2) != .openBrace) else { return false }
    cursor.takeLine()
    return true
  }

  /// A word that white space follows, which is stepped over too.
  private mutating func takeKeyword(_ word: StaticString) -> Bool {
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

  // MARK: `state …`

  private mutating func matchState() -> Token<StateToken>? {
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

  private struct SpecialState: Sendable {
    var kind: StateToken
    /// Where `<<fork>>` or its kin begins and ends.
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
  private mutating func twoWordName() -> Range<Int>? {
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

  // MARK: `note …`

  private mutating func matchNoteText() -> Token<StateToken>? {
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

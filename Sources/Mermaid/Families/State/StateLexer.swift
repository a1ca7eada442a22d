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
  var specialLine = 0..<0
  var specials: [SpecialState] = []
  var braceSearch = 0..<0
  let directions: DirectionFinder

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
    case .stateString: return quoted(by: .quote, as: .stateDescription)
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
  mutating func keepBeforeComment(_ start: Int) -> Bool {
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
  mutating func takeWord(_ stops: (UInt8) -> Bool) {
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
}

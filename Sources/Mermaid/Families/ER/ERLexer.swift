/// Words of the grammar of entity relationship diagrams, named as in mermaid's own.
enum ERToken: StackLexerKind {
  case header, newline
  case direction(Direction)
  case accTitle, accTitleValue, accDescription, accDescriptionValue, accDescriptionBlock
  /// A name in quotes; in `word` with characters that entities cannot have.
  case entityName, word
  case text, number
  case blockStart, blockEnd, attributeKey, attributeWord, comment
  case character(UInt8)
  case squareStart, squareEnd, hash, comma, styleSeparator, colon, semicolon
  case style, classDef, `class`, styleText
  case cardinality(ERDiagram.Cardinality)
  case identifying, nonIdentifying
  case endOfText, invalid
}

/// Splits the text of an entity relationship diagram as mermaid's own lexer does: states, rules in order,
/// letters without their case.
struct ERLexer: StackLexer {
  typealias Kind = ERToken

  enum State: StackLexerState {
    case initial, block, backticks, style, accTitle, accDescription, accDescriptionBlock
  }

  var cursor: Cursor
  var states: [State] = [.initial]
  var isDone = false
  /// The line that was last looked through for its last `~`, from some place on.
  private var tildeLine = 0..<0
  private var lastTilde = 0
  private let directions: DirectionFinder

  init(_ text: DiagramText) {
    cursor = Cursor(text)
    directions = DirectionFinder(text.bytes, ignoringCase: true)
  }

  mutating func match() -> Token<ERToken>? {
    switch state {
    case .initial: return matchInitial()
    case .block: return matchBlock()
    case .backticks: return quoted(by: .backtick, as: .attributeWord)
    case .style: return matchStyle()
    case .accTitle: return restOfLine(.accTitleValue)
    case .accDescription: return restOfLine(.accDescriptionValue)
    case .accDescriptionBlock: return descriptionBlock(.accDescriptionBlock)
    }
  }

  private mutating func matchStyle() -> Token<ERToken>? {
    let start = cursor.at
    if !cursor.take(while: { $0 == .newline }).isEmpty {
      pop()
      return token(.newline, from: start)
    }
    let space = Whitespace.end(bytes, start)
    if space > start {
      cursor.at = space
      return nil
    }
    if cursor.take(.colon) { return token(.colon, from: start) }
    if cursor.take(.comma) { return token(.comma, from: start) }
    if cursor.take(.hash) { return token(.hash, from: start) }
    if !cursor.take(while: { Self.isText($0) && $0 != UInt8(ascii: ".") }).isEmpty {
      return token(.styleText, from: start)
    }
    if cursor.take(.semicolon) { return token(.semicolon, from: start) }
    return invalid()
  }

  private static func isText(_ byte: UInt8) -> Bool {
    byte.isWord || byte >= 0x80 || byte == .hyphen || byte == UInt8(ascii: "*") || byte == UInt8(ascii: ".")
      || byte == DiagramText.entityStart || byte == DiagramText.entityEnd
  }

  private mutating func matchInitial() -> Token<ERToken>? {
    let start = cursor.at
    guard let byte = cursor.peek else { return token(.endOfText, from: start) }
    switch takeAccessibility(ignoringCase: true) {
    case .word(let kind): return token(kind, from: start)
    case .silent: return nil
    case .nothing: break
    }
    if let (direction, end) = directions.statement(at: start) {
      cursor.at = end
      return token(.direction(direction), from: start)
    }
    if !cursor.take(while: { $0 == .newline }).isEmpty { return token(.newline, from: start) }
    let space = Whitespace.end(bytes, start)
    if space > start {
      cursor.at = space
      return nil
    }
    if byte == .quote {
      guard let end = bytes[(start + 1)..<cursor.end].firstIndex(of: .quote) else { return invalid() }
      cursor.at = end + 1
      let inside = start + 1..<end
      let isName =
        !inside.isEmpty
        && bytes[inside].allSatisfy {
          $0 != .percent && $0 != .newline && $0 != .backslash && $0 != 11 && $0 != 8
        }
      return Token(kind: isName ? .entityName : .word, range: inside)
    }
    if cursor.take("erDiagram", ignoringCase: true, wholeWord: true) { return token(.header, from: start) }
    if cursor.take(.openBrace) {
      push(.block)
      return token(.blockStart, from: start)
    }
    if cursor.take(.hash) { return token(.hash, from: start) }
    if cursor.take(.comma) { return token(.comma, from: start) }
    if cursor.take(":::") { return token(.styleSeparator, from: start) }
    if cursor.take(.colon) { return token(.colon, from: start) }
    if cursor.take(UInt8(ascii: "[")) { return token(.squareStart, from: start) }
    if cursor.take(UInt8(ascii: "]")) { return token(.squareEnd, from: start) }
    for (word, kind) in Self.statements where cursor.take(word, ignoringCase: true, wholeWord: true) {
      if kind != .class { push(.style) }
      return token(kind, from: start)
    }
    if let cardinality = takeCardinality() { return token(.cardinality(cardinality), from: start) }
    if let kind = takeNumber() ?? takeRelation() { return token(kind, from: start) }
    if !cursor.take(while: Self.isText).isEmpty { return token(.text, from: start) }
    return invalid()
  }

  private static let statements: [(StaticString, ERToken)] = [
    ("style", .style), ("classDef", .classDef), ("class", .class),
  ]

  private struct Spelling {
    var word: StaticString
    var cardinality: ERDiagram.Cardinality
    var isWord = true
  }

  /// In the order in which mermaid.js tries them, before it looks for numbers.
  private static let spellings: [Spelling] = [
    Spelling(word: "one or zero", cardinality: .zeroOrOne),
    Spelling(word: "one or more", cardinality: .oneOrMore),
    Spelling(word: "one or many", cardinality: .oneOrMore),
    Spelling(word: "1+", cardinality: .oneOrMore, isWord: false),
    Spelling(word: "|o", cardinality: .zeroOrOne),
    Spelling(word: "zero or one", cardinality: .zeroOrOne),
    Spelling(word: "zero or more", cardinality: .zeroOrMore),
    Spelling(word: "zero or many", cardinality: .zeroOrMore),
    Spelling(word: "0+", cardinality: .zeroOrMore, isWord: false),
    Spelling(word: "}o", cardinality: .zeroOrMore),
    Spelling(word: "many(0)", cardinality: .zeroOrMore, isWord: false),
    Spelling(word: "many(1)", cardinality: .oneOrMore, isWord: false),
    Spelling(word: "many", cardinality: .zeroOrMore),
    Spelling(word: "}|", cardinality: .oneOrMore, isWord: false),
    Spelling(word: "one", cardinality: .exactlyOne),
    Spelling(word: "only one", cardinality: .exactlyOne),
    Spelling(word: "||", cardinality: .exactlyOne, isWord: false),
    Spelling(word: "o|", cardinality: .zeroOrOne, isWord: false),
    Spelling(word: "o{", cardinality: .zeroOrMore, isWord: false),
    Spelling(word: "|{", cardinality: .oneOrMore, isWord: false),
  ]

  private mutating func takeCardinality() -> ERDiagram.Cardinality? {
    guard let byte = cursor.peek, "o1|z0}mu".utf8.contains(byte.folded) else { return nil }
    for spelling in Self.spellings
    where cursor.take(spelling.word, ignoringCase: true, wholeWord: spelling.isWord) {
      return spelling.cardinality
    }
    if byte == UInt8(ascii: "1"), isLoneOne {
      cursor.at += 1
      return .exactlyOne
    }
    if byte.folded == UInt8(ascii: "u"), let next = cursor.peek(1), ".-|".utf8.contains(next) {
      cursor.at += 1
      return .onlyParent
    }
    return nil
  }

  /// `1` before a name, a number or a line.
  private var isLoneOne: Bool {
    let space = Whitespace.end(bytes, cursor.at + 1)
    if space > cursor.at + 1 {
      guard space < cursor.end else { return false }
      return bytes[space].isWord || bytes[space] == .quote || bytes[space] == .apostrophe
    }
    guard let first = cursor.peek(1), let second = cursor.peek(2) else { return false }
    return ".-".utf8.contains(first) && ".-".utf8.contains(second)
  }

  private mutating func takeNumber() -> ERToken? {
    var ahead = cursor
    guard !ahead.take(while: \.isDigit).isEmpty else { return nil }
    var fraction = ahead
    if fraction.take(UInt8(ascii: ".")), !fraction.take(while: \.isDigit).isEmpty { ahead = fraction }
    cursor = ahead
    return .number
  }

  private mutating func takeRelation() -> ERToken? {
    if cursor.take("..") { return .nonIdentifying }
    if cursor.take("--") { return .identifying }
    if cursor.take("to", ignoringCase: true, wholeWord: true) { return .identifying }
    if cursor.take("optionally to", ignoringCase: true, wholeWord: true) { return .nonIdentifying }
    return cursor.take(".-") || cursor.take("-.") ? .nonIdentifying : nil
  }

  private mutating func matchBlock() -> Token<ERToken>? {
    let start = cursor.at
    let space = Whitespace.end(bytes, start)
    if space > start {
      cursor.at = space
      return nil
    }
    guard let byte = cursor.peek else { return token(.endOfText, from: start) }
    for word in ["PK", "FK", "UK"] as [StaticString]
    where cursor.take(word, ignoringCase: true, wholeWord: true) {
      return token(.attributeKey, from: start)
    }
    if takeGenericWord() { return token(.attributeWord, from: start) }
    if byte.isLetter || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "*") || byte >= 0xC3 {
      cursor.at = cursor.character.upperBound
      while let next = cursor.peek,
        next.isWord || "-[]().,*".utf8.contains(next) || (next >= 0xC3 && next < 0xFF)
      {
        cursor.at = cursor.character.upperBound
      }
      return token(.attributeWord, from: start)
    }
    if cursor.take(.backtick) {
      push(.backticks)
      return nil
    }
    if byte == .quote, let end = bytes[(start + 1)..<cursor.end].firstIndex(of: .quote) {
      cursor.at = end + 1
      return Token(kind: .comment, range: start + 1..<end)
    }
    if cursor.take(.closeBrace) {
      pop()
      return token(.blockEnd, from: start)
    }
    let range = cursor.character
    cursor.at = range.upperBound
    return Token(kind: .character(byte), range: range)
  }

  /// `Map~string, int~`: a word with a `~`, on to the word with the last `~` of the line.
  private mutating func takeGenericWord() -> Bool {
    var ahead = cursor
    while let byte = ahead.peek, byte != UInt8(ascii: "~"), Whitespace.length(bytes, ahead.at) == 0 {
      ahead.at += 1
    }
    guard ahead.peek == UInt8(ascii: "~") else { return false }
    let first = ahead.at
    if !tildeLine.contains(first) {
      tildeLine = first..<ahead.restOfLine.upperBound
      lastTilde = bytes[tildeLine].lastIndex(of: UInt8(ascii: "~")) ?? first
    }
    let last = lastTilde
    guard last > first else { return false }
    cursor.at = last + 1
    while !cursor.isAtEnd, Whitespace.length(bytes, cursor.at) == 0 { cursor.at += 1 }
    return true
  }
}

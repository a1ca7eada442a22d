/// Words of the grammar of requirement diagrams, named as in mermaid's own.
enum RequirementToken: StackLexerKind {
  case title, header, newline
  case direction(Direction)
  case accTitle, accTitleValue, accDescription, accDescriptionValue, accDescriptionBlock
  case open, close, styleSeparator, colon, comma
  /// `id`, `text`, `risk`, `verifyMethod`, `type` or `docRef`.
  case field(RequirementField)
  case requirement(RequirementDiagram.Kind)
  case risk(RequirementDiagram.Risk)
  case verification(RequirementDiagram.Verification)
  case element
  case relationship(RequirementDiagram.Relationship.Kind)
  case style, classDef, `class`
  /// A word of a style.
  case styleWord
  /// Another mark of a style, without a space before it.
  case styleMark
  case leftArrow, rightArrow, line
  /// In quotes, or not.
  case quoted, unquoted
  case endOfText, invalid
}

/// A line in the braces of a requirement or an element; the raw value is the keyword.
enum RequirementField: String, CaseIterable {
  case id, text, risk
  case verifyMethod
  case type
  case docRef
}

/// Splits the text as mermaid's own lexer does: states, rules in order, letters without their case.
struct RequirementLexer: StackLexer {
  typealias Kind = RequirementToken

  enum State: StackLexerState { case initial, string, style, accTitle, accDescription, accDescriptionBlock }

  var cursor: Cursor
  var states: [State] = [.initial]
  var isDone = false
  private let directions: DirectionFinder

  init(_ text: DiagramText) {
    cursor = Cursor(text)
    directions = DirectionFinder(text.bytes, ignoringCase: true)
  }

  mutating func match() -> Token<RequirementToken>? {
    switch state {
    case .initial: return matchInitial()
    case .string: return quoted(by: .quote, as: .quoted)
    case .style: return matchStyle()
    case .accTitle: return restOfLine(.accTitleValue)
    case .accDescription: return restOfLine(.accDescriptionValue)
    case .accDescriptionBlock: return descriptionBlock(.accDescriptionBlock)
    }
  }

  private mutating func matchStyle() -> Token<RequirementToken>? {
    let start = cursor.at
    guard let byte = cursor.peek else { return token(.endOfText, from: start) }
    if !cursor.take(while: \.isWord).isEmpty { return token(.styleWord, from: start) }
    switch byte {
    case .colon, .semicolon, .percent, .hyphen, .hash:
      cursor.at += 1
      return token(.styleMark, from: start)
    case .comma:
      cursor.at += 1
      return token(.comma, from: start)
    case .space: cursor.at += 1
    case .quote:
      cursor.at += 1
      push(.string)
    case .newline:
      cursor.at += 1
      pop()
    default: return invalid()
    }
    return nil
  }

  private mutating func matchInitial() -> Token<RequirementToken>? {
    let start = cursor.at
    guard let byte = cursor.peek else { return token(.endOfText, from: start) }
    if takeTitle() { return token(.title, from: start) }
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
    if cursor.skipWideSpace() { return nil }
    if byte == .hash || cursor.seesComment() {
      cursor.takeLine()
      return nil
    }
    if let kind = takeWord() ?? takeMark() { return token(kind, from: start) }
    if byte == .quote {
      cursor.at += 1
      push(.string)
      return nil
    }
    guard byte.isWord else { return invalid() }
    cursor.take { !":,\r\n{<>-=".utf8.contains($0) }
    return Token(kind: .unquoted, range: cursor.trimmed(start..<cursor.at))
  }

  /// `title` and words after it, which no rule of the grammar reads.
  private mutating func takeTitle() -> Bool {
    func isTitle(_ byte: UInt8) -> Bool { byte != .hash && byte != .newline && byte != .semicolon }
    guard cursor.sees("title", ignoringCase: true), cursor.peek(5)?.isSpace == true,
      cursor.peek(6).map(isTitle) == true
    else { return false }
    cursor.at += 6
    cursor.take(while: isTitle)
    return true
  }

  private mutating func takeMark() -> RequirementToken? {
    if cursor.take(.openBrace) { return .open }
    if cursor.take(.closeBrace) { return .close }
    if cursor.take(.comma) { return .comma }
    if cursor.take(":::") { return .styleSeparator }
    if cursor.take(.colon) { return .colon }
    if cursor.take("<-") { return .leftArrow }
    if cursor.take("->") { return .rightArrow }
    return cursor.take(.hyphen) ? .line : nil
  }

  /// A keyword, which ends where a word does.
  private mutating func takeWord() -> RequirementToken? {
    guard cursor.peek?.isLetter == true else { return nil }
    var ahead = cursor
    let kind = Self.keywords[cursor.text(ahead.take(while: \.isWord)).lowercased()]
    guard let kind else { return nil }
    cursor = ahead
    if kind == .style || kind == .classDef || kind == .class { push(.style) }
    return kind
  }

  private static let keywords: [String: RequirementToken] = {
    var words: [String: RequirementToken] = [
      "requirementdiagram": .header, "element": .element, "style": .style, "classdef": .classDef,
      "class": .class,
    ]
    for field in RequirementField.allCases { words[field.rawValue.lowercased()] = .field(field) }
    for kind in RequirementDiagram.Kind.allCases { words[kind.rawValue.lowercased()] = .requirement(kind) }
    for risk in RequirementDiagram.Risk.allCases { words[risk.rawValue] = .risk(risk) }
    for method in RequirementDiagram.Verification.allCases { words[method.rawValue] = .verification(method) }
    for kind in RequirementDiagram.Relationship.Kind.allCases { words[kind.rawValue] = .relationship(kind) }
    return words
  }()
}

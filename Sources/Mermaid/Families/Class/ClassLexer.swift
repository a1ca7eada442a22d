/// Cuts a class diagram into tokens as mermaid's scanner does: the first rule that fits wins, and what fits
/// depends on the braces around.
struct ClassLexer: Lexer {
  typealias Kind = ClassToken

  enum Mode: Sendable, Hashable {
    case statement, namespace, namespaceBody, classWord, classBody, callback, arguments
  }

  var cursor: Cursor
  private(set) var modes: [Mode] = [.statement]
  /// The last comment after a statement; it includes the line end.
  private(set) var inlineComment: Range<Int>?
  private let directions: DirectionFinder

  init(_ text: DiagramText) {
    cursor = Cursor(text)
    directions = DirectionFinder(text.bytes)
  }

  var mode: Mode { modes.last ?? .statement }

  private mutating func leave() {
    if modes.count > 1 { modes.removeLast() }
  }

  /// Goes on at the end of the line in which `position` is, inside the same namespaces.
  mutating func skipLine(from position: Int) {
    cursor.at = position
    cursor.takeLine()
    while mode != .statement, mode != .namespaceBody { leave() }
  }

  /// Goes on after a class whose body cannot be read to its end.
  mutating func leaveBody() {
    while mode == .classBody { leave() }
  }

  mutating func next() -> Token<ClassToken> {
    while true {
      let found: Token<ClassToken>?
      switch mode {
      case .statement: found = statement()
      case .namespace: found = afterNamespace()
      case .namespaceBody: found = namespaceBody()
      case .classWord: found = afterClass()
      case .classBody: found = classBody()
      case .callback: found = callback()
      case .arguments: found = arguments()
      }
      if let found { return found }
    }
  }

  mutating func statement() -> Token<ClassToken>? {
    let start = cursor.at
    guard !cursor.isAtEnd else { return token(.endOfText, from: start) }
    if let (direction, end) = directions.statement(at: start) {
      cursor.at = end
      return token(.direction(direction), from: start)
    }
    if cursor.seesComment() {
      cursor.takeLine()
      inlineComment = start..<cursor.at
      cursor.take { $0 == .newline }
      return nil
    }
    if let found = accessibility() { return found }
    if let found = space() { return found.kind == .stray ? nil : found }
    if cursor.take("classDiagram-v2", wholeWord: true) || cursor.take("classDiagram", wholeWord: true) {
      return token(.header, from: start)
    }
    if cursor.take("[*]") { return token(.stray, from: start) }
    if cursor.sees("call"), cursor.peek(4)?.isSpace == true {
      cursor.at += 4
      cursor.skipSpace()
      modes.append(.callback)
      let name = cursor.take { $0 != UInt8(ascii: "(") }
      return Token(kind: .callbackName, range: cursor.trimmed(name))
    }
    if cursor.peek == .quote { return string() }
    if cursor.take("style", wholeWord: true) { return token(.style, from: start) }
    if cursor.take("classDef", wholeWord: true) { return token(.classDef, from: start) }
    if let found = opening() { return found }
    if cursor.peek == .colon || cursor.peek == .comma || cursor.peek == .hash {
      if let found = shared(from: start) { return found }
    }
    return anything()
  }

  private mutating func opening() -> Token<ClassToken>? {
    let start = cursor.at
    if cursor.take("namespace", wholeWord: true) {
      modes.append(.namespace)
      return token(.namespace, from: start)
    }
    if mode != .namespace, cursor.take("class", wholeWord: true) {
      modes.append(.classWord)
      return token(.classWord, from: start)
    }
    return nil
  }

  private mutating func afterNamespace() -> Token<ClassToken>? {
    let start = cursor.at
    guard !cursor.isAtEnd else { return token(.endOfText, from: start) }
    if cursor.peek == .quote { return string() }
    if let found = opening() { return found }
    if let found = space() {
      guard found.kind == .newline else { return nil }
      leave()
      return found
    }
    if cursor.take(.openBrace) {
      modes.append(.namespaceBody)
      return token(.open, from: start)
    }
    if cursor.peek == .closeBrace {
      leave()
      return nil
    }
    return anything()
  }

  private mutating func namespaceBody() -> Token<ClassToken>? {
    let start = cursor.at
    guard !cursor.isAtEnd else { return token(.endInside, from: start) }
    if cursor.peek == .quote { return string() }
    if cursor.sees("namespace", wholeWord: true), let found = opening() { return found }
    if cursor.take(.closeBrace) {
      leave()
      return token(.close, from: start)
    }
    if let found = space() { return found.kind == .stray ? nil : found }
    if cursor.take("[*]") { return token(.stray, from: start) }
    return opening() ?? anything()
  }

  private mutating func afterClass() -> Token<ClassToken>? {
    let start = cursor.at
    guard !cursor.isAtEnd else { return token(.endOfText, from: start) }
    if cursor.peek == .quote { return string() }
    if let found = space() {
      guard found.kind == .newline else { return nil }
      leave()
      return found
    }
    if cursor.take(.closeBrace) {
      leave()
      leave()
      return token(.close, from: start)
    }
    if cursor.take(.openBrace) {
      modes.append(.classBody)
      return token(.open, from: start)
    }
    return anything()
  }

  private mutating func classBody() -> Token<ClassToken>? {
    let start = cursor.at
    guard let byte = cursor.peek else { return token(.endInside, from: start) }
    switch byte {
    case .quote: return string()
    case .closeBrace:
      cursor.at += 1
      leave()
      return token(.close, from: start)
    case .openBrace:
      cursor.at += 1
      return token(.openInside, from: start)
    case .newline:
      cursor.at += 1
      return nil
    default:
      if cursor.take("[*]") { return token(.stray, from: start) }
      cursor.take { $0 != .openBrace && $0 != .closeBrace && $0 != .newline }
      return token(.member, from: start)
    }
  }

  mutating func callback() -> Token<ClassToken>? {
    let start = cursor.at
    guard cursor.take(UInt8(ascii: "(")) else {
      leave()
      return token(.unreadable, from: start)
    }
    cursor.skipSpace()
    leave()
    if !cursor.take(UInt8(ascii: ")")) { modes.append(.arguments) }
    return nil
  }

  private mutating func arguments() -> Token<ClassToken>? {
    let words = cursor.take { $0 != UInt8(ascii: ")") }
    leave()
    guard cursor.take(UInt8(ascii: ")")) else { return Token(kind: .unreadable, range: words) }
    return Token(kind: .callbackArguments, range: words)
  }
}

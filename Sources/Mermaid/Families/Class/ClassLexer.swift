/// Cuts a class diagram into tokens as mermaid's scanner does: the first rule that fits wins, and what fits
/// depends on the braces around.
struct ClassLexer: Lexer {
  typealias Kind = ClassToken

  enum Mode: Sendable, Hashable {
    case statement, namespace, namespaceBody, classWord, classBody, callback, arguments
  }

  private(set) var cursor: Cursor
  private(set) var modes: [Mode] = [.statement]
  /// The last comment behind a statement, which takes the line end with it.
  private(set) var inlineComment: Range<Int>?
  private let directions: DirectionFinder

  init(_ text: DiagramText) {
    cursor = Cursor(text)
    directions = DirectionFinder(text.bytes)
  }

  private var mode: Mode { modes.last ?? .statement }

  private mutating func leave() {
    if modes.count > 1 { modes.removeLast() }
  }

  /// Goes on at the end of the line in which `position` stands, inside the same namespaces.
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

  // MARK: by mode; `nil` when something was passed over or the mode changed

  private mutating func statement() -> Token<ClassToken>? {
    let start = cursor.at
    guard !cursor.isAtEnd else { return token(.endOfText, from: start) }
    if let (direction, end) = directions.statement(at: start) {
      cursor.at = end
      return token(.direction(direction), from: start)
    }
    if cursor.sees("%%") {
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

  private mutating func callback() -> Token<ClassToken>? {
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

  // MARK: shared rules

  /// A line end with all white space before it, or `.stray` for white space within the line.
  private mutating func space() -> Token<ClassToken>? {
    let start = cursor.at
    guard cursor.skipWideSpace() else { return nil }
    guard let last = cursor.bytes[start..<cursor.at].lastIndex(of: .newline) else {
      return token(.stray, from: start)
    }
    cursor.at = last + 1
    let first = cursor.bytes[start..<cursor.at].firstIndex(of: .newline) ?? last
    return Token(kind: .newline, range: first..<cursor.at)
  }

  private mutating func accessibility() -> Token<ClassToken>? {
    guard let (start, words, _) = cursor.takeAccessibility(ignoringCase: false) else { return nil }
    return Token(kind: start == .title ? .accessibleTitle : .accessibleDescription, range: words)
  }

  private mutating func string() -> Token<ClassToken>? {
    let start = cursor.at
    cursor.at += 1
    let words = cursor.take { $0 != .quote }
    guard cursor.take(.quote) else {
      cursor.at = start + 1
      return token(.unreadable, from: start)
    }
    return words.isEmpty ? nil : Token(kind: .string, range: words)
  }

  private static let words: [(word: StaticString, kind: ClassToken)] = [
    ("cssClass", .cssClass), ("callback", .callback), ("link", .link), ("click", .click),
    ("note for", .noteFor), ("note", .note), ("href", .href), ("_self", .linkTarget),
    ("_blank", .linkTarget), ("_parent", .linkTarget), ("_top", .linkTarget),
  ]

  private static let signs: [(sign: StaticString, kind: ClassToken)] = [
    ("<<", .annotationStart), (">>", .annotationEnd), ("<|", .end(.inheritance)), ("|>", .end(.inheritance)),
    (">", .end(.dependency)), ("<", .end(.dependency)), ("*", .end(.composition)), ("()", .end(.lollipop)),
    ("--", .line(.solid)), ("..", .line(.dotted)), (":::", .styleSeparator), ("-", .minus), (".", .dot),
    ("%", .percent), ("[", .squareOpen), ("]", .squareClose),
  ]

  private mutating func anything() -> Token<ClassToken>? {
    let start = cursor.at
    guard let byte = cursor.peek else { return nil }
    if byte == UInt8(ascii: "~") || byte == .backtick { return quoted(by: byte) }
    if byte == .colon { return label(from: start) }
    if byte.isWord {
      for (word, kind) in Self.words where cursor.take(word, wholeWord: true) {
        return token(kind, from: start)
      }
      if cursor.take("o", wholeWord: true) { return token(.end(.aggregation), from: start) }
      cursor.take(while: \.isWord)
      return token(.word, from: start)
    }
    for (sign, kind) in Self.signs where cursor.take(sign) { return token(kind, from: start) }
    let isLetter = !byte.isASCII && isLetter(cursor.text(cursor.character))
    cursor.at = cursor.character.upperBound
    if isLetter { return token(.letter, from: start) }
    return token("!#$&'+,?\\/=".utf8.contains(byte) ? .stray : .unreadable, from: start)
  }

  /// A letter of the Basic Multilingual Plane, which is all that mermaid's scanner knows.
  private func isLetter(_ text: String) -> Bool {
    guard let scalar = text.unicodeScalars.first, scalar.value < 0x10000 else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
    default: return false
    }
  }

  private mutating func label(from start: Int) -> Token<ClassToken>? {
    var ahead = cursor
    ahead.at += 1
    if !ahead.take(while: { $0 != .colon && $0 != .newline && $0 != .semicolon }).isEmpty {
      cursor = ahead
      return token(.label, from: start)
    }
    if cursor.take(":::") { return token(.styleSeparator, from: start) }
    cursor.at += 1
    return token(mode == .statement ? .colon : .unreadable, from: start)
  }

  /// Signs that are tokens between statements only.
  private mutating func shared(from start: Int) -> Token<ClassToken>? {
    if cursor.take(.comma) { return token(.comma, from: start) }
    if cursor.take(.hash) { return token(.hash, from: start) }
    return nil
  }

  private static let takenFirst: [StaticString] = [
    "cssClass", "callback", "link", "click", "note", "href",
  ]

  /// `~T~` or `` `name` ``. mermaid's scanner looks for its keywords first, even here.
  private mutating func quoted(by quote: UInt8) -> Token<ClassToken>? {
    let start = cursor.at
    cursor.at += 1
    if cursor.take(quote) { return nil }
    let isBroken =
      cursor.peek == .quote || cursor.sees("<<") || cursor.sees(">>")
      || (quote == .backtick && cursor.peek == UInt8(ascii: "~"))
      || Self.takenFirst.contains { cursor.sees($0, wholeWord: true) }
    guard !isBroken else {
      cursor.take(while: \.isWord)
      return token(.unreadable, from: start)
    }
    let words = cursor.take { $0 != quote }
    guard cursor.take(quote) else {
      cursor.at = start + 1
      return token(.unreadable, from: start)
    }
    return Token(kind: quote == .backtick ? .literal : .generic, range: words)
  }
}

/// Rules of several modes.
extension ClassLexer {
  /// A line end with all white space before it, or `.stray` for white space within the line.
  mutating func space() -> Token<ClassToken>? {
    let start = cursor.at
    guard cursor.skipWideSpace() else { return nil }
    guard let last = cursor.bytes[start..<cursor.at].lastIndex(of: .newline) else {
      return token(.stray, from: start)
    }
    cursor.at = last + 1
    let first = cursor.bytes[start..<cursor.at].firstIndex(of: .newline) ?? last
    return Token(kind: .newline, range: first..<cursor.at)
  }

  mutating func accessibility() -> Token<ClassToken>? {
    guard let (start, words, _) = cursor.takeAccessibility(ignoringCase: false) else { return nil }
    return Token(kind: .accessibility(start), range: words)
  }

  mutating func string() -> Token<ClassToken>? {
    let start = cursor.at
    cursor.at += 1
    let words = cursor.take { $0 != .quote }
    guard cursor.take(.quote) else {
      cursor.at = start + 1
      return token(.unreadable, from: start)
    }
    return words.isEmpty ? nil : Token(kind: .string, range: words)
  }

  static let words: [(word: StaticString, kind: ClassToken)] = [
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

  mutating func anything() -> Token<ClassToken>? {
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

  /// A letter of the Basic Multilingual Plane: mermaid's scanner knows no others.
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
  mutating func shared(from start: Int) -> Token<ClassToken>? {
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

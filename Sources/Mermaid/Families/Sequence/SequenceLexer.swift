/// Cuts a sequence diagram into tokens as mermaid's scanner does: the first rule that fits wins, words are
/// read without regard to case, and a keyword is one wherever a token may begin (also as a participant's
/// name, which is why `end` cannot be one).
struct SequenceLexer: Lexer {
  typealias Kind = SequenceToken

  private enum Mode { case statement, name, alias, rest }

  private(set) var cursor: Cursor
  private var mode = Mode.statement
  private var hasEnded = false

  init(_ text: DiagramText) { cursor = Cursor(text) }

  /// Goes on after the line in which `position` is.
  mutating func skipLine(from position: Int) {
    cursor.at = position
    cursor.takeLine()
    mode = .statement
  }

  mutating func next() -> Token<SequenceToken> {
    switch mode {
    case .statement: statement()
    case .name: name()
    case .alias: alias()
    case .rest: rest()
    }
  }

  private mutating func skipComment() -> Bool {
    guard cursor.peek == .hash else { return false }
    cursor.takeLine()
    return true
  }

  private mutating func statement() -> Token<SequenceToken> {
    while true {
      let start = cursor.at
      guard let byte = cursor.peek else {
        guard hasEnded else {
          hasEnded = true
          return token(.newline, from: start)
        }
        return token(.endOfText, from: start)
      }
      if byte == .newline {
        cursor.take { $0 == .newline }
        return token(.newline, from: start)
      }
      // A line end that follows white space is white space too.
      if cursor.skipWideSpace() || skipComment() { continue }
      if byte == .percent, cursor.peek(1) != .openBrace {
        cursor.takeLine()
        continue
      }
      if cursor.seesComment(afterAnyCharacter: true) {
        cursor.takeLine()
        continue
      }
      if takeNumber() { return token(.number, from: start) }
      if let found = keyword() { return found }
      if cursor.take(.comma) { return token(.comma, from: start) }
      if cursor.take(.semicolon) { return token(.newline, from: start) }
      if takeName() { return Token(kind: .name, range: cursor.trimmed(start..<cursor.at)) }
      for (word, arrow) in SequenceArrow.all where cursor.take(word, ignoringCase: true) {
        return token(.arrow(arrow), from: start)
      }
      if cursor.take(.colon) {
        cursor.take { $0 != .hash && $0 != .newline && $0 != .semicolon }
        return token(.text, from: start)
      }
      if cursor.take("+") { return token(.plus, from: start) }
      if cursor.take("-") { return token(.minus, from: start) }
      if cursor.take("()") { return token(.ring, from: start) }
      cursor.at = cursor.character.upperBound
      return token(.stray, from: start)
    }
  }

  /// `12`, `1.5`, `.25`: at most two decimals, and white space after.
  private mutating func takeNumber() -> Bool {
    var ahead = cursor
    let whole = ahead.take(while: \.isDigit)
    if ahead.peek == UInt8(ascii: ".") {
      ahead.at += 1
      let decimals = ahead.take(while: \.isDigit)
      guard decimals.count == 1 || decimals.count == 2 else { return false }
    } else if whole.isEmpty {
      return false
    }
    guard ahead.peek == .space || ahead.peek == .newline else { return false }
    cursor = ahead
    return true
  }

  private static let words: [(word: StaticString, kind: SequenceToken, mode: Mode)] = [
    ("box", .box, .rest), ("participant", .participant(.participant), .name),
    ("actor", .participant(.actor), .name), ("create", .create, .statement), ("destroy", .destroy, .name),
    ("loop", .block(.loop), .rest), ("rect", .block(.rect), .rest), ("opt", .block(.opt), .rest),
    ("alt", .block(.alt), .rest), ("else", .section(.otherwise), .rest), ("par", .block(.par), .rest),
    ("par_over", .block(.parallelOver), .rest), ("and", .section(.and), .rest),
    ("critical", .block(.critical), .rest), ("option", .section(.option), .rest),
    ("break", .block(.breaking), .rest), ("end", .end, .statement), ("left of", .leftOf, .statement),
    ("right of", .rightOf, .statement), ("links", .links, .statement), ("link", .link, .statement),
    ("properties", .properties, .statement), ("details", .details, .statement),
    ("over", .over, .statement), ("note", .note, .statement), ("activate", .activate, .name),
    ("deactivate", .deactivate, .name), ("sequenceDiagram", .start, .statement),
    ("autonumber", .autonumber, .statement), ("off", .off, .statement),
  ]

  private mutating func keyword() -> Token<SequenceToken>? {
    let start = cursor.at
    guard cursor.peek?.isLetter == true else { return nil }
    for (word, kind, next) in Self.words where cursor.take(word, ignoringCase: true, wholeWord: true) {
      mode = next
      return token(kind, from: start)
    }
    return title() ?? accessibility()
  }

  /// `title words` or `title: words`; the token is the words.
  private mutating func title() -> Token<SequenceToken>? {
    var ahead = cursor
    guard ahead.take("title", ignoringCase: true) else { return nil }
    ahead.take(.colon)
    guard let space = ahead.peek, space.isSpace else { return nil }
    ahead.at += 1
    let words = ahead.take { $0 != .hash && $0 != .newline && $0 != .semicolon }
    guard !words.isEmpty else { return nil }
    cursor = ahead
    return Token(kind: .title, range: cursor.trimmed(words))
  }

  /// `accTitle: …`, `accDescr: …`, `accDescr { … }`; the token is the words.
  private mutating func accessibility() -> Token<SequenceToken>? {
    guard let (start, words, _) = cursor.takeAccessibility(ignoringCase: true) else { return nil }
    return Token(kind: .accessibility(start), range: words)
  }

  /// A participant's name where a message or a note names it. A `-` inside it is part of it, unless an
  /// arrow begins there.
  private mutating func takeName() -> Bool {
    let isFirst: (UInt8) -> Bool = { byte in
      switch byte {
      case UInt8(ascii: "/"), .backslash, UInt8(ascii: "("), UInt8(ascii: ")"): false
      default: Self.mayStand(byte)
      }
    }
    guard !cursor.take(while: isFirst).isEmpty else { return false }
    while !seesArrow() {
      var ahead = cursor
      if ahead.peek == .hyphen { ahead.at += 1 }
      guard !ahead.take(while: Self.mayStand).isEmpty else { break }
      cursor = ahead
    }
    return true
  }

  /// Whether a name may have the byte after its first part.
  private static func mayStand(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "+"), UInt8(ascii: "<"), .hyphen, UInt8(ascii: ">"), .colon, .newline, .comma,
      .semicolon:
      false
    default: true
    }
  }

  private static let arrowStarts: [StaticString] = [
    "-x", "--", "-)", "-|\\", "-\\", "-/", "-|/", "/|-", "\\|-", "//-", "\\\\-", "()",
  ]

  private func seesArrow() -> Bool {
    Self.arrowStarts.contains { cursor.sees($0, ignoringCase: true) }
  }

  private mutating func name() -> Token<SequenceToken> {
    repeat { cursor.skipBlanks() } while skipComment()
    let start = cursor.at
    guard !cursor.isAtEnd else {
      mode = .statement
      return statement()
    }
    if cursor.take("@{") { return settings(from: start) }
    var ahead = cursor
    let plain = ahead.take {
      $0 > UInt8(ascii: ">") && $0 != UInt8(ascii: "@")
        || $0 < UInt8(ascii: "<") && !$0.isSpace && $0 != .hyphen && $0 != .colon && $0 != .comma
          && $0 != .semicolon
    }
    if !plain.isEmpty, ahead.sees("@{") {
      cursor = ahead
      return token(.name, from: start)
    }
    ahead = cursor
    if !ahead.take(while: { Self.mayName($0) && !$0.isSpace }).isEmpty {
      let end = ahead.at
      if ahead.seesAlias() {
        cursor.at = end
        mode = .alias
        return token(.name, from: start)
      }
    }
    ahead = cursor
    var words = ahead.take(while: Self.mayName)
    mode = .statement
    if !words.isEmpty {
      if let stop = ahead.peek, stop != .newline, stop != .semicolon,
        let comment = cursor.bytes[words].lastIndex(of: .hash), comment > start
      {
        words = start..<comment
        ahead.at = comment
      }
      let stop = ahead.peek
      if stop == nil || stop == .newline || stop == .semicolon || stop == .hash {
        cursor = ahead
        return Token(kind: .name, range: cursor.trimmed(words))
      }
    }
    if cursor.isAtLineEnd { return token(.unreadable, from: start) }
    cursor.takeLine()
    return token(.stray, from: start)
  }

  private static func mayName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), .colon, .newline, .comma, .semicolon, UInt8(ascii: "@"): false
    default: true
    }
  }

  /// After `@{`: everything to the next `}`.
  private mutating func settings(from start: Int) -> Token<SequenceToken> {
    let content = cursor.take { $0 != .closeBrace }
    mode = .statement
    guard cursor.take(.closeBrace) else { return token(.unreadable, from: start) }
    if cursor.seesAlias() { mode = .alias }
    return Token(kind: .settings, range: content)
  }

  private mutating func alias() -> Token<SequenceToken> {
    repeat { cursor.skipBlanks() } while skipComment()
    let start = cursor.at
    if cursor.take("as", ignoringCase: true, wholeWord: true) {
      mode = .rest
      return token(.alias, from: start)
    }
    mode = .statement
    return token(.newline, from: start)
  }

  /// After `box`, `loop`, `as` and their kin: the words to the end of the line.
  private mutating func rest() -> Token<SequenceToken> {
    repeat { cursor.skipBlanks() } while skipComment()
    let words = cursor.take { $0 != .hash && $0 != .newline && $0 != .semicolon }
    mode = .statement
    return Token(kind: .rest, range: cursor.trimmed(words))
  }
}

extension Cursor {
  /// White space, then `as`, then white space.
  fileprivate func seesAlias() -> Bool {
    var ahead = self
    return ahead.skipSpace() && ahead.take("as", ignoringCase: true) && ahead.peek?.isSpace == true
  }
}

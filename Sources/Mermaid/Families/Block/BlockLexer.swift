/// Words of the grammar of block diagrams, named as in mermaid's own.
enum BlockToken: StackLexerKind {
  case header
  /// `block:`, before the name of a group.
  case namedGroup
  case end
  /// `columns 3`; `nil` for `columns auto`.
  case columns(Int?)
  case space(Int)
  case id
  /// `:3`
  case size(Int)
  case nodeStart, nodeEnd
  case string
  case arrowStart, arrowEnd
  case arrowSides(Set<BlockDiagram.Side>)
  case link, linkStart
  case classDef, `class`, style
  /// The names after a style statement, and the rest of its line.
  case names, rest
  case accTitle, accDescription, accDescriptionBlock
  /// A keyword that no rule reads.
  case reserved
  case endOfText, invalid
}

/// Splits the text as mermaid's own lexer does: states, and rules in order.
struct BlockLexer: StackLexer {
  typealias Kind = BlockToken

  enum State: StackLexerState {
    case initial, string, node, arrow, arrowSides, linkLabel
    case classNames, classDefNames, rest
    case accTitle, accDescription, accDescriptionBlock
  }

  var cursor: Cursor
  var states: [State] = [.initial]
  var isDone = false

  init(_ text: DiagramText) { cursor = Cursor(text) }

  mutating func match() -> Token<BlockToken>? {
    let start = cursor.at
    switch state {
    case .initial: return matchInitial()
    case .string: return matchString()
    case .node:
      if takeQuote() { return nil }
      return takeAny(Self.nodeEnds) ? popped(.nodeEnd, from: start) : invalid()
    case .arrow: return matchArrow()
    case .arrowSides: return matchSides()
    case .linkLabel:
      if takeQuote() { return nil }
      cursor.skipWideSpace()
      return takeLink() ? popped(.link, from: start) : invalid()
    case .classNames: return matchNames()
    case .classDefNames: return matchClassDefName()
    case .rest: return restOfLine(.rest)
    case .accTitle, .accDescription, .accDescriptionBlock: return invalid()
    }
  }

  private mutating func popped(_ kind: BlockToken, from start: Int) -> Token<BlockToken> {
    pop()
    return token(kind, from: start)
  }

  private mutating func takeQuote() -> Bool {
    // A Markdown string gives a token that no rule reads: its backtick stays in the string, and is reported there.
    guard cursor.take(.quote) else { return false }
    push(.string)
    return true
  }

  private mutating func matchString() -> Token<BlockToken>? {
    let start = cursor.at
    if cursor.take(.quote) {
      pop()
      return nil
    }
    cursor.take { $0 != .quote }
    return token(cursor.isAtEnd ? .endOfText : .string, from: start)
  }

  // Parts of mermaid's `block.jison`, in its order.

  private static let nodeEnds: [StaticString] = [
    "(((", ")))", "))", "}}", "}", "(-", "-)", "((", "]]", "(", "])", "\\]", "/]", ")]", ")", "]>", "]",
  ]

  private static let nodeStarts: [StaticString] = [
    "-)", "(-", "))", ")", "(((", "((", "{{", "{", ">", "([", "(", "[[", "[|", "[(", "[\\", "[/", "[",
  ]

  private mutating func takeAny(_ words: [StaticString]) -> Bool { words.contains { cursor.take($0) } }

  private mutating func matchInitial() -> Token<BlockToken>? {
    let start = cursor.at
    guard !cursor.isAtEnd else { return token(.endOfText, from: start) }
    if cursor.take("block-beta", wholeWord: true) { return token(.header, from: start) }
    if cursor.take("block:") { return token(.namedGroup, from: start) }
    if cursor.take("block", wholeWord: true) { return token(.header, from: start) }
    if cursor.skipWideSpace() { return nil }
    if let kind = takeColumns() { return token(kind, from: start) }
    if takeQuote() { return nil }
    if let kind = takeSpace() { return token(kind, from: start) }
    for word in ["default", "linkStyle", "interpolate"] as [StaticString]
    where cursor.take(word, wholeWord: true) {
      return token(.reserved, from: start)
    }
    if let kind = takeStyle() { return token(kind, from: start) }
    switch takeAccessibility(ignoringCase: false) {
    case .word(let kind): return token(kind, from: start)
    case .silent: return token(.accDescriptionBlock, from: start)
    case .nothing: break
    }
    if cursor.take("end", wholeWord: true) { return token(.end, from: start) }
    return matchNode()
  }

  private mutating func matchNode() -> Token<BlockToken>? {
    let start = cursor.at
    if takeAny(Self.nodeStarts) {
      push(.node)
      return token(.nodeStart, from: start)
    }
    if cursor.take("<[") {
      push(.arrow)
      return token(.arrowStart, from: start)
    }
    if takeName() { return token(.id, from: start) }
    if takeLink() { return token(.link, from: start) }
    if takeLinkStart() {
      push(.linkLabel)
      return token(.linkStart, from: start)
    }
    if cursor.peek == .colon, cursor.peek(1)?.isDigit == true {
      cursor.at += 1
      return token(.size(takeNumber()), from: start)
    }
    return invalid()
  }

  private mutating func takeName() -> Bool {
    let start = cursor.at
    while let byte = cursor.peek, !"([-){}<>:=\n".utf8.contains(byte),
      Whitespace.length(bytes, cursor.at) == 0
    {
      cursor.at += 1
    }
    return cursor.at > start
  }

  /// Digits as a number; one that is too large for any grid where there are very many.
  private mutating func takeNumber() -> Int { Int(cursor.text(cursor.take(while: \.isDigit))) ?? .max }

  private mutating func takeColumns() -> BlockToken? {
    var ahead = cursor
    guard ahead.take("columns"), ahead.skipWideSpace() else { return nil }
    let isAutomatic = ahead.take("auto", wholeWord: true)
    guard isAutomatic || ahead.peek?.isDigit == true else { return nil }
    cursor = ahead
    return .columns(isAutomatic ? nil : takeNumber())
  }

  private mutating func takeSpace() -> BlockToken? {
    if cursor.sees("space:"), cursor.peek(6)?.isDigit == true {
      cursor.at += 6
      return .space(takeNumber())
    }
    return cursor.take("space", wholeWord: true) ? .space(1) : nil
  }

  private mutating func takeStyle() -> BlockToken? {
    let known: [(StaticString, BlockToken, State)] = [
      ("classDef", .classDef, .classDefNames), ("class", .class, .classNames), ("style", .style, .classNames),
    ]
    for (word, kind, state) in known {
      var ahead = cursor
      guard ahead.take(word), ahead.skipWideSpace() else { continue }
      cursor = ahead
      push(state)
      return kind
    }
    return nil
  }

  private mutating func matchClassDefName() -> Token<BlockToken>? {
    let start = cursor.at
    let name = cursor.take(while: \.isWord)
    guard !name.isEmpty, cursor.skipWideSpace() else { return invalid() }
    replace(with: .rest)
    return Token(kind: .names, range: name.isEmpty ? start..<start : name)
  }

  private mutating func matchNames() -> Token<BlockToken>? {
    let start = cursor.at
    guard !cursor.take(while: \.isWord).isEmpty else { return invalid() }
    while true {
      var ahead = cursor
      guard ahead.take(.comma) else { break }
      ahead.skipWideSpace()
      guard !ahead.take(while: \.isWord).isEmpty else { break }
      cursor = ahead
    }
    replace(with: .rest)
    return token(.names, from: start)
  }

  private mutating func matchArrow() -> Token<BlockToken>? {
    if takeQuote() { return nil }
    var ahead = cursor
    guard ahead.take("]>") else { return invalid() }
    ahead.skipWideSpace()
    guard ahead.take(UInt8(ascii: "(")) else { return invalid() }
    cursor = ahead
    push(.arrowSides)
    return nil
  }

  private mutating func matchSides() -> Token<BlockToken>? {
    let start = cursor.at
    if cursor.take(UInt8(ascii: ")")) {
      cursor.skipWideSpace()
      pop()
      return popped(.arrowEnd, from: start)
    }
    var ahead = cursor
    ahead.take(.comma)
    ahead.skipWideSpace()
    let words: [(StaticString, Set<BlockDiagram.Side>)] = [
      ("right", [.right]), ("left", [.left]), ("x", [.left, .right]), ("y", [.up, .down]), ("up", [.up]),
      ("down", [.down]),
    ]
    guard let sides = words.first(where: { ahead.take($0.0) })?.1 else { return invalid() }
    ahead.skipWideSpace()
    cursor = ahead
    return token(.arrowSides(sides), from: start)
  }

  /// A whole link, such as `-->`, `<==>` or `-.-`, and the white space after it.
  private mutating func takeLink() -> Bool {
    var ahead = cursor
    if let byte = ahead.peek, "xo<".utf8.contains(byte) { ahead.at += 1 }
    guard takeLine(.hyphen, &ahead) || takeLine(UInt8(ascii: "="), &ahead) || takeDots(&ahead) else {
      return false
    }
    cursor = ahead
    cursor.skipWideSpace()
    return true
  }

  /// Two or more of a mark, and one more of it or a head.
  private func takeLine(_ mark: UInt8, _ ahead: inout Cursor) -> Bool {
    var line = ahead
    let count = line.take(while: { $0 == mark }).count
    if count >= 2, let head = line.peek, "xo>".utf8.contains(head) {
      line.at += 1
    } else if count < 3 {
      return false
    }
    ahead = line
    return true
  }

  private func takeDots(_ ahead: inout Cursor) -> Bool {
    var line = ahead
    line.take(.hyphen)
    guard !line.take(while: { $0 == UInt8(ascii: ".") }).isEmpty, line.take(.hyphen) else { return false }
    if let head = line.peek, "xo>".utf8.contains(head) { line.at += 1 }
    ahead = line
    return true
  }

  /// The part of a link before its label.
  private mutating func takeLinkStart() -> Bool {
    var ahead = cursor
    if let byte = ahead.peek, "xo<".utf8.contains(byte) { ahead.at += 1 }
    guard ahead.take("--") || ahead.take("==") || ahead.take("-.") else { return false }
    cursor = ahead
    cursor.skipWideSpace()
    return true
  }
}

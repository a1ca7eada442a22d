import Diagnostics

extension SequenceGrammar {
  /// `A->>+B: words`.
  mutating func signal() throws(Abandoned) {
    let from = token.range
    let isAfterSemicolon =
      previous.kind == .newline && text.bytes[previous.range].first == .semicolon
    let separator = previous.range
    advance()
    let hasRingAtStart = take(.ring)
    guard case .arrow(let arrow) = token.kind else { throw noArrow(after: from, isAfterSemicolon, separator) }
    advance()
    let mark = token.kind
    if mark == .ring || (!hasRingAtStart && (mark == .plus || mark == .minus)) { advance() }
    let to = try expectName("the receiver of the message")
    let content = try expectText(from: from.lowerBound)
    try expectLineEnd(after: "a message")
    let symbols = (from: roster.symbol(decoded(from)), to: roster.symbol(decoded(to)))
    try mention(symbols.from, from)
    try mention(symbols.to, to)
    checkLife(symbols.from, symbols.to, to)
    let (label, wraps) = label(content)
    guard timeline.messages < limits.edges else {
      throw stop(.tooMany("messages", limit: limits.edges, at: from))
    }
    timeline.append(
      message: .init(
        from: symbols.from, to: symbols.to, text: label, line: arrow.line, toHead: arrow.toHead,
        fromHead: arrow.fromHead, hasRingAtStart: hasRingAtStart, hasRingAtEnd: mark == .ring, wraps: wraps,
        range: text.range(in: from.lowerBound..<content.upperBound)))
    if mark == .plus { activate(symbols.to) }
    if mark == .minus { deactivate(symbols.from, at: from) }
  }

  mutating func mention(_ symbol: Int, _ range: Range<Int>) throws(Abandoned) {
    _ = roster.declare(symbol, range: text.range(in: range))
    guard roster.count <= limits.nodes else {
      throw stop(.tooMany("participants", limit: limits.nodes, at: range))
    }
  }

  /// The first message after `create` goes to the created participant; the first after `destroy` goes to or from the
  /// destroyed one.
  private mutating func checkLife(_ from: Int, _ to: Int, _ range: Range<Int>) {
    if let (symbol, place) = created {
      created = nil
      let name = roster.names[symbol]
      guard symbol == to else {
        _ = fail(
          "the first message after `\(words(place))` must go to `\(name)`, "
            + "this one goes to `\(roster.names[to])`",
          at: range, fix: "send a message to `\(name)` before this one, or declare it with `participant`")
        return
      }
      timeline.append(.create(symbol))
    } else if let (symbol, place) = destroyed.last {
      let all = destroyed
      destroyed = []
      let name = roster.names[symbol]
      guard symbol == to || symbol == from else {
        let near = NearMiss.nearest(to: name, in: [roster.names[from], roster.names[to]])
        _ = fail(
          "the first message after `\(words(place))` must go to or come from `\(name)`", at: range,
          fix: near.map { "write `destroy \($0)` there" } ?? "move `\(words(place))` before its last message")
        return
      }
      for (symbol, _) in all { timeline.append(.destroy(symbol)) }
    }
  }

  private static let keywords = [
    "participant", "actor", "create", "destroy", "box", "loop", "rect", "opt", "alt", "else", "par", "and",
    "critical", "option", "break", "end", "note", "activate", "deactivate", "autonumber", "title", "links",
    "link", "properties", "details",
  ]

  private mutating func noArrow(
    after name: Range<Int>, _ isAfterSemicolon: Bool, _ separator: Range<Int>
  ) -> Abandoned {
    if isAfterSemicolon, token.kind == .newline {
      return fail(
        "`;` ends the statement, so `\(words(name))` is read as a new one", at: separator,
        fix: "write `#59;` for the `;`")
    }
    var cursor = Cursor(text.bytes, name)
    let word = cursor.take(while: \.isWord)
    let isEnd = token.kind == .newline || token.kind == .endOfText
    let isAlone = isEnd && word == name && !timeline.open.isEmpty
    if let near = NearMiss.nearest(to: words(word), in: isAlone ? ["end"] : Self.keywords) {
      return fail("`\(words(word))` does not begin a statement", at: word, fix: "write `\(near)`")
    }
    return fail(
      "an arrow must follow `\(decoded(name))`, found \(found)",
      fix: isEnd
        ? "write a message such as `\(words(name))->>Bob: words`; "
          + "to go on with the words of the line before, join them to it with `<br/>`"
        : "write an arrow such as `->>` or `-->`, and the receiver, before \(found)")
  }

  /// `: words`; the words may be missing, the `:` may not.
  mutating func expectText(from start: Int) throws(Abandoned) -> Range<Int> {
    guard token.kind == .text else {
      let written = words(lexer.cursor.trimmed(start..<max(start, previous.range.upperBound)))
      throw fail("`:` must follow here, found \(found)", fix: "write `\(written): words`")
    }
    let range = token.range.lowerBound + 1..<token.range.upperBound
    advance()
    return range
  }
}

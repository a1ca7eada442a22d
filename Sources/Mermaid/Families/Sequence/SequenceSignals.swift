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
      throw stop("more than \(limits.edges) messages", at: from)
    }
    timeline.append(
      message: .init(
        from: symbols.from, to: symbols.to, text: label, line: arrow.line, toHead: arrow.toHead,
        fromHead: arrow.fromHead, hasRingAtStart: hasRingAtStart, hasRingAtEnd: mark == .ring, wraps: wraps,
        range: text.range(in: from.lowerBound..<content.upperBound)))
    if mark == .plus { activate(symbols.to) }
    if mark == .minus { deactivate(symbols.from, at: from) }
  }

  private mutating func mention(_ symbol: Int, _ range: Range<Int>) throws(Abandoned) {
    _ = roster.declare(symbol, range: text.range(in: range))
    guard roster.count <= limits.nodes else {
      throw stop("more than \(limits.nodes) participants", at: range)
    }
  }

  /// The first message after `create` goes to whom it creates; the first after `destroy` goes to or comes
  /// from whom it destroys.
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
      return fail("`\(words(word))` begins no statement", at: word, fix: "write `\(near)`")
    }
    return fail(
      "an arrow must follow `\(decoded(name))`, found \(found)",
      fix: isEnd
        ? "write a message such as `\(words(name))->>Bob: words`; "
          + "to go on with the words of the line before, join them to it with `<br/>`"
        : "write an arrow such as `->>` or `-->`, and the receiver, before \(found)")
  }

  /// `: words`; the words may be missing, the `:` may not.
  private mutating func expectText(from start: Int) throws(Abandoned) -> Range<Int> {
    guard token.kind == .text else {
      let written = words(lexer.cursor.trimmed(start..<max(start, previous.range.upperBound)))
      throw fail("`:` must follow here, found \(found)", fix: "write `\(written): words`")
    }
    let range = token.range.lowerBound + 1..<token.range.upperBound
    advance()
    return range
  }

  // MARK: notes

  mutating func note() throws(Abandoned) {
    let start = token.range.lowerBound
    advance()
    let side = token.kind
    guard side == .leftOf || side == .rightOf || side == .over else {
      throw fail(
        "`left of`, `right of` or `over` must follow `note`, found \(found)",
        fix: "write `note over Alice: words`")
    }
    advance()
    let first = try expectName("the participant of the note")
    var last: Range<Int>?
    if side == .over, take(.comma) { last = try expectName("the second participant of the note") }
    if token.kind == .comma {
      throw fail(
        side == .over
          ? "a note spans from one participant to another, not a third"
          : "a note beside participants has one of them",
        fix: "write `note over` with the first and the last participant")
    }
    let content = try expectText(from: start)
    try expectLineEnd(after: "a note")
    let symbol = roster.symbol(decoded(first))
    try mention(symbol, first)
    var other = symbol
    if let last {
      other = roster.symbol(decoded(last))
      try mention(other, last)
    }
    let (label, wraps) = label(content)
    let place: SequenceDiagram.Note.Place =
      switch side {
      case .leftOf: .left(of: symbol)
      case .rightOf: .right(of: symbol)
      default: .over(first: symbol, last: other)
      }
    timeline.append(.note(.init(place: place, text: label, wraps: wraps)))
  }

  // MARK: links and properties

  mutating func attachment() throws(Abandoned) {
    let kind = token.kind
    let start = token.range.lowerBound
    advance()
    let who = try expectName("the participant")
    let content = lexer.cursor.trimmed(try expectText(from: start))
    try expectLineEnd(after: "the text")
    let symbol = roster.symbol(decoded(who))
    try mention(symbol, who)
    if kind == .link || kind == .links, let figure = roster.participant(symbol)?.kind, figure.isFigure {
      findings.report(
        .mermaidSyntax, "mermaid.js cannot draw the links of \(figure == .actor ? "an" : "a") \(figure)",
        at: text.range(in: start..<who.upperBound), fix: "declare it as a `participant`")
    }
    switch kind {
    case .link: link(symbol, content)
    case .links: links(symbol, content)
    // Properties and details only choose CSS classes of the page that shows the diagram.
    default: break
    }
  }

  /// `Title @ https://…`
  private mutating func link(_ symbol: Int, _ range: Range<Int>) {
    guard let at = text.bytes[range].firstIndex(of: UInt8(ascii: "@")) else {
      findings.warn(
        "this link has no address", at: text.range(in: range),
        fix: "write `link NAME: Title @ https://…`")
      return
    }
    let title = decoded(lexer.cursor.trimmed(range.lowerBound..<at))
    let address = lexer.cursor.trimmed(at + 1..<range.upperBound)
    let link = DiagramLink(destination: decoded(address), range: text.range(in: address))
    roster.add(.init(title: title, link: link), to: symbol)
  }

  /// `{"Title": "https://…"}`
  private mutating func links(_ symbol: Int, _ range: Range<Int>) {
    let place = text.range(in: range)
    guard let value = Self.object(decoded(range)) else {
      findings.warn(
        "these links are not JSON, and mermaid.js leaves them out", at: place,
        fix: "write `{\"Title\": \"https://…\"}`")
      return
    }
    for member in value {
      guard let address = member.value.text else { continue }
      let link = DiagramLink(destination: address, range: place)
      roster.add(.init(title: member.name, link: link), to: symbol)
    }
  }

  private static func object(_ text: String) -> [ConfigValue.Member]? {
    do throws(YAMLSubset.Failure) {
      if case .mapping(let members) = try YAMLSubset.parseFlow(Array(text.utf8)) { return members }
    } catch {}
    return nil
  }

  // MARK: numbers

  mutating func autonumber() throws(Abandoned) {
    advance()
    if take(.off) {
      try expectLineEnd(after: "`autonumber off`")
      timeline.append(.autonumber(nil))
      return
    }
    var values: [Double] = []
    while token.kind == .number, values.count < 2 {
      values.append(Double(words(token.range)) ?? 0)
      advance()
    }
    guard token.kind == .newline else {
      throw fail(
        "`autonumber` takes a start and a step, numbers with at most two decimals, or `off`; found \(found)",
        fix: "write `autonumber 10 5`")
    }
    advance()
    if let start = values.first {
      // Zero counts as not given, as in mermaid.js.
      if start != 0 { timeline.number = start }
      timeline.step = values.count > 1 && values[1] != 0 ? values[1] : values.count > 1 ? timeline.step : 1
    }
    timeline.append(.autonumber(.init(start: timeline.number, step: timeline.step)))
  }
}

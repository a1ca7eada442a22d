import Diagnostics

/// Notes, links of participants, and `autonumber`.
extension SequenceGrammar {
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
  mutating func link(_ symbol: Int, _ range: Range<Int>) {
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
  mutating func links(_ symbol: Int, _ range: Range<Int>) {
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

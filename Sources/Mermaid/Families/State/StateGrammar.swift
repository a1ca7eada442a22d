import Diagnostics

/// Reads `stateDiagram` and `stateDiagram-v2` with mermaid.js's own grammar.
struct StateGrammar: TokenGrammar {
  var reading: Reading
  var lexer: StateLexer
  var token: Token<StateToken>
  private var builder = StateBuilder()
  /// The braces of the composite states that are open.
  private var open: [Range<Int>] = []
  private var statementStart = 0

  init(_ reading: Reading) {
    self.reading = reading
    lexer = StateLexer(reading.text)
    token = lexer.next()
  }

  private func trimmedWords(_ range: Range<Int>) -> String { words(Cursor(text).trimmed(range)) }

  // MARK: Document

  mutating func read() -> StateDiagram? {
    while token.kind == .newline { advance() }
    guard take(.header) else {
      findings.report(
        .mermaidSyntax, "a state diagram begins with `stateDiagram-v2` on a line of its own",
        at: text.range(in: token.range), fix: "write `stateDiagram-v2` and a new line")
      return nil
    }
    while !findings.isFull {
      statementStart = token.range.lowerBound
      if token.kind == .endOfText { break }
      do throws(Mistake) {
        try statement()
      } catch {
        findings.report(error, in: text)
        if error.rule == .mermaidLimit { return nil }
        let rest = text.passedOver(after: error, statementStart: statementStart)
        lexer.restart(at: rest.upperBound, depth: open.count)
        advance()
      }
    }
    if let brace = open.last, !findings.isFull {
      findings.report(
        .mermaidSyntax, "this \"{\" has no \"}\"", at: text.range(in: brace),
        fix: "write `}` on a line of its own after the last statement of the composite state")
    }
    guard !findings.hasErrors else { return nil }
    if let (id, range) = builder.compositeWithDescriptions {
      findings.report(
        .mermaidSyntax, "the composite state \"\(id)\" has more than one description", at: range,
        fix: "keep one of them")
      return nil
    }
    return builder.build()
  }

  private mutating func statement() throws(Mistake) {
    let range = token.range
    switch token.kind {
    case .newline, .hideEmpty: advance()
    case .id, .edgeState: try states()
    case .compositeState: try compositeState()
    case .stateDescription: try describedState()
    case .fork: declare(.fork)
    case .join: declare(.join)
    case .choice: declare(.choice)
    case .concurrent:
      builder.nextRegion()
      advance()
    case .blockEnd:
      open.removeLast()
      builder.closeComposite()
      advance()
    case .note: try note()
    case .direction(let direction):
      builder.setDirection(direction)
      advance()
    case .scale:
      advance()
      guard take(.width) else { throw unexpected("expected a width in pixels after `scale`") }
    case .classDef:
      advance()
      guard token.kind == .classDefID else {
        throw Mistake(
          "a state diagram cannot define the class `default`", at: token.range,
          fix: "define a class of another name and give it with `class A,B name`")
      }
      let name = trimmedWords(token.range)
      advance()
      builder.classes.define([name], text.bytes[token.range])
      advance()
    case .class:
      advance()
      guard token.kind == .classIDs else {
        throw unexpected("expected ids of states, separated by commas, after `class`")
      }
      let ids = token.range
      advance()
      builder.add(class: trimmedWords(token.range), to: trimmedWords(ids))
      advance()
    case .style:
      advance()
      guard token.kind == .styleIDs else {
        throw unexpected("expected ids of states, separated by commas, after `style`")
      }
      let ids = token.range
      advance()
      builder.style(trimmedWords(ids), text.bytes[token.range])
      advance()
    case .click: try click()
    case .accTitle:
      advance()
      header.accessibleTitle = Label.decoded(text.bytes[Cursor(text).trimmed(token.range)])
      advance()
    case .accDescription:
      advance()
      header.accessibleDescription = Label.decoded(text.bytes[Cursor(text).trimmed(token.range)])
      advance()
    case .accDescriptionBlock:
      header.accessibleDescription = Label.description(text.bytes[Cursor(text).trimmed(range)])
      advance()
    case .twoWordName:
      // Its body is read all the same, so that its "}" finds it.
      open.append(range)
      builder.openComposite(reference(trimmedWords(range), range), label: nil)
      throw Mistake(
        "a state's id is one word, found \"\(trimmedWords(range))\"", at: range,
        fix: "write `state \"\(trimmedWords(range))\" as id {`")
    default: throw unexpected("\(found) cannot begin a statement")
    }
    try checkSize(at: range)
  }

  private func checkSize(at range: Range<Int>) throws(Mistake) {
    guard builder.stateCount <= limits.nodes else {
      throw Mistake(
        "the diagram has more than \(limits.nodes) states", at: range, fix: "split it into several diagrams",
        rule: .mermaidLimit)
    }
    guard builder.transitionCount <= limits.edges else {
      throw Mistake(
        "the diagram has more than \(limits.edges) transitions", at: range,
        fix: "split it into several diagrams", rule: .mermaidLimit)
    }
  }

  // MARK: States and transitions

  /// `A`, `A : text`, `A --> B`, `A --> B : text`, each id with its class behind `:::`.
  private mutating func states() throws(Mistake) {
    let start = token.range.lowerBound
    let from = try stateReference()
    guard take(.arrow) else {
      let state = builder.mention(from, isSource: true)
      if token.kind == .description { builder.describe(state, takeDescription()) }
      return
    }
    guard token.kind == .id || token.kind == .edgeState else {
      throw unexpected("this arrow leads nowhere", fix: "write a state after `-->`")
    }
    let to = try stateReference()
    let source = builder.mention(from, isSource: true)
    let target = builder.mention(to, isSource: false)
    let end = max(token.range.lowerBound, start)
    let label = token.kind == .description ? takeDescription() : nil
    builder.transition(
      from: source, to: target, label: label, range: text.range(in: Cursor(text).trimmed(start..<end)))
  }

  private mutating func stateReference() throws(Mistake) -> StateBuilder.Reference {
    let range = token.range
    let isEdge = token.kind == .edgeState
    advance()
    var name: String?
    if take(.styleSeparator) {
      guard token.kind == .id else { throw unexpected("expected the name of a class after `:::`") }
      name = trimmedWords(token.range)
      advance()
    }
    let id = trimmedWords(range)
    if !isEdge, id == "}" || (id.count > 1 && id.hasSuffix(";")) {
      let sign = id == "}" ? "}" : ";"
      findings.report(
        .mermaidDoubtful, "\"\(sign)\" is read as part of a state's id", at: text.range(in: range),
        fix: "remove the \"\(sign)\"")
    }
    return StateBuilder.Reference(
      id: id, isEdge: isEdge, className: name, range: text.range(in: Cursor(text).trimmed(range)))
  }

  private mutating func takeDescription() -> RichText {
    var range = token.range
    if !range.isEmpty { range = range.lowerBound + 1..<range.upperBound }
    advance()
    return Label.markdown(text.bytes[Cursor(text).trimmed(range)])
  }

  /// `state A { … }`. `state A` alone says nothing that is drawn, as in mermaid.js.
  private mutating func compositeState() throws(Mistake) {
    let range = token.range
    let id = trimmedWords(range)
    advance()
    if token.kind == .compositeState, trimmedWords(token.range).lowercased() == "<<history>>" {
      builder.declare(reference(id, range), kind: .history(deep: false))
      advance()
      return
    }
    guard token.kind == .blockStart else { return }
    try openComposite(id, range, label: nil)
  }

  /// `state "text" as A`, with or without a body.
  private mutating func describedState() throws(Mistake) {
    let label = Label.markdown(text.bytes[Cursor(text).trimmed(token.range)])
    let place = token.range
    advance()
    guard take(.as), token.kind == .id else {
      throw Mistake(
        "a state in quotes needs an id", at: place, fix: "write `state \"\(trimmedWords(place))\" as id`")
    }
    let range = token.range
    advance()
    let parts = trimmedWords(range).split(separator: ":", omittingEmptySubsequences: false)
    let id = (parts.first.map(String.init) ?? "").trimmingSpace()
    if token.kind == .blockStart {
      try openComposite(trimmedWords(range), range, label: label)
      return
    }
    let state = builder.declare(reference(id, range), kind: nil)
    builder.describe(state, label)
    if parts.count > 1 { builder.describe(state, Label.markdown(parts[1].utf8)) }
  }

  private func reference(_ id: String, _ range: Range<Int>) -> StateBuilder.Reference {
    StateBuilder.Reference(
      id: id, isEdge: false, className: nil, range: text.range(in: Cursor(text).trimmed(range)))
  }

  private mutating func openComposite(
    _ id: String, _ range: Range<Int>, label: RichText?
  ) throws(Mistake) {
    guard open.count < limits.depth else {
      throw Mistake(
        "composite states are nested more than \(limits.depth) deep", at: range, fix: "take some of them out",
        rule: .mermaidLimit)
    }
    open.append(token.range)
    builder.openComposite(reference(id, range), label: label)
    advance()
  }

  private mutating func declare(_ kind: StateDiagram.Kind) {
    builder.declare(reference(trimmedWords(token.range), token.range), kind: kind)
    advance()
  }

  private mutating func note() throws(Mistake) {
    let start = token.range
    advance()
    if token.kind == .noteText {
      // A note of its own, `note "text" as N`: mermaid.js reads it and draws nothing.
      advance()
      guard take(.as), take(.id) else {
        throw Mistake("a note in quotes needs an id", at: start, fix: "write `note \"text\" as N1`")
      }
      return
    }
    let side: StateDiagram.Note.Side = token.kind == .leftOf ? .left : .right
    guard token.kind == .leftOf || token.kind == .rightOf else {
      throw unexpected("a note stands `left of` or `right of` a state", fix: "write `note right of A : text`")
    }
    advance()
    guard token.kind == .id else { throw unexpected("expected the id of a state after `note \(side) of`") }
    let state = token.range
    advance()
    guard token.kind == .noteText else {
      throw Mistake(
        "this note has no text", at: start,
        fix: "write `note \(side) of \(trimmedWords(state)) : text`, or lines of text and `end note`",
        resume: start.lowerBound)
    }
    builder.note(
      reference(trimmedWords(state), state), side: side,
      text: Label.plain(Self.withoutIndentation(text.bytes[Cursor(text).trimmed(token.range)])))
    advance()
  }

  private static func withoutIndentation(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isStart = false
    for byte in bytes {
      if byte == .newline {
        isStart = true
      } else if isStart, byte.isBlank {
        continue
      } else {
        isStart = false
      }
      result.append(byte)
    }
    return result
  }

  /// `click A "address" "tooltip"` and `click A href "address"`.
  private mutating func click() throws(Mistake) {
    advance()
    guard token.kind == .id || token.kind == .edgeState else {
      throw unexpected("expected the id of a state after `click`")
    }
    let state = try stateReference()
    let hasWord = take(.href)
    guard token.kind == .string else { throw unexpected("expected an address in double quotes") }
    let address = token.range
    advance()
    var tooltip: String?
    if !hasWord {
      guard token.kind == .string else {
        throw unexpected("expected a tooltip in double quotes after the address")
      }
      tooltip = Label.decoded(text.bytes[token.range])
      advance()
    }
    guard take(.newline) else { throw unexpected("expected a line end after `click`") }
    builder.link(
      state,
      DiagramLink(
        destination: Label.decoded(text.bytes[address]), tooltip: tooltip, range: text.range(in: address)))
  }

  // MARK: Messages

  private var found: String {
    var cursor = Cursor(text)
    cursor.at = token.range.lowerBound
    return cursor.found
  }

  private func unexpected(_ message: String, fix: String? = nil) -> Mistake {
    let bytes = text.bytes
    let at = token.range.lowerBound
    let place = Cursor(text).trimmed(token.range)
    if token.kind == .invalid, at < bytes.count {
      switch bytes[at] {
      case .hyphen where bytes[at...].starts(with: "->".utf8):
        return Mistake("\"->\" is no transition", at: at..<at + 2, fix: "write `-->`")
      case .hyphen:
        return Mistake(
          "\"-\" cannot stand in a state's id", at: token.range,
          fix: "write an id without it, and `state \"text\" as id` for its text")
      case .colon:
        return Mistake("the text after this \":\" is missing", at: token.range, fix: "write `A : text`")
      default: break
      }
    }
    switch token.kind {
    case .description:
      return Mistake(
        "a second \":\" begins here", at: place, fix: "write the entity code `#58;` for a colon in a text")
    case .arrow:
      return Mistake("this arrow has no state before it", at: place, fix: "write a state before `-->`")
    case .blockStart:
      return Mistake("\"{\" opens no composite state here", at: place, fix: "write `state id {`")
    case .default, .click, .href:
      return Mistake(
        "`\(trimmedWords(place))` is a keyword and cannot be a state's id", at: place,
        fix: "write another id, and `state \"\(trimmedWords(place))\" as id` for its text")
    default: return Mistake(message, at: place, fix: fix)
    }
  }
}

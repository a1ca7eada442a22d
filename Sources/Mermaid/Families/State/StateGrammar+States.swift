import Diagnostics

/// States, transitions, notes and links.
extension StateGrammar {
  /// `A`, `A : text`, `A --> B`, `A --> B : text`, each id with its class after `:::`.
  mutating func states() throws(Mistake) {
    let start = token.range.lowerBound
    let from = try stateReference()
    guard take(.arrow) else {
      let state = builder.mention(from, isSource: true)
      if token.kind == .description { builder.describe(state, takeDescription()) }
      return
    }
    guard token.kind == .id || token.kind == .edgeState else {
      throw unexpected("this arrow has no target", fix: "write a state after `-->`")
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
  mutating func compositeState() throws(Mistake) {
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
  mutating func describedState() throws(Mistake) {
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

  func reference(_ id: String, _ range: Range<Int>) -> StateBuilder.Reference {
    StateBuilder.Reference(
      id: id, isEdge: false, className: nil, range: text.range(in: Cursor(text).trimmed(range)))
  }

  mutating func openComposite(
    _ id: String, _ range: Range<Int>, label: RichText?
  ) throws(Mistake) {
    guard open.count < limits.depth else {
      throw .tooDeep("composite states", limit: limits.depth, at: range)
    }
    open.append(token.range)
    builder.openComposite(reference(id, range), label: label)
    advance()
  }

  mutating func declare(_ kind: StateDiagram.Kind) {
    builder.declare(reference(trimmedWords(token.range), token.range), kind: kind)
    advance()
  }

  mutating func note() throws(Mistake) {
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
      throw unexpected(
        "a note must be `left of` or `right of` a state", fix: "write `note right of A : text`")
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
  mutating func click() throws(Mistake) {
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
}

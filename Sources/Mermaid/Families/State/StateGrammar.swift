import Diagnostics

/// Reads `stateDiagram` and `stateDiagram-v2` with mermaid.js's own grammar.
struct StateGrammar: TokenGrammar {
  var reading: Reading
  var lexer: StateLexer
  var token: Token<StateToken>
  var builder = StateBuilder()
  /// The braces of the composite states that are open.
  var open: [Range<Int>] = []
  private var statementStart = 0

  init(_ reading: Reading) {
    self.reading = reading
    lexer = StateLexer(reading.text)
    token = lexer.next()
  }

  func trimmedWords(_ range: Range<Int>) -> String { words(Cursor(text).trimmed(range)) }

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
    case .accTitle, .accDescription, .accDescriptionBlock: accessibilityStatement()
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
      throw .tooMany("states", limit: limits.nodes, at: range)
    }
    guard builder.transitionCount <= limits.edges else {
      throw .tooMany("transitions", limit: limits.edges, at: range)
    }
  }

  private var found: String {
    var cursor = Cursor(text)
    cursor.at = token.range.lowerBound
    return cursor.found
  }

  func unexpected(_ message: String, fix: String? = nil) -> Mistake {
    let bytes = text.bytes
    let at = token.range.lowerBound
    let place = Cursor(text).trimmed(token.range)
    if token.kind == .invalid, at < bytes.count {
      switch bytes[at] {
      case .hyphen where bytes[at...].starts(with: "->".utf8):
        return Mistake("\"->\" is not a transition", at: at..<at + 2, fix: "write `-->`")
      case .hyphen:
        return Mistake(
          "\"-\" is not allowed in a state's id", at: token.range,
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
      return Mistake("\"{\" does not open a composite state here", at: place, fix: "write `state id {`")
    case .default, .click, .href:
      return Mistake(
        "`\(trimmedWords(place))` is a keyword and cannot be a state's id", at: place,
        fix: "write another id, and `state \"\(trimmedWords(place))\" as id` for its text")
    default: return Mistake(message, at: place, fix: fix)
    }
  }
}

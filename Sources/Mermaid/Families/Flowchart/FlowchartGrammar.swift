import Diagnostics

/// Reads `flowchart` and `graph` with mermaid.js's own grammar, statement by statement: a mistake costs its
/// line, and reading goes on with the next.
struct FlowchartGrammar: TokenGrammar {
  var reading: Reading
  var lexer: FlowchartLexer
  var token: Token<FlowchartToken>
  var builder = FlowchartBuilder()
  /// Names in `class`, `click` and `style`, to be looked up when everything is read.
  var references: [(id: String, range: Range<Int>)] = []
  /// Where the statement that is being read begins.
  private var statementStart = 0
  /// A limit is exceeded: nothing more is read.
  private var isStopped = false

  init(_ reading: Reading) {
    self.reading = reading
    self.reading.text.dropSpaceAfterBraces()
    lexer = FlowchartLexer(self.reading.text)
    token = lexer.next()
  }

  mutating func read() -> Flowchart? {
    attempt { (grammar) throws(Mistake) in try grammar.head() }
    while !findings.isFull, !isStopped {
      statementStart = token.range.lowerBound
      if token.kind == .endOfText { break }
      attempt { (grammar) throws(Mistake) in try grammar.statement() }
    }
    if let frame = builder.open.last, !findings.isFull, !isStopped {
      findings.report(
        .mermaidSyntax, "this subgraph has no `end`", at: text.range(in: frame.keyword),
        fix: "write `end` on a line of its own after its last statement")
    }
    guard !findings.hasErrors else { return nil }
    let chart = builder.build()
    checkReferences()
    checkDepth(chart)
    return chart
  }

  /// Reads with `body`; after a mistake goes on with the line after it.
  private mutating func attempt(_ body: (inout Self) throws(Mistake) -> Void) {
    do throws(Mistake) {
      try body(&self)
    } catch {
      findings.report(error, in: text)
      if error.rule == .mermaidLimit { isStopped = true }
      lexer.restart(at: text.passedOver(after: error, statementStart: statementStart).upperBound)
      advance()
    }
  }

  private mutating func head() throws(Mistake) {
    while token.kind == .space || token.kind == .newline { advance() }
    guard token.kind == .graph else {
      throw Mistake(
        "a flowchart begins with `flowchart` or `graph` as a word of its own", at: token.range,
        fix: "write `flowchart TD`")
    }
    advance()
    if take(.noDirection) { return }
    let place = token.range
    guard token.kind == .direction else {
      let start = Whitespace.end(text.bytes, place.lowerBound)
      var end = start
      while end < text.bytes.count, !text.bytes[end].isSpace, text.bytes[end] != .semicolon { end += 1 }
      let word = words(start..<end)
      throw Mistake(
        word.isEmpty ? "a flowchart's first line ends with its direction" : "\"\(word)\" is not a direction",
        at: start..<end,
        fix: "write one of `TB`, `TD`, `BT`, `LR` and `RL`, and the statements on the lines below",
        resume: end)
    }
    builder.direction = Self.direction(words(place))
    advance()
    let spaces = token.range
    while token.kind == .space { advance() }
    if token.kind == .newline || (token.kind == .semicolon && spaces.lowerBound == token.range.lowerBound) {
      return
    }
    throw Mistake(
      "the direction is followed by \(found) on the same line", at: token.range,
      fix: "begin a new line after the direction", resume: token.range.lowerBound)
  }

  private static func direction(_ word: String) -> Direction {
    switch word.drop(while: \.isWhitespace) {
    case "LR", ">": .leftToRight
    case "RL", "<": .rightToLeft
    case "BT", "^": .bottomToTop
    default: .topToBottom
    }
  }

  private mutating func statement() throws(Mistake) {
    switch token.kind {
    case .newline, .semicolon, .space: advance()
    case .subgraph: try subgraph()
    case .end: try end()
    case .directionStatement(let direction):
      builder.setDirection(direction)
      advance()
    case .accTitle, .accDescription, .accDescriptionBlock: accessibilityStatement()
    case .style: try styleStatement()
    case .linkStyle: try linkStyleStatement()
    case .classDef: try classDefStatement()
    case .class: try classStatement()
    case .click: try clickStatement()
    default: try vertexStatement()
    }
  }

  /// A statement ends at a line end, a `;` or the end of the diagram.
  mutating func separator(after what: String) throws(Mistake) {
    switch token.kind {
    case .newline, .semicolon: advance()
    case .endOfText: break
    default: throw unexpected(after: what)
    }
  }

  private mutating func subgraph() throws(Mistake) {
    let keyword = token.range
    guard builder.open.count < limits.depth else {
      throw .tooDeep("subgraphs", limit: limits.depth, at: keyword)
    }
    advance()
    guard take(.space) else {
      if token.kind == .newline || token.kind == .semicolon || token.kind == .endOfText {
        // The content is still read, so that its `end` is matched.
        builder.openSubgraph(id: nil, title: "", keyword: keyword, range: text.range(in: keyword))
        throw Mistake("this subgraph has no name", at: keyword, fix: "write `subgraph name`")
      }
      throw unexpected(after: "`subgraph`")
    }
    let start = token.range.lowerBound
    var name: [UInt8] = []
    var isMarkdown = false
    var end = start
    if token.kind == .string || token.kind == .markdownString {
      isMarkdown = token.kind == .markdownString
      name += text.bytes[token.range]
      end = token.range.upperBound
      advance()
    }
    while Self.isTitleToken(token.kind) {
      name += text.bytes[token.range]
      end = token.range.upperBound
      advance()
    }
    guard end > start else {
      builder.openSubgraph(id: nil, title: "", keyword: keyword, range: text.range(in: keyword))
      throw unexpected(after: "`subgraph`")
    }
    let nameText = String(decoding: name, as: UTF8.self)
    let trimmedName = nameText.trimmingSpace()
    var title = isMarkdown ? Label.markdown(name) : Label.plain(name)
    var id: String? = nameText.contains(where: \.isWhitespace) ? nil : trimmedName
    let range = text.range(in: start..<end)
    if token.kind == .squareStart {
      let opening = token.range
      advance()
      id = trimmedName
      builder.openSubgraph(id: id, title: Label.plain(name), keyword: keyword, range: range)
      let label = try labelText(opening, id: "subgraph \(trimmedName)")
      guard take(.squareEnd) else { throw labelMistake(opening, id: "subgraph \(trimmedName)", close: "]") }
      title = label.rich
      builder.retitle(title)
    } else {
      builder.openSubgraph(id: id, title: title, keyword: keyword, range: range)
    }
    try separator(after: "the title of the subgraph")
  }

  private static func isTitleToken(_ kind: FlowchartToken) -> Bool {
    switch kind {
    case .number, .nodeString, .space, .minus, .ampersand, .unicodeText, .colon, .asterisk, .hash, .style,
      .linkStyle, .classDef, .class, .click, .graph, .direction, .subgraph, .end, .down, .up, .startLink:
      true
    default: false
    }
  }

  private mutating func end() throws(Mistake) {
    guard !builder.open.isEmpty else {
      throw Mistake(
        "no subgraph is open for this `end`", at: trimmedEnd(token.range),
        fix: "remove it; a node of that name is written `End`, or `e[\"end\"]`")
    }
    advance()
    builder.closeSubgraph()
  }

  private func trimmedEnd(_ range: Range<Int>) -> Range<Int> { Cursor(text).trimmed(range) }

  private mutating func checkReferences() {
    for (id, range) in references where !builder.isKnown(id) {
      let near = NearMiss.nearest(to: id, in: builder.knownIDs)
      findings.report(
        .mermaidUnknownNode, "no node, edge or subgraph is called \"\(id)\"", at: text.range(in: range),
        fix: near.map { "write `\($0)`" })
    }
  }

  private mutating func checkDepth(_ chart: Flowchart) {
    var depth = [Int](repeating: 1, count: chart.subgraphs.count)
    for (index, subgraph) in chart.subgraphs.enumerated() {
      if let parent = subgraph.parent { depth[index] = depth[parent] + 1 }
      if depth[index] > limits.depth, let range = subgraph.range {
        let mistake = Mistake.tooDeep("subgraphs", limit: limits.depth, at: range)
        return findings.report(mistake.rule, mistake.message, at: range, fix: mistake.fix)
      }
    }
  }
}

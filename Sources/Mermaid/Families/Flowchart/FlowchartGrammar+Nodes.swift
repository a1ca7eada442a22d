import Diagnostics

/// Nodes, edges and their labels.
extension FlowchartGrammar {
  struct LabelText {
    var rich: RichText
    var isEmpty: Bool { rich.isEmpty }
  }

  mutating func vertexStatement() throws(Mistake) {
    var sources = try nodeGroup()
    var last = sources.last
    while token.kind == .link || token.kind == .startLink || token.kind == .linkID {
      let start = token.range.lowerBound
      let edge = try link()
      let targets = try nodeGroup(afterLink: start)
      let count = builder.drafts.count + sources.count * targets.count
      guard count <= limits.flowchartEdges else {
        throw .tooMany("edges", limit: limits.flowchartEdges, at: start..<token.range.lowerBound)
      }
      builder.edges(from: sources, to: targets, edge)
      sources = targets
      last = targets.last
    }
    try separator(after: last.map { "`\($0)`" } ?? "the node")
  }

  /// `A`, `A & B`, `A@{ … } & B:::class`.
  private mutating func nodeGroup(afterLink link: Int? = nil) throws(Mistake) -> [String] {
    var ids = [try styledVertex(afterLink: link)]
    while true {
      if token.kind == .shapeData {
        try shapeData(of: ids[ids.count - 1])
        guard token.kind == .space else { return ids }
        let space = token.range
        skipSpaces()
        guard token.kind == .ampersand else {
          if token.kind == .newline || token.kind == .semicolon || token.kind == .endOfText {
            throw Mistake(
              "white space follows `@{ … }` before the end of the statement", at: space, fix: "remove it")
          }
          throw unexpected(after: "`@{ … }`")
        }
      } else if token.kind == .space {
        skipSpaces()
        guard token.kind == .ampersand else { return ids }
      } else {
        return ids
      }
      let ampersand = token.range
      advance()
      guard token.kind == .space else {
        throw Mistake(
          "\"&\" needs white space on both sides to join nodes", at: ampersand, fix: "write `A & B`")
      }
      skipSpaces()
      ids.append(try styledVertex())
    }
  }

  private mutating func skipSpaces() {
    while token.kind == .space { advance() }
  }

  private mutating func styledVertex(afterLink link: Int? = nil) throws(Mistake) -> String {
    let id = try vertex(afterLink: link)
    if take(.styleSeparator) {
      guard let (name, _) = idString() else { throw unexpected(after: "`:::`") }
      builder.add(class: name, to: id)
    }
    return id
  }

  /// An id: words of letters, digits and a few signs without a space between them.
  mutating func idString() -> (id: String, range: Range<Int>)? {
    let start = token.range.lowerBound
    var end = start
    while Self.isIDToken(token.kind) {
      end = token.range.upperBound
      advance()
    }
    return end > start ? (words(start..<end), start..<end) : nil
  }

  static func isIDToken(_ kind: FlowchartToken) -> Bool {
    switch kind {
    case .number, .nodeString, .down, .minus, .default, .comma, .colon, .ampersand, .hash, .asterisk,
      .unicodeText:
      true
    default: false
    }
  }

  private mutating func vertex(afterLink link: Int?) throws(Mistake) -> String {
    guard let (id, range) = idString() else { throw nodeMistake(afterLink: link) }
    guard builder.vertices.count < limits.nodes else {
      throw .tooMany("nodes", limit: limits.nodes, at: range)
    }
    builder.vertex(id, range: text.range(in: range))
    builder.mention(id)
    let opening = token.range
    switch token.kind {
    case .squareStart: try shape(id, opening, [.squareEnd], "]", .rectangle)
    case .doubleCircleStart: try shape(id, opening, [.doubleCircleEnd], ")))", .doubleCircle)
    case .ellipseStart: try shape(id, opening, [.ellipseEnd], "-)", .ellipse)
    case .stadiumStart: try shape(id, opening, [.stadiumEnd], "])", .stadium)
    case .subroutineStart: try shape(id, opening, [.subroutineEnd], "]]", .subroutine)
    case .cylinderStart: try shape(id, opening, [.cylinderEnd], ")]", .cylinder)
    case .tagEnd: try shape(id, opening, [.squareEnd], "]", .asymmetric)
    case .parenthesisStart:
      advance()
      if token.kind == .parenthesisStart {
        let both = opening.lowerBound..<token.range.upperBound
        try shape(id, both, [.parenthesisEnd, .parenthesisEnd], "))", .circle)
      } else {
        try shapeRest(id, opening, [.parenthesisEnd], ")", .rounded)
      }
    case .diamondStart:
      advance()
      if token.kind == .diamondStart {
        let both = opening.lowerBound..<token.range.upperBound
        try shape(id, both, [.diamondEnd, .diamondEnd], "}}", .hexagon)
      } else {
        try shapeRest(id, opening, [.diamondEnd], "}", .diamond)
      }
    case .trapezoidStart: try trapezoid(id, opening, .trapezoid, .leanRight)
    case .invertedTrapezoidStart: try trapezoid(id, opening, .leanLeft, .invertedTrapezoid)
    case .propertiesStart: try nodeWithProperties(id, opening)
    default: break
    }
    return id
  }

  mutating func shape(
    _ id: String, _ opening: Range<Int>, _ closing: [FlowchartToken], _ close: String, _ shape: NodeShape
  ) throws(Mistake) {
    advance()
    try shapeRest(id, opening, closing, close, shape)
  }

  private mutating func shapeRest(
    _ id: String, _ opening: Range<Int>, _ closing: [FlowchartToken], _ close: String, _ shape: NodeShape
  ) throws(Mistake) {
    let label = try labelText(opening, id: id, close: close)
    for token in closing where !take(token) {
      throw labelMistake(opening, id: id, close: close)
    }
    if shape == .ellipse {
      findings.report(
        .mermaidEllipse, "mermaid.js 11 reads `(-…-)` and cannot draw it", at: text.range(in: opening),
        fix: "write `([…])`")
    }
    builder.set(label: label.rich, shape: shape, of: id)
  }

  /// `[/…/]`, `[/…\]`, `[\…\]`, `[\…/]`: the end decides the shape.
  private mutating func trapezoid(
    _ id: String, _ opening: Range<Int>, _ withBackslash: NodeShape, _ withSlash: NodeShape
  ) throws(Mistake) {
    advance()
    let label = try labelText(opening, id: id, close: "/]")
    if take(.trapezoidEnd) {
      builder.set(label: label.rich, shape: withBackslash, of: id)
    } else if take(.invertedTrapezoidEnd) {
      builder.set(label: label.rich, shape: withSlash, of: id)
    } else {
      throw labelMistake(opening, id: id, close: "/]")
    }
  }

  /// `A[|borders:lt|label]`: the borders are read and not drawn, as in mermaid.js.
  private mutating func nodeWithProperties(_ id: String, _ opening: Range<Int>) throws(Mistake) {
    advance()
    guard take(.nodeString), take(.colon), take(.nodeString), take(.pipe) else {
      throw unexpected(after: "`[|`, which is written `[|name:value|label]`,")
    }
    let label = try labelText(opening, id: id, close: "]")
    guard take(.squareEnd) else { throw labelMistake(opening, id: id, close: "]") }
    builder.set(label: label.rich, shape: .rectangle, of: id)
  }

  /// The inside of brackets or bars: plain text, a quoted string or a Markdown string.
  mutating func labelText(
    _ opening: Range<Int>, id: String, close: String = "]"
  ) throws(Mistake) -> LabelText {
    var bytes: [UInt8] = []
    var isMarkdown = false
    switch token.kind {
    case .string: bytes += text.bytes[token.range]
    case .markdownString:
      bytes += text.bytes[token.range]
      isMarkdown = true
    case .text, .tagStart, .tagEnd, .unicodeText: bytes += text.bytes[token.range]
    default: throw labelMistake(opening, id: id, close: close)
    }
    advance()
    while token.kind == .text || token.kind == .tagStart || token.kind == .tagEnd
      || token.kind == .unicodeText
    {
      bytes += text.bytes[token.range]
      advance()
    }
    return LabelText(rich: isMarkdown ? Label.markdown(bytes) : Label.plain(bytes))
  }
}

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
        throw Mistake(
          "the flowchart has more than \(limits.flowchartEdges) edges, the most that is read",
          at: start..<token.range.lowerBound, fix: "split it into several diagrams", rule: .mermaidLimit)
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

  /// An id: words of letters, digits and a few signs that stand together.
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
      throw Mistake(
        "the flowchart has more than \(limits.nodes) nodes", at: range, fix: "split it into several diagrams",
        rule: .mermaidLimit)
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

  private mutating func shape(
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

  // MARK: Edges

  private mutating func link() throws(Mistake) -> Flowchart.Edge {
    let start = token.range.lowerBound
    var id: String?
    if token.kind == .linkID {
      id = words(token.range.lowerBound..<token.range.upperBound - 1)
      let place = token.range
      advance()
      guard token.kind == .link || token.kind == .startLink else {
        throw Mistake(
          "\"@\" stands here without an edge after it", at: place.upperBound - 1..<place.upperBound,
          fix: "write `id@-->` for an edge with an id, and put text that has a \"@\" in double quotes")
      }
    }
    var label: RichText?
    let line: EdgeLine
    if token.kind == .startLink {
      let opening = token.range
      advance()
      label = try edgeText(opening)
      guard token.kind == .link else { throw edgeTextMistake(opening) }
      line = EdgeLine(link: text.bytes[token.range], start: text.bytes[opening])
      advance()
    } else {
      line = EdgeLine(link: text.bytes[token.range], start: [UInt8]?.none)
      advance()
      if token.kind == .pipe {
        let opening = token.range
        advance()
        label = try labelText(opening, id: "-->", close: "|").rich
        guard take(.pipe) else { throw labelMistake(opening, id: "-->", close: "|") }
        take(.space)
      }
    }
    let end = max(start, min(token.range.lowerBound, text.bytes.count))
    return Flowchart.Edge(
      from: .node(0), to: .node(0), line: line.line, fromHead: line.fromHead, toHead: line.toHead,
      minLength: line.length, label: label.flatMap { $0.isEmpty ? nil : $0 }, id: id,
      range: text.range(in: Cursor(text).trimmed(start..<end)))
  }

  private mutating func edgeText(_ opening: Range<Int>) throws(Mistake) -> RichText {
    var bytes: [UInt8] = []
    var isMarkdown = false
    let isQuoted = token.kind == .string || token.kind == .markdownString
    switch token.kind {
    case .string, .edgeText, .unicodeText: bytes += text.bytes[token.range]
    case .markdownString:
      bytes += text.bytes[token.range]
      isMarkdown = true
    default: throw edgeTextMistake(opening)
    }
    advance()
    while token.kind == .edgeText || token.kind == .unicodeText {
      bytes += text.bytes[token.range]
      advance()
    }
    if token.kind == .link, !isQuoted, bytes.contains(.newline) {
      findings.report(
        .mermaidDoubtful, "the text of this edge goes on to the next line",
        at: text.range(in: Cursor(text).trimmed(opening)), fix: "end the edge on its line, such as with `-->`"
      )
    }
    return isMarkdown ? Label.markdown(bytes) : Label.plain(bytes)
  }

  // MARK: `@{ … }`

  private mutating func shapeData(of id: String) throws(Mistake) {
    let start = token.range.lowerBound
    var pieces: [Range<Int>] = []
    while token.kind == .shapeData {
      pieces.append(token.range)
      advance()
    }
    let end = pieces.last?.upperBound ?? start
    let inside = start + 2..<max(end, start + 2)
    if token.kind == .invalid || token.kind == .unclosed || token.kind == .endOfText {
      throw Mistake(
        "this `@{` has no `}`", at: start..<start + 2, fix: "write `}` after the last value",
        resume: start)
    }
    let value: ConfigValue
    do throws(YAMLSubset.Failure) {
      let bytes = Self.joinedLinesInStrings(Array(text.bytes[inside]))
      value =
        bytes.contains(.newline) ? try YAMLSubset.parse(bytes) : try YAMLSubset.parseFlowMembers(bytes)
    } catch {
      let lower = min(inside.lowerBound + error.range.lowerBound, inside.upperBound)
      let upper = min(max(inside.lowerBound + error.range.upperBound, lower), inside.upperBound)
      throw Mistake(error.message, at: lower..<upper, fix: error.fix, resume: end)
    }
    try apply(value, to: id, at: inside)
  }

  /// Line ends in quoted values become one line break each, without changing where the bytes after it lie
  /// by more than the indentation that goes.
  private static func joinedLinesInStrings(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var isQuoted = false
    var at = 0
    while at < bytes.count {
      if bytes[at] == .quote { isQuoted.toggle() }
      if isQuoted, bytes[at] == .newline {
        result += "<br/>".utf8
        at = Whitespace.end(bytes, at)
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }

  private mutating func apply(_ value: ConfigValue, to id: String, at place: Range<Int>) throws(Mistake) {
    // Of an edge: animation, curve and the like, which a still picture does not have.
    guard builder.vertexIndex[id] != nil else { return }
    if let name = value["shape"]?.text, !name.isEmpty {
      guard let shape = Self.shape(name), name == name.lowercased(), !name.contains("_") else {
        let lower = name.lowercased().map { $0 == "_" ? "-" : String($0) }.joined()
        let near =
          NodeShape(name: lower) == nil ? NearMiss.nearest(to: lower, in: NodeShape.allNames) : lower
        throw Mistake(
          "mermaid.js knows no shape \"\(name)\"", at: find(name, in: place),
          fix: near.map { "write `shape: \($0)`" } ?? "write a shape such as `rect`, `rounded` or `diamond`",
          rule: .mermaidShape, resume: place.upperBound)
      }
      builder.set(shape: shape, of: id)
    }
    if let form = value["form"]?.text, value["icon"] != nil {
      let shape: NodeShape? = form == "circle" ? .circle : form == "rounded" ? .rounded : .rectangle
      if let shape { builder.set(shape: shape, of: id) }
    }
    if let label = value["label"]?.text, !label.isEmpty {
      let isPlain = value["labelType"]?.text == "text" || value["labelType"]?.text == "string"
      builder.set(label: isPlain ? Label.plain(label.utf8) : Label.markdown(label.utf8), shape: nil, of: id)
    } else if let icon = value["icon"]?.text, let name = icon.split(separator: ":").last,
      !builder.hasLabel(id)
    {
      // No picture is loaded; its name says what it shows.
      builder.set(label: RichText(String(name)), shape: nil, of: id)
    }
  }

  /// mermaid.js knows no `ellipse` by name, and two names that have no shape of their own here.
  private static func shape(_ name: String) -> NodeShape? {
    switch name {
    case "ellipse", "odd-right": nil
    case "icon": .rectangle
    case "state": .rounded
    default: NodeShape(name: name)
    }
  }

  private func find(_ word: String, in range: Range<Int>) -> Range<Int> {
    let word = Array(word.utf8)
    var at = range.lowerBound
    while at + word.count <= range.upperBound {
      if text.bytes[at] == word.first, text.bytes[at..<at + word.count].elementsEqual(word) {
        return at..<at + word.count
      }
      at += 1
    }
    return range
  }
}

import Diagnostics

/// Reads `block` with mermaid.js's own grammar, `block.jison`.
struct BlockGrammar: TokenGrammar {
  var reading: Reading
  var lexer: BlockLexer
  var token: Token<BlockToken>
  var builder = BlockBuilder()
  /// The words before the groups that are open, and whether anything is in each; the diagram first.
  private var open: [(word: Range<Int>, isEmpty: Bool)] = []
  private var statementStart = 0

  init(_ reading: Reading) {
    self.reading = reading
    lexer = BlockLexer(reading.text)
    token = lexer.next()
  }

  mutating func read() -> BlockDiagram? {
    open = [(token.range, true)]
    guard take(.header) else {
      findings.report(
        .mermaidSyntax, "a block diagram begins with `block` as a word of its own",
        at: text.range(in: token.range), fix: "write `block` and a new line")
      return nil
    }
    while !findings.isFull, token.kind != .endOfText {
      statementStart = token.range.lowerBound
      do throws(Mistake) {
        try statement()
      } catch {
        findings.report(error, in: text)
        if error.rule == .mermaidLimit { return nil }
        let rest = text.passedOver(after: error, statementStart: statementStart)
        lexer.restart(at: rest.upperBound, in: [.initial])
        advance()
      }
    }
    if lexer.state == .string {
      findings.report(unexpected("the end of the string"), in: text)
    } else if !findings.hasErrors {
      reportOpenGroup()
    }
    return findings.hasErrors ? nil : builder.build(&findings)
  }

  private mutating func reportOpenGroup() {
    guard open.count == 1 else {
      let word = open[open.count - 1].word
      findings.report(
        .mermaidSyntax, "this group has no end", at: text.range(in: word), fix: "write `end` after its blocks"
      )
      return
    }
    guard open[0].isEmpty else { return }
    findings.report(
      .mermaidSyntax, "the diagram has no block", at: text.range(in: open[0].word),
      fix: "write the name of a block below `block`")
  }

  private mutating func statement() throws(Mistake) {
    let kind = token.kind
    if kind != .end { open[open.count - 1].isEmpty = false }
    switch kind {
    case .columns(let count): try columns(count)
    case .space(let count):
      try checkGrid(count, "spaces")
      try checkCount(adding: count)
      builder.addSpaces(count)
      advance()
    case .header, .namedGroup: try group()
    case .end: try endGroup()
    case .id: try nodes()
    case .classDef, .class, .style: try style()
    case .accTitle, .accDescription, .accDescriptionBlock:
      throw Mistake(
        "mermaid.js has no `accTitle` and `accDescr` in block diagrams", at: token.range,
        fix: "remove it, or write the title in front matter")
    default: throw unexpected("a block, `columns`, `space` or another statement")
    }
  }

  private mutating func columns(_ count: Int?) throws(Mistake) {
    if let count {
      guard count > 0 else {
        throw Mistake("a grid has at least one column", at: token.range, fix: "write `columns 1`")
      }
      try checkGrid(count, "columns")
    }
    builder.setColumns(count)
    advance()
  }

  private mutating func group() throws(Mistake) {
    let word = token.range
    let isNamed = take(.namedGroup)
    guard open.count <= limits.depth else {
      throw .tooDeep("groups", limit: limits.depth, at: word)
    }
    try checkCount(adding: 1)
    if isNamed {
      guard token.kind == .id else { throw unexpected("the name of the group after `block:`") }
      builder.open(try node())
    } else {
      advance()
      builder.open(nil)
    }
    open.append((word, true))
  }

  private mutating func endGroup() throws(Mistake) {
    guard open.count > 1 else {
      throw Mistake("`end` closes no group", at: token.range, fix: "remove it, or begin a group with `block`")
    }
    guard !open[open.count - 1].isEmpty else {
      throw Mistake("a group has at least one block", at: token.range, fix: "write a block before `end`")
    }
    open.removeLast()
    builder.close()
    advance()
  }

  /// A block, or several with links between them.
  private mutating func nodes() throws(Mistake) {
    var from = builder.add(try node())
    while token.kind == .link || token.kind == .linkStart {
      try checkCount(adding: 1)
      let start = token.range
      var label: RichText?
      if take(.linkStart) {
        guard token.kind == .string else { throw unexpected("the label of the link in double quotes") }
        label = try string()
        guard token.kind == .link else { throw unexpected("the end of the link, such as `-->`") }
      }
      let end = cursorText(token.range)
      advance()
      guard token.kind == .id else { throw unexpected("a block at the end of the link") }
      let to = builder.add(try node(hasSize: false))
      builder.link(from, to, start: cursorText(start), end: end, label: label)
      from = to
    }
  }

  private func cursorText(_ range: Range<Int>) -> String { words(Cursor(text).trimmed(range)) }

  private mutating func node(hasSize: Bool = true) throws(Mistake) -> BlockBuilder.Node {
    try checkCount(adding: 1)
    var node = BlockBuilder.Node(id: words(token.range), range: text.range(in: token.range))
    advance()
    if token.kind == .nodeStart {
      let start = token.range
      advance()
      guard token.kind == .string else {
        throw unexpected(
          "the label in double quotes", fix: "write `\(node.id)[\"…\"]`, without spaces at the quotes")
      }
      node.label = try string()
      guard token.kind == .nodeEnd else { throw unexpected("the closing bracket after the label") }
      node.kind = .node(BlockBuilder.shape(words(start) + words(token.range)))
      advance()
    } else if take(.arrowStart) {
      guard token.kind == .string else { throw unexpected("the label of the arrow in double quotes") }
      node.label = try string()
      node.kind = .arrow(try sides())
    }
    guard hasSize, case .size(let span) = token.kind else { return node }
    try checkGrid(span, "columns")
    node.span = max(1, span)
    advance()
    return node
  }

  private mutating func sides() throws(Mistake) -> Set<BlockDiagram.Side> {
    var result: Set<BlockDiagram.Side> = []
    while case .arrowSides(let sides) = token.kind {
      result.formUnion(sides)
      advance()
    }
    guard token.kind == .arrowEnd, !result.isEmpty else {
      throw unexpected("`right`, `left`, `up`, `down`, `x` or `y`, and `)`")
    }
    advance()
    return result
  }

  private mutating func string() throws(Mistake) -> RichText {
    let range = token.range
    guard text.bytes[range].first != .backtick else {
      throw Mistake(
        "a block diagram has no Markdown strings", at: text.firstLine(of: range),
        fix: "remove the backticks")
    }
    advance()
    return Label.plain(text.bytes[range])
  }

  private mutating func style() throws(Mistake) {
    let kind = token.kind
    advance()
    guard token.kind == .names else { throw unexpected("a name") }
    let place = token.range
    let names = words(place)
    advance()
    let rest = token.range
    guard token.kind == .rest else { throw unexpected("the rest of the statement") }
    advance()
    switch kind {
    case .classDef: builder.classes.define([names], text.bytes[rest])
    case .class:
      for name in names.split(separator: ",") {
        builder.add(class: cursorText(rest), to: name.trimmingSpace())
      }
    default:
      guard !names.contains(",") else {
        throw Mistake(
          "a `style` names one block, found `\(names)`", at: place, fix: "write one `style` for each block",
          resume: rest.upperBound)
      }
      builder.style(names, text.bytes[rest], at: text.range(in: place))
    }
  }

  private mutating func checkGrid(_ count: Int, _ what: String) throws(Mistake) {
    guard count <= BlockDiagram.mostColumns else {
      throw Mistake(
        "a block diagram has at most \(BlockDiagram.mostColumns) \(what) side by side", at: token.range,
        fix: "write a smaller number", rule: .mermaidLimit)
    }
  }

  private mutating func checkCount(adding count: Int) throws(Mistake) {
    guard builder.count + count <= limits.nodes else {
      throw .tooMany("blocks and links", limit: limits.nodes, at: token.range)
    }
  }

  private func unexpected(_ expected: String, fix: String? = nil) -> Mistake {
    let place = text.firstLine(of: token.range)
    if lexer.state == .string, token.kind == .endOfText {
      return Mistake("this string has no closing quote", at: place, fix: "write `\"` at its end")
    }
    return Mistake(
      "expected \(expected), found \(Cursor(text, at: place.lowerBound).found)", at: place, fix: fix)
  }
}

extension BlockDiagram {
  /// Columns of a grid, and of one block.
  static let mostColumns = 200
}

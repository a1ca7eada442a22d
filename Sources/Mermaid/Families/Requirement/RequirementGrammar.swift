import Diagnostics

/// Reads `requirementDiagram` with mermaid.js's own grammar.
struct RequirementGrammar: TokenGrammar {
  var reading: Reading
  var lexer: RequirementLexer
  var token: Token<RequirementToken>
  var builder = RequirementBuilder()
  /// The requirement or element whose lines are being read, and the `{` before them.
  private var open: (node: RequirementDiagram.Node, brace: Range<Int>)?
  private var statementStart = 0

  init(_ reading: Reading) {
    self.reading = reading
    lexer = RequirementLexer(reading.text)
    token = lexer.next()
  }

  mutating func read() -> RequirementDiagram? {
    guard take(.header), take(.newline) else {
      findings.report(
        .mermaidSyntax, "a requirement diagram begins with `requirementDiagram` on a line of its own",
        at: text.range(in: text.firstLine(of: 0..<text.bytes.count)),
        fix: "write `requirementDiagram` and a new line")
      return nil
    }
    while !findings.isFull, token.kind != .endOfText {
      statementStart = token.range.lowerBound
      do throws(Mistake) {
        if open == nil { try statement() } else { try field() }
      } catch {
        findings.report(error, in: text)
        if error.rule == .mermaidLimit { return nil }
        lexer.restart(at: end(after: error), in: [.initial])
        advance()
      }
    }
    if let open, !findings.isFull {
      findings.report(
        .mermaidSyntax, "this \"{\" has no \"}\"", at: text.range(in: open.brace),
        fix: "write `}` on a line of its own after the last line about `\(open.node.name)`")
    }
    return findings.hasErrors ? nil : builder.build(&findings)
  }

  /// Where reading goes on: at the end of the line, or behind the braces of a description that has no readable heading.
  private mutating func end(after mistake: Mistake) -> Int {
    let rest = text.passedOver(after: mistake, statementStart: statementStart)
    if text.bytes[rest].contains(.closeBrace) { open = nil }
    let line = statementStart..<rest.upperBound
    guard open == nil, text.bytes[line].contains(.openBrace), !text.bytes[rest].contains(.closeBrace),
      let brace = text.bytes[rest.upperBound...].firstIndex(of: .closeBrace)
    else { return rest.upperBound }
    return brace + 1
  }

  private mutating func statement() throws(Mistake) {
    switch token.kind {
    case .newline: advance()
    case .direction(let direction):
      builder.direction = direction
      advance()
    case .accTitle, .accDescription, .accDescriptionBlock: accessibilityStatement()
    case .requirement(let kind): try heading(.requirement(.init(kind)))
    case .element: try heading(.element(type: ""))
    case .quoted, .unquoted: try relationship()
    case .classDef:
      advance()
      let names = try idList("the name of a class after `classDef`")
      builder.classes.define(names, try styles())
    case .class:
      advance()
      let names = try idList("the name of a requirement or an element after `class`")
      builder.add(classes: try idList("the name of a class"), to: names)
    case .style:
      advance()
      let names = try idList("the name of a requirement or an element after `style`")
      builder.style(names, try styles())
    default: throw unexpected("a requirement, an element, a relationship or another statement")
    }
  }

  /// The keyword, the name, the classes and the `{`, which ends its line.
  private mutating func heading(_ content: RequirementDiagram.Content) throws(Mistake) {
    advance()
    let range = try wordsRange("a name")
    let classes = take(.styleSeparator) ? try idList("the name of a class after `:::`") : []
    let brace = token.range
    guard take(.open) else { throw unexpected("`{` after the name") }
    guard take(.newline) else { throw unexpected("a line end after `{`, without a space before it") }
    builder.add(classes: classes, to: [words(range)])
    open = (.init(name: words(range), content: content, range: text.range(in: range)), brace)
  }

  /// A line between braces.
  private mutating func field() throws(Mistake) {
    guard var node = open?.node, !take(.newline) else { return }
    if take(.close) {
      open = nil
      return try add(node)
    }
    let allowed: [RequirementField] =
      node.isRequirement ? [.id, .text, .risk, .verifyMethod] : [.type, .docRef]
    guard case .field(let field) = token.kind, allowed.contains(field) else {
      throw unexpected((allowed.map { "`\($0.rawValue):`" } + ["`}`"]).list(last: "or"))
    }
    advance()
    guard take(.colon) else { throw unexpected("`:` after `\(field.rawValue)`") }
    try set(field, &node.content)
    open?.node = node
    guard take(.newline) else {
      throw unexpected(
        "the end of the line", fix: "write words with `:`, `,`, `-`, `=`, `<`, `>` or `{` in double quotes")
    }
  }

  private mutating func set(
    _ field: RequirementField, _ content: inout RequirementDiagram.Content
  ) throws(Mistake) {
    switch content {
    case .requirement(var requirement):
      switch (field, token.kind) {
      case (.risk, .risk(let risk)):
        requirement.risk = risk
        advance()
      case (.risk, _): throw unexpected("`low`, `medium` or `high`")
      case (.verifyMethod, .verification(let method)):
        requirement.verification = method
        advance()
      case (.verifyMethod, _): throw unexpected("`analysis`, `demonstration`, `inspection` or `test`")
      case (.id, _): requirement.id = words(try wordsRange("an id"))
      default: requirement.text = words(try wordsRange("the text of the requirement"))
      }
      content = .requirement(requirement)
    case .element(let type, let reference):
      let value = words(try wordsRange(field == .type ? "a type" : "where the element is documented"))
      content =
        field == .type
        ? .element(type: value, reference: reference) : .element(type: type, reference: value)
    }
  }

  private mutating func relationship() throws(Mistake) {
    let first = token.range
    let name = words(try wordsRange("a name"))
    if take(.styleSeparator) {
      builder.add(classes: try idList("the name of a class after `:::`"), to: [name])
      return
    }
    let isBackward = token.kind == .leftArrow
    guard take(.leftArrow) || take(.line) else {
      throw unexpected("`-` and a relationship, as in `\(name) - satisfies -> other`")
    }
    guard case .relationship(let kind) = token.kind else {
      let known = RequirementDiagram.Relationship.Kind.allCases.map { "`\($0.rawValue)`" }
      throw unexpected("a relationship: " + known.list(last: "or"))
    }
    advance()
    guard take(isBackward ? .line : .rightArrow) else {
      throw unexpected("`\(isBackward ? "-" : "->")` after the relationship")
    }
    let second = try wordsRange("the name at the other end of the relationship")
    let limit = min(limits.edges, limits.requirementEdges)
    guard builder.relationshipCount < limit else {
      throw .tooMany("relationships", limit: limit, at: first)
    }
    let ends = [(words(first), text.range(in: first)), (words(second), text.range(in: second))]
    builder.relate(kind, from: ends[isBackward ? 1 : 0], to: ends[isBackward ? 0 : 1])
  }

  private mutating func add(_ node: RequirementDiagram.Node) throws(Mistake) {
    guard builder.nodeCount < limits.nodes else {
      throw .tooMany("requirements and elements", limit: limits.nodes, at: token.range)
    }
    guard !builder.add(node), let range = node.range else { return }
    findings.warn(
      "`\(node.name)` has been described before; this description is not drawn", at: range,
      fix: "give it another name, or remove it")
  }
}

// Parts of statements.
extension RequirementGrammar {
  /// Words in quotes, or words without the marks that the grammar reads.
  private mutating func wordsRange(_ what: String) throws(Mistake) -> Range<Int> {
    guard token.kind == .quoted || token.kind == .unquoted else {
      throw unexpected(what, fix: "write it in double quotes")
    }
    let range = token.range
    advance()
    return range
  }

  private mutating func idList(_ what: String) throws(Mistake) -> [String] {
    var names: [String] = []
    repeat {
      guard [.styleWord, .quoted, .unquoted].contains(token.kind) else { throw unexpected(what) }
      names.append(words(token.range))
      advance()
    } while take(.comma)
    return names
  }

  /// Declarations to the end of the line.
  private mutating func styles() throws(Mistake) -> [UInt8] {
    let range = token.range.lowerBound
    var end = range
    repeat {
      guard token.kind == .styleWord || token.kind == .styleMark else {
        throw unexpected("a style such as `fill:#eef`")
      }
      while token.kind == .styleWord || token.kind == .styleMark {
        end = token.range.upperBound
        advance()
      }
    } while take(.comma)
    return Array(text.bytes[range..<end])
  }

  private func unexpected(_ expected: String, fix: String? = nil) -> Mistake {
    let cursor = Cursor(text, at: token.range.lowerBound)
    let place = token.kind == .newline ? token.range.lowerBound..<token.range.lowerBound : token.range
    if token.kind == .endOfText, lexer.state == .string,
      let quote = text.bytes[statementStart...].lastIndex(of: .quote)
    {
      return Mistake(
        "this string has no closing quote", at: quote..<quote + 1, fix: "write `\"` at its end",
        resume: text.bytes.count)
    }
    return Mistake(
      "expected \(expected), found \(token.kind == .unquoted ? "\"\(words(token.range).prefix(30))\"" : cursor.found)",
      at: text.firstLine(of: place), fix: fix)
  }
}

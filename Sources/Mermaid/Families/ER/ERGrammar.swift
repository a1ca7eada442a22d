import Diagnostics

/// Reads `erDiagram` with mermaid.js's own grammar.
struct ERGrammar: TokenGrammar {
  var reading: Reading
  var lexer: ERLexer
  var token: Token<ERToken>
  private var builder = ERBuilder()
  /// The entity whose attributes are being read, and the `{` before them.
  private var block: (entity: Int, brace: Range<Int>)?
  private var statementStart = 0

  init(_ reading: Reading) {
    self.reading = reading
    lexer = ERLexer(reading.text)
    token = lexer.next()
  }

  // MARK: Document

  mutating func read() -> ERDiagram? {
    guard take(.header) else {
      findings.report(
        .mermaidSyntax, "the diagram begins with `erDiagram` as a word of its own",
        at: text.range(in: token.range), fix: "write `erDiagram`")
      return nil
    }
    while !findings.isFull {
      statementStart = token.range.lowerBound
      if token.kind == .endOfText { break }
      do throws(Mistake) {
        if block == nil { try statement() } else { try attribute() }
      } catch {
        findings.report(error, in: text)
        if error.rule == .mermaidLimit { return nil }
        let rest = text.passedOver(after: error, statementStart: statementStart)
        if text.bytes[rest].contains(.closeBrace) { block = nil }
        lexer.restart(at: rest.upperBound, in: block == nil ? [.initial] : [.initial, .block])
        advance()
      }
    }
    if let block, !findings.isFull {
      findings.report(
        .mermaidSyntax, "this \"{\" has no \"}\"", at: text.range(in: block.brace),
        fix: "write `}` after the last attribute")
    }
    return findings.hasErrors ? nil : builder.build()
  }

  private mutating func statement() throws(Mistake) {
    switch token.kind {
    case .newline: advance()
    case .entityName, .text, .number: try entity()
    case .direction(let direction):
      builder.direction = direction
      advance()
    case .classDef: try classDef()
    case .class: try classStatement()
    case .style: try style()
    case .accTitle:
      advance()
      header.accessibleTitle = Label.decoded(text.bytes[Cursor(text).trimmed(token.range)])
      advance()
    case .accDescription:
      advance()
      header.accessibleDescription = Label.decoded(text.bytes[Cursor(text).trimmed(token.range)])
      advance()
    case .accDescriptionBlock:
      header.accessibleDescription = Label.description(text.bytes[Cursor(text).trimmed(token.range)])
      advance()
    default: throw unexpected("an entity or a statement")
    }
  }

  // MARK: Entities and relationships

  private mutating func name(_ what: String) throws(Mistake) -> (id: String, range: Range<Int>) {
    switch token.kind {
    case .entityName, .text, .number:
      let range = token.range
      advance()
      return (words(range), range)
    default: throw unexpected(what)
    }
  }

  private mutating func addEntity(
    _ name: (id: String, range: Range<Int>), alias: RichText? = nil
  ) throws(Mistake) -> Int {
    guard builder.entityCount < limits.nodes else {
      throw Mistake(
        "the diagram has more than \(limits.nodes) entities", at: name.range,
        fix: "split it into several diagrams", rule: .mermaidLimit)
    }
    return builder.entity(name.id, alias: alias, range: text.range(in: name.range))
  }

  private mutating func entity() throws(Mistake) {
    let start = token.range.lowerBound
    let first = try name("an entity")
    var alias: RichText?
    if token.kind == .squareStart {
      advance()
      let label = try name("a name inside the brackets")
      alias = Label.markdown(text.bytes[label.range])
      guard take(.squareEnd) else {
        throw unexpected(
          "`]` after the name of the entity", fix: "write the name in double quotes: `\(first.id)[\"…\"]`")
      }
    }
    let classes = try classNames()
    if alias == nil, case .cardinality = token.kind {
      try relationship(first, classes, start: start)
      return
    }
    let index = try addEntity(first, alias: alias)
    builder.add(classes: classes, to: [first.id])
    if token.kind == .blockStart {
      block = (index, token.range)
      advance()
    }
  }

  /// `:::a,b`
  private mutating func classNames() throws(Mistake) -> [String] {
    guard take(.styleSeparator) else { return [] }
    return try idList("the name of a class").map(\.id)
  }

  private mutating func idList(_ what: String) throws(Mistake) -> [(id: String, range: Range<Int>)] {
    var ids: [(id: String, range: Range<Int>)] = []
    repeat {
      guard token.kind == .text || token.kind == .styleText else { throw unexpected(what) }
      ids.append((words(token.range), token.range))
      advance()
    } while take(.comma)
    return ids
  }

  private mutating func relationship(
    _ first: (id: String, range: Range<Int>), _ classes: [String], start: Int
  ) throws(Mistake) {
    let fromCardinality = try cardinality()
    let identifying = token.kind == .identifying
    guard take(.identifying) || take(.nonIdentifying) else {
      throw unexpected("`--` or `..` between the two cardinalities")
    }
    let toCardinality = try cardinality()
    let second = try name("the second entity of the relationship")
    let secondClasses = try classNames()
    guard take(.colon) else {
      throw Mistake(
        "this relationship has no label", at: Cursor(text).trimmed(start..<second.range.upperBound),
        fix: "write `: \"\"` after it for an empty one", resume: second.range.lowerBound)
    }
    let role = token.range
    switch token.kind {
    case .word, .entityName, .text: advance()
    default:
      throw unexpected(
        "the label of the relationship", fix: "write one word, or the label in double quotes")
    }
    guard builder.relationshipCount < limits.edges else {
      throw Mistake(
        "the diagram has more than \(limits.edges) relationships", at: first.range,
        fix: "split it into several diagrams", rule: .mermaidLimit)
    }
    let from = try addEntity(first)
    let to = try addEntity(second)
    builder.add(classes: classes, to: [first.id])
    builder.add(classes: secondClasses, to: [second.id])
    let label = Label.markdown(text.bytes[role])
    builder.relate(
      ERDiagram.Relationship(
        from: from, to: to, fromCardinality: fromCardinality, toCardinality: toCardinality,
        identifying: identifying, label: label.isEmpty ? nil : label,
        range: text.range(in: start..<role.upperBound)))
  }

  private mutating func cardinality() throws(Mistake) -> ERDiagram.Cardinality {
    guard case .cardinality(let cardinality) = token.kind else {
      throw unexpected("a cardinality such as `||`, `o{` or `one or more`")
    }
    advance()
    return cardinality
  }

  // MARK: Attributes

  private mutating func attribute() throws(Mistake) {
    guard let open = block else { return }
    if take(.blockEnd) {
      block = nil
      return
    }
    guard token.kind == .attributeWord else {
      throw unexpected("an attribute, written `type name`, or `}`")
    }
    var type = Self.generic(words(token.range))
    let place = token.range
    advance()
    if take(.character(UInt8(ascii: "?"))) { type += "?" }
    guard token.kind == .attributeWord else {
      throw Mistake(
        "the attribute \"\(type.prefix(40))\" has a type and no name, or a name and no type", at: place,
        fix: "write `type name`", resume: place.upperBound)
    }
    let name = words(token.range)
    advance()
    var keys: [ERDiagram.Attribute.Key] = []
    if token.kind == .attributeKey {
      repeat {
        guard token.kind == .attributeKey,
          let key = ERDiagram.Attribute.Key(rawValue: words(token.range).uppercased())
        else { throw unexpected("`PK`, `FK` or `UK`") }
        keys.append(key)
        advance()
      } while take(.character(.comma))
    }
    var comment: RichText?
    if token.kind == .comment {
      comment = Label.plain(text.bytes[token.range])
      advance()
    }
    builder.add(
      ERDiagram.Attribute(type: type, name: Self.generic(name), keys: keys, comment: comment),
      to: open.entity)
  }

  /// `List~int~` is written `List<int>` in the picture.
  private static func generic(_ word: String) -> String {
    guard word.contains("~") else { return Label.decoded(word.utf8) }
    var bytes = Array(word.utf8)
    let tildes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "~") }
    for pair in 0..<tildes.count / 2 {
      bytes[tildes[pair]] = UInt8(ascii: "<")
      bytes[tildes[tildes.count - 1 - pair]] = UInt8(ascii: ">")
    }
    return Label.decoded(bytes)
  }

  // MARK: Styles

  private mutating func classDef() throws(Mistake) {
    advance()
    let names = try idList("the name of a class after `classDef`")
    let declarations = try styles()
    builder.classes.define(names.map(\.id), declarations)
  }

  private mutating func style() throws(Mistake) {
    advance()
    let ids = try idList("the name of an entity after `style`")
    let declarations = try styles()
    builder.style(ids.map(\.id), declarations)
  }

  private mutating func classStatement() throws(Mistake) {
    advance()
    let ids = try idList("the name of an entity after `class`")
    let classes = try idList("the name of a class")
    builder.add(classes: classes.map(\.id), to: ids.map(\.id))
  }

  /// Declarations to the end of the statement.
  private mutating func styles() throws(Mistake) -> [UInt8] {
    let start = token.range.lowerBound
    var end = start
    var partIsEmpty = true
    while true {
      switch token.kind {
      case .styleText, .number, .colon, .hash: partIsEmpty = false
      case .comma where !partIsEmpty: partIsEmpty = true
      default:
        guard !partIsEmpty else { throw unexpected("a style such as `fill:#eef`") }
        guard take(.newline) || take(.semicolon) || token.kind == .endOfText else {
          throw unexpected(
            "a line end after the style", fix: "write colours as `#rrggbb` or by their names")
        }
        return Array(text.bytes[start..<end])
      }
      end = token.range.upperBound
      advance()
    }
  }

  // MARK: Messages

  private func unexpected(_ expected: String, fix: String? = nil) -> Mistake {
    var cursor = Cursor(text)
    cursor.at = token.range.lowerBound
    let isQuoted = token.kind == .word || token.kind == .entityName || token.kind == .comment
    let found: String
    switch token.kind {
    case .newline, .endOfText:
      cursor.skipBlanks()
      found = cursor.found
    default:
      let word = Cursor(text).trimmed(token.range)
      found =
        isQuoted || (word.count > 1 && word.count < 30) ? "\"\(words(word))\"" : cursor.found
    }
    if token.kind == .invalid, text.bytes[token.range] == [.quote] {
      return Mistake("this string has no closing quote", at: token.range, fix: "write `\"` at its end")
    }
    let place = token.kind == .newline ? token.range.lowerBound..<token.range.lowerBound : token.range
    return Mistake("expected \(expected), found \(found)", at: place, fix: fix ?? mend)
  }

  private var mend: String? {
    switch token.kind {
    case .word: "take the \"%\", \"\\\" and line ends out of the name"
    case .cardinality, .identifying,
      .nonIdentifying where block == nil:
      "write a name that is a keyword in double quotes"
    case .character, .attributeKey: "write a name with other characters in backticks"
    default: nil
    }
  }
}

import Diagnostics

/// Entities and relationships.
extension ERGrammar {
  mutating func name(_ what: String) throws(Mistake) -> (id: String, range: Range<Int>) {
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
      throw .tooMany("entities", limit: limits.nodes, at: name.range)
    }
    return builder.entity(name.id, alias: alias, range: text.range(in: name.range))
  }

  mutating func entity() throws(Mistake) {
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

  mutating func idList(_ what: String) throws(Mistake) -> [(id: String, range: Range<Int>)] {
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
      throw .tooMany("relationships", limit: limits.edges, at: first.range)
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

  mutating func cardinality() throws(Mistake) -> ERDiagram.Cardinality {
    guard case .cardinality(let cardinality) = token.kind else {
      throw unexpected("a cardinality such as `||`, `o{` or `one or more`")
    }
    advance()
    return cardinality
  }
}

extension ERDiagram {
  public var summary: String {
    "Data model of \(entities.count.counted("entity", "entities"))"
  }

  public var walkthrough: [String] {
    func many(_ cardinality: Cardinality) -> String {
      switch cardinality {
      case .zeroOrOne: "at most one"
      case .exactlyOne: "exactly one"
      case .zeroOrMore: "any number of"
      case .oneOrMore: "one or more"
      case .onlyParent: "one"
      }
    }
    var sentences = relationships.map { relationship in
      let verb = relationship.label.map { $0.isEmpty ? "has" : $0.plain } ?? "has"
      let from = entities[relationship.from].label.plain
      let to = entities[relationship.to].label.plain
      return "\(from) \(verb) \(many(relationship.toCardinality)) \(to); each belongs to "
        + "\(many(relationship.fromCardinality)) \(from)."
    }
    sentences += entities.filter { !$0.attributes.isEmpty }.map { entity in
      "\(entity.label.plain) has \(entity.attributes.map { $0.name }.list)."
    }
    return sentences
  }
}

extension ERDiagram: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// ERDiagram.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "er", name: "entity relationship diagram", keywords: ["erDiagram"],
    settings: "er", grammar: ERGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in entities.indices {
      let entity = entities[index]
      DiagramPart.visit(
        .entity, id: entity.id, label: entity.label.plain, link: &entities[index].link, range: entity.range,
        body)
    }
  }
}

extension DiagramPart.Kind {
  /// An entity.
  public static let entity = Self("entity")
}

extension Architecture: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// Architecture.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "architecture", name: "architecture diagram", keywords: ["architecture-beta", "architecture"],
    settings: "architecture", grammar: ArchitectureGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in groups.indices {
      let part = groups[index]
      DiagramPart.visit(
        .group, id: part.id, label: part.label.plain, link: &groups[index].link, range: part.range, body)
    }
    for index in nodes.indices where !nodes[index].isJunction {
      let part = nodes[index]
      DiagramPart.visit(
        .service, id: part.id, label: part.label.plain, link: &nodes[index].link, range: part.range, body)
    }
  }
}

extension DiagramPart.Kind {
  /// A group of an architecture diagram.
  public static let group = Self("group")
  /// A service of an architecture diagram.
  public static let service = Self("service")
}

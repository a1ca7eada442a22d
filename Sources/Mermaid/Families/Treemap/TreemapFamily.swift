extension Treemap: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// Treemap.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "treemap", name: "treemap", keywords: ["treemap-beta", "treemap"], settings: "treemap",
    grammar: TreemapGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in nodes.indices {
      let node = nodes[index]
      DiagramPart.visit(
        .area, id: node.label.plain, label: node.label.plain, link: &nodes[index].link, range: node.range,
        body)
    }
  }
}

extension DiagramPart.Kind {
  /// A section or a leaf of a treemap; its id is its label.
  public static let area = Self("area")
}

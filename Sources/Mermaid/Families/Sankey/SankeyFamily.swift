extension Sankey: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// Sankey.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "sankey", name: "Sankey diagram", keywords: ["sankey", "sankey-beta"], settings: "sankey",
    grammar: SankeyGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in nodes.indices {
      let node = nodes[index]
      DiagramPart.visit(
        .node, id: node.label, label: node.label, link: &nodes[index].link, range: node.range, body)
    }
  }
}

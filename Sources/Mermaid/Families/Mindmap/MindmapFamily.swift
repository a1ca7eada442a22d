extension Mindmap: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// Mindmap.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "mindmap", name: "mind map", keywords: ["mindmap"], settings: "mindmap", grammar: MindmapGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in nodes.indices {
      let node = nodes[index]
      DiagramPart.visit(
        .node, id: node.id, label: node.label.plain, link: &nodes[index].link, range: node.range, body)
    }
  }
}

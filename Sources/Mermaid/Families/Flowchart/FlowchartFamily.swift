extension Flowchart: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// Flowchart.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "flowchart", name: "flowchart", keywords: ["flowchart", "graph", "flowchart-elk"],
    settings: "flowchart", grammar: FlowchartGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in subgraphs.indices {
      let group = subgraphs[index]
      DiagramPart.visit(
        .subgraph, id: group.id, label: group.title.plain, link: &subgraphs[index].link, range: group.range,
        body)
    }
    for index in nodes.indices {
      let node = nodes[index]
      DiagramPart.visit(
        .node, id: node.id, label: node.label.plain, link: &nodes[index].link, range: node.range, body)
    }
  }
}

extension DiagramPart.Kind {
  /// A node of a flowchart.
  public static let node = Self("node")
  /// A subgraph of a flowchart.
  public static let subgraph = Self("subgraph")
}

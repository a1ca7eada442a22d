extension RequirementDiagram: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// RequirementDiagram.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "requirement", name: "requirement diagram", keywords: ["requirementDiagram", "requirement"],
    settings: "requirement", grammar: RequirementGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in nodes.indices {
      let node = nodes[index]
      DiagramPart.visit(
        node.isRequirement ? .requirement : .element, id: node.name, label: node.label.plain,
        link: &nodes[index].link, range: node.range, body)
    }
  }
}

extension DiagramPart.Kind {
  /// A requirement.
  public static let requirement = Self("requirement")
  /// An element: what satisfies requirements.
  public static let element = Self("element")
}

extension RequirementDiagram.Node {
  var isRequirement: Bool {
    if case .requirement = content { return true }
    return false
  }

  /// The name, whose Markdown mermaid.js reads.
  var label: RichText { Label.markdown(name.utf8) }
}

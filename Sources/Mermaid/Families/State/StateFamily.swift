extension StateDiagram: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// StateDiagram.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "state", name: "state diagram", keywords: ["stateDiagram-v2", "stateDiagram"],
    settings: "state", grammar: StateGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in states.indices where states[index].kind.isNamed {
      let state = states[index]
      // A single description is drawn in place of the name.
      let label = state.descriptions.count == 1 ? state.descriptions[0] : state.label
      DiagramPart.visit(
        .state, id: state.id, label: label.plain, link: &states[index].link, range: state.range, body)
    }
  }
}

extension DiagramPart.Kind {
  /// A named state.
  public static let state = Self("state")
}

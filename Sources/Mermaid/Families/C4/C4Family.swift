extension C4Diagram: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// C4Diagram.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "c4", name: "C4 diagram", keywords: Kind.allCases.map(\.rawValue), settings: "c4",
    grammar: C4Grammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in boundaries.indices {
      let part = boundaries[index]
      DiagramPart.visit(
        .boundary, id: part.alias, label: part.label.plain, link: &boundaries[index].link, range: part.range,
        body)
    }
    for index in elements.indices {
      let part = elements[index]
      DiagramPart.visit(
        .element, id: part.alias, label: part.label.plain, link: &elements[index].link, range: part.range,
        body)
    }
  }
}

extension DiagramPart.Kind {
  /// A boundary of a C4 diagram.
  public static let boundary = Self("boundary")
}

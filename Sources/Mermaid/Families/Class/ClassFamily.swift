extension ClassDiagram: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// ClassDiagram.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "class", name: "class diagram", keywords: ["classDiagram", "classDiagram-v2"],
    settings: "class", grammar: ClassGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in classes.indices {
      let info = classes[index]
      DiagramPart.visit(
        .class, id: info.id, label: info.label.plain, link: &classes[index].link, range: info.range, body)
    }
  }
}

extension DiagramPart.Kind {
  /// A class.
  public static let `class` = Self("class")
}

extension QuadrantChart: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// QuadrantChart.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "quadrant", name: "quadrant chart", keywords: ["quadrantChart"], settings: "quadrantChart",
    grammar: QuadrantGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in points.indices {
      let point = points[index]
      DiagramPart.visit(
        .point, id: point.label, label: point.label, link: &points[index].link, range: point.range, body)
    }
  }
}

extension DiagramPart.Kind {
  /// A point of a quadrant chart; its id is its label.
  public static let point = Self("point")
}

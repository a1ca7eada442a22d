extension Radar: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// Radar.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "radar", name: "radar chart", keywords: ["radar-beta"], settings: "radar", grammar: RadarGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in curves.indices {
      let curve = curves[index]
      DiagramPart.visit(
        .curve, id: curve.name, label: curve.label.plain, link: &curves[index].link, range: curve.range, body)
    }
  }
}

extension DiagramPart.Kind {
  /// A curve of a radar chart.
  public static let curve = Self("curve")
}

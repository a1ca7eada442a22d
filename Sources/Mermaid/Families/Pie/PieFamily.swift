extension PieChart: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// PieChart.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "pie", name: "pie chart", keywords: ["pie"],
    settings: "pie", grammar: PieGrammar.self)
}

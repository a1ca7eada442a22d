extension XYChart: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// XYChart.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "xychart", name: "XY chart", keywords: ["xychart", "xychart-beta"], settings: "xyChart",
    grammar: XYChartGrammar.self)
}

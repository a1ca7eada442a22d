extension PieChart: DiagramContent {
  public static let family = Family(
    id: "pie", name: "pie chart", article: "a", keywords: ["pie"],
    settings: "pie", grammar: PieGrammar.self)
}

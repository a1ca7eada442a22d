extension PieChart: DiagramContent {
  public static let family = Family(
    id: "pie", name: "pie chart", keywords: ["pie"],
    settings: "pie", grammar: PieGrammar.self)
}

extension Journey: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// Journey.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "journey", name: "user journey", keywords: ["journey"], settings: "journey",
    grammar: JourneyGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in tasks.indices {
      let task = tasks[index]
      DiagramPart.visit(
        .task, id: "", label: task.title.plain, link: &tasks[index].link, range: task.range, body)
    }
  }
}

extension Kanban: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// Kanban.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "kanban", name: "Kanban board", keywords: ["kanban"], settings: "kanban", grammar: KanbanGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in tasks.indices {
      let task = tasks[index]
      DiagramPart.visit(
        .task, id: task.id, label: task.label.plain, link: &tasks[index].link, range: task.range, body)
    }
  }
}

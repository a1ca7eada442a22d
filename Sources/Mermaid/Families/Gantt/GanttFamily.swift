extension GanttChart: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// GanttChart.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "gantt", name: "Gantt chart", keywords: ["gantt"],
    settings: "gantt", grammar: GanttGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in tasks.indices {
      let task = tasks[index]
      DiagramPart.visit(
        .task, id: task.id ?? "", label: task.title, link: &tasks[index].link, range: task.range, body)
    }
  }
}

extension DiagramPart.Kind {
  /// A task; its id is empty when the source gives none.
  public static let task = Self("task")
}

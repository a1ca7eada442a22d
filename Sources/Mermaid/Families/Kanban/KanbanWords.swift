extension Kanban {
  public var summary: String {
    "Kanban board of \(tasks.count.counted("task", "tasks")) in \(columns.count.counted("column", "columns"))"
  }

  public var walkthrough: [String] {
    columns.enumerated().map { index, column in
      let own = tasks.filter { $0.column == index }.map(\.words)
      return own.isEmpty
        ? "\(column.title.plain): no tasks." : "\(column.title.plain): \(own.joined(separator: "; "))."
    }
  }
}

extension Kanban.Task {
  /// "Write tests (ticket MC-1, priority High, Kim)"
  fileprivate var words: String {
    let facts = [
      ticket.isEmpty ? "" : "ticket \(ticket)", priority.isEmpty ? "" : "priority \(priority)", assigned,
    ].filter { !$0.isEmpty }
    return label.plain + (facts.isEmpty ? "" : " (\(facts.joined(separator: ", ")))")
  }
}

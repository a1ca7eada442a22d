extension GanttChart {
  public var summary: String {
    "Plan of \(tasks.count.counted("task", "tasks"))"
  }

  public var walkthrough: [String] {
    tasks.map { task in
      let section = task.section.map { sections[$0].title + ": " } ?? ""
      let (from, to) = (CalendarTime(seconds: task.start), CalendarTime(seconds: task.end))
      let start = from.formatted("%Y-%m-%d")
      let end = to.formatted("%Y-%m-%d")
      if task.tags.contains(.milestone) || start == end { return "\(section)\(task.title) on \(start)." }
      return "\(section)\(task.title) from \(start) to \(end)."
    }
  }
}

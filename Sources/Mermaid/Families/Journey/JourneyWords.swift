extension Journey {
  public var summary: String { "User journey of \(tasks.count.counted("task", "tasks"))" }

  public var walkthrough: [String] {
    tasks.map { task in
      let section = task.section.map { sections[$0].title.plain + ", " } ?? ""
      let people = task.people.isEmpty ? "" : " by \(task.people.list)"
      let score = task.score.map { ", score \($0.written)" } ?? ""
      return "\(section)\(task.title.plain)\(people)\(score)."
    }
  }
}

import Mermaid

/// A pie and a plan of a training service, as models.
enum ServicePlans {
  static let cost = PieChart(
    slices: [
      .init(label: "Model calls", value: 61.5), .init(label: "Workers", value: 22),
      .init(label: "Storage", value: 9.25), .init(label: "Monitoring", value: 5),
      .init(label: "A label that is long enough to be broken into two lines", value: 2.2),
      .init(label: "Other", value: 0.05),
    ], showsData: true)

  static let rollout: GanttChart = {
    func day(_ number: Int) -> Double { Double(20_454 + number) * 86_400 }
    return GanttChart(
      sections: [.init(title: "Documentation"), .init(title: "Service rollout in production")],
      tasks: [
        .init(id: "a", title: "Write the guides", section: 0, start: day(0), end: day(9), tags: [.done]),
        .init(title: "Review", section: 0, start: day(9), end: day(12), tags: [.active]),
        .init(title: "Published", section: 0, start: day(12), end: day(12), tags: [.milestone]),
        .init(title: "Load tests with 200 users", section: 1, start: day(4), end: day(8), tags: [.critical]),
        .init(
          title: "Fix what the load tests found", section: 1, start: day(8), end: day(19),
          tags: [.critical, .done]),
        .init(title: "Roll out", section: 1, start: day(19), end: day(26)),
        .init(title: "Freeze", section: 1, start: day(16), end: day(16), tags: [.vertical]),
      ], axisFormat: "%b %e",
      excludedDays: [day(3), day(4), day(10), day(11), day(17), day(18), day(24), day(25)])
  }()
}

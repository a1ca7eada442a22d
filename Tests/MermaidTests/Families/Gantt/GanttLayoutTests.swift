import Testing

@testable import Mermaid

struct GanttLayoutTests {
  private let tasks = """
    gantt
      dateFormat YYYY-MM-DD
      section Alpha
      One   :a1, 2024-01-01, 5d
      Two   :a2, 2024-01-08, 5d
      Three :a3, 2024-01-10, 5d
      section Beta
      Four  :b1, 2024-01-03, 10d

    """

  @Test func compactModeSharesRowsBetweenNonOverlappingTasks() throws {
    let compact = try drawn("---\ndisplayMode: compact\n---\n" + tasks)
    func top(_ id: String) throws -> Double { try compact.box(id).bounds.minY }
    #expect(try top("a1") == top("a2"))
    #expect(try top("a3") > top("a2"))
    // A directive goes before it, and it before the configuration.
    let directive = "%%{init: {\"gantt\": {\"displayMode\": \"\"}}}%%\n"
    let spread = try drawn("---\ndisplayMode: compact\n---\n" + directive + tasks)
    #expect(try spread.box("a1").bounds.minY != spread.box("a2").bounds.minY)
    let configured = "---\ndisplayMode: compact\nconfig:\n  gantt:\n    displayMode: \"\"\n---\n" + tasks
    #expect(try drawn(configured).box("a1").bounds.minY == drawn(configured).box("a2").bounds.minY)
    #expect(try top("b1") > top("a3"))
    #expect(compact.geometryFindings() == [])
    let rows = Set(try drawn(tasks).boxes.map(\.bounds.minY))
    #expect(rows.count == 4)
  }

  @Test func compactRowsReserveSpaceForLabelsBesideBars() throws {
    let scene = try drawn(
      """
      ---
      config:
        gantt:
          displayMode: compact
      ---
      gantt
        dateFormat YYYY-MM-DD
        section Alpha
        A title much longer than its bar :a1, 2024-01-01, 1d
        Next :a2, 2024-01-03, 5d
        Later :a3, 2024-03-01, 20d
      """)
    #expect(try scene.box("a2").bounds.minY > scene.box("a1").bounds.minY)
    #expect(try scene.box("a3").bounds.minY == scene.box("a1").bounds.minY)
    #expect(scene.geometryFindings() == [])
  }

  @Test(arguments: [
    ("", "01-07"), ("weekday monday", "01-08"), ("weekday saturday", "01-06"),
  ])
  func weeklyTicksStartOnTheConfiguredWeekday(statement: String, first: String) throws {
    let scene = try drawn(
      "gantt\n dateFormat YYYY-MM-DD\n axisFormat %m-%d\n tickInterval 1week\n \(statement)\n"
        + " Task :a, 2024-01-02, 30d\n")
    #expect(scene.freeLabels.first { $0.role == .axis }?.text.plain == first)
  }
}

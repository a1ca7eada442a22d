import Mermaid
import TestSupport
import Testing

private func gantt(_ body: String) -> (chart: GanttChart?, header: DiagramHeader?, report: String) {
  let reading = ReadResult("gantt\n" + body)
  guard let chart = reading.diagram?.content as? GanttChart else {
    return (nil, reading.diagram?.header, reading.report)
  }
  return (chart, reading.diagram?.header, reading.report)
}

private let day = 86_400.0
/// 2024-01-01T00:00:00
private let newYear = 1_704_067_200.0

/// Start and end of every task in days from 2024-01-01.
private func days(_ chart: GanttChart?) -> [[Double]] {
  (chart?.tasks ?? []).map { [($0.start - newYear) / day, ($0.end - newYear) / day] }
}

struct GanttGrammarTests {
  @Test func readsSettingsSectionsAndTasks() {
    let (chart, header, report) = gantt(
      """
      title Plan
      dateFormat YYYY-MM-DD
      axisFormat %d/%m
      tickInterval 2week
      weekday monday
      todayMarker off
      Loose :2024-01-01, 1d
      section One
      First : crit, done, a, 2024-01-02, 2024-01-05
      %% comment
      Next : active, 3d
      section Two
      Mark : milestone, m1, after a, 0d
      Line : vert, 2024-01-20, 0
      click a href "https://example.org"
      click m1,a call run("x")
      """)
    #expect(report == "")
    #expect(header?.title == "Plan")
    #expect(chart?.axisFormat == "%d/%m")
    #expect(chart?.tick == .init(count: 2, unit: .week))
    #expect(chart?.firstWeekday == 1)
    #expect(chart?.sections.map(\.title) == ["One", "Two"])
    #expect(chart?.tasks.map(\.title) == ["Loose", "First", "Next", "Mark", "Line"])
    #expect(chart?.tasks.map(\.section) == [nil, 0, 0, 1, 1])
    #expect(chart?.tasks.map(\.id) == [nil, "a", nil, "m1", nil])
    #expect(chart?.tasks.map(\.tags) == [[], [.critical, .done], [.active], [.milestone], [.vertical]])
    #expect(days(chart) == [[0, 1], [1, 4], [4, 7], [4, 4], [19, 19]])
    #expect(chart?.tasks[1].link?.destination == "https://example.org")
  }

  @Test func anAxisAtTheTopIsAskedForInTheFrontMatter() {
    #expect(
      gantt("topAxis\na : 2024-01-01, 1d").2
        == "2:1-8 Mermaid.js 11 stops at a `topAxis` statement → "
        + "write `config: {gantt: {topAxis: true}}` in the front matter")
    let text = "---\nconfig: {gantt: {topAxis: true}}\n---\ngantt\ndateFormat YYYY-MM-DD\na : 2024-01-01, 1d"
    guard let chart = ReadResult(text).diagram?.content as? GanttChart else {
      Issue.record("no chart")
      return
    }
    #expect(chart.hasTopAxis)
  }

  @Test func resolvesDurationsAndReferences() {
    let (chart, _, report) = gantt(
      """
      dateFormat YYYY-MM-DD HH:mm
      Base : base, 2024-01-01 12:00, 36h
      Later : after wait base, 1w
      Wait : wait, 2024-01-02 00:00, 1.5d
      Until : 2024-01-01 00:00, until wait base
      Month : 2024-01-31 00:00, 1M
      Year : 2024-02-29 00:00, 1y
      Short : 2024-01-01 00:00, 90m
      Tiny : 2024-01-01 00:00, 500ms
      """)
    #expect(report == "")
    let minutes = 1 / (24 * 60.0)
    #expect(
      days(chart).prefix(7) == [
        [0.5, 2], [3, 10], [1, 3], [0, 0.5], [30, 59], [59, 424], [0, 90 * minutes],
      ])
    #expect(chart?.tasks.last.map { $0.end - $0.start } == 0.5)
  }

  /// 2024-01-05 is a Friday.
  @Test(arguments: [
    ("excludes weekends", [4.0, 9.0], [5.0, 6.0]),
    ("excludes weekends\nweekend friday", [4, 8], [4, 5]),
    ("excludes sunday, 2024-01-08", [4, 9], [6, 7]),
    ("excludes weekends\nincludes 2024-01-06", [4, 8], [6]),
    ("excludes 2024-01-20", [4, 7], []),
  ])
  func excludedDaysLengthenTasks(_ setting: String, _ expected: [Double], _ shaded: [Double]) {
    let (chart, _, report) = gantt("dateFormat YYYY-MM-DD\n\(setting)\nA : 2024-01-05, 3d\n")
    #expect(report == "")
    #expect(days(chart) == [expected])
    #expect(chart?.excludedDays.map { ($0 - newYear) / day } == shaded)
  }

  @Test func anInclusiveEndIsADayLater() {
    let (chart, _, _) = gantt("dateFormat YYYY-MM-DD\ninclusiveEndDates\nA : 2024-01-01, 2024-01-03\n")
    #expect(days(chart) == [[0, 3]])
  }

  @Test(arguments: [
    ("", "2024-01-05", 4.0), ("yyyy-mm-dd", "2024-01-05", 4), ("YYYY-MM-DD", "2024-1-5", 4),
    ("YYYY-MM-DD", "Jan 5 2024", 4), ("YYYY-MM-DD", "1/5/2024", 4), ("YYYY-MM-DD", "2024.01.05", 4),
    ("DD/MM/YYYY", "05/01/2024", 4), ("D MMM YY", "5 Jan 24", 4), ("MMMM Do YYYY", "January 5th 2024", 4),
    ("YYYY-MM-DDTHH:mm:ss.SSS", "2024-01-05T12:00:00.000", 4.5),
    ("YYYY-MM-DD h:mm A", "2024-01-05 6:00 PM", 4.75),
    ("YYYY-MM-DD HH:mmZ", "2024-01-05 02:00+02:00", 4), ("x", "1704412800000", 4),
    ("YYYY-MM-DD", "2024-02-31", 61), ("[on] YYYY-MM-DD", "on 2024-01-05", 4),
  ])
  func readsDates(_ format: String, _ start: String, _ expected: Double) {
    let setting = format.isEmpty ? "" : "dateFormat \(format)\n"
    let (chart, _, report) = gantt("\(setting)A : a, \(start), 1d\n")
    #expect(report == "")
    #expect(days(chart).first?.first == expected)
  }

  @Test func timesAloneBelongToOneDay() {
    let (chart, _, report) = gantt("dateFormat HH:mm\naxisFormat %H:%M\nA : 17:49, 2m\nB : 3m\n")
    #expect(report == "")
    #expect(chart?.tasks.map(\.start) == [64_140, 64_260])
  }

  @Test(arguments: [
    (
      "A :",
      "2:3-4 The task `A` has nothing after its `:` → "
        + "write its start and its length, such as `: 2024-01-31, 3d`"
    ),
    (
      "A : 3d",
      "2:5-7 The first task has no task before it to begin after → write its start, such as `2024-01-31, 3d`"
    ),
    (
      "dateFormat YYYY-MM-DD\nA : soon, 3d",
      "3:5-9 `soon` is not a date of the form `YYYY-MM-DD` → "
        + "write a date such as `2024-01-31`, or `after` and a task's id"
    ),
    (
      "A : done",
      "2:4-9 After its tags the task has neither a start nor a length → "
        + "write them behind the tags, such as `done, 3d`"
    ),
    (
      "A : a, 2024-01-01, 3d, 4d",
      "2:4-26 A task has an id, a start and an end, found 4 parts → "
        + "take out what is more; the tags come first"
    ),
    ("titel Plan", "2:1-11 `titel Plan` is neither a statement nor a task → write `title`"),
    (
      "Write it",
      "2:1-9 `Write it` is neither a statement nor a task → write `Write it : 2024-01-31, 3d` for a task"
    ),
    (
      "dateFormat YYYY-MM-DD;",
      "2:22-23 `;` ends the statement, and what follows is not a statement → remove it, with what follows it"
    ),
    (
      "2024-01-01 launch : 2024-01-01, 1d",
      "2:1-11 A task's name cannot begin with a date → begin it with a word"
    ),
    (
      "click a",
      "2:1-8 `href` or `call` must follow `click` and the task's id → write `click a href \"https://…\"`"
    ),
    (
      "A : a, after b, 1d\nB : b, after a, 1d",
      "2:8-15 The start of `A` depends on its own end → give one of the tasks a date"
    ),
    (
      "weekday someday",
      "2:1-16 `weekday` has no value that is understood → write a day of the week, such as `weekday monday`"
    ),
  ])
  func saysWhatIsWrong(_ body: String, _ expected: String) {
    let (chart, _, report) = gantt(body)
    #expect(chart == nil)
    #expect(report == expected)
  }

  @Test func warnsOfWhatHasNoEffect() {
    let (chart, _, report) = gantt(
      """
      dateFormat YYYY-MM-DD
      tickInterval 1 day
      A : api, 2024-01-01, 5min
      B : after apo, 1d
      click nobody href "x"
      """)
    #expect(days(chart) == [[0, 0], [0, 1]])
    expectText(
      report,
      """
      3:14-19 `1 day` is not an interval → write a number and a unit without a space, such as `1week`
      4:22-26 `5min` is neither a duration nor a date, and the task has no length → \
      write a number and one of `ms`, `s`, `m`, `h`, `d`, `w`, `M`, `y`, such as `3d`
      5:5-14 There is no task `apo`; the task begins after the one before it, and mermaid.js takes today → \
      write `api`
      6:7-13 There is no task `nobody`, so this link has no effect → give a task this id
      """)
  }

  @Test func comesToAnEndWhateverIsExcluded() {
    let week = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    let (_, _, report) = gantt("dateFormat YYYY-MM-DD\nexcludes \(week)\nA : 2024-01-01, 3d\n")
    #expect(
      report
        == "4:1-2 `excludes` leaves `A` too few working days → exclude fewer days, or make the task shorter")
    let long = String(repeating: "A : 0001-01-01, 90000000d\n", count: 300)
    #expect(gantt("dateFormat YYYY-MM-DD\nexcludes monday\n" + long).report.contains("too few working days"))
    for end in ["99999999999999999999999d", "999999999M", "9999999999999y"] {
      // A duration beyond the range of dates counts as 0.
      #expect(days(gantt("A : 2024-01-01, \(end)").chart) == [[0, 0]])
    }
    #expect(gantt("dateFormat x\nA : 9999999999999999999, 1d").chart == nil)
  }
}

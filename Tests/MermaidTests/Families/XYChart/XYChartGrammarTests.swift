import Diagnostics
import Mermaid
import Testing

struct XYChartGrammarTests {
  private func chart(_ statements: String) -> XYChart? {
    ReadResult("xychart\n" + statements).diagram?.content as? XYChart
  }

  @Test func axesBarsAndLinesAreRead() throws {
    let text = """
      xychart-beta horizontal
        title "Sales Revenue (in $)"
        x-axis Months [jan, "first of feb", m2, a & b]
        y-axis "Revenue" 4.5 --> -11 %% falling
        BAR "2026" [5, +6.25, -.5]; line [1]
        accTitle: Sales
      """
    let reading = ReadResult(text)
    let chart = try #require(reading.diagram?.content as? XYChart, "\(reading.report)")
    #expect(reading.diagram?.header.title == "Sales Revenue (in $)")
    #expect(reading.diagram?.header.accessibleTitle == "Sales")
    #expect(chart.isHorizontal)
    #expect(chart.xAxis == .init(title: "Months"))
    #expect(chart.categories == ["jan", "first of feb", "m2", "a & b"])
    #expect(chart.yAxis == .init(title: "Revenue", range: .init(from: 4.5, to: -11)))
    #expect(
      chart.plots == [.init(.bar, title: "2026", values: [5, 6.25, -0.5]), .init(.line, values: [1])])
  }

  @Test func spacesBetweenWordsAreKept() {
    #expect(ReadResult("xychart\ntitle Sales of May\nbar [1]\n").diagram?.header.title == "Sales of May")
  }

  @Test func theLastOfTwoAxesCounts() {
    let numbers = chart("x-axis [a, b]\nx-axis 0 --> 2\nline [1, 2]\n")
    #expect(numbers?.categories == [])
    #expect(numbers?.xAxis.range == .init(from: 0, to: 2))
  }

  @Test func settingsAreRead() {
    let settings =
      "---\nconfig: {xyChart: {chartOrientation: horizontal, showDataLabel: true, showTitle: false}}\n---\n"
    let diagram = ReadResult(settings + "xychart\ntitle A\nbar [1]\n").diagram
    let chart = diagram?.content as? XYChart
    #expect(chart?.isHorizontal == true)
    #expect(chart?.showsValues == true)
    #expect(diagram?.header.title == nil)
  }

  @Test(arguments: [
    ("", "1:1-8 The chart has neither a `bar` nor a `line` → write `bar [1, 2, 3]` in a line of its own"),
    ("bar [1, , 2]", "2:9-10 Expected a number, found \",\" → write `bar [1, 2.5, 3]`"),
    ("bar [1, 2a]", "2:10-11 `,` or `]` must follow a value, found \"a\" → write `bar [1, 2.5, 3]`"),
    ("bar []", "2:6-7 Expected a number, found \"]\" → write `bar [1, 2.5, 3]`"),
    (
      "line",
      "2:5-5 Expected values in brackets, found the end of the diagram → write `line [1, 2.5, 3]`"
    ),
    (
      "x-axis [a [b]]",
      "2:11-12 `,` or `]` must follow a category, found \"[\" → write `[May, June, \"first of July\"]`"
    ),
    ("y-axis a 1 -> 2", "2:12-13 `-->` must follow the first number, found \"-\" → write `0 --> 100`"),
    ("y-axis a 1 --> b", "2:16-17 Expected a number, found \"b\" → write `0 --> 100`"),
    (
      "x-axis",
      "2:7-7 Expected the title of the axis or its range, found the end of the diagram → "
        + "write `x-axis [May, June]` or `y-axis \"Revenue in €\" 0 --> 100`"
    ),
    ("title", "2:6-6 Expected the title, found the end of the diagram → write `title \"Sales\"`"),
    (
      "title Sales (in $)",
      "2:13-14 Expected a statement, found \"(\" → begin it with `title`, `x-axis`, `y-axis`, `bar` or "
        + "`line`, and write words with signs or spaces in quotes"
    ),
    ("bars [1]", "2:1-5 Expected a statement, found \"bars\" → write `bar`"),
    ("accDescr {\n a", "2:1-9 The description has no end → write `}` after its words"),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(ReadResult("xychart\n" + statements).report == report)
  }

  @Test func numbersTooLargeToBeDrawnAreRefused() {
    let report =
      "2:9-13 This number is too large to be drawn → write it in a larger unit, such as millions: numbers go up to "
      + "1,000,000,000,000,000"
    let digits = "1" + String(repeating: "0", count: 400)
    #expect(
      ReadResult("xychart\nbar [1, 1000000000000001]\n").report.hasPrefix("2:9-25 This number is too large"))
    #expect(ReadResult("xychart\nbar [1, \(digits)]\n").report.hasPrefix("2:9-410 This number is too large"))
    #expect(ReadResult("xychart\ny-axis -1 --> -\(digits)\nbar [1]\n").report.hasPrefix("2:15-"))
    #expect(ReadResult("xychart\nbar [1, -1000000000000000]\n").report == "")
    #expect(ReadResult("sankey\na,b,1e99\n").report == report.replacing("2:9-13", with: "2:5-9"))
  }

  @Test func pointsOfALineHaveWords() {
    let plots = chart("line [5 \"low\", 6.5 \"rather high\", 2 \"\", 3]\nbar [1 \"\"]\n")?.plots
    #expect(
      plots == [
        .init(.line, values: [5, 6.5, 2, 3], labels: ["low", "rather high", "", ""]),
        .init(.bar, values: [1]),
      ])
  }

  @Test(arguments: [
    (
      "x-axis [a, b]\nline [1, 2, 3, 4]",
      "3:13-14 The x axis has 2 categories and this plot 4 values → add categories, or remove the values without one"
    ),
    (
      "bar [4, 99, -1]\ny-axis 4 --> 14",
      "2:9-11 99 is outside of the y axis → let the range of the y axis include it"
    ),
    (
      "y-axis 14 --> 4\nline [3.5]",
      "3:7-10 3.5 is outside of the y axis → let the range of the y axis include it"
    ),
    ("x-axis [a, b]\ny-axis 4 --> 14\nbar [4, 14]\nline [5]", ""),
  ])
  func doubtfulValuesAreWarnings(statements: String, report: String) {
    let reading = ReadResult("xychart\n" + statements)
    #expect(reading.report == report)
    #expect(reading.diagram != nil)
  }

  @Test func theNumberOfValuesIsLimited() {
    var limits = Limits()
    limits.nodes = 2
    func report(_ text: String) -> [String] {
      MermaidParser.parse(SourceText(path: "d.mmd", text: "xychart\n" + text), limits: limits)
        .diagnostics.map(\.message)
    }
    #expect(report("bar [1]\nline [1]\n") == [])
    #expect(report("x-axis [a, b]\nbar [1]\n") == ["The diagram has more than 2 values and categories"])
    #expect(report("bar [1]\nline [1, 2]\n") == ["The diagram has more than 2 values and categories"])
  }
}

import Diagnostics
import Mermaid
import Testing

struct QuadrantGrammarTests {
  private func chart(_ statements: String) -> QuadrantChart? {
    ReadResult("quadrantChart\n" + statements).diagram?.content as? QuadrantChart
  }

  @Test func axesQuadrantsAndPointsAreRead() throws {
    let text = """
      quadrantChart
        title Campaigns (of 2026)
        x-axis Low Reach --> "High Reach ❤"
        Y-AXIS Engagement ---->
        quadrant-1 We should expand; quadrant-2 "Promote (more)" now
        quadrant-4 It's 50% & more %% a comment
        Campaign A: [0.3, 0.60]
        "Campaign (B)" : [ 1 , 0 ]
        Café: [0, 1]
      """
    let reading = ReadResult(text)
    let chart = try #require(reading.diagram?.content as? QuadrantChart, "\(reading.report)")
    #expect(reading.diagram?.header.title == "Campaigns (of 2026)")
    #expect(chart.xAxis == .init(low: "Low Reach", high: "High Reach ❤"))
    #expect(chart.yAxis == .init(low: "Engagement ⟶"))
    #expect(chart.quadrants == ["We should expand", "Promote (more) now", "", "It's 50% & more"])
    #expect(
      chart.points.map { "\($0.label) \($0.x) \($0.y)" } == [
        "Campaign A 0.3 0.6", "Campaign (B) 1.0 0.0", "Café 0.0 1.0",
      ])
  }

  @Test func stylesOfPointsLieOverThoseOfTheirClass() {
    let points = chart(
      """
      A:::big: [0.1, 0.1]
      B:::big: [0.2, 0.2] radius: 7, stroke-width: 3px
      C: [0.3, 0.3] color: 00ff00 ,stroke-color : #f00
      classDef big radius : 20, color: #ff0000
      """)?.points
    #expect(points?.map(\.radius) == [20, 7, nil])
    #expect(points?.map { $0.style.fill?.color?.hex } == ["#f00", "#f00", "#0f0"])
    #expect(points?[1].style.strokeWidth == 3)
    #expect(points?[2].style.stroke?.color?.hex == "#f00")
  }

  @Test func positionsOfAxesAreRead() {
    func chart(_ settings: String, _ points: String = "") -> QuadrantChart? {
      ReadResult("---\nconfig: {quadrantChart: {\(settings)}}\n---\nquadrantChart\n\(points)\n").diagram?
        .content as? QuadrantChart
    }
    #expect(chart("yAxisPosition: right")?.hasRightAxis == true)
    #expect(chart("")?.hasTopAxis == true)
    #expect(chart("xAxisPosition: bottom")?.hasTopAxis == false)
    // Where there are points the words are below, as in mermaid.js.
    #expect(chart("xAxisPosition: top", "A: [0, 0]")?.hasTopAxis == false)
  }

  @Test(arguments: [
    (
      "A: [0.3, 2]",
      "2:10-11 Expected a number from 0 to 1, found `2` → write `0`, `1` or a number such as `0.25`"
    ),
    (
      "A: [.5, 0.5]",
      "2:5-7 Expected a number from 0 to 1, found `.5` → write `0`, `1` or a number such as `0.25`"
    ),
    ("A: [0.3 0.5]", "2:9-10 A comma must follow the first number, found \"0\" → write `[0.3, 0.6]`"),
    (
      "A: [0.3, 0.5",
      "2:13-13 `]` must follow the second number, found the end of the diagram → write `[0.3, 0.6]`"
    ),
    ("A", "2:1-2 A place must follow `A`, found the end of the diagram → write `A: [0.3, 0.6]`"),
    ("A@B: [0.3, 0.6]", "2:2-3 A place must follow `A`, found \"@\" → write `A: [0.3, 0.6]`"),
    ("x-axis", "2:7-7 A name must follow, found the end of the diagram → write `x-axis Low --> High`"),
    ("x-axis (low)", "2:8-9 A name must follow, found \"(\" → write it in quotes: `\"…\"`"),
    (
      "quadrant-1 Do (now)",
      "2:15-16 \"(\" is not read here → remove it, or write words that have it in quotes: `\"…\"`"
    ),
    ("quadrant-1 \"Do", "2:12-13 This quotation is never closed → write '\"' after the words"),
    (
      "A: [0, 0] fill: #f00",
      "2:11-21 A point has no style `fill` → write one of `radius`, `color`, `stroke-color` and `stroke-width`"
    ),
    ("A: [0, 0] radius: big", "2:11-22 `big` is not a value of `radius` → write it as in `radius: 12`"),
    ("A: [0, 0] color: red", "2:11-21 `red` is not a value of `color` → write it as in `color: #ff0000`"),
    (
      "A: [0, 0] stroke-width: 2",
      "2:11-26 `2` is not a value of `stroke-width` → write it as in `stroke-width: 2px`"
    ),
    (
      "classDef big",
      "2:13-13 The name of the class and its style must follow `classDef`, "
        + "found the end of the diagram → write `classDef large radius: 12`"
    ),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(ReadResult("quadrantChart\n" + statements).report == report)
  }

  @Test func aQuadrantChartHasAtMost500Points() {
    let point = "A: [0.5, 0.5]\n"
    func report(_ count: Int) -> String {
      ReadResult("quadrantChart\n" + String(repeating: point, count: count)).report
    }
    #expect(report(500) == "")
    #expect(report(501) == "503:1-1 The diagram has more than 500 points → split it into several diagrams")
  }

  @Test func theNumberOfPointsIsLimited() {
    var limits = Limits()
    limits.nodes = 1
    func report(_ text: String) -> [String] {
      MermaidParser.parse(SourceText(path: "d.mmd", text: "quadrantChart\n" + text), limits: limits)
        .diagnostics.map(\.message)
    }
    #expect(report("A: [0, 0]\n") == [])
    #expect(report("A: [0, 0]\nB: [0, 0]\n") == ["The diagram has more than 1 points"])
  }
}

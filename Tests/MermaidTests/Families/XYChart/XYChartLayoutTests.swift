import Testing

@testable import Mermaid

struct XYChartLayoutTests {
  private func bars(_ statements: String, _ header: String = "xychart") throws -> [Rect] {
    try drawn("\(header)\n\(statements)\n").boxes.map(\.bounds)
  }

  @Test func barsAreAsHighAsTheirValues() throws {
    let bars = try bars("bar [10, 20, 45]")
    #expect(abs(bars[1].height / bars[0].height - 2) < 0.001)
    #expect(abs(bars[2].height / bars[0].height - 4.5) < 0.001)
    #expect(Set(bars.map(\.maxY)).count == 1)
  }

  @Test func barsOfAHorizontalChartAreAsLongAsTheirValues() throws {
    let bars = try bars("bar [10, 20]", "xychart horizontal")
    #expect(abs(bars[1].width / bars[0].width - 2) < 0.001)
    #expect(bars[0].minX == bars[1].minX && bars[0].maxY < bars[1].minY)
  }

  @Test func barsBeginAtTheStartOfAnAxisWithoutZero() throws {
    let bars = try bars("y-axis 4 --> 14\nbar [5, 9, 99]")
    #expect(abs(bars[1].height / bars[0].height - 5) < 0.001)
    // A value outside of the axis ends at the axis.
    #expect(abs(bars[2].height / bars[0].height - 10) < 0.001)
  }

  @Test func negativeBarsGoDownFromZero() throws {
    let bars = try bars("bar [10, -5]")
    #expect(bars[0].maxY == bars[1].minY)
    #expect(abs(bars[0].height / bars[1].height - 2) < 0.001)
  }

  @Test func barsOfSeveralPlotsAreSideBySide() throws {
    let bars = try bars("bar [1, 2]\nbar [3, 4]")
    #expect(bars[0].maxX == bars[2].minX && bars[2].maxX < bars[1].minX)
  }

  @Test func valuesWithoutACategoryAreLeftOut() throws {
    #expect(try bars("x-axis [a, b]\nbar [1, 2, 3]").count == 2)
  }

  @Test func marksOfAxesAreRoundNumbers() {
    func marks(_ from: Double, _ to: Double, isOpen: Bool) -> [String] {
      NumberScale(from: from, to: to, isOpen: isOpen).marks.map(\.text)
    }
    #expect(marks(4_000, 11_000, isOpen: false) == ["4000", "6000", "8000", "10000"])
    #expect(marks(0, 97, isOpen: true) == ["0", "20", "40", "60", "80", "100"])
    #expect(marks(-0.25, 0.25, isOpen: true) == ["-0.3", "-0.2", "-0.1", "0", "0.1", "0.2", "0.3"])
    #expect(marks(3, 3, isOpen: true) == ["2.0", "2.5", "3.0", "3.5", "4.0"])
    #expect(marks(10, 0, isOpen: false) == ["0", "2", "4", "6", "8", "10"])
    #expect(marks(0, 5e20, isOpen: true).count == 6)
  }

  @Test func valuesAreAtTheEndsOfTheirBars() throws {
    let settings = "---\nconfig: {xyChart: {showDataLabel: true}}\n---\n"
    let scene = try drawn(settings + "xychart\nx-axis [a, b]\nbar [1.5, -2]\n")
    func label(_ words: String) throws -> Rect {
      try #require(scene.freeLabels.first { $0.text.plain == words && $0.plate != nil }).bounds
    }
    #expect(try label("1.5").maxY < scene.boxes[0].bounds.minY)
    #expect(try label("-2").minY > scene.boxes[1].bounds.maxY)
    #expect(scene.geometryFindings() == [])
    let across = try drawn(settings + "xychart horizontal\nx-axis [a, b]\nbar [1.5, -2]\n")
    #expect(across.geometryFindings() == [])
  }

  @Test func valuesAreSpreadOverARangeOfNumbers() throws {
    let scene = try drawn("xychart\nx-axis 0 --> 10\nbar [1, 2, 3, 4, 5, 6]\nbar [1, 2, 3]\n")
    let middles = scene.boxes.map(\.bounds.midX)
    let width = scene.boxes[0].bounds.width
    // The bars of the second plot are beside those of the first, at 0, 5 and 10.
    #expect(abs(middles[6] - middles[0] - width) < 0.001)
    #expect(abs(middles[8] - middles[5] - width) < 0.001)
    #expect(abs(middles[7] - (middles[6] + middles[8]) / 2) < 0.001)
    let diagram = ReadResult("xychart\nx-axis 0 --> 10\nline [1, 2, 3, 4, 5, 6]\nline [1, 2, 3]\n").diagram
    #expect(diagram?.walkthrough == ["Line: 0 1, 2 2, 4 3, 6 4, 8 5, 10 6.", "Line: 0 1, 5 2, 10 3."])
    let one = try drawn("xychart\nx-axis 10 --> 0\nbar [5]\nbar [6]\n")
    #expect(one.geometryFindings() == [])
  }

  @Test func wordsOfPointsAreBesideTheirDots() throws {
    let scene = try drawn("xychart\nline [5 \"low\", 6.5 \"high\", 2]\nline [5 \"same\"]\n")
    func words(_ text: String) throws -> Rect {
      try #require(scene.freeLabels.first { $0.text.plain == text && $0.plate != nil }).bounds
    }
    let (low, high, same) = (try words("low"), try words("high"), try words("same"))
    #expect(high.maxY < low.minY && low.maxX < high.minX)
    #expect(abs(same.midX - low.midX) < 0.001 && same.minY > low.maxY)
    #expect(scene.geometryFindings() == [])
    let diagram = ReadResult("xychart\nline [5 \"low\", 2]\n").diagram
    #expect(diagram?.walkthrough == ["Line: 1 5 (low), 2 2."])
  }

  @Test func aDrawingThatIsTooHighIsRefused() {
    let chart = XYChart(
      plots: [.init(.bar, values: [Double](repeating: 1, count: 1_000))], isHorizontal: true)
    #expect {
      try chart.scene()
    } throws: { error in
      guard case .tooMany("pixels of height", let count, 32_000) = error as? LayoutError else { return false }
      return (38_000..<38_200).contains(count)
    }
  }

  @Test(arguments: ["vertical", "horizontal"])
  func manyAndLongCategoriesKeepApart(orientation: String) throws {
    let categories = (1...40).map { "\"category number \($0)\"" }.joined(separator: ", ")
    let values = (1...40).map(String.init).joined(separator: ", ")
    let scene = try drawn(
      """
      xychart \(orientation)
        title "Many categories"
        x-axis "The axis of categories" [\(categories)]
        y-axis "The axis of values"
        bar "Some bars" [\(values)]
        line "A line" [\(values)]
      """)
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func aLargeChartIsRefused() {
    var limits = LayoutLimits()
    limits.nodes = 2
    let chart = XYChart(plots: [.init(.bar, values: [1, 2, 3])])
    #expect(throws: LayoutError.tooMany(what: "values and categories", count: 3, limit: 2)) {
      try chart.scene(limits: limits)
    }
  }

  @Test func theChartIsToldInWords() {
    let diagram = ReadResult("xychart\nx-axis [May, June]\nbar \"2026\" [5, 6.5]\nline [4, 5]\n").diagram
    #expect(diagram?.accessibleTitle == "Chart of bars and a line over 2 places")
    #expect(diagram?.walkthrough == ["2026: May 5, June 6.5.", "Line: May 4, June 5."])
    let numbers = ReadResult("xychart\nx-axis 0 --> 10\nline [4, 5, 6]\n").diagram
    #expect(numbers?.walkthrough == ["Line: 0 4, 5 5, 10 6."])
  }
}

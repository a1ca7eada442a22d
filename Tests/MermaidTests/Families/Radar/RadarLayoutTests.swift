import Testing

@testable import Mermaid

struct RadarLayoutTests {
  private let text = """
    radar-beta
      axis speed["Speed"], cost["Cost"], quality["Quality"], reach["Reach"]
      curve first["First model"]{5, 0, 2.5, 5}
      curve second["Second model"]{1, 2, 3, 4}
    """

  /// The centres of the dots of a curve, about the centre of the chart.
  private func dots(_ scene: Scene, _ surface: Surface) -> [Point] {
    let items = scene.layers.flatMap(\.items).flatMap { item -> [Figure] in
      guard case .decoration(let part) = item, part.appearance.surface == surface else { return [] }
      return part.figures
    }
    return items.compactMap { figure in
      if case .ellipse(let center, _) = figure.geometry { center } else { nil }
    }
  }

  @Test func valuesAreDistancesFromTheCentre() throws {
    let points = dots(try drawn(text), .series1)
    let center = points[1]
    #expect(abs((points[0] - center).length - 170) < 0.01 && abs((points[2] - center).length - 85) < 0.01)
    #expect(points[0].y < center.y && points[2].y > center.y && points[3].x < center.x)
  }

  @Test func curvesPassBehindTheNumbersOfTheScale() throws {
    let ticks = try drawn(text).freeLabels.filter { $0.owner == "ticks" }
    #expect(!ticks.isEmpty && ticks.allSatisfy { $0.plateAppearance?.surface == .plate })
  }

  @Test func theScaleIsThatOfTheAuthor() throws {
    let points = dots(try drawn(text + "\nmax 10\nmin 5\n"), .series1)
    #expect(Set(points.map { "\(($0.x).rounded()) \(($0.y).rounded())" }).count == 1)
  }

  @Test func axesHaveTheirLabelsOutsideOfTheRim() throws {
    let labels = try drawn(text).freeLabels.filter { $0.owner != "ticks" }
    #expect(labels.map(\.text.plain) == ["Speed", "Cost", "Quality", "Reach"])
    #expect(labels[0].bounds.midX == labels[2].bounds.midX && labels[0].bounds.maxY < labels[2].bounds.minY)
  }

  @Test func theLegendNamesTheCurvesUnlessItIsHidden() throws {
    #expect(try drawn(text).boxes.flatMap(\.labels).map(\.text.plain) == ["First model", "Second model"])
    #expect(try drawn(text + "\nshowLegend false\n").boxes.isEmpty)
  }

  @Test(arguments: [1, 2, 3, 7, 30, 100], ["circle", "polygon"])
  func nothingOverlapsAndEverythingCanBeRead(count: Int, graticule: String) throws {
    let axes = (0..<count).map { "n\($0)[\"A long label \($0)\"]" }.joined(separator: ", ")
    let values = (0..<count).map { "\($0)" }.joined(separator: ", ")
    let scene = try drawn(
      "radar-beta\naxis \(axes)\ncurve c[\"A curve\"]{\(values)}\ngraticule \(graticule)\nticks 20\n")
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func equalValuesAndEmptyChartsAreDrawn() throws {
    #expect(try drawn("radar-beta\naxis a, b, c\ncurve d{0, 0, 0}\n").size.width.isFinite)
    #expect(try drawn("radar-beta\naxis a, b, c\ncurve d{1, 2, 3}\nmin 5\nmax 1\n").size.width.isFinite)
    #expect(try drawn("radar-beta\n").boxes.isEmpty)
    #expect(try drawn("radar-beta\ncurve d{1}\n").boxes.isEmpty)
  }

  @Test func curvesCanBeLinkedToPagesAndLargeChartsAreRefused() throws {
    let diagram = try #require(ReadResult(text).diagram)
    #expect(diagram.accessibleTitle == "Radar chart of 2 curves on 4 axes")
    let linked = diagram.linked { $0.id == "second" ? DiagramLink(destination: "b.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"b.html\">"))
    var limits = LayoutLimits()
    limits.nodes = 5
    #expect(throws: LayoutError.tooMany(what: "axes and values", count: 12, limit: 5)) {
      try diagram.scene(limits: limits)
    }
  }
}

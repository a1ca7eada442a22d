import Testing

@testable import Mermaid

struct QuadrantLayoutTests {
  private let text = """
    quadrantChart
      x-axis Low --> High
      y-axis Weak --> Strong
      quadrant-1 Expand
      quadrant-3 Drop
      A: [0.25, 0.75]
      B: [1, 0]
    """

  @Test func pointsAreAtTheirPlaces() throws {
    let scene = try drawn(text)
    let whole = try scene.box("quadrant 2").bounds.union(scene.box("quadrant 4").bounds)
    func place(_ id: String) throws -> [Double] {
      let center = try scene.box(id).bounds.center
      return [(center.x - whole.minX) / whole.width, (whole.maxY - center.y) / whole.height]
    }
    #expect(try place("point 1") == [0.25, 0.75])
    #expect(try place("point 2") == [1, 0])
  }

  @Test func wordsOfAxesAreBesideTheirHalf() throws {
    let scene = try drawn(text)
    func center(_ words: String) throws -> Point {
      try #require(scene.freeLabels.first { $0.text.plain == words }).bounds.center
    }
    // The chart is 460 px wide and high.
    let whole = try scene.box("quadrant 2").bounds
    #expect(abs(try center("Low").x - whole.minX - 115) < 0.001)
    #expect(abs(try center("High").x - whole.minX - 345) < 0.001)
    #expect(try center("Low").y > whole.minY + 460)
    #expect(abs(try center("Strong").y - whole.minY - 115) < 0.001)
    #expect(try center("Strong").x < whole.minX)
  }

  @Test func wordsOfPointsKeepApart() throws {
    let points = (0..<4).map { "  A point \($0): [0.5\($0), 0.5]\n" }.joined()
    #expect(try drawn("quadrantChart\n" + points).geometryFindings() == [])
  }

  /// Words in a crowd stand further away, with a line to their point that crosses no other words.
  @Test func linesToWordsCrossNoOtherWords() throws {
    let points = (0..<14).map {
      "  Campaign \($0): [\(0.4 + Double($0 % 4) * 0.05), \(0.5 + Double($0 / 4) * 0.05)]"
    }
    let scene = try drawn("quadrantChart\n" + points.joined(separator: "\n") + "\n")
    let lines = scene.layers.flatMap(\.items).compactMap { item -> [Point]? in
      guard case .decoration(let part) = item, part.figures.count == 1,
        case .path(let path) = part.figures[0].geometry
      else { return nil }
      let ends = path.flattened()
      return ends.count == 2 ? ends : nil
    }
    #expect(!lines.isEmpty)
    for line in lines {
      let inside = (1..<50).map { line[0].interpolated(to: line[1], Double($0) / 50) }
      for label in scene.freeLabels { #expect(!inside.contains(where: label.bounds.inset(1).contains)) }
    }
  }

  @Test func anAuthorsRadiusAndColoursAreDrawn() throws {
    let scene = try drawn("quadrantChart\nA: [0.5, 0.5] radius: 12, color: #ff0000, stroke-width: 4px\n")
    let point = try scene.box("point 1")
    #expect(point.bounds.width == 24)
    #expect(point.appearance.fill == Color(0xFF0000))
    #expect(point.appearance.strokeWidth == 4)
  }

  @Test func wordsCanBeReadOnEveryQuadrant() throws {
    let points = ["0.2, 0.2", "0.2, 0.8", "0.8, 0.2", "0.8, 0.8"].enumerated().map { "P\($0): [\($1)]\n" }
    let names = (1...4).map { "quadrant-\($0) Name\n" }
    #expect(try drawn("quadrantChart\n" + (points + names).joined()).contrastFindings() == [])
  }

  @Test func aLargeChartIsRefused() {
    var limits = LayoutLimits()
    limits.nodes = 1
    let chart = QuadrantChart(points: [.init(label: "A", x: 0, y: 0), .init(label: "B", x: 1, y: 1)])
    #expect(throws: LayoutError.tooMany(what: "points", count: 2, limit: 1)) {
      try chart.scene(limits: limits)
    }
  }

  @Test func theChartIsToldInWords() {
    let diagram = ReadResult(text).diagram
    #expect(diagram?.accessibleTitle == "Quadrant chart of 2 points")
    #expect(
      diagram?.walkthrough == [
        "To the right: from Low to High.", "Upwards: from Weak to Strong.", "Upper right: Expand.",
        "Lower left: Drop.", "A at 0.25, 0.75.", "B at 1, 0.",
      ])
  }

  @Test func pointsCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult(text).diagram)
    let linked = diagram.linked { $0.id == "B" ? DiagramLink(destination: "b.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"b.html\">"))
  }

  @Test func wordsOfACrowdKeepApart() throws {
    let points = (0..<40).map { "  Point of number \($0): [0.\(48 + $0 % 4), 0.\(48 + $0 % 5)]\n" }.joined()
    let scene = try drawn("quadrantChart\n" + points)
    #expect(scene.geometryFindings().filter { $0.kind == .overlappingLabels } == [])
    #expect(scene.freeLabels.count == 40)
  }
}

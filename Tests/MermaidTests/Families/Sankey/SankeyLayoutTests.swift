import Testing

@testable import Mermaid

struct SankeyLayoutTests {
  private let text = """
    sankey
    Solar,Grid,30
    Wind,Grid,10
    Grid,Homes,25
    Grid,Industry,15
    Wind,Losses,5
    """

  private func thickness(_ link: Scene.Link) throws -> Double {
    guard case .path(let path) = link.figures[0].geometry else { return 0 }
    let points = path.steps.compactMap(\.end)
    return points[points.count - 1].y - points[0].y
  }

  @Test func flowsAndNodesAreAsHighAsTheirSums() throws {
    let scene = try drawn(text)
    let unit = try thickness(scene.links[0]) / 30
    for (link, value) in zip(scene.links, [30.0, 10, 25, 15, 5]) {
      #expect(abs(try thickness(link) / unit - value) < 0.001)
    }
    for (node, sum) in zip(scene.boxes, [30.0, 40, 15, 25, 15, 5]) {
      #expect(abs(node.bounds.height / unit - sum) < 0.001, "\(node.id)")
    }
  }

  @Test func flowsBeginAndEndAtTheirNodesWithoutAGap() throws {
    let scene = try drawn(text)
    func ends(_ index: Int) throws -> (start: Point, end: Point) {
      let points = scene.links[index].route.steps.compactMap(\.end)
      return (points[0], points[points.count - 1])
    }
    let grid = try scene.box("node 2").bounds
    let into = try (ends(0).end, ends(1).end)
    #expect(into.0.x == grid.minX && into.1.x == grid.minX)
    let height = try thickness(scene.links[0]) / 2 + thickness(scene.links[1]) / 2
    #expect(abs(abs(into.1.y - into.0.y) - height) < 0.001)
    #expect(try ends(2).start.x == grid.maxX)
  }

  @Test(arguments: [
    ("justify", [0, 1, 0, 2, 2, 2]), ("left", [0, 1, 0, 2, 2, 1]), ("right", [0, 1, 0, 2, 2, 2]),
    ("center", [0, 1, 0, 2, 2, 1]),
  ])
  func nodesAreInTheColumnsOfTheirAlignment(name: String, columns: [Int]) throws {
    let scene = try drawn("---\nconfig: {sankey: {nodeAlignment: \(name)}}\n---\n" + text)
    let places = scene.boxes.map(\.bounds.minX)
    let all = Set(places).sorted()
    #expect(places.map { all.firstIndex(of: $0) } == columns)
  }

  @Test func flowsHaveTheColourOfTheirSourceOrTarget() throws {
    func surfaces(_ color: String) throws -> [Surface] {
      try drawn("---\nconfig: {sankey: {linkColor: \(color)}}\n---\n" + text).links.map(\.appearance.surface)
    }
    #expect(try surfaces("source") == [.series1, .series3, .series2, .series2, .series3])
    #expect(try surfaces("target") == [.series2, .series2, .series4, .series5, .series6])
  }

  @Test func aFlowGoesRoundTheNodesThatItPasses() throws {
    let scene = try drawn("sankey\na,b,5\nb,c,3\nb,d,2\na,c,4\nc,e,7\na,e,6\n")
    #expect(scene.geometryFindings() == [])
  }

  @Test func manyNodesKeepApart() throws {
    let records = (1...30).map { "A source with a rather long name \($0),Target \($0 % 7),\($0)\n" }.joined()
    let scene = try drawn("sankey\n" + records)
    #expect(scene.geometryFindings() == [])
  }

  @Test func wordsCanBeReadOnAnAuthorsColours() throws {
    let settings = "---\nconfig: {sankey: {nodeColors: {Solar: '#4e79a7', Grid: '#222222'}}}\n---\n"
    #expect(try drawn(settings + text).contrastFindings() == [])
    #expect(try drawn(text).contrastFindings() == [])
  }

  @Test func flowsOfNothingAndCirclesAreDrawnEmpty() throws {
    #expect(try drawn("sankey\na,b,0\n").boxes.count == 2)
    let circle = Sankey(
      nodes: [.init(label: "a"), .init(label: "b")],
      flows: [.init(from: 0, to: 1, value: 1), .init(from: 1, to: 0, value: 1)])
    #expect(try circle.scene().layers.isEmpty)
    for value in [1e308, .infinity, .nan, -1] {
      let sankey = Sankey(
        nodes: [.init(label: "a"), .init(label: "b"), .init(label: "c")],
        flows: [.init(from: 0, to: 1, value: value), .init(from: 2, to: 1, value: value)])
      #expect(try sankey.scene().layers.isEmpty)
    }
  }

  @Test func aLargeDiagramIsRefused() {
    var limits = LayoutLimits()
    limits.edges = 0
    let sankey = Sankey(
      nodes: [.init(label: "a"), .init(label: "b")], flows: [.init(from: 0, to: 1, value: 1)])
    #expect(throws: LayoutError.tooMany(what: "flows", count: 1, limit: 0)) {
      try sankey.scene(limits: limits)
    }
  }

  @Test func flowsThatPassManyColumnsAreRefused() {
    let chain = (0..<74).map { Sankey.Flow(from: $0, to: $0 + 1, value: 1) }
    let long = (0..<70).map { _ in Sankey.Flow(from: 0, to: 74, value: 1) }
    let sankey = Sankey(nodes: (0...74).map { .init(label: "\($0)") }, flows: chain + long)
    #expect(throws: LayoutError.tooMany(what: "columns that flows pass", count: 5_110, limit: 5_000)) {
      try sankey.scene()
    }
  }

  @Test func theDiagramIsToldInWords() {
    let diagram = ReadResult("sankey\nSolar,Grid,12.5\nGrid,Homes,10\n").diagram
    #expect(diagram?.accessibleTitle == "Sankey diagram of 2 flows between 3 nodes")
    #expect(diagram?.walkthrough == ["Solar to Grid: 12.5.", "Grid to Homes: 10."])
    #expect(ReadResult("sankey\na,b,0.001\n").diagram?.walkthrough == ["a to b: 0.001."])
  }

  @Test func nodesCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult(text).diagram)
    let linked = diagram.linked { $0.id == "Grid" ? DiagramLink(destination: "grid.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"grid.html\">"))
  }
}

import Foundation
import Testing

@testable import Mermaid

struct FlowchartLayoutTests {
  private func box(_ id: String, _ scene: Scene) throws -> Rect {
    try #require(
      scene.layers.flatMap(\.items).compactMap { item -> Rect? in
        if case .box(let box) = item, box.id == id { return box.bounds }
        return nil
      }.first)
  }

  @Test func serviceChartsHaveFewCrossings() throws {
    let crossings = try ServiceCharts.all.map { try $0.chart.scene().linkCrossings() }
    #expect(crossings.reduce(0, +) <= 8)
    #expect(try ServiceCharts.kubernetes.scene().linkCrossings() <= 6)
  }

  @Test(arguments: ServiceCharts.all.map(\.name)) func serviceChartsAreClean(name: String) throws {
    let chart = try #require(ServiceCharts.all.first { $0.name == name }).chart
    #expect(try chart.scene(.init(title: "Title")).geometryFindings() == [])
  }

  @Test(arguments: Direction.allCases) func everyDirectionIsClean(direction: Direction) throws {
    for (_, original) in ServiceCharts.all {
      var chart = original
      chart.direction = direction
      #expect(try chart.scene().geometryFindings() == [])
    }
  }

  @Test func theSameChartGivesTheSameBytes() throws {
    for (_, chart) in ServiceCharts.all {
      #expect(try chart.scene().svg() == chart.scene().svg())
    }
  }

  @Test(
    arguments: [
      (Direction.topToBottom, "below"), (.bottomToTop, "above"), (.leftToRight, "right"),
      (.rightToLeft, "left"),
    ])
  func directionsPlaceTheTarget(direction: Direction, place: String) throws {
    let scene = try ServiceCharts.chart(direction) { c in
      c.node("a")
      c.node("b")
      c.edge("a", "b")
    }.scene()
    let (a, b) = (try box("a", scene), try box("b", scene))
    switch place {
    case "below": #expect(b.minY > a.maxY && a.midX == b.midX)
    case "above": #expect(b.maxY < a.minY && a.midX == b.midX)
    case "right": #expect(b.minX > a.maxX && a.midY == b.midY)
    default: #expect(b.maxX < a.minX && a.midY == b.midY)
    }
  }

  @Test func siblingsKeepTheOrderOfDeclaration() throws {
    let scene = try ServiceCharts.chart { c in
      for id in ["root", "zeta", "alpha", "mid"] { c.node(id) }
      for id in ["mid", "alpha", "zeta"] { c.edge("root", id) }
    }.scene()
    // The edges were declared in another order than the nodes; edges decide.
    #expect(try box("mid", scene).maxX < box("alpha", scene).minX)
    #expect(try box("alpha", scene).maxX < box("zeta", scene).minX)
  }

  @Test func aCycleKeepsItsFirstNodeOnTop() throws {
    let scene = try ServiceCharts.chart { c in
      for id in ["a", "b", "c"] { c.node(id) }
      c.chain(["a", "b", "c", "a"])
    }.scene()
    #expect(try box("a", scene).maxY < box("b", scene).minY)
    #expect(try box("b", scene).maxY < box("c", scene).minY)
    #expect(scene.geometryFindings() == [])
  }

  @Test func longerEdgesSpanMoreRanks() throws {
    func distance(_ length: Int) throws -> Double {
      let scene = try ServiceCharts.chart { c in
        for id in ["a", "b"] { c.node(id) }
        c.edge("a", "b", length: length)
      }.scene()
      return try box("b", scene).minY - box("a", scene).maxY
    }
    #expect(try distance(2) > distance(1))
    #expect(try distance(3) > distance(2))
  }

  @Test func aSubgraphFollowsItsOwnDirection() throws {
    let scene = try ServiceCharts.chart { c in
      c.group("g", "Group", .leftToRight)
      c.node("a", in: "g")
      c.node("b", in: "g")
      c.node("c")
      c.edge("a", "b")
      c.edge("g", "c")
    }.scene()
    #expect(try box("b", scene).minX > box("a", scene).maxX)
    #expect(try box("c", scene).minY > box("g", scene).maxY)
    #expect(scene.geometryFindings() == [])
  }

  @Test func edgesToSubgraphsEndAtTheirBorder() throws {
    let scene = try ServiceCharts.chart { c in
      c.group("g", "Group")
      c.node("x")
      c.node("a", in: "g")
      c.node("y")
      c.edge("x", "g", "in")
      c.edge("g", "y")
    }.scene()
    let routes = scene.layers.flatMap(\.items).compactMap {
      if case .link(let link) = $0 { link } else { nil }
    }
    let group = try box("g", scene)
    #expect(routes.map { $0.route.steps.last?.end?.y }.first == group.minY)
    #expect(routes.map { $0.route.steps.first?.end?.y }.last == group.maxY)
    #expect(scene.geometryFindings() == [])
  }

  @Test func loopsAndParallelEdgesStayApart() throws {
    let scene = try ServiceCharts.chart { c in
      c.node("a", "Alpha", .diamond)
      c.node("b")
      c.edge("a", "a", "again")
      c.edge("a", "a", "and again")
      c.edge("a", "b", "one")
      c.edge("a", "b", "two")
      c.edge("b", "a", "back")
    }.scene()
    #expect(scene.geometryFindings() == [])
    #expect(scene.linkCrossings() == 0)
  }

  @Test func subgraphsThatFeedEachOther() throws {
    // Every cluster lies above and below another: none can be stacked.
    let scene = try ServiceCharts.chart { c in
      for group in ["p", "q", "r"] {
        c.group(group, "Group \(group)")
        c.node(group + "1", in: group)
        c.node(group + "2", in: group)
        c.edge(group + "1", group + "2")
      }
      c.edge("p1", "q2")
      c.edge("q1", "p2")
      c.edge("p", "q")
      c.edge("q", "r")
      c.edge("r", "p")
      c.edge("r1", "r")
    }.scene()
    #expect(scene.geometryFindings().filter { $0.kind == .overlappingBoxes } == [])
  }

  @Test func anEmptyChartIsAnEmptyDrawing() throws {
    let scene = try Flowchart().scene()
    #expect(scene.layers.isEmpty)
    #expect(scene.size == Size(28, 28))
  }

  @Test func tooManyNodesAreRefused() {
    var limits = LayoutLimits()
    limits.nodes = 2
    let chart = ServiceCharts.chart { c in for id in ["a", "b", "c"] { c.node(id) } }
    let error = #expect(throws: LayoutError.self) { try chart.scene(limits: limits) }
    #expect(
      error?.description
        == "the diagram has 3 nodes and at most 2 are drawn; split it into several diagrams")
  }

  @Test func manyLongEdgesAreRefusedBeforeTheyAreDrawn() {
    let chart = ServiceCharts.chart { c in
      for index in 0..<1_000 { c.node("n\(index)") }
      for index in 1..<1_000 {
        c.edge("n\(index - 1)", "n\(index)")
        c.edge("n0", "n\(index)")
      }
    }
    #expect(throws: LayoutError.self) { try chart.scene() }
  }

  @Test func deeplyNestedSubgraphs() throws {
    func nested(_ depth: Int) -> Flowchart {
      ServiceCharts.chart { c in
        for index in 0..<depth {
          c.group("g\(index)", "Level \(index)", in: index > 0 ? "g\(index - 1)" : nil)
          c.node("n\(index)", in: "g\(index)")
        }
        c.chain((0..<depth).map { "n\($0)" })
      }
    }
    #expect(try nested(32).scene().geometryFindings() == [])
    let error = #expect(throws: LayoutError.self) { try nested(33).scene() }
    #expect(
      error?.description
        == "the diagram has 33 levels of nested subgraphs and at most 32 are drawn; "
        + "split it into several diagrams")
  }

  @Test func animatedLinksMoveOnlyUnderThePointer() throws {
    func svg(_ text: String, _ mode: SVGOptions.Mode = .standalone) throws -> String {
      String(decoding: try #require(ReadResult(text).diagram).svg(SVGOptions(mode: mode)), as: UTF8.self)
    }
    let plain = "flowchart LR\n  a e1@--> b\n"
    for (settings, name) in [("animate: true", "fast"), ("animation: slow", "slow")] {
      let text = try svg(plain + "  e1@{ \(settings) }\n")
      #expect(text.components(separatedBy: "class=\"d-\(name)\"").count == 2)
      #expect(
        text.contains(
          "@media (prefers-reduced-motion:no-preference){.diagram:hover .d-slow,.diagram:hover .d-fast"))
    }
    #expect(try !svg(plain).contains("@keyframes"))
    #expect(try !svg(plain + "  e1@{ animate: true }\n", .embedded).contains("@keyframes"))
    #expect(Stylesheet.page.contains("@keyframes"))
  }

  /// Random charts with nested subgraphs: nothing overlaps, nothing is crossed that should not be.
  @Test(arguments: 1...120) func randomChartsAreClean(seed: Int) throws {
    var state = UInt64(seed) &* 7_919
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let groups = random(5)
    let chart = ServiceCharts.chart(Direction.allCases[random(4)]) { c in
      for index in 0..<groups {
        let parent = index > 0 && random(3) == 0 ? "g\(random(index))" : nil
        c.group("g\(index)", "Subgraph \(index)", in: parent, random(4) == 0 ? .leftToRight : nil)
      }
      let shapes: [NodeShape] = [.rectangle, .diamond, .cylinder, .circle, .hexagon, .stadium]
      for index in 0..<(4 + random(12)) {
        let group = groups > 0 && random(3) > 0 ? "g\(random(groups))" : nil
        c.node("n\(index)", "Node \(index)", shapes[random(shapes.count)], in: group)
      }
      let count = c.chart.nodes.count
      for _ in 0..<(count + random(count)) {
        let from = "n\(random(count))"
        let to = groups > 0 && random(8) == 0 ? "g\(random(groups))" : "n\(random(count))"
        c.edge(from, to, random(3) == 0 ? "label \(random(100))" : nil, length: 1 + random(2))
      }
    }
    let scene = try chart.scene()
    #expect(scene.geometryFindings() == [], "seed \(seed)")
  }

  @Test func anOpenDirectionIsTheOneThatFitsAPage() throws {
    let many =
      "a[Reading the input] --> " + (1...9).map { "b\($0)[Step \($0) of the work]" }.joined(separator: " & ")
    #expect(try drawn("flowchart\n  \(many)").size.width < LayeredEngine.pageWidth)
    #expect(try drawn("flowchart TB\n  \(many)").size.width > LayeredEngine.pageWidth)
    let few = try drawn("flowchart\n  a --> b & c")
    #expect(try few.box("a").bounds.midY < few.box("b").bounds.midY)
  }
}

import Testing

@testable import Mermaid

struct MindmapLayoutTests {
  private let text = """
    mindmap
      ((Training))
        Data
          Queries
          Rewards
        [Model]
        Release
          Traffic
    """

  @Test func branchesAreAtBothSidesOfTheTopic() throws {
    let scene = try drawn(text)
    let topic = try scene.box("node 1").bounds
    let data = try scene.box("node 2").bounds
    let release = try scene.box("node 6").bounds
    #expect(data.minX > topic.maxX)
    #expect(release.maxX < topic.minX)
    #expect(try scene.box("node 3").bounds.minX > data.maxX)
    #expect(try scene.box("node 7").bounds.maxX < release.minX)
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func aMapWiderThanAPageGoesToTheRightAlone() throws {
    var text = "mindmap\n Topic\n"
    for branch in ["a", "b", "c", "d"] {
      for depth in 2...5 {
        text += String(repeating: " ", count: depth) + "\(branch) an idea of some words\n"
      }
    }
    let scene = try drawn(text)
    let topic = try scene.box("node 1").bounds
    #expect(scene.boxes.dropFirst().allSatisfy { $0.bounds.minX > topic.maxX })
    #expect(scene.geometryFindings() == [])
  }

  @Test func aNodeIsInTheMiddleOfItsChildren() throws {
    let scene = try drawn(text)
    let middle = try (scene.box("node 3").bounds.midY + scene.box("node 4").bounds.midY) / 2
    #expect(abs(try scene.box("node 2").bounds.midY - middle) < 0.001)
  }

  @Test func everyNodeHangsOnItsParentInTheColourOfItsBranch() throws {
    let scene = try drawn(text)
    #expect(
      scene.links.map { "\($0.from) > \($0.to)".replacing("node ", with: "") } == [
        "1 > 2", "2 > 3", "2 > 4", "1 > 5", "1 > 6", "6 > 7",
      ])
    #expect(
      scene.links.map(\.appearance.surface) == [.series1, .series1, .series1, .series2, .series3, .series3])
    #expect(scene.links.map(\.appearance.strokeWidth) == [3, 2, 2, 3, 3, 2])
  }

  @Test func everyShapeHoldsItsWords() throws {
    let words = "some words that need more than one line of the node"
    let scene = try drawn(
      "mindmap\n ((\(words)))\n"
        + ["a[X]", "b(X)", "c)X(", "d))X((", "e{{X}}", "X"].map {
          "   " + $0.replacing("X", with: words) + "\n"
        }.joined())
    #expect(scene.geometryFindings() == [])
  }

  @Test func anEmptyMapIsDrawnAndALargeOneIsRefused() throws {
    #expect(try drawn("mindmap\n").boxes.isEmpty)
    var limits = LayoutLimits()
    limits.nodes = 1
    let map = Mindmap(nodes: [.init(label: "a"), .init(label: "b", parent: 0)])
    #expect(throws: LayoutError.tooMany(what: "nodes", count: 2, limit: 1)) { try map.scene(limits: limits) }
  }

  @Test func theMapIsToldInWords() {
    let diagram = ReadResult(text).diagram
    #expect(diagram?.accessibleTitle == "Mind map of 7 nodes")
    #expect(
      diagram?.walkthrough == [
        "Training: Data, Model and Release.", "Data: Queries and Rewards.", "Release: Traffic.",
      ])
  }

  @Test func nodesCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult(text).diagram)
    let linked = diagram.linked { $0.label == "Traffic" ? DiagramLink(destination: "traffic.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"traffic.html\">"))
  }
}

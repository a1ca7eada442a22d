import Testing

@testable import Mermaid

struct TreemapLayoutTests {
  private let text = """
    treemap-beta
    "Compute"
        "GPU": 60
        "CPU": 20
    "Judge": 20
    """

  @Test func areasAreAsLargeAsTheirValues() {
    let area = Rect(x: 0, y: 0, width: 400, height: 300)
    let rects = Squarify.rects([6, 6, 4, 3, 2, 2, 1], in: area)
    let areas = rects.map { $0.width * $0.height / (400 * 300) * 24 }
    for (value, share) in zip([6.0, 6, 4, 3, 2, 2, 1], areas) { #expect(abs(value - share) < 0.001) }
    #expect(rects.allSatisfy { area.inset(-0.001).contains($0) })
    #expect(rects.allSatisfy { max($0.width / $0.height, $0.height / $0.width) < 3.1 })
  }

  @Test func sectionsHoldTheirLeaves() throws {
    let scene = try drawn(text)
    let section = try scene.box("area 1").bounds
    #expect(try section.contains(scene.box("area 2").bounds) && section.contains(scene.box("area 3").bounds))
    #expect(try !section.overlaps(scene.box("area 4").bounds))
  }

  @Test func namesAndValuesStandInTheAreas() throws {
    let scene = try drawn(text)
    #expect(try scene.box("area 2").labels.map(\.text.plain) == ["GPU", "60"])
    #expect(try scene.box("area 1").labels.map(\.text.plain) == ["Compute", "80"])
    let plain = try drawn("---\nconfig: {treemap: {showValues: false}}\n---\n" + text)
    #expect(try plain.box("area 2").labels.map(\.text.plain) == ["GPU"])
  }

  @Test func coloursTellThePartsOfTheWhole() throws {
    let two = try drawn("treemap-beta\n\"a\"\n \"b\": 1\n\"c\": 1\n")
    #expect(try ["area 2", "area 3"].map { try two.box($0).appearance.surface } == [.series1, .series2])
    let one = try drawn("treemap-beta\n\"all\"\n \"a\"\n  \"b\": 1\n \"c\": 1\n")
    #expect(try ["area 3", "area 4"].map { try one.box($0).appearance.surface } == [.series1, .series2])
  }

  @Test func nothingIsDrawnForNothing() throws {
    #expect(try drawn("treemap-beta\n\"a\"\n  \"b\": 0\n").boxes.isEmpty)
    #expect(try drawn("treemap-beta\n").boxes.isEmpty)
  }

  @Test func smallAreasHaveNoWordsThatLeaveThem() throws {
    let leaves = (1...60).map { "    \"A leaf of number \($0)\": \($0 * $0)\n" }.joined()
    let deep = "\"Deep\"\n  \"Deeper\"\n    \"Deepest\"\n      \"A small leaf\": 3\n"
    let scene = try drawn(
      "treemap-beta\n\"Leaves\":::loud\n" + leaves + deep + "classDef loud fill:#123,color:#234\n")
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func areasCanBeLinkedToPagesAndLargeMapsAreRefused() throws {
    let diagram = try #require(ReadResult(text).diagram)
    #expect(diagram.accessibleTitle == "Treemap of 3 values")
    let linked = diagram.linked { $0.id == "GPU" ? DiagramLink(destination: "gpu.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"gpu.html\">"))
    var limits = LayoutLimits()
    limits.nodes = 3
    #expect(throws: LayoutError.tooMany(what: "sections and leaves", count: 4, limit: 3)) {
      try diagram.scene(limits: limits)
    }
  }
}

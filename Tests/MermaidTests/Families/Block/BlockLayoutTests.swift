import Testing

@testable import Mermaid

struct BlockLayoutTests {
  private func bounds(_ text: String, _ ids: [String]) throws -> [Rect] {
    let scene = try drawn(text)
    return try ids.map { try scene.box($0).bounds }
  }

  @Test func blocksFillTheColumnsRowByRow() throws {
    let boxes = try bounds("block\ncolumns 2\na b c", ["a", "b", "c"])
    #expect(boxes[0].minY == boxes[1].minY && boxes[0].maxX < boxes[1].minX)
    #expect(boxes[2].minX == boxes[0].minX && boxes[2].minY > boxes[0].maxY)
  }

  @Test func columnsAreEquallyWide() throws {
    let boxes = try bounds("block\ncolumns 3\na b[\"a label that is wide\"] c", ["a", "b", "c"])
    #expect(Set(boxes.map { $0.width.rounded() }).count == 1)
  }

  @Test func aBlockOfSeveralColumnsIsAsWideAsThoseBelow() throws {
    let boxes = try bounds("block\ncolumns 3\na:2 b\nc d e", ["a", "c", "d"])
    #expect(abs(boxes[0].minX - boxes[1].minX) < 0.1 && abs(boxes[0].maxX - boxes[2].maxX) < 0.1)
  }

  @Test func aBlockWiderThanItsRowTakesTheRest() throws {
    let boxes = try bounds("block\ncolumns 2\na:5\nb c:2", ["a", "b", "c"])
    #expect(boxes[0].maxX == boxes[2].maxX && boxes[1].minY == boxes[2].minY)
  }

  @Test func spacesLeaveCellsEmpty() throws {
    let boxes = try bounds("block\ncolumns 3\na space b\nspace c", ["a", "b", "c"])
    #expect(boxes[2].minX > boxes[0].maxX && boxes[2].maxX < boxes[1].minX)
  }

  @Test func groupsHoldTheirBlocksAndFillTheirCells() throws {
    let boxes = try bounds(
      "block\ncolumns 1\nblock:g[\"Group\"]\na b\nend\nwide[\"\(String(repeating: "word ", count: 12))\"]",
      ["g", "a", "b", "wide"])
    #expect(boxes[0].contains(boxes[1]) && boxes[0].contains(boxes[2]))
    #expect(boxes[0].width == boxes[3].width)
  }

  @Test func anArrowPointsToItsSides() throws {
    let scene = try drawn("block\na<[\"go\"]>(right) b<[\"go\"]>(x, up)")
    func corners(_ id: String) throws -> [Point] {
      guard case .path(let path) = try scene.box(id).figures[0].geometry else { return [] }
      return path.flattened()
    }
    let (right, mixed) = (try scene.box("a").bounds, try scene.box("b").bounds)
    #expect(try corners("a").contains { $0.x == right.maxX && abs($0.y - right.midY) < 1 })
    #expect(try corners("b").contains { $0.y == mixed.minY && abs($0.x - mixed.midX) < 1 })
    #expect(try !corners("b").contains { $0.y == mixed.maxY && abs($0.x - mixed.midX) < 1 })
  }

  @Test func linksGoRoundTheBlocksInTheirWay() throws {
    let scene = try drawn("block\ncolumns 3\na b c\nd e f\na --> c\na --> f\nd -- \"back\" --> b\ng --> g\n")
    #expect(scene.links.count == 4)
    #expect(scene.geometryFindings() == [])
  }

  @Test func aStraightWayIsTakenWhereItIsFree() throws {
    let link = try #require(try drawn("block\na space b\na --> b").links.first)
    #expect(Set(link.route.flattened().map(\.y)).count == 1)
  }

  @Test func groupsCanBeLinked() throws {
    let scene = try drawn("block\ncolumns 1\nblock:g\na b\nend\nspace\nc\ng --> c")
    let (link, group) = (try #require(scene.links.first), try scene.box("g").bounds)
    #expect(link.route.flattened().first?.y == group.maxY)
    #expect(scene.geometryFindings() == [])
  }

  @Test func everythingCanBeReadWithColoursOfAuthors() throws {
    let scene = try drawn(
      """
      block
        block:g["Group"]
          a["text"] b<["go"]>(y)
        end
        style g fill:#222
        style a fill:#123,color:#234
      """)
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func theDiagramIsToldInWords() {
    let diagram = ReadResult(
      "block\na space block:g[\"Group\"]\nb\nend\nc<[\" \"]>(x)\na -- \"calls\" --- b\n"
    ).diagram
    #expect(diagram?.accessibleTitle == "Diagram of 3 blocks")
    #expect(
      diagram?.walkthrough == [
        "Blocks: a, Group and an arrow left and right.", "Group holds b.", "a and b are linked: calls.",
      ])
  }

  @Test func blocksCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult("block\na space b\n").diagram)
    #expect(diagram.parts.map(\.id) == ["a", "b"])
    let linked = diagram.linked { $0.id == "b" ? DiagramLink(destination: "b.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"b.html\">"))
  }

  @Test func largeDiagramsAreRefused() throws {
    var limits = LayoutLimits()
    limits.nodes = 1
    let diagram = BlockDiagram(blocks: [.init(id: "a"), .init(id: "b")])
    #expect(throws: LayoutError.tooMany(what: "blocks", count: 2, limit: 1)) {
      try diagram.scene(limits: limits)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func manyLinksAreDrawnInABoundedTime() throws {
    let names = (0..<300).map { "b\($0)" }
    let links = (0..<300).map { "b\($0) --> b\(($0 * 7 + 11) % 300)" }
    let text =
      "block\ncolumns 20\n" + names.joined(separator: " ") + "\n" + links.joined(separator: "\n") + "\n"
    #expect(try drawn(text).links.count == 300)
  }
}

import Testing

@testable import Mermaid

struct PacketLayoutTests {
  private let text = """
    packet
      0-15: "Source port"
      16-31: "Destination port"
      32-95: "Sequence number"
      96: "Urgent pointer is set"
      97: "ACK"
    """

  @Test func fieldsAreAsWideAsTheirBits() throws {
    let scene = try drawn(text)
    let (half, single) = (try scene.box("field 1").bounds, try scene.box("field 5").bounds)
    #expect(half.width == 16 * single.width)
    #expect(try scene.box("field 2").bounds.minX == half.maxX)
  }

  @Test func aFieldThatPassesRowsHasAPartInEach() throws {
    let scene = try drawn(text)
    let parts = try ["field 3", "field 3.2"].map { try scene.box($0) }
    #expect(parts[0].bounds.maxY < parts[1].bounds.minY && parts[0].bounds.minX == parts[1].bounds.minX)
    #expect(parts.map { $0.labels.map(\.text.plain) } == [["Sequence number"], ["Sequence number"]])
  }

  @Test func wordsWithoutRoomStandBelowWithANumber() throws {
    let scene = try drawn(text)
    let field = try scene.box("field 4")
    #expect(field.labels.map(\.text.plain) == ["1"])
    let note = try #require(scene.freeLabels.first { $0.text.plain == "Urgent pointer is set" })
    #expect(note.bounds.minY > field.bounds.maxY)
  }

  @Test func shortWordsOfSingleBitsAreUpright() throws {
    let scene = try drawn(text)
    let field = try scene.box("field 5")
    #expect(field.labels[0].text.lines.map { $0.runs.map(\.text).joined() } == ["A", "C", "K"])
    // Only rows with such words are higher.
    #expect(try field.bounds.height > scene.box("field 1").bounds.height)
    #expect(try scene.box("field 4").bounds.height == field.bounds.height)
  }

  /// A page next to its table of contents has 720 px: wider drawings, and the words in them, are made smaller.
  @Test func wordsAreNotMadeSmallerByThePage() throws {
    let scene = try drawn(text)
    #expect(scene.size.width <= LayeredEngine.columnWidth)
    #expect(scene.boxes.flatMap(\.labels).allSatisfy { $0.text.font.size >= Font.tiny.size })
  }

  @Test func bitsAreNumberedUnlessTheyAreHidden() throws {
    let numbers = try drawn(text).freeLabels.filter { $0.owner == "bits" }.map(\.text.plain)
    #expect(numbers == ["0", "15", "16", "31", "32", "63", "64", "95", "96", "97"])
    let hidden = try drawn("---\nconfig: {packet: {showBits: false}}\n---\n" + text)
    #expect(!hidden.freeLabels.contains { $0.owner == "bits" })
  }

  @Test(arguments: [1, 8, 32, 64, 256])
  func nothingOverlapsAndEverythingCanBeRead(bitsPerRow: Int) throws {
    let scene = try drawn("---\ntitle: TCP\nconfig: {packet: {bitsPerRow: \(bitsPerRow)}}\n---\n" + text)
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func anEmptyPacketIsDrawnAndALongOneIsRefused() throws {
    #expect(try drawn("packet\n").boxes.isEmpty)
    let long = Packet(fields: [.init(bits: 0...65_535, label: "a")], bitsPerRow: 1)
    #expect(throws: LayoutError.tooMany(what: "fields and rows", count: 65_537, limit: 5_000)) {
      try long.scene()
    }
  }

  @Test func fieldsCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult(text).diagram)
    #expect(diagram.accessibleTitle == "Packet of 5 fields in 98 bits")
    let linked = diagram.linked { $0.id == "ACK" ? DiagramLink(destination: "ack.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"ack.html\">"))
  }
}

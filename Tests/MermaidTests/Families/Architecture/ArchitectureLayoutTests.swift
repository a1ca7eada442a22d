import Testing

@testable import Mermaid

struct ArchitectureLayoutTests {
  private let text = """
    architecture-beta
      group cloud(cloud)[Cloud]
      service db(database)[Database] in cloud
      service api(server)[API] in cloud
      service disk(disk)[Backups] in cloud
      service client(internet)[Client]
      junction mid
      client:R --> L:mid
      mid:R -[JSON]- L:api
      api:R --> L:db
      disk:T <-- B:db
    """

  @Test func servicesStandAtTheSidesThatLinesName() throws {
    let scene = try drawn(text)
    let boxes = try ["client", "mid", "api", "db"].map { try scene.box($0).bounds }
    for (left, right) in zip(boxes, boxes.dropFirst()) { #expect(left.maxX < right.minX) }
    let (db, disk) = (try scene.box("db").bounds, try scene.box("disk").bounds)
    #expect(disk.minY > db.maxY && disk.midX == db.midX)
  }

  @Test func groupsHoldTheirServicesAndNoOthers() throws {
    let scene = try drawn(text)
    let group = try scene.box("cloud").bounds
    for id in ["db", "api", "disk"] { #expect(try group.contains(scene.box(id).bounds)) }
    for id in ["client", "mid"] { #expect(try !group.overlaps(scene.box(id).bounds)) }
  }

  @Test func linesLeaveAndArriveAtTheirSides() throws {
    let scene = try drawn("architecture-beta\nservice a\nservice b\na:T --> B:b\n")
    let points = try #require(scene.links.first).route.flattened()
    #expect(try points.first?.y == scene.box("a").bounds.minY)
    #expect(try points.last?.y == scene.box("b").bounds.maxY)
  }

  @Test func aLineOfAGroupEndsAtItsBorder() throws {
    let scene = try drawn(
      "architecture-beta\ngroup g[Group]\nservice a in g\nservice b\na{group}:R --> L:b\n")
    let start = try #require(scene.links.first?.route.flattened().first)
    #expect(try start.x == scene.box("g").bounds.maxX)
  }

  @Test func aServiceWithoutAPictureHasItsLabel() throws {
    let scene = try drawn("architecture-beta\nservice a(logos:aws-s3)[Store]\nservice b\nservice c \"C\"\n")
    #expect(
      try ["a", "b", "c"].map { try scene.box($0).labels.map(\.text.plain) } == [["Store"], ["b"], ["C"]])
    #expect(try drawn(text).box("db").figures.count > 1)
  }

  @Test(arguments: [
    "a:L --> R:b\na:L --> R:c\na:T --> B:d\nc:T --> L:d\n",
    "a:R --> L:b\nb:R --> L:c\nc:R --> L:a\n",
    "a:R -[one]- T:b\nb:R -[two]- B:c\nc:T -[three]- R:d\nd:L -[four]- L:a\n",
    "a:L --> L:b\na:T --> T:c\na:R --> L:a\n",
  ])
  func linesGoRoundServices(lines: String) throws {
    let services = ["a", "b", "c", "d"].map { "service \($0)(server)[Service]\n" }.joined()
    let scene = try drawn("architecture-beta\n" + services + lines)
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func nothingOverlapsAndEverythingCanBeRead() throws {
    let scene = try drawn(text)
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func servicesCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult(text).diagram)
    #expect(diagram.accessibleTitle == "Architecture of 4 services")
    #expect(diagram.parts.map(\.id) == ["cloud", "db", "api", "disk", "client"])
    let linked = diagram.linked { $0.id == "db" ? DiagramLink(destination: "db.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"db.html\">"))
  }

  @Test func anEmptyDiagramIsDrawnAndALargeOneIsRefused() throws {
    #expect(try drawn("architecture-beta\n").boxes.isEmpty)
    var limits = LayoutLimits()
    limits.nodes = 1
    let plan = Architecture(nodes: [.init(id: "a"), .init(id: "b")])
    #expect(throws: LayoutError.tooMany(what: "services and groups", count: 2, limit: 1)) {
      try plan.scene(limits: limits)
    }
  }
}

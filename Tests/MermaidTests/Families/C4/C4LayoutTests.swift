import Testing

@testable import Mermaid

struct C4LayoutTests {
  private let text = """
    C4Container
      Person(dev, "Developer", "Starts jobs and reads what they cost")
      System_Boundary(service, "Service") {
        Container(api, "API", "Swift", "Answers calls")
        ContainerDb(db, "Jobs", "PostgreSQL")
      }
      SystemQueue_Ext(queue, "Mail", "Sends messages")
      Rel(dev, api, "calls", "JSON-RPC")
      Rel(api, db, "reads and writes")
      Rel_U(api, queue, "sends")
      BiRel(dev, queue, "mail")
    """

  @Test func boundariesHoldTheirElements() throws {
    let scene = try drawn(text)
    let boundary = try scene.box("service").bounds
    #expect(try boundary.contains(scene.box("api").bounds) && boundary.contains(scene.box("db").bounds))
    #expect(try !boundary.overlaps(scene.box("dev").bounds) && !boundary.overlaps(scene.box("queue").bounds))
  }

  @Test func relationshipsGoDownUnlessTheyGoUp() throws {
    let scene = try drawn(text)
    #expect(try scene.box("dev").bounds.maxY < scene.box("api").bounds.minY)
    #expect(try scene.box("queue").bounds.maxY < scene.box("api").bounds.minY)
  }

  @Test func aPersonHasAHeadAndOthersAreGrey() throws {
    let scene = try drawn(text)
    let person = try scene.box("dev")
    #expect(person.figures.contains { if case .ellipse = $0.geometry { true } else { false } })
    #expect(
      person.labels.map(\.text.plain) == ["Developer", "[Person]", "Starts jobs and reads what they cost"])
    #expect(try scene.box("queue").appearance.surface == .done)
  }

  @Test func labelsSayWhatAndHow() throws {
    let labels = try drawn(text).links.flatMap(\.labels).map(\.text.plain)
    #expect(labels == ["calls [JSON-RPC]", "reads and writes", "sends", "mail"])
    let dynamic = try drawn("C4Dynamic\nSystem(a, \"A\")\nSystem(b, \"B\")\nRel(a, b, \"asks\")\n")
    #expect(dynamic.links.first?.labels.map(\.text.plain) == ["1: asks"])
  }

  @Test func elementsWithoutRelationshipsStandInRows() throws {
    let many = (1...9).map { "System(s\($0), \"S\")\n" }.joined()
    let scene = try drawn("C4Context\n" + many)
    #expect(Set(scene.boxes.map(\.bounds.minY)).count == 3)
    #expect(scene.links.isEmpty)
  }

  @Test func aBoundaryWithoutElementsIsABox() throws {
    let scene = try drawn("C4Context\nSystem(a, \"A\")\nBoundary(b, \"B\") {\nRel(a, a, \"again\")\n}\n")
    #expect(try scene.box("b").role == .node)
    #expect(scene.geometryFindings() == [])
  }

  @Test func nothingOverlapsAndEverythingCanBeRead() throws {
    let colors = """

        UpdateElementStyle(api, $bgColor="#123", $fontColor="#234")
        UpdateElementStyle(service, $bgColor="#eee")
        UpdateRelStyle(dev, api, $textColor="#eee", $lineColor="#111")
      """
    let scene = try drawn(text + colors)
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings().filter { $0.kind == .label } == [])
  }

  @Test func linksOfAuthorsLead() throws {
    let diagram = try #require(
      ReadResult("C4Context\nBoundary(b, \"B\", $link=\"b.html\") {\nSystem(a, \"A\", $link=\"a.html\")\n}\n")
        .diagram)
    #expect(diagram.links.map(\.destination) == ["b.html", "a.html"])
    #expect(diagram.accessibleTitle == "System context diagram of 1 element")
    let svg = String(decoding: try diagram.svg(), as: UTF8.self)
    #expect(svg.contains("<a href=\"a.html\">") && svg.contains("<a href=\"b.html\">"))
  }

  @Test func boundariesWithoutRelationshipsFitAPage() throws {
    let boundaries = (1...6).map {
      "Boundary(b\($0), \"B\($0)\") {\nSystem(s\($0), \"System \($0)\", \"Something that many use\")\n}"
    }
    let scene = try drawn(
      "C4Context\n\(boundaries.joined(separator: "\n"))\nSystem(a, \"A\")\nSystem(z, \"Z\")\nRel(a, z, \"uses\")"
    )
    #expect(scene.size.width < LayeredEngine.pageWidth)
    #expect(try scene.box("b1").bounds.maxY < scene.box("b2").bounds.minY)
    #expect(scene.geometryFindings() == [])
    let two = try drawn("C4Context\n\(boundaries.prefix(2).joined(separator: "\n"))")
    #expect(try two.box("b1").bounds.minY == two.box("b2").bounds.minY)
  }

  @Test func largeDiagramsAreRefused() throws {
    var limits = LayoutLimits()
    limits.nodes = 1
    let diagram = C4Diagram(elements: [.init(alias: "a", label: "A"), .init(alias: "b", label: "B")])
    #expect(throws: LayoutError.tooMany(what: "nodes", count: 2, limit: 1)) {
      try diagram.scene(limits: limits)
    }
  }
}

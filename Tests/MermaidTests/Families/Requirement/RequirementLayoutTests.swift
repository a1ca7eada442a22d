import Testing

@testable import Mermaid

struct RequirementLayoutTests {
  private let text = """
    requirementDiagram
      requirement system {
        id: 1
        text: "The service answers **every** call, whatever happens to the workers behind it and whoever asks."
        risk: high
        verifyMethod: test
      }
      functionalRequirement limit {
        id: 1.1
      }
      element "load test" {
        docRef: tests/load
      }
      system - contains -> limit
      "load test" - verifies -> system
    """

  @Test func factsStandInRowsBelowTheName() throws {
    let box = try drawn(text).box("system")
    #expect(
      box.labels.map(\.text.plain) == [
        "«Requirement»", "system", "ID", "1", "Text",
        "The service answers every call, whatever happens to the workers behind it and whoever asks.", "Risk",
        "High", "Verification", "Test",
      ])
    let names = box.labels.filter(\.isMuted).dropFirst()
    #expect(Set(names.map(\.bounds.minX)).count == 1)
  }

  @Test func whatVerifiesIsAboveAndWhatIsContainedBelow() throws {
    let scene = try drawn(text)
    let boxes = try ["load test", "system", "limit"].map { try scene.box($0).bounds }
    #expect(boxes[0].maxY < boxes[1].minY && boxes[1].maxY < boxes[2].minY)
    let flat = try drawn(text.replacing("requirementDiagram", with: "requirementDiagram\ndirection LR"))
    #expect(try flat.box("load test").bounds.maxX < flat.box("system").bounds.minX)
  }

  @Test func containmentHasARingAndAllElseADashedArrow() throws {
    let links = try drawn(text).links
    #expect(links.map(\.appearance.dash) == [nil, Dash.long])
    #expect(links[0].figures.contains { if case .ellipse = $0.geometry { true } else { false } })
    #expect(links.map { $0.labels.map(\.text.plain) } == [["«contains»"], ["«verifies»"]])
  }

  @Test func nodesWithoutRelationshipsStandInRows() throws {
    let nodes = (1...20).map { "element e\($0) {\ntype: a type\n}\n" }.joined()
    let scene = try drawn("requirementDiagram\n" + nodes)
    #expect(scene.size.width < 1_000 && Set(scene.boxes.map(\.bounds.minY)).count > 1)
    #expect(scene.links.isEmpty)
  }

  @Test(arguments: ["TB", "BT", "LR", "RL"])
  func nothingOverlapsAndEverythingCanBeRead(direction: String) throws {
    let styles = "\nclassDef loud fill:#123,color:#234\nclass system loud\nlimit - traces -> system\n"
    let scene = try drawn(
      text.replacing("requirementDiagram", with: "requirementDiagram\ndirection \(direction)") + styles)
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings() == [])
  }

  @Test func anEmptyDiagramIsDrawnAndALargeOneIsRefused() throws {
    #expect(try drawn("requirementDiagram\n").boxes.isEmpty)
    var limits = LayoutLimits()
    limits.nodes = 1
    let diagram = RequirementDiagram(nodes: ["a", "b"].map { .init(name: $0, content: .element(type: "")) })
    #expect(throws: LayoutError.tooMany(what: "nodes", count: 2, limit: 1)) {
      try diagram.scene(limits: limits)
    }
  }

  @Test func theSummaryCountsRequirementsAndElements() {
    #expect(ReadResult(text).diagram?.accessibleTitle == "Diagram of 2 requirements and 1 element")
  }

  @Test func requirementsCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult(text).diagram)
    #expect(
      diagram.parts.map { "\($0.kind) \($0.id)" } == [
        "requirement system", "requirement limit", "element load test",
      ])
    let linked = diagram.linked { $0.id == "limit" ? DiagramLink(destination: "limit.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"limit.html\">"))
  }
}

import Testing

@testable import Mermaid

struct SequenceLayoutTests {
  /// A drawing so wide that messages between neighbours are broken.
  private let wide = """
    sequenceDiagram
      a->>b: store trajectories and metrics of it
      b->>c: store trajectories and metrics of it
      c->>d: store trajectories and metrics of it
      d->>e: store trajectories and metrics of it
      e->>f: store trajectories and metrics of it

    """

  @Test func messageWrapsToTheWidthBetweenItsLifelines() throws {
    let scene = try drawn(wide + "a->>f: this one passes every lifeline on its way\n")
    let lines = scene.links.map { $0.labels[0].text.lines.count }
    #expect(lines.dropLast().allSatisfy { $0 > 1 })
    #expect(lines.last == 1)
    #expect(scene.geometryFindings() == [])
  }

  @Test func mirrorActorsSaysWhetherThereAreFeet() throws {
    let text = "sequenceDiagram\n  box Team\n    participant a\n  end\n  a->>b: go\n"
    #expect(try drawn(text).boxes.map(\.id).contains("a (foot)"))
    let scene = try drawn("---\nconfig: {sequence: {mirrorActors: false}}\n---\n" + text)
    #expect(!scene.boxes.map(\.id).contains { $0.hasSuffix("(foot)") })
    #expect(try scene.size.height < drawn(text).size.height - 40)
    #expect(scene.geometryFindings() == [])
  }

  @Test func longMessageUsesTheFullWidthBetweenItsLifelines() throws {
    let text = String(repeating: "seven words that fill up the line ", count: 6)
    let scene = try drawn(wide + "a->>f: \(text)\n")
    let label = try #require(scene.links.last?.labels.first)
    let room = try scene.box("f").bounds.midX - scene.box("a").bounds.midX
    #expect(label.text.lines.count == Int((Font(size: 13).width(of: text) / (room - 44)).rounded(.up)))
    #expect(label.text.width <= room - 44)
  }

  @Test func selfMessageWrapsBeforeTheNextLifeline() throws {
    let scene = try drawn(
      wide + "a->>f: x\nf->>f: the last lifeline has nothing to its right, so it stays narrow\n")
    #expect(try #require(scene.links.last?.labels.first).text.lines.count > 1)
    #expect(scene.geometryFindings() == [])
  }

  @Test func participantNameIsNotTruncated() throws {
    let scene = try drawn("sequenceDiagram\n  participant OrderToInvoiceCrossTeamMessenger\n")
    let head = try scene.box("OrderToInvoiceCrossTeamMessenger")
    #expect(head.labels[0].text.lines.count == 1)
    #expect(head.bounds.contains(head.labels[0].bounds))
  }
}

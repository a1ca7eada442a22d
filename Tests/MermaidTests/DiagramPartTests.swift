import Diagnostics
import TestSupport
import Testing

@testable import Mermaid

struct DiagramPartTests {
  /// `label -> address as its range in the file has it`, one line a part.
  private func parts(_ code: String) throws -> String {
    let source = SourceText(path: "page.md", bytes: Array(code.utf8))
    let (diagram, diagnostics) = MermaidParser.parse(source)
    try #require(diagnostics.isEmpty, "\(diagnostics.map(\.message))")
    return try #require(diagram).parts.map { part in
      var line = "\(part.kind) \(part.label)"
      if let range = part.link?.range {
        line += " -> " + String(decoding: source.bytes[range], as: UTF8.self)
      }
      return line
    }.joined(separator: "\n")
  }

  @Test func everyFamilyNamesItsPartsAndTheirLinks() throws {
    expectText(
      try parts(
        """
        flowchart LR
          subgraph s [Service]
            a["training.<br/>cancel"] --> b
          end
          click a "api/cancel.md" "Cancel"
          click b href "https://example.com"
        """),
      """
      subgraph Service
      node training. cancel -> api/cancel.md
      node b -> https://example.com
      """)
    #expect(
      try parts(
        """
        stateDiagram-v2
          [*] --> queued
          state "At work" as running
          queued --> running
          click queued "states.md#queued" "Waits"
        """) == "state queued -> states.md#queued\nstate At work")
    #expect(
      try parts(
        """
        classDiagram
          class Job
          class Policy
          Job --> Policy
          link Job "job.md"
          click Policy href "policy.md" "The policy"
        """) == "class Job -> job.md\nclass Policy -> policy.md")
    #expect(try parts("erDiagram\n  JOB ||--o{ TRAJECTORY : has") == "entity JOB\nentity TRAJECTORY")
    #expect(
      try parts(
        """
        sequenceDiagram
          participant A as API
          participant Q as Queue
          A->>Q: put
          link A: Docs @ api.md
          link A: Code @ https://example.com/code
        """) == "participant API -> api.md\nparticipant API -> https://example.com/code\nparticipant Queue")
    #expect(
      try parts(
        """
        gantt
          dateFormat YYYY-MM-DD
          Draft : d1, 2026-01-05, 3d
          click d1 href "draft.md"
        """) == "task Draft -> draft.md")
    #expect(try parts("pie\n  \"a\" : 1") == "")
  }

  @Test func aPageCanSendPartsElsewhere() throws {
    let code = "erDiagram\n  JOB ||--o{ TRAJECTORY : has"
    let diagram = try #require(MermaidParser.parse(SourceText(path: "x", bytes: Array(code.utf8))).diagram)
    let linked = diagram.linked { part in
      part.label == "JOB" ? DiagramLink(destination: "../api/schemas.html#job") : nil
    }
    let svg = String(decoding: try linked.scene().svg(), as: UTF8.self)
    #expect(svg.contains("<a href=\"../api/schemas.html#job\">"))
    #expect(svg.components(separatedBy: "<a ").count == 2)
  }

  @Test func aDestinationOfNilTakesTheLinkAway() throws {
    let code = "flowchart LR\n  a --> b\n  click a \"dead.md\""
    let diagram = try #require(MermaidParser.parse(SourceText(path: "x", bytes: Array(code.utf8))).diagram)
    #expect(diagram.links.map(\.destination) == ["dead.md"])
    #expect(diagram.linked { _ in nil }.links.isEmpty)
  }
}

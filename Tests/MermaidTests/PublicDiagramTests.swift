import Diagnostics
import Mermaid
import TestSupport
import Testing

/// Every public diagram that mermaid.js draws is read and drawn here with nothing to find fault with, and none that
/// it rejects is read.
struct PublicDiagramTests {
  private static let families = [
    "flowchart", "sequence", "state", "er", "class", "pie", "gantt", "gitgraph", "timeline", "journey",
    "mindmap", "quadrant", "xychart", "sankey", "requirement", "block", "c4", "architecture", "kanban",
    "packet",
  ]

  @Test(
    .enabled(if: families.allSatisfy(PublicDiagrams.isPresent), PublicSuite.mermaid.absence),
    arguments: families)
  func whatIsReadIsWhatMermaidReads(family: String) throws {
    let agreement = try PublicDiagrams(family).agreement()
    #expect(agreement.drawn > 0 && agreement.drawnAndRead == agreement.drawn)
    #expect(agreement.rejectedAndRead == 0)
  }

  @Test(
    .enabled(if: families.allSatisfy(PublicDiagrams.isPresent), PublicSuite.mermaid.absence),
    arguments: families)
  func drawingsAreCleanAndTheirLabelsCanBeRead(family: String) throws {
    var count = 0
    var faintLinks = 0
    for entry in try PublicDiagrams(family).entries where entry.accepted && entry.drawn == true {
      let source = SourceText(path: "\(entry.id).mmd", text: entry.source)
      let scene = try #require(MermaidParser.parse(source).diagram).scene()
      #expect(scene.geometryFindings() == [], "\(entry.id)")
      // A link that an author coloured, or that runs over painted groups of several colours, may stay faint.
      let faint = scene.contrastFindings()
      #expect(faint.filter { $0.kind == .label } == [], "\(entry.id)")
      count += 1
      faintLinks += faint.count { $0.kind == .link }
    }
    print("mermaid \(family): \(count) drawings measured, \(faintLinks) links fainter than 3:1 in one theme")
  }
}

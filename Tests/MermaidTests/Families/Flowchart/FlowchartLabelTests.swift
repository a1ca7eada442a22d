import Testing

@testable import Mermaid

struct FlowchartLabelTests {
  @Test func invisibleLinkKeepsItsLabel() throws {
    let text = "flowchart LR\n  a ~~~|first step| b\n  b ~~~|again| b\n  a --> c\n  c ~~~ a\n"
    let scene = try drawn(text)
    #expect(scene.links.map { "\($0.from) \($0.to)" } == ["a c"])
    #expect(scene.freeLabels.map(\.text.plain) == ["first step", "again"])
    #expect(scene.geometryFindings() == [])
    #expect(
      ReadResult(text).diagram?.walkthrough == [
        "Between a and b: first step.", "At b: again.", "a leads to c.", "Not connected: b.",
      ])
  }

  @Test func iconOnlyNodeIsLabeledWithTheIconName() throws {
    let text = """
      flowchart LR
        a["fa:fa-cloud"] --> b@{ icon: "aws:arch-lambda" }
        b --> c@{ icon: "fa:gear", label: "Gear" }
        c --> d["fa:fa-car Car"]
        e["Kept"] --> f
        e@{ icon: "fa:lock" }
      """
    let labels = try ["a", "b", "c", "d", "e"].map { try drawn(text).box($0).labels[0].text.plain }
    #expect(labels == ["cloud", "arch-lambda", "Gear", "Car", "Kept"])
    #expect(ReadResult(text).diagram?.walkthrough.first == "cloud leads to arch-lambda.")
  }

  @Test func subgraphFontStylesAreApplied() throws {
    let scene = try drawn(
      """
      flowchart TD
        subgraph filled
          a
        end
        subgraph empty
        end
        style filled font-size:20px,font-weight:normal
        style empty font-size:20px,font-weight:normal
      """)
    for id in ["filled", "empty"] {
      #expect(try scene.box(id).labels[0].text.font == Font(size: 20))
    }
  }

  @Test func unquotedPathInANodeGetsAFixWithQuotes() {
    #expect(
      ReadResult("flowchart TD\n  A[/api/items] --> B[list]\n").report
        == "2:4-6 `[/` opens a slanted shape, and no `/]` or `\\]` closes it "
        + "→ write `A[\"/api/items\"]` for a box")
    #expect(ReadResult("flowchart TD\n  A[/api/items/]\n").report == "")
    #expect(
      ReadResult("flowchart TD\n  A[\\\\server] --> B\n").report.hasSuffix(
        "→ write `A[\"\\\\server\"]` for a box"))
  }

  @Test func nodeColorsFollowTheKindOfShape() {
    func shapes(_ surface: Surface) -> Set<NodeShape> {
      Set(NodeShape.allCases.filter { NodeDrawing($0, label: Size(40, 19)).surface == surface })
    }
    #expect(
      shapes(.data) == [
        .cylinder, .linedCylinder, .horizontalCylinder, .dataStore, .windowPane, .leanRight, .leanLeft,
        .bowTieRectangle, .document, .linedDocument, .taggedDocument, .stackedDocument,
      ])
    #expect(shapes(.decision) == [.diamond, .hexagon, .choice])
    #expect(shapes(.terminal) == [.stadium, .circle, .doubleCircle, .ellipse])
    #expect(shapes(.note) == [.note])
    #expect(shapes(.solid) == [.smallCircle, .filledCircle, .anchor, .framedCircle, .fork])
  }
}

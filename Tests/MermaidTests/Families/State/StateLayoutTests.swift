import Testing

@testable import Mermaid

struct StateLayoutTests {
  private func chain(_ names: [String]) -> String {
    zip(names, names.dropFirst()).map { "    \($0) --> \($1)\n" }.joined()
  }

  private func diagram(_ states: Int, direction: String = "") -> String {
    """
    stateDiagram-v2
      direction LR
      Begin --> Work
      Work --> Finish
      state Work {
    \(direction)\(chain((1...states).map { "Step_number_\($0)" }))  }
    """
  }

  @Test func wideCompositeStateIsLaidOutVertically() throws {
    let scene = try drawn(diagram(8))
    let (first, last) = (try scene.box("Step_number_1").bounds, try scene.box("Step_number_8").bounds)
    #expect(last.minY > first.maxY && abs(last.midX - first.midX) < 1)
    #expect(scene.size.width < 940)
    #expect(scene.geometryFindings() == [])
  }

  @Test func compositeStateKeepsInheritedOrExplicitDirection() throws {
    for text in [diagram(2), diagram(8, direction: "    direction LR\n")] {
      let scene = try drawn(text)
      #expect(try scene.box("Step_number_2").bounds.minX > scene.box("Step_number_1").bounds.maxX)
    }
  }

  @Test func classDefFontStylesAreApplied() throws {
    let scene = try drawn(
      """
      stateDiagram-v2
        classDef hot font-weight:bold,font-style:italic,font-size:20px,text-decoration:underline
        a --> b:::hot
      """)
    let label = try scene.box("b").labels[0]
    #expect(label.text.font == Font(size: 20, bold: true, italic: true))
    #expect(label.isUnderlined)
    #expect(try scene.box("a").labels[0].text.font == .label)
  }
}

import Diagnostics
import Testing

@testable import Mermaid

struct LabelDrawingTests {
  private func svg(_ text: String, _ options: SVGOptions = SVGOptions()) throws -> String {
    String(decoding: try drawn(text).svg(options), as: UTF8.self)
  }

  @Test func scriptsAreSmallerAndNextToTheLine() throws {
    let text = try svg("flowchart LR\n  a[\"H<sub>2</sub>O, x<sup>2</sup> <b>m</b>\"]")
    #expect(
      text.contains(
        ">H<tspan dy=\"2.5\" font-size=\"72%\">2</tspan><tspan dy=\"-2.5\">O, x</tspan>"
          + "<tspan dy=\"-5\" font-size=\"72%\">2</tspan><tspan dy=\"5\"> </tspan><tspan font-weight=\"bold\">m</tspan>"
      ))
  }

  @Test func linesOfAListBeginAtOneEdge() throws {
    let scene = try drawn("flowchart LR\n  a[\"<ul><li>one</li><li>twenty-two</li></ul>\"] --> b")
    #expect(try scene.box("a").labels.map(\.alignment) == [.start])
    #expect(try scene.box("b").labels.map(\.alignment) == [.middle])
  }

  @Test func aFormulaIsMathMLInALineOfItsOwn() throws {
    let text = try svg(
      "flowchart LR\n  a[\"Area <b>is</b><br/>$$\\pi r^2$$ or so\"]", SVGOptions(mode: .standalone))
    #expect(text.contains(">Area <tspan font-weight=\"bold\">is</tspan></tspan></text><foreignObject x="))
    #expect(
      text.contains(
        "<div xmlns=\"http://www.w3.org/1999/xhtml\" class=\"d-formula d-middle\"><span>"
          + "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" displaystyle=\"true\" alttext=\"pi r squared\">"
      ))
    #expect(text.contains("</math> or so</span></div></foreignObject>"))
    #expect(text.contains(".diagram .d-formula{display:flex"))
    #expect(text.contains(".diagram foreignObject{overflow:visible}"))
  }

  @Test func drawingsWithoutAFormulaHaveNoRulesForThem() throws {
    #expect(try !svg("flowchart LR\n  a --> b", SVGOptions(mode: .standalone)).contains("d-formula"))
  }

  @Test(arguments: [
    ("flowchart LR\n  a[\"$$\\frac{1}{2}$$\"] -->|\"$$x_i$$\"| b", "1 over 2"),
    ("sequenceDiagram\n  A->>B: now $$\\alpha + 1$$", "alpha plus 1"),
  ])
  func wordsSayAFormula(text: String, expected: String) throws {
    let (diagram, _) = MermaidParser.parse(SourceText(path: "d.mmd", text: text))
    let words = try #require(diagram).walkthrough.joined(separator: " ")
    #expect(words.contains(expected), "\(words)")
  }

  @Test(arguments: [
    #"\frac{a}{b}"#, #"\sqrt{x+3}"#, #"\begin{bmatrix} a & b \\ c & d \end{bmatrix}"#, #"\sum_{i=1}^{n} i"#,
    #"\overbrace{a+b}^{\text{note}}"#,
  ])
  func boxesHaveRoomForTheirFormula(tex: String) throws {
    let scene = try drawn("flowchart LR\n  a[\"$$\(tex)$$\"] --> b")
    #expect(scene.geometryFindings() == [])
    #expect(try scene.box("a").labels[0].text.hasFormula)
    #expect(try scene.box("a").bounds.height > scene.box("b").bounds.height - 1)
  }
}

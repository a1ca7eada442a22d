import Diagnostics
import Foundation
import Mermaid
import Testing

/// The examples of the public entry points, as their documentation has them.
@Suite struct DocumentedExampleTests {
  @Test func aDiagramIsParsedDrawnAndDescribed() throws {
    let source = SourceText(path: "job.mmd", text: "flowchart LR\n  queued --> running")
    let (diagram, diagnostics) = MermaidParser.parse(source)
    #expect(ConsoleRenderer().render(diagnostics).isEmpty)
    #expect(diagram != nil)
    if let diagram {
      let svg = try diagram.svg(SVGOptions(mode: .standalone))
      #expect(String(decoding: svg, as: UTF8.self).hasPrefix("<svg "))
      #expect(diagram.walkthrough == ["queued leads to running."])
      #expect(diagram.accessibleTitle == "Flowchart of 2 steps")
      let scene = try diagram.scene()
      #expect(scene.size.width > scene.size.height)
      #expect(!scene.svg(SVGOptions(title: "How a job runs")).isEmpty)
      #expect(
        diagram.parts.map { "\($0.kind) \($0.id) \($0.label)" } == [
          "node queued queued", "node running running",
        ])
      let linked = diagram.linked { part in DiagramLink(destination: "states.html#\(part.id)") }
      #expect(linked.links.map(\.destination) == ["states.html#queued", "states.html#running"])
      let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).svg")
      try Data(svg).write(to: url)
      #expect(try Data(contentsOf: url).count == svg.count)
      try FileManager.default.removeItem(at: url)
    }
  }

  @Test func aDiagramInAQuoteIsParsed() {
    let page = SourceText(path: "page.md", text: "> flowchart LR\n>   a --> b")
    let (diagram, _) = MermaidParser.parse(page, ranges: [2..<15, 17..<26])
    #expect(diagram?.walkthrough == ["a leads to b."])
  }

  @Test func aProgramMakesADiagram() throws {
    let chart = Flowchart(nodes: [.init(id: "queued"), .init(id: "running")])
    let svg = try Diagram(content: chart).svg()
    #expect(String(decoding: svg, as: UTF8.self).contains(">running<"))
  }

  @Test func coloursAreMixedAndCompared() {
    #expect(Color.black.contrast(with: .white) == 21)
    let purple = Color(0x6A0DAD)
    let text = Color(0x333333).legible(on: purple)
    #expect(text.contrast(with: purple) >= 4.5)
    #expect(Color(red: 0, green: 0, blue: 0, alpha: 128).over(.white).hex == "#7f7f7f")
  }

  @Test func stylesAreSetAndOverridden() {
    var own = Style()
    own.fill = .color(.white)
    #expect(Style.inherited.overridden(by: own).fill == .color(.white))
    var style = Style()
    let isDrawn = style.apply(property: "stroke-width", value: "2px")
    let isIgnored = !style.apply(property: "cursor", value: "pointer")
    #expect(isDrawn && isIgnored)
  }

  @Test func headingsAreWiderThanLabels() {
    #expect(Font.label.width(of: "running") < Font.heading.width(of: "running"))
  }

  @Test func aPageCarriesTheStylesheetOnce() {
    #expect(Stylesheet.page.contains("prefers-color-scheme:dark"))
  }
}

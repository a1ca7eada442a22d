import Diagnostics
import Mermaid
import Testing

/// `nodeSpacing` and `rankSpacing`, from the text to the drawing.
struct SpacingTests {
  /// Free room below `a` and to the right of `b` when `a` leads to `b` and `c`.
  private func gaps(_ text: String) throws -> (ranks: Double, nodes: Double) {
    let scene = try #require(
      MermaidParser.parse(SourceText(path: "d.mmd", text: text)).diagram
    ).scene()
    #expect(scene.geometryFindings() == [])
    func box(_ id: String) throws -> Rect {
      try #require(
        scene.layers.flatMap(\.items).compactMap { item -> Rect? in
          if case .box(let box) = item, box.id == id { return box.bounds }
          return nil
        }.first)
    }
    let (a, b, c) = (try box("a"), try box("b"), try box("c"))
    return (b.minY - a.maxY, c.minX - b.maxX)
  }

  @Test(
    arguments: [
      ("flowchart", "flowchart TB\n  a --> b & c"),
      ("state", "stateDiagram-v2\n  a --> b\n  a --> c"),
      ("class", "classDiagram\n  a --> b\n  a --> c"),
    ])
  func distancesAreThoseOfTheDirective(section: String, text: String) throws {
    let settings = "%%{init: {\"\(section)\": {\"nodeSpacing\": 120, \"rankSpacing\": 150}}}%%\n"
    let wide = try gaps(settings + text)
    #expect(abs(wide.ranks - 150) <= 1 && abs(wide.nodes - 120) <= 1, "\(wide)")
    let usual = try gaps(text)
    #expect(usual.ranks < 100 && usual.nodes < 60, "\(usual)")
    #expect(try gaps("%%{init: {\"other\": {\"nodeSpacing\": 120}}}%%\n" + text) == usual)
  }

  @Test func frontMatterCountsToo() throws {
    let text = "---\nconfig:\n  flowchart:\n    rankSpacing: 90\n---\nflowchart TB\n  a --> b & c"
    #expect(abs(try gaps(text).ranks - 90) <= 1)
  }

  @Test(arguments: [("1e9", 301.0), ("1", 100.0), ("0", 100.0), ("-5", 100.0), ("\"wide\"", 100.0)])
  func foolishDistancesAreBounded(value: String, most: Double) throws {
    let settings = "%%{init: {\"flowchart\": {\"nodeSpacing\": \(value), \"rankSpacing\": \(value)}}}%%\n"
    let found = try gaps(settings + "flowchart TB\n  a --> b & c")
    #expect((24...most).contains(found.ranks), "\(found)")
    #expect((11...most).contains(found.nodes), "\(found)")
  }
}

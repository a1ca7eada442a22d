import TestSupport
import Testing

@testable import Mermaid

struct SVGTests {
  private func svg(_ options: SVGOptions = SVGOptions(), _ build: (inout ChartBuilder) -> Void) throws
    -> String
  {
    String(decoding: try ServiceCharts.chart(.topToBottom, build).scene().svg(options), as: UTF8.self)
  }

  @Test func aNodeIsARectangleAndText() throws {
    let text = try svg { $0.node("a", "Alpha") }
    expectText(
      text,
      """
      <svg xmlns="http://www.w3.org/2000/svg" class="diagram" width="98" height="69" viewBox="0 0 98 69" \
      role="img" font-family="Helvetica,Arial,'Liberation Sans',sans-serif" font-size="14" \
      text-anchor="middle" stroke-width="1.25" stroke-linejoin="round" stroke-linecap="round">\
      <g class="d-node" fill="#eef3fd" stroke="#6f8fc8"><rect x="14" y="14" width="69.2" height="41" rx="5"/></g>\
      <g class="d-text" fill="#1d2736"><text x="48.6" y="39.3">Alpha</text></g></svg>

      """)
  }

  @Test func titleAndDescriptionAreReadOut() throws {
    let text = try svg(.init(idPrefix: "p1-\"<", title: "A & B", description: "From A <to> B")) {
      $0.node("a")
    }
    #expect(text.contains("role=\"img\" aria-labelledby=\"p1--title\" aria-describedby=\"p1--desc\""))
    #expect(text.contains("<title id=\"p1--title\">A &amp; B</title>"))
    #expect(text.contains("<desc id=\"p1--desc\">From A &lt;to&gt; B</desc>"))
  }

  @Test func aDarkLinkHasTheThemesColourOnADarkPage() throws {
    let text = try svg { c in
      c.node("a")
      c.node("b")
      c.edge("a", "b")
      c.chart.edges[0].style.stroke = .color(Color(0x333333))
    }
    #expect(text.contains("class=\"d-dim\" stroke=\"#333\""))
    #expect(text.contains("class=\"d-dim d-full\" fill=\"#333\""))
    #expect(Stylesheet.page.contains("[data-theme=dark] .diagram .d-dim{stroke:var(--d-link-line)}"))
  }

  @Test func whatAuthorsWriteCannotBecomeMarkup() throws {
    let text = try svg { c in
      c.node("a", "<script>alert(1)</script> & \"quotes\" \u{1}")
      c.node("b")
      c.edge("a", "b", "</text><img src=x>")
      c.chart.nodes[1].link = DiagramLink(
        destination: "https://example.com/\"><script>", tooltip: "</title><script>")
    }
    #expect(!text.contains("<script"))
    #expect(!text.contains("<img"))
    #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    #expect(text.contains("href=\"https://example.com/&quot;&gt;&lt;script&gt;\""))
    #expect(!text.contains("\u{1}"))
  }

  @Test(
    arguments: [
      ("https://example.com", true), ("/guide#start", true), ("guide.md", true), ("mailto:a@b.c", true),
      ("a/b:c", true), ("javascript:alert(1)", false), ("JaVaScRiPt:alert(1)", false),
      (" java\nscript:alert(1)", false), ("data:text/html,x", false), ("vbscript:x", false), ("", false),
      // The schemes of links on pages.
      ("sms:+15550100", true), ("vscode:extension/x", true), ("file:///x", false), ("blob:x", false),
      // Names without a scheme.
      ("watch(job:)", false), ("1:2", false),
    ])
  func onlySafeLinksAreKept(destination: String, isSafe: Bool) throws {
    let text = try svg { c in
      c.node("a")
      c.chart.nodes[0].link = DiagramLink(destination: destination)
    }
    #expect(text.contains("<a href=") == isSafe)
    #expect(text.contains(isSafe ? "role=\"group\"" : "role=\"img\""))
  }

  @Test func embeddedDrawingsHaveNoStyles() throws {
    for (_, chart) in ServiceCharts.all {
      let text = String(decoding: try chart.scene().svg(), as: UTF8.self)
      #expect(!text.contains("style"))
      #expect(text.utf8.count < 20_000)
    }
  }

  @Test func standaloneDrawingsCarryOneStylesheet() throws {
    let text = try svg(.init(mode: .standalone)) { $0.node("a") }
    #expect(text.components(separatedBy: "<style>") == 2)
    #expect(text.contains("prefers-color-scheme:dark"))
  }

  @Test func theStylesheetOffersEveryColourToThePage() {
    for name in ["page", "text", "muted", "node-fill", "node-line", "cluster-fill", "link-line", "note-fill"]
    {
      #expect(Stylesheet.page.contains("var(--diagram-\(name),"), "\(name)")
    }
    #expect(Stylesheet.page.contains("@media screen{[data-theme=dark] .diagram{"))
    // A dark page is printed on white paper.
    #expect(!Stylesheet.page.contains("@media (prefers-color-scheme:dark)"))
  }

  @Test func numbersAreShort() {
    var buffer = MarkupBuffer()
    for value in [1, 1.04, 1.05, -0.5, 1234.56, .nan, .infinity] {
      buffer.number(value)
      buffer.raw(" ")
    }
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == "1 1 1.1 -0.5 1234.6 0 0 ")
  }

  @Test func richTextKeepsItsStyles() throws {
    let text = try svg { c in
      c.chart.nodes.append(
        .init(
          id: "a",
          label: RichText(lines: [
            [.init("a "), .init("b", bold: true), .init("c", code: true)], [.init("d")],
          ])))
    }
    #expect(text.contains("a <tspan font-weight=\"bold\">b</tspan><tspan font-family="))
    #expect(text.components(separatedBy: "<tspan x=") == 3)
  }
}

extension String {
  /// How many parts the separator makes of the text.
  fileprivate func components(separatedBy separator: String) -> Int {
    var parts = 1
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts += 1
      rest = rest[range.upperBound...]
    }
    return parts
  }
}

import TestSupport
import Testing

/// Lists below `<!-- flowdocs:cards -->`, `<!-- flowdocs:steps -->` and `<!-- flowdocs:badges -->`.
struct ListShapeTests {
  private func body(_ text: String) async throws -> String {
    try await TinyPortal(["index.md": "# T\n\n\(text)", "a.md": "# A\n"]).body("index.html")
  }

  @Test func aListOfLinksBecomesCards() async throws {
    expectText(
      try await body("<!-- flowdocs:cards -->\n\n- [Start](a.md): in *five* minutes.\n- [Other](a.md)\n"),
      """
      <h1 id="t">T</h1>
      <ul class="cards">
      <li><a href="a.html">Start</a> in <em>five</em> minutes.</li>
      <li><a href="a.html">Other</a></li>
      </ul>

      """)
  }

  @Test func aNumberedListBecomesSteps() async throws {
    let html = try await body(
      "<!-- flowdocs:steps -->\n\n1. Install it.\n2. Run it:\n\n   ```txt\n   a\n   ```\n")
    #expect(html.contains("<ol class=\"steps\">\n<li>\n<p>Install it.</p>"))
  }

  @Test func shortItemsBecomeBadges() async throws {
    let html = try await body("<!-- flowdocs:badges -->\n\n- **Beta**\n- Since 2.1\n")
    #expect(
      html.contains("<ul class=\"badges\">\n<li><strong>Beta</strong></li>\n<li>Since 2.1</li>\n</ul>"))
  }

  @Test func otherListsStayAsTheyAre() async throws {
    let html = try await body(
      "- [Start](a.md): now.\n\n<!-- flowdocs:cards -->\n\nText.\n\n- [A](a.md): b.\n")
    #expect(!html.contains("cards"))
    #expect(html.ranges(of: "</a>: ").count == 2)
  }
}

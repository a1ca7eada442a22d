import TestSupport
import Testing

/// Boxes, tabs and marked lines of other tools in a portal.
struct BoxTests {
  private func body(_ page: String) async throws -> String {
    let portal = try await TinyPortal(["index.md": "# H\n", "page.md": "# P\n\n" + page])
    return portal.body("page.html").replacing("<h1 id=\"p\">P</h1>\n", with: "")
  }

  @Test func boxesBecomeAlerts() async throws {
    try await expectText(
      body("!!! danger \"Hot *steam*\"\n    A.\n\n    B.\n\n> [!info] Own\n> C.\n\n??? faq\n    D.\n"),
      """
      <div class="alert alert-caution"><p class="alert-title">Hot <em>steam</em></p>
      <p>A.</p>
      <p>B.</p>
      </div>
      <div class="alert alert-note"><p class="alert-title">Own</p>
      <p>C.</p>
      </div>
      <details class="alert alert-note"><summary class="alert-title">FAQ</summary>
      <p>D.</p>
      </details>

      """)
  }

  @Test func aTitleOfItsOwnParagraph() async throws {
    try await expectText(
      body("> [!TIP] Own\n>\n> - a\n\n> [!note]\n\n> [!other] Text\n> x\n"),
      """
      <div class="alert alert-tip"><p class="alert-title">Own</p>
      <ul>
      <li>a</li>
      </ul>
      </div>
      <blockquote>
      <p>[!note]</p>
      </blockquote>
      <blockquote>
      <p>[!other] Text
      x</p>
      </blockquote>

      """)
  }

  @Test func tabsBecomeSectionsWithNames() async throws {
    try await expectText(
      body("=== \"A `b` & \\\"c\\\"\"\n\n    One.\n\n=== \"D\"\n\n    Two.\n\nAfter.\n"),
      """
      <div class="tabs">
      <section class="tab" data-tab="A b &amp; &quot;c&quot;">
      <p class="tab-name">A <code>b</code> &amp; &quot;c&quot;</p>
      <p>One.</p>
      </section>
      <section class="tab" data-tab="D">
      <p class="tab-name">D</p>
      <p>Two.</p>
      </section>
      </div>
      <p>After.</p>

      """)
  }

  @Test func markedLines() async throws {
    let html = try await body("```js {1} ins={2-3} del={9}\na /* b\nc */ d\ne\nf\n```\n")
    #expect(
      html.contains(
        """
        <span class="line-marked">a <span class="c">/* b
        </span></span><span class="line-inserted"><span class="c">c */</span> d
        </span><span class="line-inserted">e
        </span>f
        """))
  }
}

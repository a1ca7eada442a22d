import Project
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
      <div class="tab" data-tab="A b &amp; &quot;c&quot;">
      <p class="tab-name">A <code>b</code> &amp; &quot;c&quot;</p>
      <p>One.</p>
      </div>
      <div class="tab" data-tab="D">
      <p class="tab-name">D</p>
      <p>Two.</p>
      </div>
      </div>
      <p>After.</p>

      """)
  }

  /// Comments that say how lines are shown are not shown.
  @Test(arguments: [
    (
      "js", "// highlight-next-line\na\nb\n",
      "<span class=\"line-marked\">a\n</span>b\n"
    ),
    (
      "py", "a\n# highlight-start\nb\nc\n# highlight-end\n",
      "a\n<span class=\"line-marked\">b\n</span><span class=\"line-marked\">c\n</span>"
    ),
    (
      "txt", "a // [!code ++]\nb # [!code --]\nc <!-- [!code focus] -->\n",
      "<span class=\"line-inserted\">a\n</span><span class=\"line-deleted\">b\n</span><span class=\"line-marked\">c\n</span>"
    ),
    (
      "txt", "// [!code highlight:2]\na\nb\nc // [!!code ++]\n",
      "<span class=\"line-marked\">a\n</span><span class=\"line-marked\">b\n</span>c // [!code ++]\n"
    ),
    ("md", "// highlight-next-line\na\n", "// highlight-next-line\na\n"),
  ])
  func commentsThatMarkLines(_ language: String, _ code: String, _ expected: String) async throws {
    let portal = try await TinyPortal(["index.md": "# T\n\n```\(language)\n\(code)```\n"])
    #expect(
      portal.piece("index.html", from: "<pre", to: "</pre>").hasSuffix(">" + expected + "</code></pre>"))
  }

  /// Lines of Rust that mdBook compiles and does not show.
  @Test func hiddenLines() async throws {
    let tree = [
      "book.toml": "", "src/index.md": "# T\n\n```rust\n# use a::B;\n#\n#[b]\n##c\nd\n```\n",
      "site/portal.yml": "content: src\n",
    ]
    let project = try Project.load(root: "/project", files: TestProject(tree).reader)
    let html = try await TinyPortal(tree, project: project).piece("index.html", from: "<pre", to: "</pre>")
    #expect(!html.contains("use"))
    #expect(html.contains("#["))
    #expect(!html.contains("##"))
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

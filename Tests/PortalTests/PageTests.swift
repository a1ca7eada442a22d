import Diagnostics
import Pages
import Portal
import Project
import TestSupport
import Testing

struct PageTests {
  /// A heading in a box is not the title of the page, which still gets the one of its front matter.
  @Test func aHeadingInABoxIsNotTheTitle() async throws {
    let portal = try await TinyPortal([
      "index.md": "---\ntitle: Cups\n---\nText\n\n> [!NOTE]\n> # Inside\n", "pots.md": "> # Inside\n",
    ])
    #expect(portal.body("index.html").hasPrefix("<h1>Cups</h1>"))
    #expect(portal.body("pots.html").hasPrefix("<h1>pots</h1>"))
  }

  @Test func rendersHeadingAnchorsTablesAlertsAndTaskLists() async throws {
    let portal = try await TinyPortal([
      "index.md": """
      # Start

      ## One & two

      | a | b |
      |---|--:|
      | 1 | 2 |

      > [!WARNING]
      > Hot.

      - [x] done
      """
    ])
    expectText(
      portal.body("index.html"),
      """
      <h1 id="start">Start</h1>
      <h2 id="one--two">One &amp; two\
      <a class="anchor" href="#one--two" aria-label="Link to this section">#</a></h2>
      <div class="table"><table>
      <thead>
      <tr>
      <th>a</th>
      <th align="right">b</th>
      </tr>
      </thead>
      <tbody>
      <tr>
      <td>1</td>
      <td align="right">2</td>
      </tr>
      </tbody>
      </table></div>
      <div class="alert alert-warning"><p class="alert-title">Warning</p>
      <p>Hot.</p>
      </div>
      <ul>
      <li><input type="checkbox" aria-label="Done" checked="" disabled="" /> done</li>
      </ul>

      """)
  }

  @Test func addsTheTitleAsAHeadingWhenMissing() async throws {
    let portal = try await TinyPortal(["index.md": "---\ntitle: A < B\n---\ntext\n"])
    #expect(portal.body("index.html") == "<h1>A &lt; B</h1>\n<p>text</p>\n")
    #expect(portal["index.html"].range(of: "<title>A &lt; B · Tiny</title>") != nil)
    let generator = "<meta name=\"generator\" content=\"FlowDocs \(Release.version)\">"
    #expect(portal["index.html"].range(of: generator) != nil)
  }

  @Test func showsKindAudienceAndDurationBelowTheTitle() async throws {
    let front = "---\nkind: how-to\naudience: people of R&D\nminutes: 1\n---\n"
    let facts = """
      <p class="page-facts"><span class="page-kind">How-to</span><span>For people of R&amp;D</span>\
      <span class="page-minutes">1 minute</span></p>

      """
    let portal = try await TinyPortal(["index.md": front + "# A\n\n# B\n", "b.md": front + "text\n"])
    #expect(portal.body("index.html") == "<h1 id=\"a\">A</h1>\n" + facts + "<h1 id=\"b\">B</h1>\n")
    #expect(portal.body("b.html") == "<h1>b</h1>\n" + facts + "<p>text</p>\n")
  }

  @Test func filtersRawHTMLAndScriptsEvenOnTrustedPages() async throws {
    let html = """
      <div class="grid" align="center" onclick="x()" style="color: red"><a href="a.md#b">A</a> <img src="dot.png"></div>

      <video src="dot.png"></video>

      <script>alert(1)</script>

      """
    let tree = ["index.md": html, "a.md": "# A\n\n## B\n", "dot.png": ""]
    let portal = try await TinyPortal(tree)
    expectText(
      portal.body("index.html"),
      """
      <h1>index</h1>
      <div align="center"><a href="a.html#b">A</a> <img src="dot.png" /></div>
      <p>&lt;video src=&quot;dot.png&quot;&gt;&lt;/video&gt;</p>
      <pre class="raw-html"><code>&lt;script&gt;alert(1)&lt;/script&gt;
      </code></pre>

      """)
    #expect(portal.files["dot.png"] == "")
    let project = Project(root: "/project", trustsHTML: true, isConfigured: true)
    try await expectText(
      TinyPortal(tree, project: project).body("index.html"),
      """
      <h1>index</h1>
      <div class="grid" align="center"><a href="a.html#b">A</a> <img src="dot.png" /></div>
      <p><video src="dot.png"></video></p>
      <pre class="raw-html"><code>&lt;script&gt;alert(1)&lt;/script&gt;
      </code></pre>

      """)
  }

  @Test func activeOrSecretLinkedFilesAreNotPublished() async throws {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\">"
    let tree = [
      "index.md":
        "[a](demo.html) [b](.env) ![c](bad.svg) ![d](good.svg) [e](demos/x.html) [f](.well-known/x.txt)\n",
      "demo.html": "<script>x</script>", ".env": "PASSWORD=1", "bad.svg": svg + "<script/></svg>",
      "good.svg": svg + "</svg>", "demos/x.html": "<p>", ".well-known/x.txt": "x",
    ]
    var project = Project(root: "/project", isConfigured: true)
    project.trustedFiles = ["demos"]
    let portal = try await TinyPortal(tree, project: project)
    #expect(
      portal.files.keys.filter { tree[$0] != nil }.sorted() == [
        ".well-known/x.txt", "demos/x.html", "good.svg",
      ])
  }

  @Test func linkedFilesWhosePlaceIsTakenAreNotPublished() async throws {
    let tree = [
      "content/index.md": "[a](a.html) [s](search/index.js) [x](files/x.txt) [y](../x.txt)\n",
      "content/a.md": "# A\n", "content/a.html": "own", "content/search/index.js": "own",
      "content/files/x.txt": "of the content", "x.txt": "of the root",
    ]
    var project = Project(root: "/project", title: "T", content: "content", isConfigured: true)
    project.trustedFiles = ["content/a.html"]
    let portal = try await TinyPortal(tree, project: project)
    #expect(portal["a.html"].contains("<h1 id=\"a\">A"))
    #expect(portal["search/index.js"].hasPrefix("flowdocsSearch.index("))
    #expect(portal["files/x.txt"] == "of the content")
  }

  @Test func filesOfEveryPortalAreReserved() async throws {
    let portal = try await TinyPortal([
      "index.md": "# A\n\n```mermaid\nflowchart LR\n  a --> b\n```\n\n[b](b.txt)\n", "b.txt": "",
    ])
    var project = Project(root: "/project")
    project.trustedFiles = ["404.html"]
    let published = PublishedFiles(
      of: project, files: .memory([:]), pages: [], paths: PagePaths([]))
    let generated = portal.files.keys.filter { published.refusal(of: $0) == .taken(by: .portal) }
    #expect(Set(portal.files.keys).subtracting(generated) == ["index.html", "b.txt"])
  }

  @Test func tableOfContentsListsLevels2And3FromTwoHeadingsOn() async throws {
    let portal = try await TinyPortal([
      "index.md": "# T\n## A\n### B\n#### C\n## D\n", "one.md": "# T\n## A\n",
    ])
    expectText(
      portal.piece("index.html", from: "<ul>\n<li><a href=\"#a\"", to: "</nav>"),
      """
      <ul>
      <li><a href="#a">A</a><ul><li><a href="#b">B</a></li></ul></li>
      <li><a href="#d">D</a></li>
      </ul></nav>
      """)
    #expect(portal["one.html"].range(of: "class=\"toc\"") == nil)
    #expect(portal["one.html"].range(of: "<div class=\"frame no-toc\">") != nil)
  }

  @Test func landingPageRendersLeadButtonsAndCards() async throws {
    let portal = try await TinyPortal([
      "index.md": """
      ---
      kind: landing
      ---
      # Big

      The lead.

      [Go](go.md) [Look](go.md#x)

      - [Go](go.md): with *care*.
      - [Look](go.md) — well

      ## More
      - plain
      """,
      "go.md": "# Go\n## x\n",
    ])
    expectText(
      portal.body("index.html"),
      """
      <div class="hero">
      <h1 id="big">Big</h1>
      <p>The lead.</p>
      <p class="actions"><a href="go.html">Go</a> <a href="go.html#x">Look</a></p>
      </div>
      <ul class="cards">
      <li class="card"><a class="card-title" href="go.html">Go</a><p>with <em>care</em>.</p></li>
      <li class="card"><a class="card-title" href="go.html">Look</a><p>well</p></li>
      </ul>
      <h2 id="more">More<a class="anchor" href="#more" aria-label="Link to this section">#</a></h2>
      <ul>
      <li>plain</li>
      </ul>

      """)
    #expect(portal["index.html"].range(of: "<body class=\"landing\">") != nil)
  }

  @Test func directivesRenderTheContractWithCrossLinks() async throws {
    let contract = """
      {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [
        {"name": "job.stop", "summary": "Stops.", "params": [],
         "result": {"name": "r", "schema": {"type": "null"}}}
      ]}
      """
    let portal = try await TinyPortal(
      [
        "index.md": "# All\n\n<!-- flowdocs:methods -->\n",
        "api/stop.md":
          "# job.stop\n\n<!-- flowdocs:signature job.stop -->\n\n<!-- flowdocs:result job.stop -->\n",
      ],
      contract: contract)
    #expect(
      portal.body("index.html").range(
        of: "<a href=\"api/stop.html#method-job.stop\"><code>job.stop</code></a>") != nil)
    #expect(portal.body("api/stop.html").range(of: "id=\"method-job.stop\"") != nil)
    #expect(
      portal.body("api/stop.html").range(of: "<p class=\"api-param-head\"><span class=\"api-type\">null")
        != nil)
  }
}

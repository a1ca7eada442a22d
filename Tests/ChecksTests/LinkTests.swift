import Diagnostics
import OpenRPC
import Testing

struct LinkTests {
  @Test func deadLinksNameTheNearest() async throws {
    let tree = Tree([
      "site/portal.yml": "title: T\n",
      "content/index.md": "# Home\n\n[a](guides/quik-start.md) [b](guides/quick-start.md#start-a-jb)\n",
      "content/guides/quick-start.md": "# Quick start\n\n## Start a job\n\nSee [there](#stat-a-job).\n",
    ])
    try await expectEqual(
      tree.report(),
      """
      content/guides/quick-start.md:5:13: error: No heading `#stat-a-job` on this page. Did you mean `#start-a-job`? [dead-anchor]
       5 | See [there](#stat-a-job).
         |             ^~~~~~~~~~~

      content/index.md:3:5: error: No page `guides/quik-start.md`. Did you mean `guides/quick-start.md`? [dead-link]
       3 | [a](guides/quik-start.md) [b](guides/quick-start.md#start-a-jb)
         |     ^~~~~~~~~~~~~~~~~~~~

      content/index.md:3:31: error: No heading `#start-a-jb` on `guides/quick-start.md`. Did you mean `#start-a-job`? [dead-anchor]
       3 | [a](guides/quik-start.md) [b](guides/quick-start.md#start-a-jb)
         |                               ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

      """)
  }

  /// Also where the draft is not part of the site: it is no other file, either, whose source would be published.
  @Test(arguments: [false, true]) func publishedPagesDoNotLinkToDrafts(leavesOutDrafts: Bool) async throws {
    var tree = Tree([
      "site/portal.yml": "title: T\n",
      "content/index.md": "# Home\n\n[a](new.md#part) and [b](other.md).\n",
      "content/new.md": "---\ndraft: true\n---\n\n# New\n\n## Part\n\n[c](newer.md)\n",
      "content/newer.md": "---\ndraft: true\n---\n\n# Newer\n",
      "content/other.md": "---\ndraft: false\n---\n\n# Other\n\n[Home](index.md)\n",
    ])
    tree.leavesOutDrafts = leavesOutDrafts
    try await expectEqual(
      tree.lines(),
      [
        "content/index.md:3:5: `new.md#part` is a draft, which the published portal leaves out → remove the link, or "
          + "`draft: true` from the front matter of that page"
      ])
  }

  @Test func linksFromTheRootNameWhatIsMeant() async throws {
    let tree = Tree([
      "site/portal.yml": "title: T\n", "content/api/all.md": "# All\n", "static/img/logo.svg": "",
      "content/guides/a.md":
        "[a](/api/all/#all) [b](/api/all.md#all) [c](/guides/a) ![d](/img/logo.svg) [e](/nowhere.pdf) [f](/api/al.md)\n",
    ])
    let message = "begins at the root of the host, which may not be the root of the portal"
    try await expectEqual(
      tree.lines(),
      [
        "content/guides/a.md:1:80: `/nowhere.pdf` \(message) → write a path relative to this page",
        "content/guides/a.md:1:98: `/api/al.md` \(message). Did you mean `../api/all.md`?",
      ])
  }

  @Test func linksInHTMLAreLinks() async throws {
    let page = """
      # Page

      <a href="p.md">p</a> <a href="gone.html">gone</a> <a href="p.md#nope">no</a> <img src="gone.png"> <img src="i.png">

      <!-- <a id="ghost"></a> -->

      <a id="real"></a> <a href="#ghost">ghost</a> [real](#real)

      """
    let files = ["content/p.md": "# P\n", "content/i.png": ""]
    try await expectEqual(
      Tree.portal(page, files).lines(),
      [
        "content/page.md:3:31: No page or file `gone.html`",
        "content/page.md:3:60: No heading `#nope` on `p.md` → the first headings are `#p`",
        "content/page.md:3:88: No image `gone.png`",
        "content/page.md:7:28: No heading `#ghost` on this page → the first headings are `#page`, `#real`",
      ])
  }

  @Test func schemesThatAPageMayNotLeadTo() async throws {
    let page =
      "[log](file:///var/log/x) [js](JavaScript:alert(1)) <a href=\"vb&#115;cript:x\">vb</a> [mail](mailto:a@b.c)\n"
    let fix =
      "which pages may not link to → put the file into the project and link to it, or write an `https://` address"
    try await expectEqual(
      Tree.portal(page).lines(),
      [
        "content/page.md:1:7: `file:///var/log/x` has the scheme `file`, \(fix)",
        "content/page.md:1:31: `JavaScript:alert(1)` has the scheme `javascript`, \(fix)",
        "content/page.md:1:61: `vbscript:x` has the scheme `vbscript`, \(fix)",
      ])
  }

  @Test func filesThatAreNotPublished() async throws {
    let page = "[a](../.env) [b](demo.html) ![c](c.svg) [d](page.html) [e](a.txt)\n"
    let files = [
      ".env": "PASSWORD=hunter2", "content/demo.html": "", "content/c.svg": "<svg onload='x'/>",
      "content/page.html": "", "content/a.txt": "",
    ]
    let run = "which a browser would run as part of the portal"
    let trust =
      "show it as code on a page, or list it in `trustedFiles` of `site/portal.yml` if you trust everyone who writes it"
    try await expectEqual(
      Tree.portal(page, files).lines(),
      [
        "content/page.md:1:5: `../.env` is not published: it is a hidden file or in a hidden folder → link to a file without secrets, or write what readers need on the page",
        "content/page.md:1:18: `demo.html` is not published: it is a document that may contain scripts, \(run) → \(trust)",
        "content/page.md:1:34: `c.svg` is not published: it has the attribute `onload`, \(run) → \(trust)",
        "content/page.md:1:45: `page.html` is not published: it is a document that may contain scripts, \(run) → \(trust)",
      ])
    let trusted = Tree([
      "site/portal.yml": "trustedFiles: [content/page.html]\n", "content/page.md": "[d](page.html)\n",
      "content/page.html": "",
    ])
    try await expectEqual(
      trusted.lines(),
      [
        "content/page.md:1:5: `page.html` and the page `page.md` are published as the same file → rename one of them"
      ])
  }

  @Test func linkedFilesWhosePlaceIsTaken() async throws {
    let page = "[s](search/index.js) [n](404.html) [x](../x.txt) [y](files/x.txt) [z](search/own.js)\n"
    let files = [
      "site/portal.yml": "trustedFiles: [content/404.html]\n", "content/search/index.js": "",
      "content/search/own.js": "", "content/404.html": "", "content/files/x.txt": "", "x.txt": "",
    ]
    try await expectEqual(
      Tree.portal(page, files).lines(),
      [
        "content/page.md:1:5: `search/index.js` and a file that every portal has are published as the same file → rename the file",
        "content/page.md:1:26: `404.html` and a file that every portal has are published as the same file → rename the file",
        "content/page.md:1:40: `x.txt` and `content/files/x.txt` are published as the same file, `files/x.txt` → rename one of them",
      ])
  }

  @Test func imagesOfOtherHosts() async throws {
    let page = "[![build](https://ci.example/b.svg)](https://ci.example) ![dot](data:image/gif;base64,R0)\n"
    try await expectEqual(
      Tree.portal(page).report(),
      """
      content/page.md:1:11: warning: The image `https://ci.example/b.svg` is on another host, which the portal's content security policy blocks [remote-image]
       1 | [![build](https://ci.example/b.svg)](https://ci.example) ![dot](data:image/gif;base64,R0)
         |           ^~~~~~~~~~~~~~~~~~~~~~~~
         = fix: put the image into the project, or link to it

      """)
    try await expectEqual(Tree.plain(page).lines(), [])
  }

  @Test func linksThatLeadSomewhere() async throws {
    let tree = Tree([
      "site/portal.yml": "title: T\n",
      "content/index.md": """
      # Über uns

      [a](guides/a.md) [b](./guides/a.md#start) [c](guides/) [d](guides) [e](#%C3%BCber-uns) [f](#über-uns)
      [g](https://example.com/none.md) [h](mailto:a@b.c) [i](//host/x) [j](#) [k](#top) ![l](img/my%20pic.png)
      [m](api/openrpc.json) [n](../examples/a.py#L3) [o](guides/a.md?plain=1#start) x[^1] [p](#fn-1)

      [^1]: note
      """,
      "content/guides/a.md": "# Start\n\n[up](../index.md) [self](a.md#start)\n",
      "content/guides/index.md": "# Guides\n",
      "content/img/my pic.png": "", "content/api/openrpc.json": "{}", "examples/a.py": "",
    ])
    try await expectEqual(tree.lines(), [])
  }

  @Test(arguments: [
    ("guides/b", "No page or file `guides/b`. Did you mean `guides/a.md`?"),
    ("a.md", "No page `a.md`. Did you mean `guides/a.md`?"),
    (
      "guides/a.md#begin",
      "No heading `#begin` on `guides/a.md` → the first headings are `#start-here`, `#end`"
    ),
    ("guides/a.md#start", "No heading `#start` on `guides/a.md`. Did you mean `#start-here`?"),
    (
      "empty",
      "The folder `empty` has no page `index.md` or `README.md` → link to one of its files, or add an `index.md`"
    ),
    (
      "../../etc/passwd",
      "`../../etc/passwd` points outside the project → link to something inside the project, or write a full `https://` URL"
    ),
    (
      "/none",
      "`/none` begins at the root of the host, which may not be the root of the portal → write a path relative to this page"
    ),
    ("", "The link has no destination → write a path between the parentheses"),
    ("data/fle.csv", "No page or file `data/fle.csv`. Did you mean `data/file.csv`?"),
  ])
  func deadLinks(_ destination: String, _ finding: String) async throws {
    let tree = Tree.portal(
      "x\n\n[a](\(destination))\n",
      [
        "content/guides/a.md": "# Start here\n# End\n", "content/empty/x.txt": "",
        "content/data/file.csv": "",
      ])
    let lines = try await tree.lines()
    #expect(lines.map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) } == [finding])
    #expect(lines.first?.hasPrefix("content/page.md:3:") == true)
  }

  @Test func aDeadImageSuggestsTheNearestFile() async throws {
    try await expectEqual(
      Tree.portal("![a](img/lgo.png)\n", ["content/img/logo.png": ""]).lines(),
      ["content/page.md:1:6: No image `img/lgo.png`. Did you mean `img/logo.png`?"])
  }

  @Test func linksInOtherFoldersAreWrittenFromThePage() async throws {
    let tree = Tree([
      "site/portal.yml": "title: T\n", "content/api/a/deep.md": "[x](../../guides/qick-start.md)\n",
      "content/guides/quick-start.md": "# Q\n",
    ])
    try await expectEqual(
      tree.lines(),
      [
        "content/api/a/deep.md:1:5: No page `../../guides/qick-start.md`. Did you mean `../../guides/quick-start.md`?"
      ])
  }

  @Test func aPlainFolder() async throws {
    let tree = Tree([
      "README.md":
        "# R\n\n[a](/docs/a.md) [b](docs) [c](/docs/none.md) [d](docs/a.md#named) [e](docs/a.md#other)\n",
      "docs/a.md": "<a name=\"named\"></a>\n\n<h1 id='id'>x</h1>\n",
    ])
    try await expectEqual(
      tree.lines(),
      [
        "README.md:3:31: No page `/docs/none.md`",
        "README.md:3:71: No heading `#other` on `docs/a.md` → the first headings are `#id`, `#named`",
      ])
  }

  @Test func symbolsInACatalogueOfDocC() async throws {
    let page = "# Some Topic\n\n[a](./Core/Channel) [b](#Some-Topic) [c](gone.md) [d](#nothing)\n"
    try await expectEqual(
      Tree(["Docs.docc/index.md": page]).lines().map { String($0.prefix { $0 != "→" }) },
      [
        "Docs.docc/index.md:3:42: No page `gone.md`",
        "Docs.docc/index.md:3:55: No heading `#nothing` on this page ",
      ])
  }

  @Test func manyHeadings() async throws {
    let headings = (0..<100).map { "## H\($0)\n" }.joined()
    try await expectEqual(
      Tree.plain(headings + "\n[a](#h7) [b](#h99) [c](#unheard-of)\n").lines().map { String($0.prefix(58)) },
      ["page.md:102:24: No heading `#unheard-of` on this page → th"])
  }

  @Test func anchorsOfGeneratedContent() async throws {
    let page = "[a](#method-job.start) [b](#schema-Job) [c](#method-job-stat)\n\n"
    let tree = try Tree.portal(
      page + "<!-- flowdocs:signature job.start -->\n\n<!-- flowdocs:schema Job -->\n"
    ).with { $0.contract = try .sample() }
    try await expectEqual(
      tree.lines(),
      ["content/page.md:1:45: No heading `#method-job-stat` on this page. Did you mean `#method-job.start`?"])
    try await expectEqual(Tree.portal(page).lines().count, 3)
  }

  @Test func directivesNameWhatTheContractHas() async throws {
    let tree = try Tree.portal("<!-- flowdocs:method job.strt -->\n\n<!-- flowdocs:schema Jb -->\n").with {
      $0.contract = try .sample()
    }
    try await expectEqual(
      tree.lines(),
      [
        "content/page.md:1:22: The contract has no method `job.strt`. Did you mean `job.start`?",
        "content/page.md:3:22: The contract has no schema `Jb`. Did you mean `Job`?",
      ])
  }

  @Test func directivesOfTheReferenceAreAloneOnTheirLines() async throws {
    let page = """
      - <!-- flowdocs:method job.stop -->

      ```markdown
      <!-- flowdocs:method job.stop -->
      ```

      """
    let settings = ["site/portal.yml": "title: T\ncontract: openrpc.json\n", "openrpc.json": "{}"]
    try await expectEqual(
      Tree.portal(page, settings).with { $0.contract = try .sample() }.lines(),
      [
        "content/page.md:1:3: `flowdocs:method` is not allowed inside lists, quotes or text → write it at the beginning of a line of its own"
      ])
  }

  @Test func partsOfAReferenceNeedTheReference() async throws {
    let page = """
      <!-- flowdocs:method job.stop -->

      <!-- flowdocs:error -40001 -->

      <!-- flowdocs:signature job.stop -->

      <!-- flowdocs:method job.stp -->

      ```markdown
      <!-- flowdocs:method job.stop -->
      ```

      """
    let settings = [
      "site/portal.yml": "contract: openrpc.json\nreference: none\n", "openrpc.json": "{}",
    ]
    try await expectEqual(
      Tree.portal(page, settings).with { $0.contract = try .sample() }.report(),
      """
      content/page.md:1:1: error: `flowdocs:method` needs the generated reference, but the project has none [unknown-directive]
       1 | <!-- flowdocs:method job.stop -->
         | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
         = fix: remove `reference: none` from `site/portal.yml`, or write `<!-- flowdocs:signature job.stop -->`

      content/page.md:3:1: error: `flowdocs:error` needs the generated reference, but the project has none [unknown-directive]
       3 | <!-- flowdocs:error -40001 -->
         | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
         = fix: remove `reference: none` from `site/portal.yml`, or write `<!-- flowdocs:error-data -40001 -->`

      content/page.md:7:22: error: The contract has no method `job.stp`. Did you mean `job.stop`? [unknown-contract-name]
       7 | <!-- flowdocs:method job.stp -->
         |                      ^~~~~~~

      """)
  }

  /// An example has nothing to fall back on.
  @Test func anExchangeNeedsTheReference() async throws {
    let contract = try Contract.load(
      SourceText(
        path: "openrpc.json",
        text: #"""
          {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [{"name": "add", "params": [],
            "result": {"name": "r", "schema": {}},
            "examples": [{"name": "All of it", "params": [], "result": {"name": "r", "value": 1}}]}]}
          """#))
    let settings = [
      "site/portal.yml": "contract: openrpc.json\nreference: none\n", "openrpc.json": "{}",
    ]
    try await expectEqual(
      Tree.portal("<!-- flowdocs:exchange add/all-of-it -->\n", settings).with { $0.contract = contract }
        .lines(),
      [
        "content/page.md:1:1: `flowdocs:exchange` needs the generated reference, but the project has none → remove `reference: none` from `site/portal.yml`, or remove the directive"
      ])
  }

  @Test func onlySelectedPagesAreReported() async throws {
    let tree = Tree(["a.md": "[x](none.md)\n", "b.md": "[x](none.md) [a](a.md)\n"])
    try await expectEqual(tree.lines().count, 2)
    try await expectEqual(tree.with { $0.selected = ["b.md"] }.lines(), ["b.md:1:5: No page `none.md`"])
  }

  @Test func aReferenceDefinitionIsOneFinding() async throws {
    try await expectEqual(
      Tree.plain("[a][r] and [b][r]\n\n[r]: none.md\n").lines(), ["page.md:3:6: No page `none.md`"])
  }
}

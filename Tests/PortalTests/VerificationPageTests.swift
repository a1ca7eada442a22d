import Digests
import Ledger
import Pages
import Project
import TestSupport
import Testing

struct VerificationPageTests {
  private let tree = [
    "index.md":
      "# Home\n\n```sh\nls\n```\n\n```output\na\n```\n\n## More R&D\n\n```dockerfile\nFROM x\n```\n",
    "guides/more.md":
      "# More\n\n```sh\ndate\n```\n\n```json\n{}\n```\n\n```sh skip=\"no cluster\"\nkubectl\n```\n",
  ]

  private func record(
    _ page: String, _ block: Int, _ language: String, _ code: String, _ verdict: Verdict,
    reason: String? = nil, tools: [String] = []
  ) -> Ledger.Record {
    Ledger.Record(
      page: page, block: block, code: SHA256.hex(Array("\(language)\n\(code)".utf8)), key: "",
      verdict: verdict, reason: reason, tools: tools)
  }

  private var ledger: Ledger {
    Ledger(records: [
      record("index.md", 0, "sh", "ls\n", .ran, tools: ["bash 5.2.15"]),
      record("index.md", 1, "output", "a\n", .ran),
      record("index.md", 2, "dockerfile", "FROM x\n", .text, reason: "no checker for Dockerfile"),
      record("guides/more.md", 0, "sh", "date -u\n", .ran),
      record("guides/more.md", 1, "json", "{}\n", .parsed),
      record("guides/more.md", 2, "sh", "kubectl\n", .skipped, reason: "no cluster"),
    ])
  }

  private let asking = Project(root: "/project", title: "Tiny", policy: ["sh": .run], isConfigured: true)

  /// A page counts as proven when every block is.
  @Test func searchKnowsThePagesThatAreProven() async throws {
    var tree = tree
    tree["proven.md"] = "# Proven\n\n```sh\ndate\n```\n"
    let ledger = Ledger(records: ledger.records + [record("proven.md", 0, "sh", "date\n", .ran)])
    let asked = try await TinyPortal(tree, project: asking, ledger: ledger)
    #expect(asked["search/index.js"].contains(#""proven":"001""#))
    #expect(try await !TinyPortal(tree, ledger: ledger)["search/index.js"].contains("proven"))
  }

  @Test func landingPageLinksToTheListOfVerdicts() async throws {
    let portal = try await TinyPortal(tree, project: asking, ledger: ledger)
    #expect(
      portal["index.html"].contains(
        #"Tiny · <a href="verification.html">2 of 6 blocks verified</a> · Built with FlowDocs"#))
    #expect(!portal["guides/more.html"].contains("blocks verified"))
    expectText(
      portal.body("verification.html"),
      """
      <h1>Verification</h1>
      <p>6 blocks: 2 ran, 1 parsed, 1 skipped, 1 text, 1 changed after verification.</p>
      <p>Ran or compiled with bash 5.2.15.</p>
      <h2 id="not-proven">Not proven</h2>
      <h3><a href="index.html">Home</a></h3>
      <ul>
      <li>dockerfile, line <a href="index.html#more-rd">13</a>: not checked: no checker for Dockerfile</li>
      </ul>
      <h3><a href="guides/more.html">More</a></h3>
      <ul>
      <li>sh, line <a href="guides/more.html#more">3</a>: not verified since it changed</li>
      <li>json, line <a href="guides/more.html#more">7</a>: parsed: only its syntax was checked</li>
      <li>sh, line <a href="guides/more.html#more">11</a>: skipped: no cluster</li>
      </ul>
      <h2 id="pages">Verdicts by page</h2>
      <div class="table"><table>
      <thead><tr><th>Page</th><th>Blocks</th></tr></thead>
      <tbody>
      <tr><td><a href="index.html">Home</a></td><td>2 ran, 1 text</td></tr>
      <tr><td><a href="guides/more.html">More</a></td>\
      <td>1 parsed, 1 skipped, 1 changed after verification</td></tr>
      </tbody>
      </table></div>

      """)
  }

  @Test func blocksOfAPageWithOneReasonAreListedTogether() async throws {
    let tree = ["index.md": "# T\n\n```c\n1\n```\n\n## Two\n\n```c\n2\n```\n\n```go\n3\n```\n"]
    let ledger = Ledger(records: [
      record("index.md", 0, "c", "1\n", .parsed), record("index.md", 1, "c", "2\n", .parsed),
      record("index.md", 2, "go", "3\n", .parsed),
    ])
    let portal = try await TinyPortal(tree, project: asking, ledger: ledger)
    expectText(
      portal.piece("verification.html", from: "<ul>", to: "</ul>"),
      """
      <ul>
      <li>c, lines <a href="index.html#t">3</a>, <a href="index.html#two">9</a>: parsed: only its syntax was checked</li>
      <li>go, line <a href="index.html#two">13</a>: parsed: only its syntax was checked</li>
      </ul>
      """)
  }

  @Test func aBlockOfAnIncludedFileIsListedWithItsFile() async throws {
    let tree = [
      "mkdocs.yml": "markdown_extensions: [pymdownx.snippets]\n",
      "docs/index.md": "# T\n\n--8<-- \"part.md\"\n", "docs/part.md": "Text\n\n```c\n1\n```\n",
    ]
    var project = try Project.load(root: "/project", files: TestProject(tree).reader)
    project.policy = ["sh": .run]
    let portal = try await TinyPortal(tree, project: project)
    let item =
      "<li>c, <code>docs/<wbr>part.<wbr>md</code>, line <a href=\"docs/index.html#t\">3</a>: not verified</li>"
    #expect(portal["verification.html"].contains(item))
  }

  @Test func everyBlockHasAMarkWhereProofIsAskedFor() async throws {
    let portal = try await TinyPortal(tree, project: asking)
    #expect(portal["index.html"].ranges(of: ">Not verified</summary>").count == 2)
    #expect(portal["guides/more.html"].ranges(of: ">Not verified</summary>").count == 3)
    #expect(portal["index.html"].contains("0 of 5 blocks verified"))
  }

  @Test func aPortalThatAsksForNoProofHasNoListAndNoMarks() async throws {
    let verified = try await TinyPortal(tree, ledger: ledger)
    #expect(verified.files["verification.html"] == nil)
    #expect(verified["index.html"].contains("Tiny · 2 of 6 blocks verified · Built"))
    let plain = try await TinyPortal(tree)
    #expect(!plain["index.html"].contains("verified"))
    #expect(!plain["guides/more.html"].contains("Not verified"))
  }

  @Test func aPageOfTheProjectKeepsItsAddress() async throws {
    var tree = tree
    tree["verification.md"] = "# Our own\n"
    let portal = try await TinyPortal(tree, project: asking, ledger: ledger)
    #expect(portal["verification.html"].contains("Our own"))
    #expect(
      portal["index.html"].contains(
        "Tiny · <a href=\"flowdocs-verification.html\">2 of 6 blocks verified</a> · Built"))
    #expect(portal["flowdocs-verification.html"].contains("<h1>Verification</h1>"))
  }
}

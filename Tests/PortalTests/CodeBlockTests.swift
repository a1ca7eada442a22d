import Digests
import Foundation
import Ledger
import Pages
import Project
import TestSupport
import Testing

/// A record of a block of `index.md`.
func record(
  _ block: Int, _ language: String, _ code: String, _ verdict: Verdict, reason: String? = nil,
  output: String? = nil, checkers: [String] = [], tools: [String] = []
) -> Ledger.Record {
  Ledger.Record(
    page: "index.md", block: block, code: SHA256.hex(Array("\(language)\n\(code)".utf8)), key: "",
    verdict: verdict,
    reason: reason, output: output, checkers: checkers, tools: tools)
}

struct CodeBlockTests {
  @Test func blockShowsCaptionLanguageVerdictAndActualOutput() async throws {
    let tree = [
      "index.md": """
      # T

      ```swift title="Add"
      print(1 + 1)
      ```

      ```output
      <number>
      ```
      """
    ]
    let ledger = Ledger(records: [record(0, "swift", "print(1 + 1)\n", .ran, output: "2\n")])
    let portal = try await TinyPortal(tree, ledger: ledger)
    expectText(
      portal.body("index.html"),
      """
      <h1 id="t">T</h1>
      <figure class="code">
      <figcaption class="code-head"><span class="code-title">Add</span>\
      <span class="code-language">Swift</span>\
      <details class="proof"><summary class="verdict verdict-ran">Ran</summary>
      <p>This example was run. Where the page shows its output, that is what it printed.</p>
      <dl><dt>To repeat</dt><dd><code>flowdocs verify index.md:3</code></dd>
      <dt>Exit code</dt><dd>0</dd>
      </dl></details><button class="copy" type="button" aria-label="Copy"></button></figcaption>
      <pre><code><span class="f">print</span>(<span class="m">1</span> + <span class="m">1</span>)
      </code></pre>
      <div class="code-output"><p class="code-output-name">Output</p>
      <pre><samp>2
      </samp></pre></div>
      </figure>

      """)
    #expect(portal["index.html"].contains("1 of 1 block verified ·"))
  }

  @Test func exampleWhoseOutputDiffersIsMarkedAsFailed() async throws {
    let tree = ["index.md": "# T\n\n```sh\necho 1\n```\n\n```output\n2\n```\n"]
    let ledger = Ledger(records: [
      record(0, "sh", "echo 1\n", .failed, reason: "its output differs from the page", output: "1\n"),
      record(1, "output", "2\n", .failed, reason: "The output differs", output: "1\n"),
    ])
    let asking = Project(root: "/project", title: "Tiny", policy: ["sh": .run], isConfigured: true)
    let portal = try await TinyPortal(tree, project: asking, ledger: ledger)
    let body = portal.body("index.html")
    #expect(body.contains(">Failed</summary>"))
    #expect(!body.contains(">Ran</summary>"))
    #expect(body.contains("<p class=\"code-note\">Failed: its output differs from the page</p>"))
    #expect(portal["index.html"].contains(">0 of 2 blocks verified</a>"))
    #expect(portal.body("verification.html").contains("<p>2 blocks: 2 failed.</p>"))
    #expect(portal.body("verification.html").contains("</a>: failed: its output differs from the page</li>"))
  }

  @Test func outdatedVerdictIsNotShown() async throws {
    var keys = CurrentKeys()
    keys["index.md", 0] = "now"
    keys["index.md", 1] = "now"
    var records = [
      record(0, "sh", "ls\n", .ran), record(1, "sh", "pwd\n", .ran, output: "/old\n"),
      record(2, "sh", "other\n", .ran),
    ]
    records[0].project = "now"
    records[1].project = "before"
    let portal = try await TinyPortal(
      ["index.md": "# T\n\n```sh\nls\n```\n\n```sh\npwd\n```\n\n```sh\ndate\n```\n"],
      ledger: Ledger(records: records), keys: keys)
    let page = portal["index.html"]
    #expect(page.ranges(of: ">Ran</summary>").count == 1)
    #expect(page.ranges(of: ">Not verified since it changed</summary>").count == 2)
    #expect(!page.contains("/old"))
    #expect(page.contains("1 of 3 blocks verified ·"))
  }

  @Test func uncheckedBlockShowsTheReasonWhenChecksAreRequired() async throws {
    let tree = ["index.md": "# T\n\n```dockerfile\nFROM x\n```\n"]
    let ledger = Ledger(records: [
      record(0, "dockerfile", "FROM x\n", .text, reason: "no checker for Dockerfile")
    ])
    let mark =
      "<summary class=\"verdict verdict-unchecked\">Not checked</summary>\n<p>Not checked: no checker for Dockerfile.</p>"
    let asking = Project(root: "/project", title: "Tiny", policy: ["sh": .run], isConfigured: true)
    let asked = try await TinyPortal(tree, project: asking, ledger: ledger)
    #expect(asked["index.html"].contains(mark))
    let unasked = try await TinyPortal(tree, ledger: ledger)
    #expect(!unasked["index.html"].contains("Not checked"))
  }

  @Test func separateOutputBlockShowsTheActualOutputOnce() async throws {
    let tree = ["index.md": "# T\n\n```sh\ndate\n```\n\nIt prints:\n\n```output\n<timestamp>\n```\n"]
    let ledger = Ledger(records: [
      record(0, "sh", "date\n", .ran, output: "NOW\n"),
      record(1, "output", "<timestamp>\n", .ran, output: "NOW\n"),
    ])
    let body = try await TinyPortal(tree, ledger: ledger).body("index.html")
    #expect(body.components(separatedBy: "NOW").count == 2)
    #expect(body.contains("</details></figcaption>\n<pre><code>NOW\n</code></pre>\n</figure>"))
    #expect(!body.contains("code-output"))
  }

  @Test func validatedBlockNamesItsCheckersExecutedBlockDoesNot() async throws {
    let ledger = Ledger(records: [
      record(0, "sql", "SELECT 1;\n", .validated, checkers: ["sqlite", "a<b"]),
      record(1, "sh", "true\n", .ran, checkers: ["shellcheck"]),
      record(2, "json", "{}\n", .validated),
    ])
    let portal = try await TinyPortal(
      ["index.md": "# T\n```sql\nSELECT 1;\n```\n\n```sh\ntrue\n```\n\n```json\n{}\n```\n"], ledger: ledger)
    for badge in [
      "verdict-validated\">Validated by sqlite, a&lt;b</summary>\n<p>Programs for its language accept it.</p>\n",
      "<dt>Checked by</dt><dd>sqlite, a&lt;b</dd>", ">Ran</summary>",
      "<dt>Checked by</dt><dd>shellcheck</dd>",
      ">Validated</summary>\n<p>This was validated against the API's contract.</p>",
    ] {
      #expect(portal.body("index.html").contains(badge))
    }
  }

  @Test func verdictNamesTheToolsAndTheirVersions() async throws {
    let ledger = Ledger(records: [
      record(0, "python", "1\n", .ran, checkers: ["ruff"], tools: ["python3 3.11.2"])
    ])
    let portal = try await TinyPortal(["index.md": "# T\n```python\n1\n```\n"], ledger: ledger)
    #expect(
      portal.body("index.html").contains(
        "<dt>Run with</dt><dd>python3 3.11.2</dd>\n<dt>Checked by</dt><dd>ruff</dd>"))
  }

  @Test func verdictOfAPageWithNetworkAccessSaysSo() async throws {
    let tree = ["index.md": "# T\n```sh\ntrue\n```\n", "other.md": "# O\n```sh\ntrue\n```\n"]
    var records = [record(0, "sh", "true\n", .ran)]
    records.append(records[0])
    records[1].page = "other.md"
    var project = Project(root: "/project", title: "Tiny", isConfigured: true)
    project.network = ["index.md"]
    let portal = try await TinyPortal(tree, project: project, ledger: Ledger(records: records))
    let page = portal.body("index.html")
    #expect(page.contains(">Ran with network access</summary>\n<p>This example was run"))
    #expect(page.contains("It could connect to other machines.</p>"))
    #expect(!portal.body("other.html").contains("other machines"))
    #expect(portal.body("other.html").contains(">Ran</summary>"))
  }

  @Test func verdictOfDifferentCodeIsHiddenStatedOutputIsShown() async throws {
    let ledger = Ledger(records: [record(0, "sh", "echo before\n", .ran, output: "before\n")])
    let portal = try await TinyPortal(
      ["index.md": "# T\n```sh\necho now\n```\n```output\nnow\n```\n"], ledger: ledger)
    #expect(portal.body("index.html").ranges(of: "class=\"verdict ").count == 1)
    #expect(portal.body("index.html").contains(">Not verified since it changed</summary>"))
    #expect(portal.body("index.html").range(of: "<samp>now\n</samp>") != nil)
  }

  @Test func skippedAndFailedBlocksShowTheReason() async throws {
    let portal = try await TinyPortal(
      [
        "index.md": """
        # T
        ```sh skip="needs a GPU" until=2027-03-01
        train
        ```
        text
        ```sh
        false
        ```
        """
      ],
      ledger: Ledger(records: [
        record(0, "sh", "train\n", .skipped, reason: "needs a GPU"),
        record(1, "sh", "false\n", .failed, reason: "exit code 1"),
      ]))
    #expect(
      portal.body("index.html").range(
        of: "<p class=\"code-note\">Not run: needs a GPU (until 2027-03-01)</p>") != nil)
    #expect(portal.body("index.html").range(of: "<p class=\"code-note\">Failed: exit code 1</p>") != nil)
  }

  @Test func adjacentTabBlocksFormOneGroupWithOutputs() async throws {
    let portal = try await TinyPortal([
      "index.md": """
      # T

      ```swift tab=Swift
      1
      ```

      ```python tab=Python
      2
      ```

      ```output
      3
      ```

      ```sh hide
      4
      ```

      Text.

      ```swift tab=Swift
      5
      ```
      """
    ])
    let copy = "<button class=\"copy\" type=\"button\" aria-label=\"Copy\"></button>"
    expectText(
      portal.body("index.html"),
      """
      <h1 id="t">T</h1>
      <div class="tabs">
      <div class="tab" data-tab="Swift">
      <p class="tab-name">Swift</p>
      <figure class="code">
      <figcaption class="code-head bare">\(copy)</figcaption>
      <pre><code><span class="m">1</span>
      </code></pre>
      </figure>
      </div>
      <div class="tab" data-tab="Python">
      <p class="tab-name">Python</p>
      <figure class="code">
      <figcaption class="code-head bare">\(copy)</figcaption>
      <pre><code><span class="m">2</span>
      </code></pre>
      <div class="code-output"><p class="code-output-name">Output</p>
      <pre><samp>3
      </samp></pre></div>
      </figure>
      </div>
      </div>
      <p>Text.</p>
      <div class="tabs">
      <div class="tab" data-tab="Swift">
      <p class="tab-name">Swift</p>
      <figure class="code">
      <figcaption class="code-head bare">\(copy)</figcaption>
      <pre><code><span class="m">5</span>
      </code></pre>
      </figure>
      </div>
      </div>

      """)
  }

  @Test func labelsJSONRPCMessagesAndMermaidSource() async throws {
    let portal = try await TinyPortal([
      "index.md": """
      # T
      ```json
      {"jsonrpc": "2.0", "method": "a", "id": 1}
      ```
      ```json
      {"jsonrpc": "2.0", "result": 1, "id": 1}
      ```
      ```mermaid
      flowchart LR
      ```
      """
    ])
    let body = portal.body("index.html")
    #expect(body.range(of: "<span class=\"code-language\">JSON-RPC request</span>") != nil)
    #expect(body.range(of: "<span class=\"code-language\">JSON-RPC response</span>") != nil)
    #expect(body.range(of: "<figure class=\"code mermaid-source\">") != nil)
  }

  @Test func regionOfAFileShowsTheOutputOfTheWholeFile() async throws {
    let portal = try await TinyPortal(
      [
        "index.md": "# T\n```sh file=run.sh#one\n```\ntext\n```console\n$ echo 1\n1\n```\n",
        "run.sh": "# region: one\necho 1\n# endregion\necho 2\n",
      ],
      ledger: Ledger(records: [
        record(0, "sh", "echo 1\n", .ran, output: "1\n2\n"),
        record(1, "console", "$ echo 1\n1\n", .ran, output: "1\n"),
      ]))
    let body = portal.body("index.html")
    #expect(body.contains("<summary class=\"code-output-name\">Output of run.sh, 2 lines</summary>"))
    #expect(body.components(separatedBy: "code-output-name").count == 2)
  }

  @Test func longRecordedOutputIsCollapsed() async throws {
    let long = (1...40).map { "line \($0)\n" }.joined()
    let portal = try await TinyPortal(
      ["index.md": "# T\n```sh\nmany\n```\n"],
      ledger: Ledger(records: [record(0, "sh", "many\n", .ran, output: long)]))
    #expect(
      portal.body("index.html").range(
        of: "<details class=\"code-output\"><summary class=\"code-output-name\">Output, 40 lines</summary>")
        != nil)
  }
}

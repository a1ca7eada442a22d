import Checks
import OpenRPC
import Symbols
import Testing

/// Each kind of fix, applied and compared; a second check finds nothing left to fix.
struct FixTests {
  private func page(_ text: String, _ files: [String: String] = [:], contract: Contract? = nil) async throws
    -> String
  {
    let tree = Tree.portal(text, files).with { $0.contract = contract }
    let (fixed, remaining) = try await tree.fixed()
    #expect(remaining == [])
    return fixed["content/page.md"] ?? ""
  }

  @Test func fixesOfLinksAreWritten() async throws {
    let files = [
      "content/guides/quick start.md": "# Start here\n", "content/img/logo.png": "",
      "content/other.md": "# Other\n",
    ]
    try await expectEqual(
      page(
        """
        # Page

        [a](guides/quik%20start.md#start-heer) ![b](img/lgo.png) [c](#pgae) [d](/othr.md#other) <!-- [e](o.md) -->
        [f](othr.md "title") [g][r]

        [r]: <guides/qick start.md>

        """, files),
      """
      # Page

      [a](guides/quick%20start.md#start-here) ![b](img/logo.png) [c](#page) [d](other.md#other) <!-- [e](o.md) -->
      [f](other.md "title") [g][r]

      [r]: <guides/quick%20start.md>

      """)
  }

  /// Which of two headings was meant is for a person to say.
  @Test func twoGuessesAreNotWritten() async throws {
    let text = "# Step a\n\n# Step b\n\n[x](#step-c)\n"
    let (fixed, remaining) = try await Tree.portal(text).fixed()
    #expect(fixed["content/page.md"] == text)
    #expect(
      remaining == ["content/page.md:5:5: No heading `#step-c` on this page. Did you mean `#step-a`?"])
  }

  /// A name with another number means another thing, however near it is spelled.
  @Test(arguments: [
    ("[x](v1.md)\n", "No page `v1.md`. Did you mean `v2.md`?"),
    ("[x](2023/report.md)\n", "No page `2023/report.md`. Did you mean `2024/report.md`?"),
    ("[x](#step-1)\n\n## Step 2\n", "No heading `#step-1` on this page. Did you mean `#step-2`?"),
    ("[x](#part-a)\n\n## Part b\n", "No heading `#part-a` on this page. Did you mean `#part-b`?"),
    ("[x](#release)\n\n## Release 2\n", "No heading `#release` on this page. Did you mean `#release-2`?"),
    ("x[^1]\n\ny[^2]\n\n[^2]: z\n", "No footnote `[^1]` on this page. Did you mean `[^2]`?"),
    (
      "[x][ref1] [y][ref2]\n\n[ref2]: #\n",
      "No link definition `[ref1]` on this page. Did you mean `ref2`?"
    ),
    ("```sh file=run1.sh\n```\n", "`run1.sh` does not exist. Did you mean `run2.sh`?"),
    (
      "```json\n{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.stop2\"}\n```\n",
      "The contract has no method `job.stop2`. Did you mean `job.stop`?"
    ),
    ("<!-- flowdocs:schema Job2 -->\n", "The contract has no schema `Job2`. Did you mean `Job`?"),
    ("<!-- flowdocs:error -40002 -->\n", "The contract has no error `-40002`. Did you mean `-40001`?"),
    ("`jobs_p95`\n", "`jobs_p95` is not a metric of this service. Did you mean `jobs_p99`?"),
    (
      "<!-- flowdocs:table rows.json columns=\"c1\" -->\n",
      "No row of `rows.json` has `c1`. Did you mean `c2`?"
    ),
  ])
  func otherNumbersAreNotWritten(text: String, message: String) async throws {
    let text = "# Page\n\n" + text
    let files = [
      "content/v2.md": "# Version 2\n", "content/2024/report.md": "# Report\n", "run2.sh": "true\n",
      "rows.json": "[{\"c2\": 1}]",
    ]
    let tree = try Tree.portal(text, files).with {
      $0.contract = try .sample()
      $0.kinds = [SymbolSettings(.metric, patterns: [try SymbolPattern("jobs_*")])]
      $0.symbols = [Symbol(.metric, "jobs_p99")]
    }
    let (fixed, remaining) = try await tree.fixed()
    #expect(fixed["content/page.md"] == text)
    #expect(remaining.count == 1 && remaining.first?.contains(": " + message) == true, "\(remaining)")
  }

  @Test func trailingCommasAreRemoved() async throws {
    try await expectEqual(
      page("- ```json\n  {\"a\": [1, 2,],\n   \"b\": 1,\n  }\n  ```\n"),
      "- ```json\n  {\"a\": [1, 2],\n   \"b\": 1\n  }\n  ```\n")
  }

  @Test func kindsOfDiagrams() async throws {
    try await expectEqual(
      page("```mermaid\nflowchrt LR\n  A --> B\n```\n"), "```mermaid\nflowchart LR\n  A --> B\n```\n")
  }

  @Test func parametersOfDirectives() async throws {
    try await expectEqual(
      page(
        "<!-- flowdocs:errors x -->\n\n<!-- flowdocs:table data/row.json colums=\"nam\" emtpy=\"-\" -->\n",
        ["data/rows.json": "[{\"name\": 1}]"], contract: .sample()),
      """
      <!-- flowdocs:errors -->

      <!-- flowdocs:table data/rows.json columns="name" empty="-" -->

      """)
  }

  @Test func fencesDirectivesAndKeys() async throws {
    try await expectEqual(
      page(
        """
        ---
        titel: Page
        kind: refrence
        ---

        ```json shcema=Jb tittle=x
        {"id": "<uuid>", "…": 1}
        ```

        <!-- flowdocs:schma Jb -->

        > ```json
        > {"jsonrpc": "2.0", "id": 1, "method": "job.stpo", "params": {"id": "a"}}
        > ```

        """, contract: .sample()),
      """
      ---
      title: Page
      kind: reference
      ---

      ```json schema=Job title=x
      {"id": "<uuid>", "…": 1}
      ```

      <!-- flowdocs:schema Job -->

      > ```json
      > {"jsonrpc": "2.0", "id": 1, "method": "job.stop", "params": {"id": "a"}}
      > ```

      """)
  }

  /// A word that would make a block run is never written by a program.
  @Test func nothingIsMadeToRun() async throws {
    let text = "```sh rum\ntrue\n```\n"
    let (fixed, remaining) = try await Tree.portal(text).fixed()
    #expect(fixed["content/page.md"] == text)
    #expect(remaining == ["content/page.md:1:7: Unknown attribute `rum`. Did you mean `run`?"])
  }

  @Test func includedFilesAndRegions() async throws {
    try await expectEqual(
      page(
        "- ```python file=exmples/a.py#on\n  old\n  ```\n",
        ["exmples/a.py": "# region: one\nprint(1)\n\nprint(2)\n# endregion\n"]),
      "- ```python file=exmples/a.py#one\n  print(1)\n\n  print(2)\n  ```\n")
  }

  @Test func fixesOfSymbolsAreWritten() async throws {
    let tree = try Tree.portal("`job.strat` and ``job.strat``\n").with {
      $0.kinds = [SymbolSettings(.method, patterns: [try SymbolPattern("job.*")])]
      $0.symbols = [Symbol(.method, "job.start")]
    }
    let (fixed, remaining) = try await tree.fixed()
    #expect(fixed["content/page.md"] == "`job.start` and ``job.start``\n")
    #expect(remaining == [])
  }
}

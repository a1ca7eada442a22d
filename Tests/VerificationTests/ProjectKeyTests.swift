import Diagnostics
import Languages
import Ledger
import Pages
import Project
import Site
import Testing
import Verification

/// A verdict is of what stands there now: `build` compares the project's part of the key, and starts nothing.
@Suite struct ProjectKeyTests {
  private static let page = """
    # Sums

    ```python session=a
    x = 1
    ```

    ```python session=a
    print(x)
    ```

    ```output
    1
    ```

    ```python
    import helper
    ```

    ```sh
    cat data/numbers.txt
    ```

    ```json
    {"jsonrpc": "2.0", "id": 1, "method": "sum.add", "params": {"a": 1}}
    ```

    ```yaml
    a: 1
    ```

    ```dockerfile
    FROM scratch
    ```

    """

  private static let contract = """
    {"openrpc": "1.3.2", "info": {"title": "Sums", "version": "1"}, "methods": [
      {"name": "sum.add", "params": [{"name": "a", "schema": {"type": "integer"}}],
       "result": {"name": "sum", "schema": {"type": "integer"}}}]}
    """

  private func folder() throws -> ProjectFolder {
    try ProjectFolder([
      "page.md": Self.page, "lib/helper.py": "VALUE = 1\n", "data/numbers.txt": "1\n",
      "api.json": Self.contract,
    ])
  }

  private func configure(_ project: inout Project) {
    project.imports = ["python": [ImportedFolder(path: "lib")]]
    project.linked = ["data"]
    project.contract = "api.json"
  }

  /// The blocks whose records are not of what stands there now.
  private func stale(_ folder: ProjectFolder, _ ledger: Ledger) async throws -> [Int] {
    let site = try await folder.site(change: configure)
    let page = try #require(site.pages.first { $0.path == "page.md" })
    let verdicts = LedgerPages(ledger, keys: await ProjectKeys.read(site)).verdicts(of: page)
    return page.blocks.indices.filter { verdicts[$0] == nil }
  }

  @Test(arguments: [
    // The first block of a session counts for those after it, with their output.
    ("page.md", "x = 1", "x = 1  # one", [0, 1, 2]), ("page.md", "```output\n1", "```output\n2", [2]),
    ("page.md", "# Sums", "# Sums\n\nMore prose.", []), ("page.md", "```sh\n", "```sh exit=0\n", [4]),
    ("page.md", "```yaml\n", "```yaml text\n", [6]),
    // A shell may start programs of all languages.
    ("lib/helper.py", "1", "2", [0, 1, 2, 3, 4]), ("data/numbers.txt", "1", "2", [4]),
    ("api.json", "\"a\"", "\"b\"", [0, 1, 2, 3, 4, 5]),
  ])
  func aChangeTakesTheVerdictsAwayAndItsUndoingGivesThemBack(
    _ file: String, _ old: String, _ new: String, _ expected: [Int]
  ) async throws {
    let folder = try folder()
    let report = try await folder.verify(change: configure)
    #expect(report.lines == [])
    #expect(try await stale(folder, report.ledger) == [])
    let text = try folder.text(file)
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != text)
    try folder.write(file, changed)
    let found = try await stale(folder, report.ledger)
    #expect(found == expected)
    try folder.write(file, text)
    #expect(try await stale(folder, report.ledger) == [])
  }

  @Test func aBlockWithoutACheckerSaysSo() async throws {
    let report = try await folder().verify(change: configure)
    #expect(report.ledger.records.last?.reason == "no checker for Dockerfile")
  }

  @Test func whatIsToBeProvenAndIsNotIsFound() async throws {
    let folder = try folder()
    func findings(_ ledger: Ledger?) async throws -> [String] {
      let site = try await folder.site(change: configure)
      return ProofCheck.findings(site, ledger, await ProjectKeys.read(site)).map {
        "\($0.span?.start.line ?? 0): \($0.message) → \($0.fix ?? "")"
      }
    }
    let ledger = try await folder.verify(change: configure).ledger
    #expect(try await findings(ledger) == [])
    #expect(
      try await findings(nil) == [
        "3: This block must be proven (`run`), but it has not been verified → run `flowdocs verify`",
        "7: This block must be proven (`run`), but it has not been verified → run `flowdocs verify`",
        "15: This block must be proven (`run`), but it has not been verified → run `flowdocs verify`",
        "19: This block must be proven (`run`), but it has not been verified → run `flowdocs verify`",
        "23: This block must be proven (`parse`), but it has not been verified → run `flowdocs verify`",
      ])
    try folder.write("data/numbers.txt", "2\n")
    #expect(
      try await findings(ledger) == [
        "19: This block must be proven (`run`), but it has not been verified since it changed → run `flowdocs verify`"
      ])
    try folder.write("page.md", "```sh\nfalse\n```\n\n```sh skip=\"why\"\nls\n```\n\n```sh text\nls\n```\n")
    let failed = try await folder.verify(change: configure).ledger
    #expect(
      try await findings(failed) == [
        "1: This block must be proven (`run`), but it failed → correct the example, then run `flowdocs verify`"
      ])
  }

  @Test func anExplanationNamesWhatHasChanged() async throws {
    let folder = try folder()
    func explanation(_ line: Int, fresh: Bool = false) async throws -> [String]? {
      let place = VerificationOptions.Place(page: "page.md", line: line)
      return try await folder.verify(.init(usesCache: !fresh, explained: place), change: configure)
        .explanation
    }
    #expect(
      try await explanation(16)?.prefix(4) == [
        "page.md:15: block 4, python", "asked: `run`, by the setting `policy`", "verdict: ran",
        "run: it is new since the last verification",
      ])
    #expect(
      try await explanation(16)?[3] == "not run again: nothing that it depends on has changed since it passed"
    )
    try folder.write("lib/helper.py", "VALUE = 2\n")
    #expect(try await explanation(16)?[3] == "run: changed since the last verification: folder lib")
    #expect(try await explanation(16, fresh: true)?[3] == "run: `--fresh` uses no earlier result")
    #expect(
      try await explanation(31) == [
        "page.md:31: block 8, dockerfile", "asked: nothing", "verdict: text, no checker for Dockerfile",
        "checked in every verification",
      ])
    #expect(try await explanation(1) == nil)
  }
}

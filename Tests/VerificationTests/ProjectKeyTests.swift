import Diagnostics
import Digests
import Languages
import Ledger
import Pages
import Project
import Site
import Testing
import Verification

/// A verdict is of what stands there now: `build` compares the project's part of the key, and starts nothing.
struct ProjectKeyTests {
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
    ("page.md", "x = 1", "x = 1  # one", [0, 1, 2]),
    // An example is proven together with its output.
    ("page.md", "```output\n1", "```output\n2", [1, 2]),
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

  @Test func aVerdictEndsWhenALineThatItsOutputNamesMoves() async throws {
    let block = "```python fails=boom\nraise ValueError(\"boom\")\n```\n\n"
    let output = "```output\n  File \"page.md\", line 2, in <module>\n…\n```\n"
    let folder = try folder()
    try folder.write("page.md", block + output.replacing("  File", with: "…\n  File"))
    let report = try await folder.verify(change: configure)
    #expect(report.lines == [])
    let ledger = report.ledger
    #expect(try await stale(folder, ledger) == [])
    try folder.write("page.md", "Text.\n\n" + (try folder.text("page.md")))
    #expect(try await stale(folder, ledger) == [0, 1])
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

  private struct Answer: Sendable {
    var page: String
    var verdicts: [String]
    var findings: [String]
  }

  private static let different =
    "This output must be proven, but its example printed something else → correct the example or the output, then run `flowdocs verify`"
  private static let wrongResponse =
    "This response must be proven, but it failed → correct the request or the response, then run `flowdocs verify`"

  @Test(arguments: [
    Answer(
      page: "```sh\necho one\n```\n\n```output\ntwo\n```\n", verdicts: ["failed", "failed"],
      findings: ["5: " + different]),
    // With text between them, in a session, and an example that fails as stated.
    Answer(
      page: "```sh\necho one\n```\n\nIt prints:\n\n```output\n```\n", verdicts: ["failed", "failed"],
      findings: ["7: " + different]),
    Answer(
      page: """
        ```python session=a
        print(1)
        ```

        ```output
        2
        ```

        ```python session=a
        print(2)
        ```

        ```output
        2
        ```

        """, verdicts: ["failed", "failed", "ran", "ran"], findings: ["5: " + different]),
    Answer(
      page: "```sh exit=3\necho one\nexit 3\n```\n\n```output\ntwo\n```\n", verdicts: ["failed", "failed"],
      findings: ["6: " + different]),
    Answer(
      page: "```python fails=\"division\"\nprint(1)\n1/0\n```\n\n```output\n2\n```\n",
      verdicts: ["failed", "failed"], findings: ["6: " + different]),
    // The example itself failed: its output is not compared.
    Answer(
      page: "```sh\nfalse\n```\n\n```output\ntwo\n```\n", verdicts: ["failed", "failed"],
      findings: [
        "1: This block must be proven (`run`), but it failed → correct the example, then run `flowdocs verify`"
      ]),
    // A transcript holds its output itself.
    Answer(
      page: "```console\n$ echo one\ntwo\n```\n", verdicts: ["failed"],
      findings: [
        "1: This block must be proven (`run`), but it failed → correct the example, then run `flowdocs verify`"
      ]),
    // An output is not compared when it, or its example, is text.
    Answer(
      page: "```sh\necho one\n```\n\n```output text\ntwo\n```\n", verdicts: ["ran", "text"], findings: []),
    Answer(
      page: "```sh text\necho one\n```\n\n```output\ntwo\n```\n", verdicts: ["text", "text"], findings: []),
    Answer(
      page: """
        ```json
        {"jsonrpc": "2.0", "id": 1, "method": "sum.add", "params": {"a": 1}}
        ```

        ```json
        {"jsonrpc": "2.0", "id": 1, "result": 123456789}
        ```

        ```sh
        echo one
        ```

        """, verdicts: ["failed", "failed", "ran"], findings: ["5: " + wrongResponse]),
    Answer(
      page: """
        ```http
        POST / HTTP/1.1
        Content-Type: application/json

        {"jsonrpc": "2.0", "id": 1, "method": "sum.add", "params": {"a": 1}}
        ```

        ```http
        HTTP/1.1 404 Not Found
        ```

        """, verdicts: ["failed", "failed"], findings: ["8: " + wrongResponse]),
  ])
  private func anExampleIsProvenTogetherWithItsOutputOrResponse(_ answer: Answer) async throws {
    let folder = try ProjectFolder(["page.md": answer.page, "api.json": Self.contract])
    func configure(_ project: inout Project) {
      project.contract = "api.json"
      project.service = .contractMock
    }
    let report = try await folder.verify(change: configure)
    #expect(report.verdicts(of: "page.md") == answer.verdicts)
    let site = try await folder.site(change: configure)
    let ledger = try Self.readAgain(report.ledger, reason: "in other words")
    let findings = ProofCheck.findings(site, ledger, await ProjectKeys.read(site))
    #expect(
      findings.map { "\($0.span?.start.line ?? 0): \($0.message) → \($0.fix ?? "")" } == answer.findings)
    #expect(Set(findings.map(\.rule)).isSubset(of: [.failedProof]))
  }

  /// A ledger as `build` reads it, with another reason for each failure: reasons are for people.
  private static func readAgain(_ ledger: Ledger, reason: String) throws -> Ledger {
    var ledger = ledger
    for index in ledger.records.indices where ledger.records[index].verdict == .failed {
      ledger.records[index].reason = reason
    }
    let key = SigningKey.random().key
    let source = SourceText(path: Ledger.path, bytes: ledger.bytes(signedWith: key))
    return try Ledger.read(source, signedWith: key).get()
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

import Checks
import Project
import Site
import TestSupport
import Testing

struct PayloadTests {
  private func findings(_ page: String) async throws -> [String] {
    try await Tree.portal(page).with { $0.contract = try .sample() }.lines()
  }

  @Test func malformedJSONAtItsPlace() async throws {
    try await expectEqual(
      Tree.plain("- item\n\n  ```json\n  {\n    \"a\": 1,\n  }\n  ```\n").report(),
      """
      page.md:5:11: error: Trailing comma before "}"; remove it [invalid-json]
       5 |     "a": 1,
         |           ^

      """)
    try await expectEqual(Tree.plain("```json text\n{...}\n```\n\n```jsonc\n{} // x\n```\n").lines(), [])
  }

  @Test func membersThatAreGivenTwice() async throws {
    let page = """
      ```json
      {"a": 1, "b": {"a": 2}, "a": 3,
       "\\u0061": 4}
      ```

      ```http
      POST / HTTP/1.1

      {"method": "a", "method": "b"}
      ```

      ```http
      HTTP/1.1 200 OK

      {a: 1, a: 2}
      ```

      ```json
      [{"a": 1}, {"a": 1, "A": 1, "\u{E9}": 1, "e\u{301}": 2}]
      ```

      ```json text
      {"a": 1, "a": 2}
      ```

      """
    try await expectEqual(
      Tree.portal(page).lines(),
      [
        "content/page.md:2:25: Duplicate member `a` in an object → remove or rename one of them",
        "content/page.md:3:2: Duplicate member `a` in an object → remove or rename one of them",
        "content/page.md:9:17: Duplicate member `method` in an object → remove or rename one of them",
      ])
    try await expectEqual(
      Tree.portal("```json\n{\"a\": 1,\n \"a\": 2}\n```\n").report(),
      """
      content/page.md:3:2: error: Duplicate member `a` in an object [duplicate-member]
       3 |  "a": 2}
         |  ^~~
         = note: content/page.md:2:2: the first `a`
         = fix: remove or rename one of them

      """)
    try await expectEqual(
      Tree.plain("```json\n{\"a\": 1, \"a\": 2}\n```\n").diagnostics().map(\.severity), [.warning])
  }

  @Test func proseAboutJSONInAPlainFolder() async throws {
    let page = """
      ```json
      // package.json
      {"a": [...], /* more */ "url": "http://x", ...}
      ```

      ```json
      "sources": ["a.c", "b.c"]
      ```

      ```json
      {"a": [1,]}
      ```

      """
    try await expectEqual(
      Tree.plain(page).lines(), ["page.md:11:9: Trailing comma before \"]\"; remove it"])
    // A portal has the same findings, unless it asks for JSON.
    try await expectEqual(Tree.portal(page).diagnostics().map { $0.span?.start.line }, [11])
    let asking = Tree(["content/page.md": page, "site/portal.yml": "policy: { json: parse }\n"])
    let portal = try await asking.diagnostics()
    #expect(portal.map { $0.span?.start.line } == [2, 7, 11])
    #expect(portal.first?.fix == "JSON has no comments: remove it, or write `jsonc` instead of `json`")
    #expect(portal[1].fix == "write the whole value, or `json text` for a part of one")
  }

  @Test(arguments: [
    "\"a\": 1,\n\"b\": [2],", "{\n  \"a\": {\n    \"b\": {\n\n...", "{\"a\": 1}\n{\"a\": 2}",
    "{\"a\": [1, {\"b\": 2},\n…",
    "{\"a\": <your-id>, \"b\": {{ b }}, \"c\": ${C}}", "# first\n{\"a\": 1} // [!code ++]",
    "{ \"a\": 7, ... }", "{\"a\": string, \"b\": number | null, \"c\": YOUR_KEY}",
    "[\n  \"a\" // [!code --]\n  \"b\" // [!code ++]\n]",
    "// without\n{\n  \"a\": 1\n}\n// with\n{\n  \"a\": \"}\"\n}", "[1,\n 2]\n{\"a\":\n 1}",
    "{\n  \"a\": 1,\n  \"b\": [2, 3],",
    "{\n  // ...\n  \"a\": [1, 2],\n}", "% jobs list --json\n{\"a\": 1}", "$ jobs list --json\n{\"a\": 1}",
    "[\"a\", $CERTIFICATE]", "---\n{\"a\": 1}\n---",
  ])
  func partsOfJSON(_ text: String) async throws {
    let page = "```json\n\(text)\n```\n"
    try await expectEqual(Tree.portal(page).lines(), [])
    try await expectEqual(Tree.portal(page.replacing("json", with: "json parse")).diagnostics().count, 1)
  }

  @Test(arguments: [
    "{\"a\": 1,}", "{\"a\": 1", "{\"a\" 1}", "{\"a\": 1\n\"b\": 2}", "{\"a\": 1}}", "{a: 1}", "[1, 2",
    "{\"a\": 1}\n{\"a\" 2}", "{\"a\": 1}\n{\"a\": 2", "{\"a\": 1,}\n{\"b\": 2}",
    "{\"a\": <b}",
    "{\"a\": 1}\n% jobs list", "// a\n{\"a\": 1,, \"b\": 2}", "{\"a\": %}", "{\"a\": \"b}\n...",
    "{\"a\": TRUE, \"b\": YOUR_KEY}", "[NULL]", "{\"a\": FALSE}",
  ])
  func brokenJSONIsNoPart(_ text: String) async throws {
    try await expectEqual(Tree.plain("```json\n\(text)\n```\n").diagnostics().count, 1)
  }

  /// Comments and what is left out are not what is wrong.
  @Test(arguments: [
    ("// cups.json\n{\n  \"a\": 1\n  \"b\": 2\n}", "page.md:5:3"),
    ("...\n\"a\": [ 1, ],\n...", "page.md:3:9"), ("/* a */ {\"a\" 1}", "page.md:2:14"),
  ])
  func theErrorBesideComments(_ text: String, _ place: String) async throws {
    let found = try await Tree.plain("```json\n\(text)\n```\n").diagnostics()
    #expect(found.map { $0.span?.label } == [place])
    #expect(found.first?.fix != "JSON has no comments: remove it, or write `jsonc` instead of `json`")
  }

  @Test func requestsAreCheckedAgainstTheContract() async throws {
    let page = """
      ```json
      {"jsonrpc": "2.0", "id": 1, "method": "job.start", "params": {"count": 11, "tag": 1}}
      ```

      ```json
      {"jsonrpc": "2.0", "id": 1, "method": "job.strat", "params": {}}
      ```

      ```json
      [{"jsonrpc": "2.0", "id": 1.5, "method": "job.stop"}, {"jsonrpc": "2.0", "id": 2, "method": "job.stop"}]
      ```

      """
    try await expectEqual(
      findings(page),
      [
        "content/page.md:2:72: `count` must be at most 10, got 11",
        "content/page.md:2:76: Unknown parameter `tag`. Did you mean `tags`?",
        "content/page.md:6:39: The contract has no method `job.strat`. Did you mean `job.start`?",
        "content/page.md:10:27: `id` must be an integer, a string or null; 1.5 has a fraction",
        "content/page.md:10:55: `id` is missing",
      ])
  }

  @Test func theContractIsShown() async throws {
    let tree = try Tree.portal(
      "```json\n{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\", \"params\": {\"count\": 11}}\n```\n"
    ).with { $0.contract = try .sample() }
    try await expectEqual(
      tree.report(),
      """
      content/page.md:2:72: error: `count` must be at most 10, got 11 [contract-mismatch]
       2 | {"jsonrpc": "2.0", "id": 1, "method": "job.start", "params": {"count": 11}}
         |                                                                        ^~
         = note: content/api/openrpc.json:8:89: the contract defines it here

      """)
  }

  @Test func responsesAgainstTheMethodBeforeThem() async throws {
    let request =
      "```json\n{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\", \"params\": {\"count\": 1}}\n```\n\n"
    func response(_ text: String) async throws -> [String] {
      try await findings(request + "```json\n\(text)\n```\n")
    }
    try await expectEqual(
      response(
        #"{"jsonrpc": "2.0", "id": 1, "result": {"id": "<uuid>", "at": "<timestamp>", "cost": "<string>", "n": "<number>"}}"#
      ), [])
    try await expectEqual(response(#"{"jsonrpc": "2.0", "id": 1, "result": {"id": "<uuid>", "…": "…"}}"#), [])
    try await expectEqual(
      response(#"{"jsonrpc": "2.0", "id": 1, "result": {"id": "x", "…": "…", "more": 1}}"#),
      [
        "content/page.md:6:46: `id` must have at least 36 characters, got 1",
        "content/page.md:6:61: Unknown field `more`. Known: `id`, `at`, `cost` and `n`",
      ])
    try await expectEqual(
      response(#"{"jsonrpc": "2.0", "id": 1, "result": {"id": "<uuid>", "at": "<timestamp>"}}"#),
      ["content/page.md:6:39: `cost` is missing"])
    try await expectEqual(
      response(#"{"jsonrpc": "2.0", "id": 1, "error": {"code": -40002, "message": "x"}}"#),
      [
        "content/page.md:6:47: `code` is -40002, which `job.start` does not declare. Declared: -40001"
      ])
    try await expectEqual(
      response(#"{"jsonrpc": "2.0", "id": 1, "error": {"code": -40001, "message": "x"}}"#), [])
    try await expectEqual(
      response(#"{"jsonrpc": "2.0", "result": 1}"#),
      [
        "content/page.md:6:1: `id` is missing; it must be that of the request, or null if that is unknown"
      ])
  }

  @Test func batchesAreMatchedByIdentifier() async throws {
    let page = """
      ```json
      [{"jsonrpc": "2.0", "id": "a", "method": "job.stop", "params": {"id": "x"}},
       {"jsonrpc": "2.0", "id": 2, "method": "job.start", "params": {"count": 1}}]
      ```

      ```json
      [{"jsonrpc": "2.0", "id": 2, "result": true},
       {"jsonrpc": "2.0", "id": "a", "result": true}]
      ```

      """
    try await expectEqual(findings(page), ["content/page.md:7:40: `result` must be an object, got a boolean"])
  }

  /// Pages show requests that are refused; those are as they should be.
  @Test(arguments: [
    (#"{"jsonrpc": "2.0", "id": 1, "method": "job.start", "params": {"count": 99}}"#, -32602),
    (#"{"jsonrpc": "2.0", "id": 1, "method": "job.unknown"}"#, -32601),
    (#"{"jsonrpc": "2.0", "id": 1.5, "method": "job.start"}"#, -32600),
    (#"{"jsonrpc": "2.0", "method": "job.start", "params": {"count": 1}"#, -32700),
  ])
  func refusedRequests(_ request: String, _ code: Int) async throws {
    let id = code == -32602 || code == -32601 ? "1" : "null"
    let answer =
      "```json\n{\"jsonrpc\": \"2.0\", \"id\": \(id), \"error\": {\"code\": \(code), \"message\": \"x\"}}\n```\n"
    try await expectEqual(findings("```json\n\(request)\n```\n\n\(answer)"), [])
    try await expectEqual(findings("```json\n\(request)\n```\n").count, 1)
  }

  @Test func elidedListsInRequests() async throws {
    let start = #"{"jsonrpc": "2.0", "id": 1, "method": "job.start", "params": {"count": 1, "tags": "#
    try await expectEqual(findings("```json\n\(start)[\"a\", \"…\"]}}\n```\n"), [])
    try await expectEqual(findings("```json\n\(start)[\"a\"]}}\n```\n").count, 1)
    try await expectEqual(findings("```json\n\(start)[1, \"…\"]}}\n```\n").count, 1)
  }

  @Test func payloadsAreCheckedAgainstTheirSchema() async throws {
    try await expectEqual(
      findings(
        """
        ```json schema=Job
        {"id": "<uuid>", "at": "x", "cost": "1.00", "n": 4}
        ```

        ```json schema=Jb
        {}
        ```

        """
      ).map { $0.split(separator: ";")[0] },
      [
        "content/page.md:2:24: `at` must match the pattern `^[0-9]{4}-`, got \"x\"",
        "content/page.md:2:50: `n` must be at least 5, got 4",
        "content/page.md:5:16: The contract has no schema `Jb`. Did you mean `Job`?",
      ])
    try await expectEqual(
      Tree.portal("```json schema=Job\n{}\n```\n").lines(),
      [
        "content/page.md:1:16: `schema=Job` needs a contract, but the project has none → set `contract:` in `site/portal.yml`"
      ])
  }

  @Test func httpBodies() async throws {
    let page = """
      ```http
      POST /api HTTP/1.1
      Authorization: Bearer $JWT_TOKEN

      {"jsonrpc": "2.0", "id": 1, "method": "job.start", "params": {"count": 0}}
      ```

      ```http
      HTTP/1.1 200 OK

      {"jsonrpc": "2.0", "id": 1, "result": true}
      ```

      """
    try await expectEqual(
      findings(page),
      [
        "content/page.md:5:72: `count` must be at least 1, got 0",
        "content/page.md:11:39: `result` must be an object, got a boolean",
      ])
  }

  @Test func linesThatAreTakenOut() async throws {
    try await expectEqual(
      Tree.plain("```json del={2} ins={3}\n{\n  \"a\": 1\n  \"a\": 2\n}\n```\n").lines(), [])
    try await expectEqual(
      Tree.plain("```json title=\"tsconfig.json\"\n{\"a\": [1,],}\n```\n").lines(), [])
    // What is wrong besides what is left out, or with members alone.
    try await expectEqual(
      Tree.plain("```json\n{\n  ...\n  \"a\": 1,\n}\n```\n\n```json\n\"a\": {\n  \"b\": 1,\n}\n```\n")
        .lines(),
      [
        "page.md:4:9: Trailing comma before \"}\"; remove it",
        "page.md:10:9: Trailing comma before \"}\"; remove it",
      ])
  }

  /// What is wrong with an example of the contract is not reported again where the reference shows it.
  @Test func anExampleOfTheContractIsReportedOnce() async throws {
    let contract = #"""
      {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [{
        "name": "block", "params": [{"name": "Block hash", "required": true, "schema": {"type": "string", "maxLength": 2}}],
        "result": {"name": "height", "schema": {"type": "integer"}},
        "examples": [{"name": "one", "params": [{"name": "Block hash", "value": "abc"}], "result": {"name": "h", "value": 1}}]
      }]}
      """#
    let files = ["site/portal.yml": "contract: openrpc.json\n", "content/index.md": "# A\n"]
    func site(_ contract: String) async throws -> Site {
      try await TestProject(files.merging(["openrpc.json": contract]) { own, _ in own }).site()
    }
    let context = CheckContext(
      site: try await site(contract), today: try #require(CalendarDay("2026-11-22")), parsesCode: false)
    #expect(await Checks.run(context).filter { $0.severity == .error }.map(\.rule.id) == ["contract-example"])
    // A name of several words is not a key: the sample is an array.
    let codes = try await site(contract.replacing("\"abc\"", with: "\"ab\"")).pages.flatMap(\.blocks).map(
      \.code)
    #expect(codes.contains { $0.contains("\"params\": [") })
    #expect(!codes.contains { $0.contains("\"Block hash\": \"ab\"") })
  }
}

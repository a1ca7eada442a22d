import OpenRPC
import Testing

/// Requests in code and tables of parameters, beside a contract with `job.start(count: 1…10, tags?)` and `job.stop(id)`.
struct ContractCorpusTests {
  /// `rule line` of each finding.
  private func findings(_ page: String) async throws -> [String] {
    try await Tree.portal(page).with { $0.contract = try .sample() }.diagnostics()
      .map { "\($0.rule.id) \($0.span?.start.line ?? 0)" }
  }

  // MARK: requests

  @Test(arguments: [
    // The shell: single quotes, escaped quotes, here-documents.
    (
      "sh",
      "curl -d '{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.strat\", \"params\": {\"count\": 1}}' http://x/"
    ),
    (
      "sh",
      "curl -d '{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\", \"params\": {\"count\": 11}}' http://x/"
    ),
    ("sh", "curl -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"job.start\",\"params\":{}}' http://x/"),
    (
      "sh",
      "curl -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"job.start\",\"params\":{\"cout\":1,\"count\":1}}' http://x/"
    ),
    (
      "sh",
      "curl --data \"{\\\"jsonrpc\\\": \\\"2.0\\\", \\\"id\\\": 1, \\\"method\\\": \\\"job.begin\\\"}\" http://x/"
    ),
    (
      "console",
      "$ curl -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"job.stop\",\"params\":{\"id\":5}}' http://x/"
    ),
    (
      "sh",
      "curl -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"job.start\",\"params\":{\"count\":\"'\"$N\"'\",\"tags\":\"a\"}}' x"
    ),
    (
      "sh",
      "curl -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"job.stop\",\"params\":{\"job\":\"'$ID'\"}}' http://x/"
    ),
    // Python and JavaScript.
    (
      "python",
      "post({\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\", \"params\": {\"count\": 0}})"
    ),
    ("python", "post({'jsonrpc': '2.0', 'id': 1, 'method': 'job.start', 'params': {'count': True}})"),
    (
      "python",
      "p = {\"method\": \"job.stop\", \"jsonrpc\": \"2.0\", \"id\": next(ids), \"params\": {\"id\": None}}"
    ),
    ("python", "post(json={\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.pause\", \"params\": params})"),
    (
      "js",
      "fetch(url, {body: JSON.stringify({jsonrpc: \"2.0\", id: 1, method: \"job.start\", params: {counts: 1}})})"
    ),
    (
      "ts",
      "const request = {jsonrpc: '2.0', id: 1, method: 'job.start', params: {count: 5, tags: ['a', 'b']}};"
    ),
    ("js", "send({jsonrpc: \"2.0\", id, method: \"job.start\", params: {count: 1.5}})"),
  ]) func aRequestInCodeThatTheContractRefuses(_ language: String, _ code: String) async throws {
    let found = try await findings("```\(language) parse\n\(code)\n```\n").filter { !$0.hasPrefix("cannot") }
    #expect(Set(found) == ["contract-mismatch 2"], "\(found)")
  }

  @Test(arguments: [
    (
      "sh",
      "curl -d '{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\", \"params\": {\"count\": 1}}' http://x/"
    ),
    (
      "sh",
      "curl -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"job.stop\",\"params\":{\"id\":\"'\"$ID\"'\"}}' http://x/"
    ),
    (
      "sh",
      "curl -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"job.start\",\"params\":{\"count\":'\"$N\"'}}' http://x/"
    ),
    (
      "sh",
      "curl -d \"{\\\"jsonrpc\\\": \\\"2.0\\\", \\\"id\\\": 1, \\\"method\\\": \\\"job.stop\\\", \\\"params\\\": {\\\"id\\\": \\\"$ID\\\"}}\" x"
    ),
    (
      "sh",
      "cat > body.json << END\n{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\", \"params\": {\"count\": $N}}\nEND"
    ),
    (
      "sh",
      "curl -d '{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"'\"$METHOD\"'\", \"params\": {}}' http://x/"
    ),
    ("sh", "curl -d '{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"eth_call\", \"params\": []}' http://x/"),
    (
      "sh",
      "curl -d '{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"other.start\", \"params\": {}}' http://x/"
    ),
    ("sh", "curl -d '{\"jsonrpc\": \"1.0\", \"method\": \"job.start\"}' http://x/"),
    ("sh", "curl -d @body.json http://x/ # jsonrpc"),
    (
      "console",
      "$ curl -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"job.stop\",\"params\":{}}' x\n{\"error\": {\"code\": -32602}}"
    ),
    ("python", "post({\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\", \"params\": params})"),
    (
      "python",
      "post({\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\", \"params\": {\"count\": n, **more}})"
    ),
    ("python", "post({\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\", \"params\": {**more}})"),
    ("python", "post({\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": method, \"params\": {}})"),
    ("python", "post({\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": f\"job.{verb}\", \"params\": {}})"),
    (
      "python",
      "post({\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\", \"params\": {\"count\": 2 * n, \"tags\": [*tags]}})"
    ),
    (
      "python",
      "{\n  \"jsonrpc\": \"2.0\",  # always\n  \"id\": 1,\n  \"method\": \"job.start\",\n  \"params\": {\"count\": 1,},\n}"
    ),
    ("js", "send({jsonrpc: \"2.0\", id, method: \"job.start\", params: {count}})"),
    ("js", "send({jsonrpc: \"2.0\", id: ++last, method: \"job.start\", params: {...defaults, count: 3}})"),
    ("ts", "type Request = {jsonrpc: \"2.0\"; id: number; method: string};"),
    ("js", "send({jsonrpc: \"2.0\", id: 1, method: \"job.stop\", params: {id: job.id}})"),
    ("js", "if (answer.jsonrpc !== \"2.0\") { throw new Error(\"not JSON-RPC\") }"),
  ]) func aRequestInCodeThatIsRightOrNotKnown(_ language: String, _ code: String) async throws {
    let found = try await findings("```\(language)\n\(code)\n```\n")
    #expect(found.filter { $0.hasPrefix("contract") } == [])
  }

  @Test func theFindingIsAtTheValue() async throws {
    let page =
      "```sh\ncurl -d '{\n  \"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"job.start\",\n  \"params\": {\"count\": 20}\n}' http://x/\n```\n"
    let lines = try await Tree.portal(page).with { $0.contract = try .sample() }.lines()
    #expect(lines == ["content/page.md:4:23: `count` must be at most 10, got 20"])
  }

  // MARK: tables

  @Test(arguments: [
    "| `cuont` | integer | yes |", "| `count` | string | yes |", "| `count` | integer | no |",
    "| count | boolean | yes |",
    "| `tag` | array | no |", "| `count` | string[] | yes |",
  ]) func aTableThatDiffersFromTheContract(_ row: String) async throws {
    let page =
      "## job.start\n\n| Parameter | Type | Required |\n| --- | --- | --- |\n| `tags` | array | no |\n| `count` | integer | yes |\n\(row)\n"
    try await expectEqual(findings(page), ["parameter-mismatch 7"])
  }

  @Test(arguments: [
    "| `count` | number | yes |", "| `tags` | `string[]` | optional |",
    "| `tags` | list of strings | depends |",
    "| `count` | Integer | ✓ |", "| *more* | see below | |", "| `count` | integer or null | yes |",
    "| `tags` | Tags | no |",
  ]) func aTableThatAgreesWithTheContract(_ row: String) async throws {
    let page =
      "## `job.start`\n\n| Parameter | Type | Required |\n| --- | --- | --- |\n| `tags` | array | no |\n| `count` | integer | yes |\n\(row)\n"
    try await expectEqual(findings(page), [])
  }

  @Test(arguments: [
    (
      "## Range of job.start\n\n| Parameter | Range |\n| --- | --- |\n| `count` | 1–100 |\n| `tags` | any |\n",
      "parameter-mismatch 5"
    ),
    (
      "## job.start\n\n| Name | Min | Max |\n| --- | --- | --- |\n| `count` | 1 | 20 |\n| `tags` | | |\n",
      "parameter-mismatch 5"
    ),
    (
      "## job.start\n\n### Result\n\n| Field | Type |\n| --- | --- |\n| `id` | string |\n| `at` | integer |\n| `cost` | string |\n",
      "parameter-mismatch 8"
    ),
    (
      "## Job\n\n| Field | Type |\n| --- | --- |\n| `id` | string |\n| `n` | string |\n",
      "parameter-mismatch 6"
    ),
    (
      "## Job\n\n| Field | Type |\n| --- | --- |\n| `id` | string |\n| `at` | string |\n| `price` | string |\n",
      "parameter-mismatch 7"
    ),
  ]) func whatATableIsAboutIsInItsHeadings(_ page: String, _ expected: String) async throws {
    try await expectEqual(findings(page), [expected])
  }

  @Test(arguments: [
    "## job.start\n\n| Parameter | Range |\n| --- | --- |\n| `count` | 1–10 |\n| `tags` | any |\n",
    "## job.start\n\n| Name | Type |\n| --- | --- |\n| `Content-Type` | string |\n| `Accept` | string |\n",
    "## job.start\n\n### Errors\n\n| Name | Type |\n| --- | --- |\n| `count` | string |\n| `tags` | string |\n",
    "## Settings\n\n| Name | Type |\n| --- | --- |\n| `count` | string |\n| `tags` | string |\n",
    "## job.start\n\n## Settings\n\n| Name | Type |\n| --- | --- |\n| `count` | string |\n| `tags` | string |\n",
    "## job.start\n\n| Name | Meaning |\n| --- | --- |\n| `cuont` | how many |\n| `tags` | which |\n",
    "## The job of a worker\n\n| Name | Type |\n| --- | --- |\n| `id` | integer |\n| `n` | string |\n",
  ]) func otherTablesAreLeftAlone(_ page: String) async throws {
    try await expectEqual(findings(page), [])
  }
}

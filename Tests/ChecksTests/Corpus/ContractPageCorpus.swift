import Diagnostics
import OpenRPC
import Testing

/// What pages say of methods and types beside a contract: errors, permissions, rate limits, types in TypeScript.
struct ContractPageCorpus {
  private static func contract() throws -> Contract {
    try Contract.load(
      SourceText(
        path: "content/api/openrpc.json",
        text: """
          {
            "openrpc": "1.3.2",
            "info": {"title": "Jobs", "version": "1"},
            "methods": [
              {
                "name": "job.start",
                "x-permission": "jobs:write",
                "x-rateLimit": {"requests": 60, "windowSeconds": 60},
                "params": [
                  {"name": "count", "required": true, "schema": {"type": "integer"}},
                  {"name": "tag", "schema": {"type": "string"}}
                ],
                "result": {"name": "job", "schema": {"$ref": "#/components/schemas/Job"}},
                "errors": [
                  {"code": -40001, "message": "No money"}, {"code": -40002, "message": "Too many jobs"}
                ]
              },
              {
                "name": "job.stop",
                "params": [{"name": "id", "required": true, "schema": {"type": "string"}}],
                "result": {"name": "done", "schema": {"type": "boolean"}},
                "errors": [{"code": -40003, "message": "No such job"}]
              }
            ],
            "x-errors": [
              {"code": -40001, "message": "No money", "httpStatus": 402},
              {"code": -40009, "message": "Busy", "scope": "protocol", "httpStatus": 503}
            ],
            "components": {
              "schemas": {
                "Job": {
                  "type": "object",
                  "required": ["id", "count"],
                  "properties": {
                    "id": {"type": "string"},
                    "count": {"type": "integer"},
                    "note": {"type": "string"},
                    "tags": {"type": "array", "items": {"type": "string"}}
                  }
                }
              }
            }
          }
          """))
  }

  /// `line rule` of each finding.
  private func findings(_ page: String) async throws -> [String] {
    try await Tree.portal(page).with { $0.contract = try Self.contract() }.diagnostics()
      .map { "\($0.span?.start.line ?? 0) \($0.rule.id)" }
  }

  private static func errors(_ header: String, _ rows: String..., under heading: String = "## `job.start`")
    -> String
  {
    let columns = header.split(separator: "|").count
    let rule = String(repeating: "| --- ", count: columns) + "|\n"
    return "# Page\n\n\(heading)\n\n| \(header) |\n" + rule + rows.map { "| \($0) |\n" }.joined()
  }

  private static func types(_ code: String, under heading: String = "## `job.start`") -> String {
    "# Page\n\n\(heading)\n\n```ts\n\(code)\n```\n"
  }

  private static let differing: [(String, String)] = [
    // Errors.
    (errors("Code | Meaning", "`-40001` | no money", "`-40003` | no job"), "8 method-mismatch"),
    (errors("Code | Meaning", "-40001 | no money", "-40002 | x", "-40004 | y"), "9 method-mismatch"),
    (
      errors("Error | Meaning", "-40003 | x", under: "## job.start\n\n### Errors"), "9 method-mismatch"
    ),
    (errors("Code | Message", "-40001 | Out of money"), "7 method-mismatch"),
    (errors("Code | HTTP status | Meaning", "-40001 | 403 | x"), "7 method-mismatch"),
    (
      errors("Error code | Meaning", "\u{2212}40001 | x", "-40002 | y", "\u{2212}40011 | z"),
      "9 method-mismatch"
    ),
    // Permissions and limits.
    ("# Page\n\n## job.start\n\n**Permission:** `jobs:read`\n", "5 method-mismatch"),
    ("# Page\n\n## job.start\n\nRequired permission: `job:write`.\n", "5 method-mismatch"),
    ("# Page\n\n## job.start\n\nRate limit: 100 requests per minute.\n", "5 method-mismatch"),
    ("# Page\n\n## job.start\n\nRate limit: \(Int.max) requests per minute.\n", "5 method-mismatch"),
    ("# Page\n\n## job.start\n\nText.\n\n### Limits\n\n- Rate limit: 5/s\n", "9 method-mismatch"),
    (
      "# Page\n\n## job.start\n\n| Property | Value |\n| --- | --- |\n| Permission | `jobs:start` |\n",
      "7 method-mismatch"
    ),
    // Types.
    (types("interface Job {\n  id: string;\n  counts: number;\n  note?: string\n}"), "8 parameter-mismatch"),
    (types("export interface Job {\n  id?: string;\n  count: number;\n}"), "7 parameter-mismatch"),
    (types("type Job = {\n  id: string\n  count: number\n  note: string\n}"), "9 parameter-mismatch"),
    (types("interface Job { id: number; count: number }"), "6 parameter-mismatch"),
    (
      types("declare interface Empty;\ninterface Job { id: number; count: number }"),
      "7 parameter-mismatch"
    ),
    (types("interface StartParams {\n  count?: number;\n  tag?: string;\n}"), "7 parameter-mismatch"),
    (types("interface Job {\n  id: string;\n  count: number;\n  tags?: string;\n}"), "9 parameter-mismatch"),
    (
      types("type JobStartResult = {\n  // the job\n  id: string;\n  count: string | boolean;\n};"),
      "9 parameter-mismatch"
    ),
  ]

  private static let agreeing: [String] = [
    errors("Code | Meaning", "`-40001` | no money", "`-40002` | too many"),
    errors("Code | Meaning", "-32602 | wrong params", "-40001 | x", "-40009 | try later"),
    errors("Code | Message", "-40001 | no money.", "-40009 | `Busy`"),
    errors("Code | HTTP status", "-40001 | 402", "-40009 | 503"),
    errors("Code | Status", "-40001 | retried", "-40002 | final"),
    errors("Code | Meaning", "200 | fine", "404 | nothing there"),
    errors("Code | Name", "1 | A", "2 | B"), errors("Code | Meaning", "-40003 | x", under: "## Overview"),
    errors("Code | Meaning", "-1 | x", "-2 | y", under: "## job.start\n\n### Exit codes"),
    errors("Code | Meaning", "-40001 | x", "others | y"),
    "# Page\n\n## job.start\n\n**Permission:** `jobs:write`\n\nRate limit: 60 requests per minute.\n",
    "# Page\n\n## job.start\n\nRate limit: 1 request per second\n\nPermission: none needed here\n",
    "# Page\n\n## job.start\n\nRate limit: 5 per \(Int.max) hours\n",
    "# Page\n\n## job.stop\n\nPermission: `jobs:write`\n\nRate limit: 5/s\n",
    "# Page\n\n## Overview\n\nPermission: `jobs:read`\n",
    "# Page\n\n## job.start\n\nPermission: ask your administrator for `jobs:read`\n",
    types("interface Job {\n  id: string;\n  count: number;\n  note?: string | null;\n}"),
    types("type Job = { id: string; count: number; note?: string, tags?: string[] }"),
    types("interface Job { id: string; count: number; note: string | undefined }"),
    types(
      "interface Job {\n  readonly id: string; // the key\n  /* n */ 'count': number;\n  tags?: Array<string>;\n}"
    ),
    types("interface Job {\n  id: string;\n  count: Count;\n  [key: string]: unknown;\n  stop(): void;\n}"),
    types("type Job =\n  | { id: string }\n  | { key: string };"),
    types("interface Options { retries: number; count: string }"),
    types("interface StartParams { count: number; tag?: string }", under: "## Overview"),
    types("interface Widget { id: number; size: number }"),
  ]

  @Test(arguments: differing) func aPageThatDiffersFromTheContract(_ page: String, _ expected: String)
    async throws
  {
    try await expectEqual(findings(page), [expected])
  }

  @Test(arguments: agreeing) func aPageThatAgreesOrIsAboutSomethingElse(_ page: String) async throws {
    try await expectEqual(findings(page), [])
  }

  @Test func theContractIsNamed() async throws {
    let page = "# Page\n\n## job.start\n\nRate limit: 100 requests per minute.\n"
    try await expectEqual(
      Tree.portal(page).with { $0.contract = try Self.contract() }.report(),
      """
      content/page.md:5:1: error: `job.start` allows 60 requests per 60 seconds in the contract, not 100 requests per minute [method-mismatch]
       5 | Rate limit: 100 requests per minute.
         | ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
         = note: content/api/openrpc.json:6:15: the contract defines the method here
         = fix: write `60 requests per 60 seconds`

      """)
  }
}

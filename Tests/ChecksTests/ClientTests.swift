import Checks
import Diagnostics
import OpenRPC
import Testing

struct ClientTests {
  private static let swift = #"""
    /// Where a job stands.
    public enum State: String, Codable { case idle, busy = "at_work" }

    public struct Job: Decodable {
      /// Always 36 characters.
      public var id: String
      public var state: State
      /// 0…100, default 5.
      public var shares: [Int]?
      public var owner: Owner?
      static let shared = Job()
      var isIdle: Bool { state == .idle }

      enum CodingKeys: String, CodingKey {
        case id, state, owner
        case shares = "share_list"
      }
    }

    public struct Owner: Decodable { public let name: String }

    extension Call where Answer == Job {
      /// Starts a job. Needs the permission `job:start`, and can give -40001.
      /// - Parameter count: How many, 1…10.
      static func start(count: Int, note text: String? = nil) -> Call {
        Call(method: "job.start", params: ["count": count, "note": text])
      }
    }
    """#

  private static let python = #"""
    from __future__ import annotations
    from dataclasses import dataclass
    from enum import StrEnum


    class State(StrEnum):
        IDLE = "idle"
        BUSY = "at_work"


    @dataclass
    class Owner:
        name: str


    @dataclass
    class Job:
        id: str
        state: State
        shares: list[int] | None
        """0 to 100, default 5."""
        owner: Owner | None

        @classmethod
        def from_json(cls, value):
            return cls(
                id=value["id"],
                state=State(value["state"]),
                shares=value.get("share_list"),
                owner=value.get("owner"),
            )


    def start(count: int, note: str | None = None) -> Job:
        """Starts a job. Needs the permission `job:start`, and can give -40001."""
        params = {"count": count, "note": note}
        return call("job.start", params, Job.from_json)
    """#

  private static let contract = #"""
    {"openrpc": "1.3.2", "info": {"title": "Jobs", "version": "1"},
     "methods": [
       {"name": "job.start", "x-permission": "job:start",
        "params": [
          {"name": "count", "required": true, "schema": {"type": "integer", "minimum": 1, "maximum": 10}},
          {"name": "note", "schema": {"type": "string"}}],
        "result": {"name": "job", "schema": {"$ref": "#/components/schemas/Job"}},
        "errors": [{"code": -40001, "message": "No money"}]}],
     "components": {"schemas": {
       "State": {"type": "string", "enum": ["idle", "at_work"]},
       "Owner": {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]},
       "Job": {"type": "object", "required": ["id", "state"], "properties": {
         "id": {"type": "string"},
         "state": {"$ref": "#/components/schemas/State"},
         "share_list": {"type": ["array", "null"], "minItems": 0, "maxItems": 100, "default": 5,
                        "items": {"type": "integer"}},
         "owner": {"$ref": "#/components/schemas/Owner"}}}}}}
    """#

  private func findings(
    _ language: String, client: (String, String)? = nil, contract: (String, String)? = nil, more: String = ""
  ) async throws -> [String] {
    let path = language == "swift" ? "Client.swift" : "client.py"
    var source = language == "swift" ? Self.swift : Self.python
    var text = Self.contract
    if let (old, new) = client {
      #expect(source.contains(old))
      source = source.replacing(old, with: new, maxReplacements: 1)
    }
    if let (old, new) = contract {
      #expect(text.contains(old))
      text = text.replacing(old, with: new, maxReplacements: 1)
    }
    var tree = Tree.portal(
      "# Page\n",
      [
        path: source,
        "site/portal.yml": "title: T\nclients:\n  - {language: \(language), path: \(path)\(more)}\n",
      ])
    tree.contract = try Contract.load(SourceText(path: "api.json", text: text))
    tree.parsesCode = true
    return try await tree.diagnostics().map { diagnostic in
      #expect(diagnostic.rule.id == "client-mismatch")
      let place = diagnostic.span.map { "\($0.start.line): " } ?? ""
      return place + diagnostic.message + (diagnostic.fix.map { " → " + $0 } ?? "")
        + diagnostic.notes.compactMap { $0.span.map { " (contract \($0.start.line))" } }.joined()
    }
  }

  @Test(arguments: ["swift", "python"]) func clientsThatAgree(language: String) async throws {
    expectEqual(try await findings(language), [])
  }

  @Test func changesOfTheSwiftClient() async throws {
    func expect(_ old: String, _ new: String, _ lines: [String]) async throws {
      expectEqual(try await findings("swift", client: (old, new)), lines)
    }
    try await expect(
      "\"share_list\"", "\"share_lst\"",
      [
        "4: `Job` has no field `share_list` (contract 15)",
        "9: `share_lst` of `Job` is not a field of `Job` in the contract → write `share_list` (contract 12)",
      ])
    try await expect(
      "var id: String", "var id: String?",
      [
        "6: `id` of `Job` is optional here, but always present in the contract → make it required, or list `Job.id` "
          + "under `loose:` of the client in `site/portal.yml` (contract 13)"
      ])
    try await expect(
      "[Int]?", "[Int]",
      ["9: `share_list` of `Job` is required here, but nullable in the contract (contract 15)"])
    try await expect(
      "[Int]?", "[Double]?",
      ["9: An item of `share_list` of `Job` is a `Double` here, but integer in the contract (contract 16)"])
    try await expect(
      ", busy = \"at_work\"", "",
      ["2: `State` has no case for \"at_work\", a possible value of `state` of `Job` (contract 14)"])
    try await expect(
      "case idle,", "case idle, gone,", ["2: `State` of the contract has no value \"gone\" (contract 14)"])
    try await expect(
      "job.start\"", "job.strt\"",
      [
        "1: The client does not call `job.start` → add one, or list the method under `without:` of the client in "
          + "`site/portal.yml` (contract 3)",
        "26: The contract has no method `job.strt` → write `job.start`",
      ])
    try await expect(
      "\"note\": text", "\"nte\": text",
      [
        "26: The call of `job.start` has no parameter `note` (contract 6)",
        "26: `nte` is not a parameter of `job.start` → write `note` (contract 3)",
      ])
    try await expect(
      "count: Int,", "count: Int?,",
      ["26: Parameter `count` of `job.start` is optional here, but required by the contract (contract 5)"]
    )
    try await expect(
      "text: String? = nil", "text: String",
      [
        "26: Parameter `note` of `job.start` is required here, but optional in the contract (contract 6)"
      ])
    try await expect(
      "1…10", "1…20",
      [
        "26: The comment on parameter `count` of `job.start` says at most 20; the contract says `maximum` 10 (contract 5)"
      ]
    )
    try await expect(
      "default 5", "default 6",
      [
        "9: The comment on `share_list` of `Job` gives the default 6; the contract gives 5 (contract 15)"
      ])
    try await expect(
      "`job:start`", "`job:run`",
      [
        "26: The comment on `job.start` names the permission `job:run`, but the contract requires `job:start` → write "
          + "`job:start` (contract 3)"
      ])
    try await expect("-40001", "-40002", ["23: The contract has no error -40002 → write -40001"])
    try await expect(
      "Answer == Job", "Answer == Owner",
      [
        "26: The result of `job.start` is decoded as `Owner`, but it is a `Job` in the contract → decode it as `Job` (contract 7)"
      ])
    try await expect(
      "owner: Owner?", "owner: Job?",
      ["10: `owner` of `Job` has the type `Job` here, but `Owner` in the contract (contract 17)"])
  }

  @Test func changesOfThePythonClient() async throws {
    func expect(_ old: String, _ new: String, _ lines: [String]) async throws {
      expectEqual(try await findings("python", client: (old, new)), lines)
    }
    try await expect(
      "\"share_list\"", "\"share_lst\"",
      [
        "17: `Job` has no field `share_list` (contract 15)",
        "20: `share_lst` of `Job` is not a field of `Job` in the contract → write `share_list` (contract 12)",
      ])
    try await expect(
      "value.get(\"share_list\")", "value[\"share_list\"]",
      [
        "20: `share_list` of `Job` is decoded as required, but optional in the contract (contract 15)"
      ])
    try await expect(
      "list[int] | None", "list[str] | None",
      ["20: An item of `share_list` of `Job` is a `str` here, but integer in the contract (contract 16)"])
    try await expect(
      "    BUSY = \"at_work\"\n", "",
      ["6: `State` has no case for \"at_work\", a possible value of `state` of `Job` (contract 14)"])
    try await expect(
      "\"note\": note", "\"nte\": note",
      [
        "36: `nte` is not a parameter of `job.start` → write `note` (contract 3)",
        "37: The call of `job.start` has no parameter `note` (contract 6)",
      ])
    try await expect(
      "count: int,", "count: int | None,",
      ["36: Parameter `count` of `job.start` is optional here, but required by the contract (contract 5)"]
    )
    try await expect("-40001", "-40002", ["35: The contract has no error -40002 → write -40001"])
  }

  /// What is changed in the contract is found in both clients.
  @Test(arguments: ["swift", "python"]) func changesOfTheContract(language: String) async throws {
    let changes = [
      ("\"id\": {", "\"job_id\": {"), ("\"required\": [\"id\", \"state\"]", "\"required\": [\"state\"]"),
      ("\"at_work\"]", "\"at_work\", \"gone\"]"), ("\"at_work\"]", "\"working\"]"),
      ("{\"name\": \"note\"", "{\"name\": \"note\", \"required\": true"),
      ("\"name\": \"note\"", "\"name\": \"notes\""),
      ("\"name\": \"job.start\"", "\"name\": \"job.begin\""), ("\"default\": 5", "\"default\": 7"),
      ("\"maxItems\": 100", "\"maxItems\": 99"),
      ("\"id\": {\"type\": \"string\"}", "\"id\": {\"type\": \"integer\"}"),
      ("-40001", "-40009"), ("job:start", "job:run"),
      ("\"items\": {\"type\": \"integer\"}", "\"items\": {\"type\": \"string\"}"),
      ("\"properties\": {\"name\"", "\"properties\": {\"mail\": {}, \"name\""),
    ]
    for change in changes {
      let found = try await findings(language, contract: change)
      #expect(!found.isEmpty, "\(change.1) is not found")
    }
  }

  /// Calls as they are written in clients of all kinds; the contract has `job.start` with `count` and `note`.
  @Test(arguments: [
    ("return call(\"job.start\", count=count, note=note)", []),
    ("return self.call(\"job.start\", {\"count\": count, \"note\": note}, headers={\"Trace\": \"1\"})", []),
    ("return call(method=\"job.start\", params={\"count\": count, \"note\": note})", []),
    ("return call(\"job.start\", asdict(values), timeout=5)", []),
    ("return call(\"job.start\", **values)", []),
    (
      "return call(\"job.start\", count=count, timeout=5)",
      ["36: The call of `job.start` has no parameter `note` (contract 6)"]
    ),
    (
      "return call(\"job.start\", {\"count\": count, \"nte\": note})",
      [
        "36: The call of `job.start` has no parameter `note` (contract 6)",
        "36: `nte` is not a parameter of `job.start` → write `note` (contract 3)",
      ]
    ),
    ("settings = read(\"client.toml\", mode)\n    return call(\"job.start\", count=count, note=note)", []),
  ])
  func callsOfAPythonClient(call: String, expected: [String]) async throws {
    let old =
      "params = {\"count\": count, \"note\": note}\n    return call(\"job.start\", params, Job.from_json)"
    expectEqual(try await findings("python", client: (old, call)), expected)
  }

  @Test(arguments: [
    ("send(\"job.start\", [\"count\": count, \"note\": text])", []),
    ("send(\"job.start\", StartParams(count, text))", []),
    (
      "send(\"job.start\")",
      [
        "26: The call of `job.start` has no parameter `count` (contract 5)",
        "26: The call of `job.start` has no parameter `note` (contract 6)",
      ]
    ),
    ("send(method: \"POST\", \"job.start\", [\"count\": count, \"note\": text])", []),
  ])
  func callsOfASwiftClient(call: String, expected: [String]) async throws {
    let old = "Call(method: \"job.start\", params: [\"count\": count, \"note\": text])"
    expectEqual(try await findings("swift", client: (old, call)), expected)
  }

  @Test(arguments: ["swift", "python"]) func aMethodMayHaveAnyName(language: String) async throws {
    var source = language == "swift" ? Self.swift : Self.python
    source = source.replacing("\"job.start\"", with: "\"start\"")
    let old = language == "swift" ? Self.swift : Self.python
    expectEqual(
      try await findings(language, client: (old, source), contract: ("\"job.start\"", "\"start\"")), [])
  }

  @Test func settingsOfAClientAllowDifferences() async throws {
    expectEqual(
      try await findings("swift", client: ("var id: String", "var id: String?"), more: ", loose: [Job.id]"),
      [])
    // Another name on each side.
    expectEqual(
      try await findings(
        "swift", client: ("struct Owner", "struct Person"),
        contract: ("\"maxItems\": 100", "\"maxItems\": 100"),
        more: ", types: {Person: Owner}"
      ).map { String($0.prefix(22)) }, [])
    let without = try await findings(
      "swift", client: ("\"job.start\"", "\"job.x\""), more: ", without: [job.start]")
    expectEqual(without, ["26: The contract has no method `job.x`"])
  }

  @Test func exceptionsForWhatIsNotThere() async throws {
    expectEqual(
      try await findings(
        "swift", more: ", without: [job.strat, job.start], loose: [Job.idd], types: {Jbo: Jobs}"),
      [
        "3: The contract has no method `job.strat` → write `job.start`",
        "3: `without` lists `job.start`, but the client calls it → remove it (contract 26)",
        "3: The client has no field `Job.idd` → write `Job.id`",
        "3: The client has no type `Jbo` → write `Job`",
        "3: The contract has no schema `Jobs` → write `Job`",
      ])
  }
}

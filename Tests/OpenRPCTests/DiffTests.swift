import Diagnostics
import JSON
import OpenRPC
import TestSupport
import Testing

struct DiffTests {
  /// What the diff says of one method of which a part is different, one line each:
  /// severity, sentence, rule.
  private func changes(
    _ old: String, _ new: String, components: (String, String) = ("{}", "{}"),
    more: (String, String) = ("", "")
  ) throws -> [String] {
    let diff = ContractDiff(
      from: try contract(methods: old, components: components.0, more: more.0),
      to: try contract(methods: new, components: components.1, more: more.1))
    return diff.changes.map(line)
  }

  private func line(_ change: ContractChange) -> String {
    "\(change.severity.rawValue): \(change.sentence) [\(change.rule.rawValue)]"
  }

  /// A method `m` with the parameter `p` and the result `r` of one schema.
  private func method(param: String = "true", result: String = "true", more: String = "") -> String {
    """
    [{"name": "m", "paramStructure": "by-name", "params": [{"name": "p", "schema": \(param)}],
      "result": {"name": "r", "schema": \(result)}\(more)}]
    """
  }

  private struct Case {
    var old, new: String
    var sent, received: String
  }

  @Test func directionDecides() throws {
    let cases: [Case] = [
      Case(
        old: #"{"type": "integer", "maximum": 10}"#, new: #"{"type": "integer", "maximum": 5}"#,
        sent: "breaking: `m(p)` `maximum` was 10 and is 5 [range]",
        received: "compatible: `m → result` `maximum` was 10 and is 5 [range]"),
      Case(
        old: #"{"minimum": 10}"#, new: #"{"minimum": 5}"#,
        sent: "compatible: `m(p)` `minimum` was 10 and is 5 [range]",
        received: "breaking: `m → result` `minimum` was 10 and is 5 [range]"),
      Case(
        old: #"{"type": "string"}"#, new: #"{"type": "string", "maxLength": 9}"#,
        sent: "breaking: `m(p)` `maxLength` is 9; there was no limit [length]",
        received: "compatible: `m → result` `maxLength` is 9; there was no limit [length]"),
      Case(
        old: #"{}"#, new: #"{"type": "array"}"#,
        sent: "breaking: `m(p)` was of any type and is of type array [type]",
        received: "compatible: `m → result` was of any type and is of type array [type]"),
      Case(
        old: #"{"type": "integer"}"#, new: #"{"type": "number"}"#,
        sent: "compatible: `m(p)` was of type integer and is of type number [type]",
        received: "breaking: `m → result` was of type integer and is of type number [type]"),
      Case(
        old: #"{"type": "integer"}"#, new: #"{"type": "string"}"#,
        sent: "breaking: `m(p)` was of type integer and is of type string [type]",
        received: "breaking: `m → result` was of type integer and is of type string [type]"),
      Case(
        old: #"{"enum": ["a", "b"]}"#, new: #"{"enum": ["a", "b", "c"]}"#,
        sent: #"compatible: `m(p)` now also allows "c" [enum-value-added]"#,
        received: #"breaking: `m → result` now also allows "c" [enum-value-added]"#),
      Case(
        old: #"{"enum": ["a", "b"]}"#, new: #"{"enum": ["a"]}"#,
        sent: #"breaking: `m(p)` no longer allows "b" [enum-value-removed]"#,
        received: #"compatible: `m → result` no longer allows "b" [enum-value-removed]"#),
      Case(
        old: #"{"pattern": "a"}"#, new: #"{"pattern": "b"}"#,
        sent: #"possibly-breaking: `m(p)` `pattern` was "a" and is "b" [pattern]"#,
        received: #"possibly-breaking: `m → result` `pattern` was "a" and is "b" [pattern]"#),
      Case(
        old: #"{"default": 1}"#, new: #"{"default": 2}"#,
        sent: "possibly-breaking: `m(p)` `default` was 1 and is 2 [default]",
        received: "documentation: `m → result` `default` was 1 and is 2 [default]"),
      Case(
        old: #"{"properties": {"a": {}, "b": {}}, "required": ["a"]}"#,
        new: #"{"properties": {"a": {}, "b": {}}, "required": ["a", "b"]}"#,
        sent: "breaking: `m(p.b)` is now required [field-required]",
        received: "compatible: `m → b` is now always present [field-required]"),
      Case(
        old: #"{"properties": {"a": {}}, "required": ["a"]}"#, new: #"{"properties": {"a": {}}}"#,
        sent: "compatible: `m(p.a)` is now optional [field-optional]",
        received: "breaking: `m → a` may now be absent [field-optional]"),
      Case(
        old: #"{"properties": {"a": {}}}"#, new: #"{"properties": {"a": {}, "b": {}}}"#,
        sent: "compatible: `m(p.b)` is new [field-added]",
        received: "compatible: `m → b` is new [field-added]"),
      Case(
        old: #"{"properties": {"a": {}}}"#, new: #"{"properties": {"a": {}, "b": {}}, "required": ["b"]}"#,
        sent: "breaking: `m(p.b)` is new and required [field-required]",
        received: "compatible: `m → b` is new [field-added]"),
      Case(
        old: #"{"properties": {"a": {}, "b": {"type": "null"}}, "additionalProperties": false}"#,
        new: #"{"properties": {"a": {}}, "additionalProperties": false}"#,
        sent: "breaking: `m(p.b)` was removed [field-removed]",
        received: "breaking: `m → b` was removed [field-removed]"),
      Case(
        old: #"{"properties": {"amount": {"type": "null"}}}"#,
        new: #"{"properties": {"ammount": {"type": "null"}}}"#,
        sent: "breaking: `m(p.amount)` was removed; `ammount` is new and has the same schema; "
          + "it may have been renamed [field-renamed]",
        received: "breaking: `m → amount` was removed; `ammount` is new and has the same schema; "
          + "it may have been renamed [field-renamed]"),
      Case(
        old: #"{"additionalProperties": true}"#, new: #"{"additionalProperties": false}"#,
        sent: "breaking: `m(p)` allows no fields other than those described [unknown-fields]",
        received: "compatible: `m → result` allows no fields other than those described [unknown-fields]"),
      Case(
        old: #"{"items": {"type": "string"}}"#, new: #"{"items": {"type": ["string", "null"]}}"#,
        sent: "compatible: `m(p[])` was of type string and is of type string or null [type]",
        received: "breaking: `m → [item]` was of type string and is of type string or null [type]"
          .replacing("[item]", with: "[]")),
      Case(
        old: #"{"oneOf": [{"title": "A"}, {"title": "B"}]}"#, new: #"{"oneOf": [{"title": "A"}]}"#,
        sent: "breaking: `m(p)` is no longer one of `B` [variant-removed]",
        received: "compatible: `m → result` is no longer one of `B` [variant-removed]"),
      Case(
        old: #"{"multipleOf": 2}"#, new: #"{"multipleOf": 4}"#,
        sent: "breaking: `m(p)` `multipleOf` was 2 and is 4 [range]",
        received: "compatible: `m → result` `multipleOf` was 2 and is 4 [range]"),
      Case(
        old: #"{"description": "A"}"#, new: #"{"description": "B"}"#,
        sent: "documentation: `m(p)` has a different description [description]",
        received: "documentation: `m → result` has a different description [description]"),
    ]
    for item in cases {
      #expect(try changes(method(param: item.old), method(param: item.new)) == [item.sent])
      #expect(try changes(method(result: item.old), method(result: item.new)) == [item.received])
      #expect(
        try changes(method(param: item.old, result: item.old), method(param: item.old, result: item.old))
          == [])
    }
  }

  @Test func changesOfMethodsAreNamedWithTheirSeverity() throws {
    let full = #"""
      [{"name": "a.start", "params": [{"name": "x", "schema": {"type": "integer"}}, {"name": "y", "schema": true}],
        "result": {"name": "r", "schema": true}, "x-permission": "a:use",
        "x-rateLimit": {"requests": 10, "windowSeconds": 60},
        "errors": [{"code": 1, "message": "One"}, {"code": 2, "message": "Two"}]}]
      """#
    func expect(_ old: String, _ new: String, _ changes: [String]) throws {
      #expect(try self.changes(full, full.replacing(old, with: new)) == changes)
    }
    try expect(
      "a.start", "a.begin",
      [
        "breaking: `a.start` was removed; `a.begin` is new and has the same parameters and result; "
          + "it may have been renamed [method-renamed]"
      ])
    try expect(
      "a:use", "a:own", ["breaking: `a.start` needs the permission `a:own`; it was `a:use` [permission]"])
    try expect(
      #""requests": 10"#, #""requests": 5"#,
      [
        "possibly-breaking: `a.start` has a limit of 5 requests in 60 s; it had a limit of 10 requests in 60 s "
          + "[rate-limit]"
      ])
    try expect(
      #", {"code": 2, "message": "Two"}"#, "",
      ["compatible: `a.start` no longer returns the error 2 [error-removed]"])
    try expect(
      #""code": 2"#, #""code": 3"#,
      [#"breaking: `a.start` returns the error "Two" with code 3; it was 2 [error-renumbered]"#])
    try expect(
      #"{"name": "x", "schema": {"type": "integer"}}, {"name": "y", "schema": true}"#,
      #"{"name": "y", "schema": true}, {"name": "x", "schema": {"type": "integer"}}"#,
      [
        "breaking: `a.start(x)` is now the second parameter; it was the first; later parameters may have moved, too "
          + "[param-order]"
      ])
    try expect(
      #""name": "y""#, #""name": "y", "required": true"#,
      ["breaking: `a.start(y)` is now required [param-required]"])
    try expect(
      #", {"name": "y", "schema": true}"#, "", ["breaking: `a.start(y)` was removed [param-removed]"])
    try expect(
      #""result": {"name": "r", "schema": true}, "#, "",
      ["breaking: `a.start` no longer has a result [result-removed]"])
    #expect(try changes("[]", full) == ["compatible: `a.start` is new [method-added]"])
    #expect(try changes(full, "[]") == ["breaking: `a.start` was removed [method-removed]"])
  }

  /// One change of a component that is sent and received is told once, as bad as for the worst use.
  @Test func changesOfComponentsAreReportedOnce() throws {
    let methods = #"""
      [{"name": "put", "params": [{"name": "node", "schema": {"$ref": "#/components/schemas/Node"}}]},
       {"name": "get", "params": [],
        "result": {"name": "node", "schema": {"$ref": "#/components/schemas/Node"}}}]
      """#
    let node = #"""
      {"schemas": {"Node": {"properties": {
        "size": {"minimum": 0},
        "next": {"$ref": "#/components/schemas/Node"}}}}}
      """#
    let old = try contract(methods: methods, components: node)
    let new = try contract(
      methods: methods, components: node.replacing("\"minimum\": 0", with: "\"minimum\": 3"))
    let diff = ContractDiff(from: old, to: new)
    #expect(diff.changes.map(line) == ["breaking: `Node.size` `minimum` was 0 and is 3 [range]"])
    let change = try #require(diff.changes.first)
    #expect(change.methods == ["put", "get"])
    #expect(change.old.map { text($0.span, in: old) } == "\"minimum\": 0")
    #expect(change.new.map { text($0.span, in: new) } == "\"minimum\": 3")
    #expect(change.new?.pointer == JSONPointer("/components/schemas/Node/properties/size/minimum"))
    #expect(diff.isBreaking && diff.summary == "1 breaking")
    expectText(
      diff.text(),
      """
      Breaking:
        `Node.size` `minimum` was 0 and is 3 [range]
          old: api.json:6:12
          new: api.json:6:12
          methods: put, get

      """)
    expectText(
      diff.markdown(),
      """
      ### Breaking

      - `Node.size` `minimum` was 0 and is 3. In `put`, `get`. (`range`)

      """)
    let json = diff.json()
    #expect(json["isBreaking"] == true && json["counts"]?["breaking"] == 1)
    #expect(json["changes"]?[0]?["old"]?["line"] == 6)
    #expect(json["changes"]?[0]?["new"]?["pointer"] == "/components/schemas/Node/properties/size/minimum")
  }

  @Test func movingASchemaIntoAComponentIsNotAChange() throws {
    #expect(
      try changes(
        method(param: #"{"type": "string"}"#), method(param: ##"{"$ref": "#/components/schemas/T"}"##),
        components: ("{}", #"{"schemas": {"T": {"type": "string"}}}"#)) == [])
  }

  @Test func webhooksAreReceived() throws {
    let old = #", "x-webhooks": [{"name": "job.done", "payload": {"properties": {"a": {"enum": [1]}}}}]"#
    #expect(
      try changes("[]", "[]", more: (old, old.replacing("[1]", with: "[1, 2]"))) == [
        "breaking: `webhook job.done → a` now also allows 2 [enum-value-added]"
      ])
    #expect(
      try changes("[]", "[]", more: (old, old.replacing("job.done", with: "job.end"))) == [
        "breaking: `webhook job.done` is no longer sent; `job.end` is new; it may have been renamed [webhook-renamed]"
      ])
  }

  @Test func errorsOfTheDocument() throws {
    let old =
      #", "x-errors": [{"code": 5, "message": "Five", "httpStatus": 409, "data": {"required": ["a"]}}]"#
    #expect(
      try changes("[]", "[]", more: (old, old.replacing("409", with: "410"))) == [
        "possibly-breaking: `error 5` is sent with HTTP status 410; it was 409 [error-status]"
      ])
    let unread = old.replacing(#""message""#, with: #""repeatsId": false, "message""#)
    #expect(
      try changes("[]", "[]", more: (old, unread)) == [
        "possibly-breaking: `error 5` is sent with `id` null; it had the `id` of the request [error-id]"
      ])
    #expect(
      try changes("[]", "[]", more: (unread, old)) == [
        "possibly-breaking: `error 5` is sent with the `id` of the request; it had `id` null [error-id]"
      ])
    #expect(
      try changes("[]", "[]", more: (old, old.replacing(#"["a"]"#, with: "[]"))) == [
        "breaking: `error 5 data.a` may now be absent [field-optional]"
      ])
  }

  /// Whatever is changed in the contract of the training service is seen.
  @Test func theTrainingContractDoesNotDifferFromItself() throws {
    let contract = try Files.trainingContract()
    let diff = ContractDiff(from: contract, to: contract)
    #expect(diff.changes.isEmpty)
    #expect(diff.summary == "no change" && diff.text() == "" && diff.markdown() == "Nothing changed.\n")
  }
}

import Diagnostics
import OpenAPI
import OpenRPC
import Testing

/// Severities are those that `oasdiff checks` lists.
struct OperationDiffTests {
  private func contract(_ operation: String, path: String = "/pets/{id}", rest: String = "") throws
    -> Contract
  {
    let indented = operation.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
    let text = """
      openapi: 3.1.0
      info: {title: T, version: "1"}
      paths:
        \(path):
          get:
      \(indented)
      components:
        securitySchemes:
          token: {type: http, scheme: bearer}
          key: {type: apiKey, in: header, name: X-Key}
      \(rest)
      """
    return try OpenAPI.load(SourceText(path: "api.yaml", text: text))
  }

  private func changes(_ old: String, _ new: String) throws -> [String] {
    try lines(ContractDiff(from: contract(old), to: contract(new)))
  }

  private func lines(_ diff: ContractDiff) -> [String] {
    diff.changes.map { "\($0.severity.rawValue): \($0.sentence) [\($0.rule.rawValue)]" }
  }

  private func operation(_ more: String) -> String {
    "operationId: getPet\nparameters:\n- {name: id, in: path, required: true, schema: {type: integer}}\n"
      + more
  }

  private let ok = "responses: {\"200\": {description: ok}}"

  @Test func operationsAreTheSameByVerbAndPath() throws {
    let one = try contract(operation(ok))
    let renamed = try contract(
      operation(ok).replacing("getPet", with: "readPet").replacing("name: id", with: "name: pet"),
      path: "/pets/{pet}")
    #expect(
      lines(ContractDiff(from: one, to: renamed)) == [
        "documentation: `readPet` has this name; it was `getPet` [operation-id]"
      ])
    let moved = try contract(operation(ok), path: "/animals/{id}")
    #expect(
      lines(ContractDiff(from: one, to: moved)) == [
        "breaking: `getPet` was removed [method-removed]", "compatible: `getPet` is new [method-added]",
      ])
  }

  @Test func parameters() throws {
    func with(_ parameter: String) -> String { operation("- \(parameter)\n" + ok) }
    let query = "{name: q, in: query, schema: {type: string}}"
    #expect(
      try changes(operation(ok), with(query)) == ["compatible: `getPet(q)` is new in the query [param-added]"]
    )
    #expect(
      try changes(operation(ok), with("{name: q, in: query, required: true, schema: {type: string}}"))
        == ["breaking: `getPet(q)` is new in the query and required [param-required]"])
    #expect(
      try changes(with(query), operation(ok))
        == ["possibly-breaking: `getPet(q)` was removed from the query [param-removed]"])
    #expect(
      try changes(with(query), with("{name: q, in: header, schema: {type: string}}")) == [
        "possibly-breaking: `getPet(q)` was removed from the query [param-removed]",
        "compatible: `getPet(q)` is new in the header [param-added]",
      ])
    #expect(
      try changes(with(query), with("{name: q, in: query, schema: {type: string, maxLength: 5}}")).first
        == "possibly-breaking: `getPet(q)` `maxLength` is 5; there was no limit [length]")
    #expect(
      try changes(
        with("{name: q, in: query, schema: {type: array}}"),
        with("{name: q, in: query, style: pipeDelimited, schema: {type: array}}")) == [
          "breaking: `getPet(q)` is written in the style pipeDelimited; it was in the style form, exploded [param-style]"
        ])
  }

  @Test func bodies() throws {
    func with(_ body: String) -> String { operation("requestBody: \(body)\n" + ok) }
    let json = "{content: {application/json: {schema: {type: object}}}}"
    let required = "{required: true, content: {application/json: {schema: {type: object}}}}"
    #expect(try changes(operation(ok), with(json)) == ["compatible: `getPet(body)` is new [body-added]"])
    #expect(
      try changes(operation(ok), with(required)) == [
        "breaking: `getPet(body)` is new and required [body-required]"
      ])
    #expect(
      try changes(with(json), with(required)) == ["breaking: `getPet(body)` is now required [body-required]"])
    #expect(
      try changes(with(required), with(json)) == [
        "compatible: `getPet(body)` is now optional [body-optional]"
      ])
    #expect(
      try changes(with(json), operation(ok)) == [
        "breaking: `getPet(body)` was removed [body-removed]"
      ])
    #expect(
      try changes(with(json), with(json.replacing("application/json", with: "text/plain"))) == [
        "breaking: `getPet(body)` no longer accepts `application/json` [media-type-removed]",
        "compatible: `getPet(body)` also accepts `text/plain` [media-type-added]",
      ])
  }

  @Test func responses() throws {
    func with(_ responses: String) -> String { operation("responses: {\(responses)}") }
    let two = "\"200\": {description: ok}, \"404\": {description: none}"
    #expect(
      try changes(with(two), with("\"200\": {description: ok}"))
        == ["compatible: `getPet → 404` was removed [status-removed]"])
    #expect(
      try changes(with(two), with("\"201\": {description: ok}, \"404\": {description: none}")) == [
        "breaking: `getPet → 200` was removed [status-removed]",
        "compatible: `getPet → 201` is new [status-added]",
      ])
    func body(_ schema: String) -> String {
      with("\"200\": {description: ok, content: {application/json: {schema: \(schema)}}}")
    }
    #expect(
      try changes(body("{type: object, properties: {a: {type: string}}}"), body("{type: object}"))
        == ["possibly-breaking: `getPet → 200 a` was removed [field-removed]"])
    #expect(
      try changes(
        body("{type: object, required: [a], properties: {a: {type: string}}}"), body("{type: object}")
      ).first == "breaking: `getPet → 200 a` was removed [field-removed]")
    func header(_ more: String) -> String {
      with("\"200\": {description: ok, headers: {X-Total: {\(more)schema: {type: integer}}}}")
    }
    #expect(
      try changes(header("required: true, "), header(""))
        == ["breaking: `getPet → 200 X-Total` is no longer always sent [header-optional]"])
    #expect(
      try changes(header("required: true, "), with("\"200\": {description: ok}"))
        == ["breaking: `getPet → 200 X-Total` was removed [header-removed]"])
    #expect(
      try changes(header(""), with("\"200\": {description: ok}"))
        == ["possibly-breaking: `getPet → 200 X-Total` was removed [header-removed]"])
    #expect(
      try changes(with("\"200\": {description: ok}"), header(""))
        == ["compatible: `getPet → 200 X-Total` is new [header-added]"])
  }

  @Test func removedAfterItWasDeprecated() throws {
    func removed(_ remark: String) throws -> [String] {
      let old = try contract(operation(remark + ok))
      return lines(ContractDiff(from: old, to: try contract(operation(ok), path: "/other/{id}")))
        .filter { !$0.contains("[method-added]") }
    }
    #expect(try removed("") == ["breaking: `getPet` was removed [method-removed]"])
    #expect(
      try removed("deprecated: true\n") == [
        "compatible: `getPet` was removed after it was deprecated [method-removed]"
      ])
    #expect(
      try removed("deprecated: true\nx-sunset: \"2027-01-31\"\n") == [
        "possibly-breaking: `getPet` was removed after it was deprecated until 2027-01-31 [method-removed]"
      ])
    func with(_ parameter: String) -> String { operation("- \(parameter)\n" + ok) }
    #expect(
      try changes(with("{name: q, in: query, deprecated: true, schema: {type: string}}"), operation(ok))
        == ["compatible: `getPet(q)` was removed from the query [param-removed]"])
  }

  @Test(arguments: [
    // Old schema, new schema; severity in requests and in responses. Names of oasdiff: request-… and response-property-…
    ("{maximum: 9}", "{maximum: 5}", "breaking", "compatible"),  // max-decreased
    ("{maximum: 5}", "{maximum: 9}", "compatible", "breaking"),  // max-increased
    ("{type: number}", "{type: number, maximum: 9}", "possibly-breaking", "compatible"),  // max-set
    ("{type: string, maxLength: 9}", "{type: string}", "compatible", "breaking"),  // max-length-unset
    ("{type: string}", "{type: string, minLength: 9}", "breaking", "compatible"),  // min-length-increased
    ("{type: array}", "{type: array, minItems: 1}", "possibly-breaking", "compatible"),  // min-items-set
    ("{enum: [a]}", "{enum: [a, b]}", "compatible", "possibly-breaking"),  // enum-value-added
    ("{enum: [a, b]}", "{enum: [a]}", "breaking", "compatible"),  // enum-value-removed
    ("{type: string}", "{type: string, enum: [a]}", "breaking", "compatible"),  // became-enum
    ("{type: string, enum: [a]}", "{type: string}", "compatible", "breaking"),
    ("{const: a}", "{const: b}", "breaking", "breaking"),  // const-changed
    ("{type: string}", "{type: string, pattern: a}", "breaking", "compatible"),  // pattern-added
    // pattern-changed
    ("{type: string, pattern: a}", "{type: string, pattern: b}", "possibly-breaking", "compatible"),
    ("{type: string, pattern: a}", "{type: string}", "compatible", "compatible"),  // pattern-removed
    ("{default: 1}", "{default: 2}", "compatible", "documentation"),  // default-value-changed
    ("{type: string}", "{type: integer}", "breaking", "breaking"),  // type-changed
    ("{type: integer}", "{type: number}", "compatible", "breaking"),  // type-generalized
    ("{type: integer, format: int32}", "{type: integer, format: int64}", "compatible", "breaking"),
    ("{type: string, format: uuid}", "{type: string, format: email}", "breaking", "breaking"),
    ("{type: string, format: uuid}", "{type: string}", "compatible", "breaking"),
    (
      "{anyOf: [{title: A, type: string}]}", "{anyOf: [{title: A, type: string}, {title: B, type: integer}]}",
      "compatible", "compatible"  // any-of-added
    ),
    (
      "{oneOf: [{title: A, type: string}]}", "{oneOf: [{title: A, type: string}, {title: B, type: integer}]}",
      "compatible", "breaking"  // one-of-added
    ),
    (
      "{allOf: [{title: A}, {title: B, type: string}]}", "{allOf: [{title: A}]}", "possibly-breaking",
      "compatible"  // all-of-removed
    ),
    ("{type: [string, \"null\"]}", "{type: string}", "breaking", "compatible"),  // became-not-nullable
  ]) func schemas(old: String, new: String, sent: String, received: String) throws {
    func body(_ schema: String) -> String {
      operation(
        "requestBody: {content: {application/json: {schema: {type: object, properties: {f: \(schema)}}}}}\n"
          + ok)
    }
    func response(_ schema: String) -> String {
      operation(
        "responses: {\"200\": {description: ok, content: {application/json: {schema: {type: object, properties: {f: \(schema)}}}}}}"
      )
    }
    func worst(_ old: String, _ new: String) throws -> String {
      let diff = try ContractDiff(from: contract(old), to: contract(new))
      return diff.changes.map(\.severity).min()?.rawValue ?? "none"
    }
    #expect(try worst(body(old), body(new)) == sent, "request, \(old) to \(new)")
    #expect(try worst(response(old), response(new)) == received, "response, \(old) to \(new)")
  }

  @Test func defaultsOfParameters() throws {
    func with(_ schema: String) -> String { operation("- {name: q, in: query, schema: \(schema)}\n" + ok) }
    #expect(
      try changes(with("{type: integer, default: 1}"), with("{type: integer, default: 2}"))
        == ["breaking: `getPet(q)` has the default 2; it was 1 [default]"])
    #expect(
      try changes(with("{type: integer}"), with("{type: integer, default: 2}"))
        == ["breaking: `getPet(q)` has the default 2; it had none [default]"])
  }

  @Test func fieldsOfTheOtherSideDoNotCount() throws {
    func both(_ fields: String) -> String {
      let schema = "{schema: {type: object, required: [a, b], properties: {\(fields)}}}"
      return operation(
        "requestBody: {content: {application/json: \(schema)}}\nresponses: {\"200\": {description: ok, content: {application/json: \(schema)}}}"
      )
    }
    let found = try changes(
      both("a: {type: string}"), both("a: {type: string}, b: {type: string, readOnly: true}"))
    #expect(found.filter { $0.hasPrefix("breaking") } == [])
    #expect(found.contains("compatible: `getPet → 200 b` is new [field-added]"))
  }

  @Test func security() throws {
    func with(_ security: String) -> String { operation("security: \(security)\n" + ok) }
    #expect(
      try changes(with("[]"), with("[{token: []}]"))
        == ["breaking: `getPet` asks for `token`; it asked for nothing [security]"])
    #expect(
      try changes(with("[{token: []}]"), with("[{token: []}, {key: []}]"))
        == ["compatible: `getPet` asks for `token` or `key`; it asked for `token` [security]"])
    #expect(
      try changes(with("[{token: []}]"), with("[{token: [], key: []}]"))
        == ["breaking: `getPet` asks for `token` and `key`; it asked for `token` [security]"])
    #expect(
      try changes(with("[{token: []}]"), with("[]"))
        == ["compatible: `getPet` asks for nothing; it asked for `token` [security]"])
  }
}

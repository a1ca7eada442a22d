import JSON
import JSONSchema
import Testing

/// The violations as lines: `field: message (schema pointer)`.
private func lines(
  _ schema: String, _ instance: String, dialect: Dialect = .draft7, assertFormats: Bool = false
) throws -> [String] {
  let schema = try Schema(document: JSONParser.parse(schema), dialect: dialect, assertFormats: assertFormats)
  return try schema.validate(JSONParser.parse(instance)).map {
    "\($0.fieldName ?? "-"): \($0.message) (\($0.schema))"
  }
}

@Suite("Messages")
struct MessageTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var schema: String
    var instance: String
    var expected: [String]
    var dialect = Dialect.draft7
    var assertFormats = false

    init(
      _ schema: String, _ instance: String, _ expected: String..., dialect: Dialect = .draft7,
      formats: Bool = false
    ) {
      self.schema = schema
      self.instance = instance
      self.expected = expected
      self.dialect = dialect
      assertFormats = formats
    }

    var testDescription: String { schema }
  }

  static let keywords: [Case] = [
    Case(#"{"type": "integer"}"#, #""x""#, "-: is a string; expected an integer (/type)"),
    Case(#"{"type": "integer"}"#, "1.5", "-: is 1.5; expected an integer (/type)"),
    Case(
      #"{"type": ["string", "null"]}"#, "[]", "-: is an array; expected null or a string (/type)"),
    Case(#"{"maximum": 10000}"#, "20000", "-: is 20000; at most 10000 is allowed (/maximum)"),
    Case(#"{"minimum": 0.5}"#, "0.25", "-: is 0.25; at least 0.5 is required (/minimum)"),
    Case(#"{"exclusiveMaximum": 1}"#, "1.0", "-: is 1.0; less than 1 is required (/exclusiveMaximum)"),
    Case(#"{"exclusiveMinimum": 0}"#, "0", "-: is 0; more than 0 is required (/exclusiveMinimum)"),
    Case(#"{"multipleOf": 0.01}"#, "0.015", "-: is 0.015; a multiple of 0.01 is required (/multipleOf)"),
    Case(
      #"{"minLength": 2}"#, #""é""#, "-: is 1 character long; at least 2 are required (/minLength)"),
    Case(#"{"maxLength": 1}"#, #""ab""#, "-: is 2 characters long; at most 1 is allowed (/maxLength)"),
    Case(#"{"minItems": 1}"#, "[]", "-: has 0 items; at least 1 is required (/minItems)"),
    Case(
      #"{"maxProperties": 1}"#, #"{"a": 1, "b": 2}"#,
      "-: has 2 members; at most 1 is allowed (/maxProperties)"),
    Case(
      #"{"pattern": "^[a-z]+$"}"#, #""Ab""#,
      #"-: is "Ab", which does not match the pattern `^[a-z]+$` (/pattern)"#),
    Case(
      #"{"enum": ["grpo", "ppo", null]}"#, #""gpro""#,
      #"-: is "gpro"; expected "grpo", "ppo" or null; the nearest is "grpo" (/enum)"#),
    Case(#"{"const": "2.0"}"#, #""1.0""#, #"-: is "1.0"; expected "2.0" (/const)"#),
    Case(
      #"{"uniqueItems": true}"#, "[1, 2, 1.0]",
      "-: has equal items at 0 and 2; each may appear once (/uniqueItems)"),
    Case(
      #"{"required": ["a", "b"]}"#, "{}", "-: lacks the member `a` (/required)",
      "-: lacks the member `b` (/required)"),
    Case(
      #"{"dependencies": {"a": ["b"]}}"#, #"{"a": 1}"#,
      "-: lacks the member `b`, which `a` asks for (/dependencies)"),
    Case(
      #"{"properties": {"n_iterations": {}, "seed": {}}, "additionalProperties": false}"#,
      #"{"n_iteration": 1}"#,
      "n_iteration: is not a known member; the nearest is `n_iterations` (/additionalProperties)"),
    Case(
      #"{"properties": {"a": {}, "b": {}}, "additionalProperties": false}"#, #"{"colour": 1}"#,
      "colour: is not a known member; known are `a` and `b` (/additionalProperties)"),
    Case(#"{"properties": {"a": false}}"#, #"{"a": 1}"#, "a: is not allowed here (/properties/a)"),
    Case(
      #"{"propertyNames": {"maxLength": 2}}"#, #"{"abc": 1}"#,
      "abc: has a name that is 3 characters long; at most 2 are allowed (/propertyNames)"),
    Case(
      #"{"items": [{}], "additionalItems": false}"#, "[1, 2]",
      "[1]: is one item too many; at most 1 item allowed (/additionalItems)"),
    Case(
      #"{"contains": {"type": "null"}}"#, "[1]",
      "-: has no item of the form `contains` asks for; at least 1 is required (/contains)"),
    Case(
      #"{"contains": {"type": "null"}, "maxContains": 1}"#, "[null, null]",
      "-: has 2 items of the form `contains` asks for; at most 1 is allowed (/contains)",
      dialect: .draft202012),
    Case(#"{"not": {"type": "null"}}"#, "null", "-: has a form that is not allowed here (/not)"),
    Case(
      #"{"properties": {"a": {}}, "unevaluatedProperties": false}"#, #"{"a": 1, "b": 2}"#,
      "b: is not a known member (/unevaluatedProperties)", dialect: .draft202012),
    Case(
      #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}}"#, #"{"a": 1}"#,
      "-: lacks the member `b` (/then/required)"),
    Case(
      #"{"format": "uuid"}"#, #""12""#,
      #"-: is "12"; expected a UUID such as 123e4567-e89b-42d3-a456-426614174000 (/format)"#, formats: true),
    Case(
      #"{"format": "date-time"}"#, #""2026-02-30T00:00:00Z""#,
      #"-: is "2026-02-30T00:00:00Z"; expected a date and time such as 2026-01-31T09:30:00Z (/format)"#,
      formats: true),
    Case("false", "1", "-: is not allowed here ()"),
  ]

  @Test("Each keyword", arguments: keywords)
  func keyword(_ test: Case) throws {
    let found = try lines(
      test.schema, test.instance, dialect: test.dialect, assertFormats: test.assertFormats)
    #expect(found == test.expected)
  }

  @Test("Fields are named as in code, in the order of the instance")
  func fieldNames() throws {
    let schema = #"""
      {"properties": {
        "config": {"properties": {"n": {"maximum": 3}}},
        "data": {"items": {"required": ["query"], "properties": {"query": {"type": "string"}}}}}}
      """#
    let found = try lines(schema, #"{"data": [{"query": "a"}, {"query": 1}, {}], "config": {"n": 4}}"#)
    #expect(
      found == [
        "data[1].query: is 1; expected a string (/properties/data/items/properties/query/type)",
        "data[2]: lacks the member `query` (/properties/data/items/required)",
        "config.n: is 4; at most 3 is allowed (/properties/config/properties/n/maximum)",
      ])
  }

  @Test("A wrong type is reported alone")
  func typeAlone() throws {
    let found = try lines(#"{"type": "string", "enum": ["a"], "minimum": 5}"#, "1")
    #expect(found == ["-: is 1; expected a string (/type)"])
  }

  @Test("Formats only inform unless asked for")
  func formatsOff() throws {
    #expect(try lines(#"{"format": "uuid"}"#, #""no""#) == [])
  }

  @Test("Long values are cut")
  func longValue() throws {
    let found = try lines(#"{"const": 1}"#, "\"\(String(repeating: "x", count: 100))\"")
    #expect(found == [#"-: is "\#(String(repeating: "x", count: 37))…"; expected 1 (/const)"#])
  }
}

@Suite("Closest branch")
struct ClosestBranchTests {
  private let shapes = #"""
    {"oneOf": [
      {"properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}},
       "required": ["kind", "radius"]},
      {"properties": {"kind": {"const": "box"}, "width": {"type": "number"}, "height": {"type": "number"}},
       "required": ["kind", "width", "height"]}]}
    """#

  @Test("The branch whose constant fits is the one meant")
  func discriminator() throws {
    let found = try lines(shapes, #"{"kind": "box", "width": "2"}"#)
    #expect(
      found == [
        "-: lacks the member `height` (/oneOf/1/required)",
        #"width: is a string; expected a number (/oneOf/1/properties/width/type)"#,
      ])
  }

  @Test("The branch of the right type is the one meant")
  func type() throws {
    let found = try lines(
      #"{"anyOf": [{"type": "null"}, {"type": "object", "required": ["a"]}]}"#, "{}")
    #expect(found == ["-: lacks the member `a` (/anyOf/1/required)"])
  }

  @Test("Branches that all want another value are told in one sentence")
  func merged() throws {
    #expect(
      try lines(#"{"anyOf": [{"type": "string"}, {"type": "null"}, {"const": 7}]}"#, "[]") == [
        "-: is []; expected a string, null or 7 (/anyOf)"
      ])
    #expect(
      try lines(#"{"oneOf": [{"const": "mean"}, {"const": "median"}]}"#, #""medain""#) == [
        #"-: is "medain"; expected "mean" or "median"; the nearest is "median" (/oneOf)"#
      ])
  }

  @Test("Nested branches")
  func nested() throws {
    let found = try lines(
      #"""
      {"anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"anyOf": [{"type": "null"}, {"minimum": 3, "type": "number"}]}}]}
      """#,
      "[null, 2]")
    #expect(found == ["[1]: is 2; at least 3 is required (/anyOf/1/items/anyOf/1/minimum)"])
  }

  @Test("More than one fitting form of oneOf")
  func several() throws {
    #expect(
      try lines(#"{"oneOf": [{"minimum": 1}, {"type": "null"}, {"multipleOf": 2}]}"#, "4") == [
        "-: fits 2 of the 3 forms of `oneOf` (numbers 1 and 3); exactly one is allowed (/oneOf)"
      ])
  }
}

@Suite("Ranges")
struct RangeTests {
  @Test("Violations point at the value, the member name and the keyword")
  func ranges() throws {
    let schemaText = #"{"properties": {"a": {"maximum": 1}}, "additionalProperties": false}"#
    let text = #"{ "a": 20, "b": [] }"#
    let schema = try Schema(document: JSONParser.parse(schemaText), baseURI: "https://example.com/s.json")
    let violations = try schema.validate(JSONParser.parse(text))
    func slice(_ range: Range<Int>?, _ text: String) -> String {
      range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } ?? "nil"
    }
    #expect(violations.map { slice($0.instanceRange, text) } == ["20", "[]"])
    #expect(violations.map { slice($0.nameRange, text) } == ["nil", #""b""#])
    #expect(violations.map { slice($0.schemaRange, schemaText) } == ["1", "false"])
    #expect(violations.map(\.keyword) == ["maximum", "additionalProperties"])
    #expect(violations.map(\.schemaDocument) == ["https://example.com/s.json", "https://example.com/s.json"])
  }

  @Test("A missing member is named")
  func missing() throws {
    let schema = try Schema(document: JSONParser.parse(#"{"required": ["a"]}"#))
    #expect(schema.validate([:]).map(\.missing) == ["a"])
  }
}

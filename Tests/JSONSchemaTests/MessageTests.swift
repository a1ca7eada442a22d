import JSON
import JSONSchema
import Testing

/// The violations as lines: `field: message (schema pointer)`.
private func lines(
  _ schema: String, _ instance: String, dialect: Dialect = .draft7, assertFormats: Bool = false
) throws -> [String] {
  let schema = try Schema(document: JSONParser.parse(schema), dialect: dialect, assertFormats: assertFormats)
  return try schema.validate(JSONParser.parse(instance)).map {
    "\($0.instance.tokens.isEmpty ? "-" : FieldPath.text($0.instance.tokens)): \($0.message) (\($0.schema))"
  }
}

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
    Case(#"{"type": "integer"}"#, #""x""#, "-: must be an integer, got a string (/type)"),
    Case(#"{"type": "integer"}"#, "1.5", "-: must be an integer, got 1.5 (/type)"),
    Case(
      #"{"type": ["string", "null"]}"#, "[]", "-: must be null or a string, got an array (/type)"),
    Case(#"{"maximum": 10000}"#, "20000", "-: must be at most 10000, got 20000 (/maximum)"),
    Case(#"{"minimum": 0.5}"#, "0.25", "-: must be at least 0.5, got 0.25 (/minimum)"),
    Case(#"{"exclusiveMaximum": 1}"#, "1.0", "-: must be less than 1, got 1.0 (/exclusiveMaximum)"),
    Case(#"{"exclusiveMinimum": 0}"#, "0", "-: must be greater than 0, got 0 (/exclusiveMinimum)"),
    Case(#"{"multipleOf": 0.01}"#, "0.015", "-: must be a multiple of 0.01, got 0.015 (/multipleOf)"),
    Case(
      #"{"minLength": 2}"#, #""é""#, "-: must have at least 2 characters, got 1 (/minLength)"),
    Case(#"{"maxLength": 1}"#, #""ab""#, "-: must have at most 1 character, got 2 (/maxLength)"),
    Case(#"{"minItems": 1}"#, "[]", "-: must have at least 1 item, got 0 (/minItems)"),
    Case(
      #"{"maxProperties": 1}"#, #"{"a": 1, "b": 2}"#,
      "-: must have at most 1 property, got 2 (/maxProperties)"),
    Case(
      #"{"pattern": "^[a-z]+$"}"#, #""Ab""#,
      #"-: must match the pattern `^[a-z]+$`, got "Ab" (/pattern)"#),
    Case(
      #"{"enum": ["grpo", "ppo", null]}"#, #""gpro""#,
      #"-: must be "grpo", "ppo" or null, got "gpro". Did you mean "grpo"? (/enum)"#),
    Case(#"{"const": "2.0"}"#, #""1.0""#, #"-: must be "2.0", got "1.0" (/const)"#),
    Case(
      #"{"uniqueItems": true}"#, "[1, 2, 1.0]",
      "-: must have unique items; items 0 and 2 are equal (/uniqueItems)"),
    Case(
      #"{"required": ["a", "b"]}"#, "{}", "-: is missing the property `a` (/required)",
      "-: is missing the property `b` (/required)"),
    Case(
      #"{"dependencies": {"a": ["b"]}}"#, #"{"a": 1}"#,
      "-: is missing the property `b`, which is required with `a` (/dependencies)"),
    Case(
      #"{"properties": {"n_iterations": {}, "seed": {}}, "additionalProperties": false}"#,
      #"{"n_iteration": 1}"#,
      "n_iteration: is not a known property. Did you mean `n_iterations`? (/additionalProperties)"),
    Case(
      #"{"properties": {"a": {}, "b": {}}, "additionalProperties": false}"#, #"{"colour": 1}"#,
      "colour: is not a known property. Known: `a` and `b` (/additionalProperties)"),
    Case(#"{"properties": {"a": false}}"#, #"{"a": 1}"#, "a: is not allowed here (/properties/a)"),
    Case(
      #"{"propertyNames": {"maxLength": 2}}"#, #"{"abc": 1}"#,
      "abc: has an invalid name: must have at most 2 characters, got 3 (/propertyNames)"),
    Case(
      #"{"items": [{}], "additionalItems": false}"#, "[1, 2]",
      "[1]: is not allowed: the array must have at most 1 item (/additionalItems)"),
    Case(
      #"{"contains": {"type": "null"}}"#, "[1]",
      "-: must have at least 1 item matching `contains`, got 0 (/contains)"),
    Case(
      #"{"contains": {"type": "null"}, "maxContains": 1}"#, "[null, null]",
      "-: must have at most 1 item matching `contains`, got 2 (/contains)",
      dialect: .draft202012),
    Case(#"{"not": {"type": "null"}}"#, "null", "-: must not match the schema of `not` (/not)"),
    Case(
      #"{"properties": {"a": {}}, "unevaluatedProperties": false}"#, #"{"a": 1, "b": 2}"#,
      "b: is not a known property (/unevaluatedProperties)", dialect: .draft202012),
    Case(
      #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}}"#, #"{"a": 1}"#,
      "-: is missing the property `b` (/then/required)"),
    Case(
      #"{"format": "uuid"}"#, #""12""#,
      #"-: must be a UUID such as 123e4567-e89b-42d3-a456-426614174000, got "12" (/format)"#, formats: true),
    Case(
      #"{"format": "date-time"}"#, #""2026-02-30T00:00:00Z""#,
      #"-: must be a date and time such as 2026-01-31T09:30:00Z, got "2026-02-30T00:00:00Z" (/format)"#,
      formats: true),
    Case("false", "1", "-: is not allowed here ()"),
  ]

  @Test(arguments: keywords)
  func messageForEachKeyword(_ test: Case) throws {
    let found = try lines(
      test.schema, test.instance, dialect: test.dialect, assertFormats: test.assertFormats)
    #expect(found == test.expected)
  }

  @Test func fieldPathsFollowTheOrderOfTheInstance() throws {
    let schema = #"""
      {"properties": {
        "config": {"properties": {"n": {"maximum": 3}}},
        "data": {"items": {"required": ["query"], "properties": {"query": {"type": "string"}}}}}}
      """#
    let found = try lines(schema, #"{"data": [{"query": "a"}, {"query": 1}, {}], "config": {"n": 4}}"#)
    #expect(
      found == [
        "data[1].query: must be a string, got 1 (/properties/data/items/properties/query/type)",
        "data[2]: is missing the property `query` (/properties/data/items/required)",
        "config.n: must be at most 3, got 4 (/properties/config/properties/n/maximum)",
      ])
  }

  @Test func wrongTypeHidesOtherViolations() throws {
    let found = try lines(#"{"type": "string", "enum": ["a"], "minimum": 5}"#, "1")
    #expect(found == ["-: must be a string, got 1 (/type)"])
  }

  @Test func formatsAreNotAssertedByDefault() throws {
    #expect(try lines(#"{"format": "uuid"}"#, #""no""#) == [])
  }

  @Test func longValuesAreCut() throws {
    let found = try lines(#"{"const": 1}"#, "\"\(String(repeating: "x", count: 100))\"")
    #expect(found == [#"-: must be 1, got "\#(String(repeating: "x", count: 37))…" (/const)"#])
  }
}

struct ClosestBranchTests {
  private let shapes = #"""
    {"oneOf": [
      {"properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}},
       "required": ["kind", "radius"]},
      {"properties": {"kind": {"const": "box"}, "width": {"type": "number"}, "height": {"type": "number"}},
       "required": ["kind", "width", "height"]}]}
    """#

  @Test func constSelectsTheReportedBranch() throws {
    let found = try lines(shapes, #"{"kind": "box", "width": "2"}"#)
    #expect(
      found == [
        "-: is missing the property `height` (/oneOf/1/required)",
        #"width: must be a number, got a string (/oneOf/1/properties/width/type)"#,
      ])
  }

  @Test func typeSelectsTheReportedBranch() throws {
    let found = try lines(
      #"{"anyOf": [{"type": "null"}, {"type": "object", "required": ["a"]}]}"#, "{}")
    #expect(found == ["-: is missing the property `a` (/anyOf/1/required)"])
  }

  @Test func mergesAlternativesIntoOneMessage() throws {
    #expect(
      try lines(#"{"anyOf": [{"type": "string"}, {"type": "null"}, {"const": 7}]}"#, "[]") == [
        "-: must be a string, null or 7, got [] (/anyOf)"
      ])
    #expect(
      try lines(#"{"oneOf": [{"const": "mean"}, {"const": "median"}]}"#, #""medain""#) == [
        #"-: must be "mean" or "median", got "medain". Did you mean "median"? (/oneOf)"#
      ])
  }

  @Test func nestedBranches() throws {
    let found = try lines(
      #"""
      {"anyOf": [
        {"type": "string"},
        {"type": "array", "items": {"anyOf": [{"type": "null"}, {"minimum": 3, "type": "number"}]}}]}
      """#,
      "[null, 2]")
    #expect(found == ["[1]: must be at least 3, got 2 (/anyOf/1/items/anyOf/1/minimum)"])
  }

  @Test func oneOfReportsMultipleMatches() throws {
    #expect(
      try lines(#"{"oneOf": [{"minimum": 1}, {"type": "null"}, {"multipleOf": 2}]}"#, "4") == [
        "-: must match exactly one of the 3 schemas of `oneOf`, matches 2 (numbers 1 and 3) (/oneOf)"
      ])
  }
}

struct RangeTests {
  @Test func violationsHaveRangesOfValueNameAndKeyword() throws {
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

  @Test func aMissingMemberIsNamed() throws {
    let schema = try Schema(document: JSONParser.parse(#"{"required": ["a"]}"#))
    #expect(schema.validate([:]).map(\.missing) == ["a"])
  }
}

import JSON
import Testing

@testable import JSONSchema

struct LimitTests {
  private func nested(_ depth: Int) -> JSON {
    var value = JSON.array([])
    for _ in 0..<depth { value = .array([value]) }
    return value
  }

  @Test func tooDeepNestingIsAViolationNotACrash() throws {
    let schema = try Schema(document: JSONParser.parse(##"{"items": {"$ref": "#"}}"##))
    #expect(schema.validate(nested(400)).isEmpty)
    #expect(
      schema.validate(nested(5_000)).map(\.message) == [
        "is nested too deeply to be validated: more than 1000 nested schemas"
      ])
  }

  @Test func nestedAlternativesDoNotOverflowTheStack() throws {
    let schema = try Schema(
      document: JSONParser.parse(
        ##"""
        {"anyOf": [
          {"type": "string"},
          {"type": "array", "items": {"oneOf": [{"allOf": [{"$ref": "#"}]}, {"type": "null"}]}}]}
        """##
      ))
    #expect(schema.validate(nested(100)).isEmpty)
    #expect(schema.validate(nested(5_000)).count == 1)
  }

  /// A schema that applies the next one twice at each of 60 levels: 2^60 applications of the last one.
  private func doubling(_ keyword: String, _ last: JSON, _ others: [(String, JSON)] = []) -> JSON {
    var definitions: [(String, JSON)] = []
    for level in 0..<60 {
      let next: JSON = ["$ref": .string("#/definitions/d\(level + 1)")]
      definitions.append(("d\(level)", .object([(keyword, .array([next, next]))])))
    }
    definitions.append(("d60", last))
    let first: JSON = ["$ref": "#/definitions/d0"]
    return .object([("allOf", .array([first])), ("definitions", .object(definitions))] + others)
  }

  @Test(arguments: [
    ("allOf", "5", []), ("anyOf", "5", []),
    (
      "oneOf", "5",
      ["must match exactly one of the 2 schemas of `oneOf`, matches 2 (numbers 1 and 2)"]
    ),
    ("allOf", "\"a\"", ["must be an integer, got a string"]),
    ("anyOf", "\"a\"", ["must be an integer, got \"a\""]),
    ("allOf", "[5]", ["must be an integer, got an array"]),
    ("anyOf", "{\"a\": 5}", ["must be an integer, got an object"]),
  ])
  func repeatedApplicationsAreDoneOnce(keyword: String, value: String, messages: [String]) throws {
    let schema = try Schema(document: doubling(keyword, ["type": "integer"]))
    let value = try JSONParser.parse(value)
    #expect(schema.isValid(value) == messages.isEmpty)
    #expect(schema.validate(value).map(\.message) == messages)
  }

  /// The same number at two places: each has its own violations.
  @Test func violationsOfRepeatedApplicationsNameTheirPlace() throws {
    let schema = try Schema(document: doubling("anyOf", ["items": ["type": "integer"]]))
    let value = try JSONParser.parse(#"["a", "a"]"#)
    #expect(schema.validate(value).map(\.instance.description) == ["/0", "/1"])
  }

  @Test func exponentialValidationStopsAtTheStepLimit() throws {
    // Which properties were evaluated is collected in each application.
    let schema = try Schema(
      document: doubling("allOf", ["type": "object"], [("unevaluatedProperties", false)]),
      dialect: .draft202012, limits: SchemaLimits(steps: 20_000))
    #expect(
      schema.validate(["a": 1]).map(\.message) == ["is too large to be validated: more than 20000 steps"])
    #expect(!schema.isValid(["a": 1]))
  }

  /// As many patterns as names, which none of them has: the work grows with the square of the size.
  @Test(arguments: [(40, true), (1_500, false)]) func patternsTimesNamesAreSteps(
    _ count: Int, _ isValid: Bool
  )
    throws
  {
    let patterns = (0..<count).map { ("^p\($0)$", JSON.object([("type", "string")])) }
    let schema = try Schema(document: .object([("patternProperties", .object(patterns))]))
    while schema.program.reserve.takePortion() {}
    let value = JSON.object((0..<count).map { ("n\($0)", "a") })
    #expect(
      schema.validate(value).map(\.message)
        == (isValid ? [] : ["takes too many steps to be validated: its schema has too many patterns"]))
  }

  /// A thousand values that none of a thousand constants fits; the messages name the first and count the others.
  @Test(.timeLimit(.minutes(1)), arguments: ["oneOf", "anyOf", "enum"])
  func manyWrongValuesOfManyConstants(_ keyword: String) throws {
    let constants = (0..<1_000).map { JSON.string("value\($0)") }
    let choices = keyword == "enum" ? constants : constants.map { JSON.object([("const", $0)]) }
    let items = JSON.object([(keyword, .array(choices))])
    let schema = try Schema(document: .object([("items", items)]), limits: SchemaLimits(violations: 100))
    let found = schema.validate(.array((0..<1_000).map { JSON.string("other \($0)") }))
    #expect(found.count == 100)
    #expect(
      found.first?.message == "must be \((0..<10).map { "\"value\($0)\"" }.joined(separator: ", "))"
        + " or one of 990 more, got \"other 0\"")
  }

  /// To say why each of thousands of values fits none of thousands of alternatives would take minutes.
  @Test(.timeLimit(.minutes(10)), arguments: ["oneOf", "anyOf"])
  func describingManyAlternativesTakesSteps(_ keyword: String) throws {
    let choices = (0..<2_000).map { JSON.object([("const", .string("value\($0)"))]) }
    let items = JSON.object([(keyword, .array(choices))])
    let schema = try Schema(document: .object([("items", items)]))
    let found = schema.validate(.array((0..<2_000).map { JSON.string("other \($0)") }))
    #expect(
      found.map(\.message) == [
        "takes too many steps to be validated: its schema has too many alternatives that do not match"
      ])
  }

  @Test func validationsShareOneReserve() throws {
    let reserve = StepReserve()
    #expect((0..<5_000).allSatisfy { _ in reserve.takePortion() })
    #expect(!reserve.takePortion())
    let schema = try Schema(
      document: doubling("allOf", ["type": "object"], [("unevaluatedProperties", false)]),
      dialect: .draft202012)
    while schema.program.reserve.takePortion() {}
    #expect(
      schema.validate(["a": 1]).map(\.message) == [
        "takes too many steps to be validated: its schema combines too many others"
      ])
  }

  @Test func unknownMembersBeyondTheLimitNeedNoHint() throws {
    let names = (0..<4_000).map { "name\($0)" }
    let schema = try Schema(
      document: [
        "properties": .object(names.map { ($0, true) }), "additionalProperties": false,
      ], limits: SchemaLimits(violations: 2))
    let value = JSON.object(names.map { ($0 + "x", 1) } + [("name7", 1)])
    #expect(schema.validate(value).count == 2)
  }

  @Test func selfReferencingDynamicRefTerminates() throws {
    let schema = try Schema(
      document: JSONParser.parse(
        ##"{"$dynamicAnchor": "a", "$id": "https://example.com/a", "$dynamicRef": "#a"}"##),
      dialect: .draft202012)
    #expect(!schema.isValid(1))
    #expect(schema.validate(1).count == 1)
  }

  @Test func violationCountIsLimited() throws {
    let schema = try Schema(document: ["items": ["type": "null"]], limits: SchemaLimits(violations: 10))
    #expect(schema.validate(.array((0..<100).map { .number($0) })).count == 10)
    let branches = try Schema(
      document: JSONParser.parse(#"{"items": {"anyOf": [{"minimum": 200}, {"minimum": 300}]}}"#),
      limits: SchemaLimits(violations: 0))
    #expect(branches.validate(.array((0..<100).map { .number($0) })).count == 1)
  }

  @Test func aDeeplyNestedSchemaCompiles() throws {
    var schema: JSON = ["type": "integer"]
    for _ in 0..<500 { schema = ["items": schema] }
    #expect(try Schema(document: schema).isValid([[[]]]))
  }

  @Test func backtrackingPatternIsMatchedInLinearTime() throws {
    let schema = try Schema(document: ["pattern": "^(a+)+$"])
    #expect(!schema.isValid(.string(String(repeating: "a", count: 5_000) + "b")))
    #expect(schema.isValid(.string(String(repeating: "a", count: 5_000))))
  }

  @Test func patternThatTakesTooLongIsAViolation() throws {
    let schema = try Schema(document: ["pattern": "^a{500}$"])
    let text = JSON.string(String(repeating: "a", count: 1_000_000))
    #expect(
      schema.validate(text).map(\.message) == [
        "takes too long to match against the pattern `^a{500}$`"
      ])
  }
}

import JSON
import JSONSchema
import Testing

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

  @Test func exponentialValidationStopsAtTheStepLimit() throws {
    var definitions: [(String, JSON)] = []
    for level in 0..<60 {
      let next = JSON.string("#/definitions/d\(level + 1)")
      definitions.append(("d\(level)", ["allOf": [["$ref": next], ["$ref": next]]]))
    }
    definitions.append(("d60", ["type": "integer"]))
    let schema = try Schema(
      document: ["$ref": "#/definitions/d0", "definitions": .object(definitions)],
      limits: SchemaLimits(steps: 100_000))
    #expect(
      schema.validate(1).map(\.message) == ["is too large to be validated: more than 100000 steps"])
    #expect(!schema.isValid(1))
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

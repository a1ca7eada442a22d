import Foundation
import JSON
import JSONSchema
import TestSupport
import Testing

/// Values made from schemas.
struct GenerationTests {
  private func values(_ schema: String, dialect: Dialect = .draft202012) throws -> [JSON] {
    let schema = try Schema(document: try JSONParser.parse(schema), dialect: dialect, assertFormats: true)
    return (0..<20).compactMap { schema.value(seed: $0) }
  }

  /// The minimum depth of the first schema depends on that of the last. A cycle has none.
  @Test func schemasThatEachRequireTheNext() throws {
    func chain(last: String) -> String {
      let links = (0..<30).map { number in
        ##""s\##(number)": {"type": "object", "required": ["n"], "properties": {"n": {"$ref": "#/$defs/s\##(number + 1)"}}}"##
      }
      return ##"{"$ref": "#/$defs/s0", "$defs": {\##(links.joined(separator: ", ")), "s30": \##(last)}}"##
    }
    let values = try values(chain(last: #"{"const": 7}"#))
    #expect(values.count == 20)
    let end = JSONPointer([String](repeating: "n", count: 30))
    for value in values { #expect(value.value(at: end)?.int == 7) }
    #expect(try self.values(chain(last: ##"{"$ref": "#/$defs/s0"}"##)) == [])
    #expect(
      try self.values(chain(last: ##"{"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/s9"}}"##))
        == [])
  }

  @Test(arguments: [
    "{}", "true", #"{"type": "null"}"#, #"{"type": "integer", "minimum": 5, "exclusiveMaximum": 7}"#,
    #"{"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.0001}"#,
    #"{"type": "number", "multipleOf": 0.25, "minimum": 10.1, "maximum": 10.6}"#,
    #"{"type": "integer", "multipleOf": 1.5, "minimum": 1}"#,
    #"{"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807}"#,
    #"{"type": "integer", "minimum": 1000000000000000000000000000000}"#,
    #"{"allOf": [{"multipleOf": 6}, {"multipleOf": 4}], "type": "integer", "minimum": 1}"#,
    #"{"type": "string", "minLength": 30, "maxLength": 31}"#, #"{"type": "string", "maxLength": 2}"#,
    #"{"type": "string", "maxLength": 0}"#,
    #"{"type": "string", "pattern": "^[A-Z]{2}-\\d{4,6}(-[a-f]+)?$"}"#,
    #"{"type": "string", "pattern": "^(?=.*[A-Z])(?=.*\\d)[A-Za-z\\d]{8,}$"}"#,
    #"{"type": "string", "pattern": "^[a-z]+$", "minLength": 40, "maxLength": 50}"#,
    #"{"type": "string", "pattern": "b", "minLength": 10}"#,
    #"{"type": "string", "pattern": "^a+b$", "minLength": 5, "maxLength": 5}"#,
    #"{"type": "string", "pattern": "^x-[0-9]*(-[a-z]{3})$", "minLength": 12, "maxLength": 12}"#,
    #"{"type": "string", "pattern": "^\\p{Lu}[^a-z]\\s$"}"#,
    #"{"type": "array", "items": {"type": "integer"}, "minItems": 4, "uniqueItems": true}"#,
    #"{"type": "array", "items": {"enum": [1, 2, 3]}, "minItems": 3, "uniqueItems": true}"#,
    #"{"prefixItems": [{"type": "string"}, {"type": "null"}], "items": false, "minItems": 2}"#,
    #"{"type": "array", "contains": {"const": 7}, "minContains": 2, "maxContains": 2}"#,
    #"{"type": "object", "required": ["a"], "minProperties": 3, "maxProperties": 3}"#,
    #"{"type": "object", "properties": {"a": {"type": "null"}}, "additionalProperties": false}"#,
    #"{"type": "object", "patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": false, "minProperties": 2}"#,
    #"{"type": "object", "propertyNames": {"pattern": "^[a-z]{3}$"}, "minProperties": 2}"#,
    #"{"properties": {"a": true, "b": true}, "required": ["a"], "dependentRequired": {"a": ["b"]}}"#,
    #"{"required": ["a"], "dependentSchemas": {"a": {"required": ["c"], "properties": {"c": {"const": 1}}}}}"#,
    #"{"oneOf": [{"type": "integer"}, {"type": "integer", "minimum": 5}]}"#,
    #"{"anyOf": [{"type": "string", "maxLength": 1}, false]}"#,
    #"{"type": ["string", "null"], "not": {"type": "null"}}"#,
    #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}, "type": "object"}"#,
  ])
  func generatedValuesAreValidForEveryKeyword(text: String) throws {
    let schema = try Schema(document: try JSONParser.parse(text), dialect: .draft202012)
    let values = try values(text)
    #expect(values.count == 20, "\(text)")
    for value in values { #expect(schema.validate(value).isEmpty, "\(value.text()) for \(text)") }
  }

  @Test(arguments: [
    "uuid", "date", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "iri", "regex",
    "date-time",
    "uri-reference", "iri-reference", "uri-template", "json-pointer", "relative-json-pointer",
  ])
  func formats(name: String) throws {
    let values = try values(#"{"type": "string", "format": "\#(name)"}"#)
    #expect(values.count == 20)
    #expect(Set(values).count > 1)
  }

  @Test func generationIsDeterministicPerSeed() throws {
    let text = #"{"type": "array", "items": {"type": "integer", "maximum": 1000000}, "minItems": 3}"#
    #expect(try values(text) == values(text))
    #expect(Set(try values(text)).count == 20)
    let pinned = try values(#"{"type": "string", "pattern": "^[a-z]{3}$"}"#).prefix(3).compactMap(\.string)
    #expect(pinned == ["hmp", "yej", "imm"])
  }

  @Test func usesValidExamplesAndDefaults() throws {
    #expect(try Set(values(#"{"type": "integer", "examples": [4, 5, "no"]}"#)) == [4, 5])
    #expect(try Set(values(#"{"type": "integer", "default": 9}"#)) == [9])
    let misfit = try values(#"{"type": "integer", "default": "nine"}"#)
    #expect(misfit.count == 20)
    #expect(misfit.allSatisfy { $0.int != nil })
    let nested = try values(#"{"properties": {"a": {"default": 3}, "b": {"const": 2}}}"#)
    #expect(Set(nested) == [["a": 3, "b": 2]])
  }

  @Test func recursiveSchemasTerminate() throws {
    let tree = #"""
      {"type": "object", "required": ["value", "children"], "properties": {
        "value": {"type": "integer"}, "children": {"type": "array", "items": {"$ref": "#"}}}}
      """#
    let list = #"""
      {"oneOf": [
        {"type": "object", "required": ["head", "tail"], "properties": {"head": {"type": "integer"}, "tail": {"$ref": "#"}}},
        {"type": "null"}]}
      """#
    for text in [tree, list] {
      let values = try values(text)
      #expect(values.count == 20)
      #expect(values.allSatisfy { $0.bytes().count < 20_000 })
    }
  }

  @Test(arguments: [
    "false", #"{"type": "integer", "minimum": 3, "maximum": 2}"#, #"{"enum": [1, 2], "type": "string"}"#,
    ##"{"type": "object", "required": ["self"], "properties": {"self": {"$ref": "#"}}}"##,
    #"{"type": "string", "minLength": 3, "maxLength": 2}"#, #"{"not": {}}"#,
  ])
  func unsatisfiableSchemasGenerateNothing(text: String) throws {
    #expect(try values(text).isEmpty)
  }

  @Test(
    .enabled(if: PublicSuite.jsonSchema.isPresent, PublicSuite.jsonSchema.absence),
    arguments: [("draft7", Dialect.draft7), ("draft2020-12", Dialect.draft202012)])
  func generatesValuesForSatisfiableTestSuiteSchemas(draft: String, dialect: Dialect) throws {
    let schemas = try ConformanceSuite(draft: draft).satisfiableSchemas(dialect: dialect)
    var missed: [String] = []
    for (name, schema) in schemas {
      for seed: UInt64 in 0..<3 {
        guard let value = schema.value(seed: seed) else {
          missed.append(name)
          break
        }
        #expect(schema.validate(value).isEmpty, "\(name): \(value.text())")
      }
    }
    print(
      "\(draft): values made for \(schemas.count - missed.count) of \(schemas.count) schemas of the suite")
    #expect(missed == [])
  }
}

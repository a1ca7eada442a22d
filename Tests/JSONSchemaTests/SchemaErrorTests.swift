import JSON
import JSONSchema
import Testing

struct SchemaErrorTests {
  private func message(_ text: String, dialect: Dialect = .draft202012) throws -> String? {
    let document = try JSONParser.parse(text)
    do throws(SchemaError) {
      _ = try Schema(document: document, dialect: dialect)
      return nil
    } catch {
      return error.description
    }
  }

  static let mistakes: [(String, String)] = [
    (
      ##"{"$ref": "#/$defs/Confg", "$defs": {"Config": true}}"##,
      ##"#/$ref: refers to "#/$defs/Confg", but there is no "Confg". Did you mean "Config"?"##
    ),
    (
      ##"{"$ref": "#itms", "$defs": {"a": {"$anchor": "items"}}}"##,
      ##"#/$ref: refers to "#itms", but there is no anchor "itms". Did you mean "items"?"##
    ),
    (
      #"{"$ref": "other.json"}"#,
      #"#/$ref: refers to "other.json", but there is no document "other.json""#
    ),
    (#"{"properties": {"a": 1}}"#, "#/properties/a: must be an object, true or false (a schema), got 1"),
    (#"{"minLength": -1}"#, "#/minLength: `minLength` must be an integer of at least 0, got -1"),
    (#"{"required": "a"}"#, #"#/required: must be an array of property names, got "a""#),
    (#"{"items": [true]}"#, "#/items: must be an object, true or false (a schema), got an array"),
    (
      #"{"type": "int"}"#,
      #"#/type: `type` must be one of "null", "boolean", "integer", "number", "string", "array" or "object", "#
        + #"got "int""#
    ),
    (
      #"{"multipleOf": 0}"#,
      "#/multipleOf: `multipleOf` must be a number greater than 0 of at most 18 digits, got 0"
    ),
    (#"{"allOf": []}"#, "#/allOf: `allOf` must be an array of schemas, got []"),
    (
      #"{"pattern": "(a"}"#, ##"#/pattern: "(a" is not a valid regular expression: a "(" has no ")""##
    ),
    (
      #"{"$schema": "http://json-schema.org/draft-04/schema#"}"#,
      ##"#/$schema: is written for "http://json-schema.org/draft-04/schema#"; use draft 7 or draft 2020-12"##
    ),
    ("7", "#: must be an object, true or false (a schema), got 7"),
  ]

  @Test(arguments: mistakes)
  func messageGivesLocationAndRemedy(schema: String, expected: String) throws {
    #expect(try message(schema) == expected)
  }

  @Test(arguments: [
    ##"{"$ref": "#"}"##,
    ##"{"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"anyOf": [{"not": {"$ref": "#"}}]}}}"##,
  ])
  func circularReferencesAreAnError(schema: String) throws {
    let message = try #require(try message(schema))
    #expect(
      message.hasSuffix("refers to itself without descending into the value: validation would not terminate"))
  }

  @Test func recursiveSchemaIsNotAnError() throws {
    #expect(try message(##"{"properties": {"next": {"$ref": "#"}}}"##) == nil)
  }

  @Test func errorHasPointerAndSourceRange() throws {
    let text = #"{"properties": {"a": {"minimum": "1"}}}"#
    let document = try JSONParser.parse(text)
    let error = #expect(throws: SchemaError.self) { try Schema(document: document) }
    #expect(error?.pointer.description == "/properties/a/minimum")
    #expect(error?.range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } == #""1""#)
  }

  @Test func unknownRequiredVocabularyIsAnError() throws {
    let resources = SchemaResources([
      "https://example.com/meta": ["$vocabulary": ["https://example.com/vocab/units": true]]
    ])
    let error = #expect(throws: SchemaError.self) {
      try Schema(document: ["$schema": "https://example.com/meta"], resources: resources)
    }
    #expect(
      error?.message == #"requires the unknown vocabulary "https://example.com/vocab/units""#)
  }
}

struct ReferenceTests {
  private let contract = #"""
    {"openrpc": "1.3.2", "components": {"schemas": {
      "Config": {"properties": {"n": {"$ref": "#/components/schemas/Count"}}},
      "Count": {"type": "integer", "minimum": 1}}}}
    """#

  @Test func subschemaResolvesReferencesIntoItsDocument() throws {
    let schema = try Schema(
      document: JSONParser.parse(contract), at: JSONPointer(["components", "schemas", "Config"]))
    #expect(
      schema.validate(["n": 0]).map { "\($0.schema): \($0.message)" } == [
        "/components/schemas/Count/minimum: must be at least 1, got 0"
      ])
  }

  @Test func unresolvedPointerSuggestsTheNearestName() throws {
    let document = try JSONParser.parse(contract)
    let error = #expect(throws: SchemaError.self) {
      try Schema(document: document, at: JSONPointer(["components", "schemas", "Confg"]))
    }
    #expect(
      error?.message
        == ##"refers to "#/components/schemas/Confg", but there is no "Confg". Did you mean "Config"?"##)
  }

  @Test func resolvesExternalReferencesAgainstTheBaseURI() throws {
    let given = SchemaResources(["https://example.com/a/count.json": ["type": "integer"]])
    let loaded = SchemaResources { $0 == "https://example.com/a/count.json" ? ["type": "integer"] : nil }
    for resources in [given, loaded] {
      let schema = try Schema(
        document: ["$ref": "count.json"], baseURI: "https://example.com/a/s.json", resources: resources)
      #expect(schema.isValid(1))
      #expect(schema.validate("1").map(\.schemaDocument) == ["https://example.com/a/count.json"])
    }
  }

  @Test(arguments: [
    "http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2020-12/schema",
  ])
  func metaschemasAreBuiltIn(uri: String) throws {
    let schema = try Schema(document: ["$ref": .string(uri)])
    #expect(schema.isValid(["type": "string", "properties": ["a": true]]))
    #expect(!schema.isValid(["type": "text"]))
    #expect(!schema.isValid(["properties": ["a": ["minLength": -1]]]))
  }
}

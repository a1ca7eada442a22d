import JSON
import OpenRPC
import Testing

struct ParamValidationTests {
  static let methods = """
    [{"name": "greet", "paramStructure": "either", "params": [
      {"name": "name", "required": true, "schema": {"type": "string", "minLength": 1}},
      {"name": "times", "schema": {"type": "integer",
        "maximum": 10, "x-violationCodes": {"maximum": -40005}}},
      {"name": "options", "schema": {"type": "object", "additionalProperties": false, "required": ["tone"],
        "properties": {
          "tone": {"type": "string"},
          "id": {"type": "string", "pattern": "^[0-9]+$", "x-expected": "a number in quotes"}}}}]},
     {"name": "named", "paramStructure": "by-name", "params": [{"name": "a", "schema": true}]},
     {"name": "placed", "paramStructure": "by-position", "params": [{"name": "a", "schema": true}]}]
    """
  let contract: Contract

  init() throws { contract = try OpenRPCTests.contract(methods: Self.methods) }

  private func check(_ params: String?, _ name: String = "greet") throws -> [ContractViolation] {
    let method = try #require(contract.method(named: name))
    return contract.validateParams(try params.map { try JSONParser.parse($0) }, of: method)
  }

  private func sentences(_ params: String?, _ name: String = "greet") throws -> [String] {
    try check(params, name).map { $0.sentence(whole: "params") }
  }

  @Test func acceptsParamsByNameAndByPosition() throws {
    #expect(try sentences(#"{"name": "Ada", "times": 2, "options": {"tone": "warm", "id": "7"}}"#) == [])
    #expect(try sentences(#"["Ada", 2, {"tone": "warm"}]"#) == [])
    #expect(try sentences(#"["Ada"]"#) == [])
    #expect(try sentences("{}", "named") == [])
    #expect(try sentences(nil, "named") == [])
  }

  @Test func namesMissingAndUnknownParams() throws {
    #expect(
      try sentences(#"{"nam": "Ada"}"#) == [
        "`name` is missing", "Unknown parameter `nam`. Did you mean `name`?",
      ])
    #expect(try sentences("[]") == ["`name` is missing"])
    #expect(try sentences(nil) == ["`name` is missing"])
    #expect(
      try sentences(#"["Ada", 1, {"tone": "x"}, 4]"#) == [
        "`[3]` is one value too many; `greet` takes at most 3"
      ])
  }

  @Test func namesFieldsByDottedPath() throws {
    #expect(
      try sentences(#"{"name": "Ada", "options": {"tones": "warm"}}"#) == [
        "`options.tone` is missing", "Unknown field `options.tones`. Did you mean `tone`?",
      ])
    #expect(
      try sentences(#"["Ada", 1, {"tone": "warm", "id": "x"}]"#) == [
        "`options.id` must be a number in quotes, got \"x\""
      ])
    #expect(try sentences(#"{"name": true}"#) == ["`name` must be a string, got a boolean"])
  }

  @Test func refusesTheOtherStructure() throws {
    #expect(try sentences("[1]", "named") == ["params must be an object (by name), got an array"])
    #expect(try sentences(#"{"a": 1}"#, "placed") == ["params must be an array (by position), got an object"])
    #expect(try sentences("7") == ["params must be an object or an array, got 7"])
  }

  @Test func carriesTheErrorCode() throws {
    #expect(try check(#"{"name": "Ada", "times": 11}"#).map(\.code) == [-40005])
    #expect(try check(#"{"name": "Ada", "times": "11"}"#).map(\.code) == [-32602])
  }

  @Test func namesBothSides() throws {
    let request = #"{"name": "Ada", "times": 11, "options": {"tones": 1}}"#
    let violations = try check(request)
    let places = violations.map { text($0.contractSpan, in: contract) }
    #expect(places == [#""maximum": 10"#, #""tone""#, #""tone""#])
    #expect(violations[0].contractSpan.label == "api.json:5:5")
    let bytes = Array(request.utf8)
    let values = violations.compactMap(\.instanceRange).map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(values == ["11", #"{"tones": 1}"#, #""tones""#])
    #expect(violations[0].note.message == "the contract defines it here")

    let unknown = try #require(check(#"{"name": "Ada", "tims": 1}"#).first)
    #expect(text(unknown.contractSpan, in: contract) == #""times""#)
  }
}

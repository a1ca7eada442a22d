import Diagnostics
import JSON
import OpenRPC
import Testing

/// What examples have shown of a contract.
struct CoverageTests {
  static func coverage() throws -> ContractCoverage {
    ContractCoverage(
      try contract(
        methods: """
          [{"name": "plan.add", "params": [
              {"name": "title", "schema": {"type": "string", "minLength": 1, "maxLength": 3}},
              {"name": "options", "schema": {"$ref": "#/components/schemas/Options"}},
              {"name": "tags", "schema": {"type": "array", "minItems": 0, "maxItems": 2,
                "items": {"type": "string", "maxLength": 2}}}],
            "result": {"name": "r", "schema": {"type": "integer"}},
            "errors": [{"code": -32602, "message": "Invalid params"}, {"code": 7, "message": "Too late"}]}]
          """,
        components: """
          {"schemas": {"Options": {"type": "object", "properties": {
            "rate": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
            "next": {"$ref": "#/components/schemas/Options"}}}}}
          """))
  }

  private func shown(_ request: String, _ answer: String) throws -> [String] {
    try Self.coverage().shown(
      by: JSONParser.parse(SourceText(path: "request", text: request)),
      answer: JSONParser.parse(SourceText(path: "answer", text: answer))
    ).sorted()
  }

  @Test func everyPromiseIsAnItem() throws {
    #expect(
      try Self.coverage().items.map(\.key) == [
        "method: plan.add", "error: -32602", "error: 7",
        "taken at the limit: plan.add title minLength 1",
        "refused beyond the limit: plan.add title minLength 1",
        "taken at the limit: plan.add title maxLength 3",
        "refused beyond the limit: plan.add title maxLength 3",
        "taken at the limit: plan.add options.rate maximum 1",
        "refused beyond the limit: plan.add options.rate maximum 1",
        "taken at the limit: plan.add options.rate exclusiveMinimum 0",
        "refused beyond the limit: plan.add options.rate exclusiveMinimum 0",
        "taken at the limit: plan.add tags maxItems 2", "refused beyond the limit: plan.add tags maxItems 2",
        "taken at the limit: plan.add tags[] maxLength 2",
        "refused beyond the limit: plan.add tags[] maxLength 2",
      ])
  }

  @Test func aResultShowsTheMethodAndTheLimitsThatItsParamsReach() throws {
    #expect(
      try shown(
        #"{"id": 1, "method": "plan.add", "params": {"title": "abc", "options": {"rate": 1}, "tags": ["x", "yy"]}}"#,
        #"{"id": 1, "result": 7}"#) == [
          "method: plan.add",
          "taken at the limit: plan.add options.rate exclusiveMinimum 0",
          "taken at the limit: plan.add options.rate maximum 1",
          "taken at the limit: plan.add tags maxItems 2",
          "taken at the limit: plan.add tags[] maxLength 2",
          "taken at the limit: plan.add title maxLength 3",
        ])
  }

  @Test func anErrorShowsTheEndsThatWerePassed() throws {
    #expect(
      try shown(
        #"{"id": 1, "method": "plan.add", "params": ["", {"rate": 0}, ["xyz"]]}"#,
        #"{"id": 1, "error": {"code": -32602, "message": "Invalid params"}}"#) == [
          "error: -32602",
          "refused beyond the limit: plan.add options.rate exclusiveMinimum 0",
          "refused beyond the limit: plan.add tags[] maxLength 2",
          "refused beyond the limit: plan.add title minLength 1",
        ])
  }

  @Test func anErrorOfTheMethodItselfComesAfterItsParamsWereTaken() throws {
    #expect(
      try shown(
        #"{"id": 1, "method": "plan.add", "params": ["abc"]}"#,
        #"{"id": 1, "error": {"code": 7, "message": "Too late"}}"#) == [
          "error: 7", "taken at the limit: plan.add title maxLength 3",
        ])
  }

  @Test func anErrorOfAnotherKindShowsNoRange() throws {
    #expect(
      try shown(
        #"{"id": 1, "method": "plan.add", "params": [""]}"#,
        #"{"id": 1, "error": {"code": -32603, "message": "Internal error"}}"#) == ["error: -32603"])
  }

  @Test func membersOfABatchBelongTogetherByTheirIdentifier() throws {
    #expect(
      try shown(
        #"[{"id": 1, "method": "plan.add", "params": ["a"]}, {"id": "b", "method": "plan.add", "params": [""]}]"#,
        #"[{"id": "b", "error": {"code": -32602, "message": "Invalid params"}}, {"id": 1, "result": 1}]"#)
        == [
          "error: -32602", "method: plan.add",
          "refused beyond the limit: plan.add title minLength 1",
          "taken at the limit: plan.add title minLength 1",
        ])
  }
}

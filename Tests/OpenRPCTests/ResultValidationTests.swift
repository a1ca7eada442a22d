import JSON
import OpenRPC
import Testing

struct ResultValidationTests {
  let contract: Contract
  let method: Method

  init() throws {
    contract = try OpenRPCTests.contract(
      methods: """
        [{"name": "count", "params": [], "result": {"name": "n", "schema": {"type": "integer", "minimum": 0}},
          "errors": [{"code": -40003, "message": "Cannot count"}]},
         {"name": "log", "params": []}]
        """,
      components: #"{"schemas": {"Word": {"type": "string", "maxLength": 3}}}"#,
      more: """
        , "x-errors": [
          {"code": -40003, "message": "Cannot count", "data": {"type": "object", "required": ["field"],
           "properties": {"field": {"type": "string"}}}},
          {"code": -32029, "message": "Slow down", "scope": "protocol"},
          {"code": -40009, "message": "Of another method"}]
        """)
    method = try #require(contract.method(named: "count"))
  }

  private func errors(_ error: JSON) -> [String] {
    contract.validateError(error, of: method).map { $0.sentence(whole: "the error") }
  }

  @Test func validatesResults() throws {
    #expect(contract.validateResult(3, of: method) == [])
    #expect(
      contract.validateResult(-1, of: method).map { $0.sentence() } == [
        "the value must be at least 0, got -1"
      ])
    let log = try #require(contract.method(named: "log"))
    #expect(
      contract.validateResult(nil, of: log).map { $0.sentence(whole: "the result") } == [
        "the result is not allowed: `log` is a notification, which has no result"
      ])
  }

  @Test func acceptsDeclaredErrors() {
    #expect(errors(["code": -40003, "message": "Cannot count", "data": ["field": "x"]]) == [])
    #expect(errors(["code": -32029, "message": "Slow down"]) == [])
    #expect(errors(["code": -32601, "message": "Method not found"]) == [])
    #expect(contract.validateError(["code": -32700, "message": "Parse error"], of: nil) == [])
  }

  @Test func refusesErrorsThatAreNotDeclared() {
    #expect(
      errors(["code": -40009, "message": "Of another method"]) == [
        "`code` is -40009, which `count` does not declare. Declared: -40003, -32029"
      ])
    #expect(errors(["code": 1, "message": "m"]).count == 1)
  }

  @Test func refusesMalformedErrors() {
    #expect(errors("no") == [#"the error must be an error object, got "no""#])
    #expect(errors(["message": 1]) == ["`message` must be a string, got 1", "`code` is missing"])
    #expect(errors(["code": "1", "message": "m"]) == [#"`code` must be an integer, got "1""#])
    #expect(
      errors(["code": -40003, "message": "m", "date": 1]) == [
        "`date` is not a field of an error object (code, message, data)",
        "`data` is missing; the contract requires it for the error -40003",
      ])
    #expect(errors(["code": -40003, "message": "m", "data": [:]]) == ["`data.field` is missing"])
    #expect(
      errors(["code": -40003, "message": "m", "data": ["field": 1]]) == [
        "`data.field` must be a string, got 1"
      ])
  }

  @Test func validatesComponents() {
    #expect(contract.validate("abc", schemaNamed: "Word") == [])
    #expect(contract.validate("abcd", schemaNamed: "Word")?.map(\.keyword) == ["maxLength"])
    #expect(contract.validate("abc", schemaNamed: "Wrd") == nil)
  }
}

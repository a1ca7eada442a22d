import Diagnostics
import HTTP
import OpenAPI
import OpenRPC
import Testing

struct OperationCoverageTests {
  private func contract(_ text: String) throws -> Contract {
    try OpenAPI.load(SourceText(path: "api.yaml", text: text))
  }

  @Test func exchangesShowStatusesMediaTypesAndLimits() throws {
    let contract = try self.contract(
      """
      openapi: 3.1.0
      info: {title: T, version: "1"}
      paths:
        /pets:
          post:
            operationId: add
            parameters: [{name: count, in: query, schema: {type: integer, minimum: 1, maximum: 9}}]
            requestBody:
              content:
                application/json: {schema: {type: object, properties: {name: {type: string, maxLength: 3}}}}
                application/*: {}
            responses:
              "201": {description: made, content: {application/json: {}, text/csv: {}}}
              4XX: {description: bad}
      """)
    let coverage = ContractCoverage(contract)
    let names = coverage.items.map(\.key)
    #expect(
      names == [
        "method: add", "status: add 201", "status: add 4XX", "media type: add application/json",
        "media type: add application/*", "media type: add 201 application/json",
        "media type: add 201 text/csv",
        "taken at the limit: add count minimum 1", "refused beyond the limit: add count minimum 1",
        "taken at the limit: add count maximum 9", "refused beyond the limit: add count maximum 9",
        "taken at the limit: add body.name maxLength 3",
        "refused beyond the limit: add body.name maxLength 3",
      ])
    let check = AnswerCheck(contract)
    func shown(_ query: String, _ body: String, _ status: Int) -> Set<String> {
      let request = HTTPExchangeRequest(
        method: "POST", path: "/pets?\(query)", headers: ["Content-Type": "application/json"],
        body: Array(body.utf8))
      let response = HTTPExchangeResponse(
        status: status, headers: ["Content-Type": "text/csv; charset=utf-8"])
      return check.exchange(request, response)?.shown(of: coverage) ?? []
    }
    #expect(
      shown("count=9", #"{"name": "abc"}"#, 201) == [
        "method: add", "status: add 201", "media type: add application/json", "media type: add 201 text/csv",
        "taken at the limit: add count maximum 9", "taken at the limit: add body.name maxLength 3",
      ])
    #expect(
      shown("count=10", "{}", 422) == ["status: add 4XX", "refused beyond the limit: add count maximum 9"])
    #expect(shown("count=10", "{}", 500) == [])
  }

  @Test func answersAreValidated() throws {
    let contract = try self.contract(
      """
      openapi: 3.1.0
      info: {title: T, version: "1"}
      servers: [{url: /v1}]
      paths:
        /pets/{id}:
          get:
            operationId: get
            parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
            responses:
              "200": {description: ok, content: {application/json: {schema: {type: object, required: [a]}}}}
      """)
    let check = AnswerCheck(contract)
    func problems(_ path: String, _ status: Int, _ body: String, _ type: String = "application/json")
      -> [String]
    {
      let response = HTTPExchangeResponse(
        status: status, headers: ["Content-Type": type], body: Array(body.utf8))
      let exchange = check.exchange(HTTPExchangeRequest(method: "GET", path: path), response)
      return exchange?.problems.map(\.message) ?? []
    }
    #expect(problems("/v1/pets/1", 200, #"{"a": 1}"#) == [])
    #expect(
      problems("/v1/pets/1", 200, "{}") == [
        "the service's answer 200 of `get` does not fit the contract: `a` is missing"
      ])
    #expect(problems("/pets/1", 200, "{")[0].hasPrefix("the service's answer 200 of `get` is not JSON: "))
    #expect(
      problems("/pets/1", 200, "a", "text/csv")
        == ["the service's answer 200 of `get` is `text/csv`, but the contract has only `application/json`"])
    #expect(
      problems("/pets/1", 201, "{}") == [
        "the service answers `get` with 201, but the contract has only `200`"
      ])
    #expect(
      problems("/pets/x", 200, #"{"a": 1}"#) == [
        "the service accepts a request of `get` that the contract does not allow: path parameter `id` must be an integer, got a string"
      ])
    #expect(problems("/pets/x", 404, "") == [])
    #expect(problems("/dogs", 200, "") == [])
  }
}

import Diagnostics
import OpenAPI
import TestSupport
import Testing

/// HTTP requests and responses of a page, against the operations of a contract in OpenAPI.
struct OperationCheckTests {
  private func findings(_ page: String, servers: String = "servers: []") async throws -> [String] {
    let contract = try OpenAPI.load(
      SourceText(
        path: "api.yaml",
        text: """
          openapi: 3.1.0
          info: {title: Shop, version: '1'}
          \(servers)
          paths:
            /pets:
              post:
                operationId: addPet
                requestBody:
                  content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
                responses:
                  201: {description: D, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
                  4XX: {description: D}
          components:
            schemas: {Pet: {type: object, required: [name], properties: {name: {type: string}}}}
          """))
    return try await Tree.portal(page).with { $0.contract = contract }.lines()
  }

  private func page(request: String, status: String, response: String) -> String {
    "```http\nPOST /v1/pets HTTP/1.1\n\n\(request)\n```\n\n```http\nHTTP/1.1 \(status)\n\n\(response)\n```\n"
  }

  @Test func whatFitsHasNoFinding() async throws {
    let rex = #"{"name": "Rex"}"#
    try await expectEqual(findings(page(request: rex, status: "201 Created", response: rex)), [])
  }

  @Test func bodiesThatDoNotFit() async throws {
    let page = page(request: #"{"nam": "Rex"}"#, status: "201 Created", response: #"{"name": 3}"#)
    try await expectEqual(
      findings(page),
      [
        "content/page.md:4:1: `name` is missing",
        "content/page.md:10:10: `name` must be a string, got 3",
      ])
  }

  /// `/pets` is the end of these paths, and not their operation.
  @Test(arguments: ["/owners/pets", "/v1/owners/pets", "/owners/7/pets"])
  func theEndOfAPathIsNotItsOperation(_ path: String) async throws {
    let page = page(request: #"{"nam": "Rex"}"#, status: "201 Created", response: #"{"name": 3}"#)
    try await expectEqual(findings(page.replacing("/v1/pets", with: path)), [])
    let api = page.replacing("/v1/pets", with: "/api/v1/pets")
    try await #expect(findings(api).count == 2)
  }

  @Test func aRequestBelowTheServerOfTheContract() async throws {
    let page = page(request: #"{"nam": "Rex"}"#, status: "201 Created", response: #"{"name": "Rex"}"#)
    let servers = "servers: [{url: 'https://shop.test/shop/v2'}]"
    try await #expect(findings(page.replacing("/v1/", with: "/shop/v2/"), servers: servers).count == 1)
    try await #expect(findings(page.replacing("/v1/", with: "/"), servers: servers).count == 1)
    try await expectEqual(findings(page, servers: servers), [])
  }

  @Test func aRefusedRequestMayBeWrong() async throws {
    let refused = page(request: "{}", status: "422 Unprocessable Content", response: "{}")
    try await expectEqual(findings(refused), [])
  }

  @Test func statusesThatTheContractDoesNotHave() async throws {
    let rex = #"{"name": "Rex"}"#
    try await expectEqual(
      findings(page(request: rex, status: "200 OK", response: rex)),
      ["content/page.md:8:10: The contract has no response `200` of `addPet`"])
  }

  @Test func requestsOfNoOperationAreNotJudged() async throws {
    try await expectEqual(findings("```http\nPOST /v1/orders HTTP/1.1\n\n{\"a\": 1}\n```\n"), [])
  }
}

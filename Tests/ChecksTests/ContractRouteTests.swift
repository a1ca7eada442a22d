import Diagnostics
import OpenAPI
import TestSupport
import Testing

@testable import Checks

/// Requests of a page, against the paths and verbs of the portal's contract in OpenAPI.
struct ContractRouteTests {
  private func findings(_ page: String, file: String = "api.yaml", isInProject: Bool = false) async throws
    -> [String]
  {
    let text = """
      openapi: 3.1.0
      info: {title: Shop, version: '1'}
      servers: [{url: https://shop.example.com/v1}]
      paths:
        /pets:
          get: {operationId: listPets, responses: {200: {description: D}}}
          post: {operationId: addPet, responses: {201: {description: D}}}
        /pets/{id}/vaccines:
          get: {operationId: listVaccines, responses: {200: {description: D}}}
      """
    let contract = try OpenAPI.load(SourceText(path: "content/" + file, text: text))
    return try await Tree.portal(page, isInProject ? ["content/" + file: text] : [:])
      .with { $0.contract = contract }.lines()
  }

  @Test(arguments: [
    "`GET /pets`", "`POST /pets`", "`GET /pets/7/vaccines`", "`GET /orders`", "`OPTIONS /pets`",
    "```http\nGET /v1/pets HTTP/1.1\n```", "```http\nGET /v1/pets/{id}/vaccines HTTP/1.1\n```",
    // A path below no server of the contract may be of another service.
    "`DELETE /v2/pets`", "`DELETE /shop/pets`", "`DELETE /v1/shop/pets`",
  ])
  func whatTheContractHasOrKnowsNothingOf(_ page: String) async throws {
    try await expectEqual(findings(page + "\n"), [])
  }

  @Test func verbsThatThePathDoesNotHave() async throws {
    try await expectEqual(
      findings("`DELETE /pets`\n"),
      [
        "content/page.md:1:9: `/pets` is declared for GET and POST, not for DELETE → correct the verb, or the path"
      ])
    try await expectEqual(
      findings("```http\nPOST /pets/7/vaccines HTTP/1.1\n```\n"),
      [
        "content/page.md:2:6: `/pets/7/vaccines` is declared for GET, not for POST → correct the verb, or the path"
      ])
  }

  @Test func verbsBelowTheServerOfTheContract() async throws {
    try await expectEqual(
      findings("```http\nDELETE /v1/pets HTTP/1.1\n```\n"),
      [
        "content/page.md:2:8: `/v1/pets` is declared for GET and POST, not for DELETE → correct the verb, or the path"
      ])
  }

  /// The text of a file of this name is also read for paths, which says nothing of verbs.
  @Test func verbsOfAContractThatIsFoundByItsName() async throws {
    try await expectEqual(
      findings("`DELETE /pets`\n", file: "openapi.yaml", isInProject: true),
      [
        "content/page.md:1:9: `/pets` is declared for GET and POST, not for DELETE → correct the verb, or the path"
      ])
  }

  @Test func aSlipInAPath() async throws {
    try await expectEqual(
      findings("`GET /pets/7/vacines`\n"),
      [
        "content/page.md:1:6: No route `/pets/7/vacines` in this repository. Did you mean `/pets/7/vaccines`?"
      ])
  }
}

struct RouteIndexTests {
  private let index = RouteIndex(
    ["/pets", "/pets/{id}", "/v1/pets/{id}", "/{shop}/pets", "/", "/orders/{id}/items", "/{a}/{b}"]
      .compactMap(RoutePath.init)
  ) { $0 }

  @Test(arguments: [
    ("/pets", ["/pets", "/{shop}/pets"]),
    ("/v2/pets", ["/pets", "/{shop}/pets"]),
    ("/pets/7", ["/pets/{id}", "/v1/pets/{id}"]),
    ("/v1/pets/7", ["/pets/{id}", "/v1/pets/{id}"]),
    ("/{x}/7", []),
    ("/items", ["/orders/{id}/items"]),
    ("/carts", []),
  ])
  func routesThatAPathFits(_ path: String, _ expected: [String]) throws {
    let path = try #require(RoutePath(path))
    #expect(index.fitting(path).map(\.text) == expected)
    // The same as a comparison with every route.
    #expect(index.all.filter(path.fits).map(\.text) == expected)
  }
}

import OpenAPI
import Testing

@testable import ContractMock

struct RoutingTests {
  private func mock() throws -> OperationFixture {
    try OperationFixture(
      paths: """
        /pets/mine:
          get: {responses: {"200": {description: mine}}}
        /pets/{id}:
          get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {"200": {description: one}}}
        /pets/{owner}:
          delete: {parameters: [{name: owner, in: path, required: true, schema: {type: string}}], responses: {"204": {description: gone}}}
        /files/{name}.{type}:
          parameters:
          - {name: name, in: path, required: true, schema: {type: string}}
          - {name: type, in: path, required: true, schema: {enum: [txt, png]}}
          get: {responses: {"200": {description: a file}}}
        /archives/{name}.tar.gz:
          parameters: [{name: name, in: path, required: true, schema: {type: string}}]
          get: {responses: {"200": {description: an archive}}}
        """, rest: "servers: [{url: https://example.com/v1}]")
  }

  @Test func fixedTextComesBeforeVariables() throws {
    let table = PathTable(try mock().mock.contract.methods)
    #expect(table.matches("/pets/mine").map(\.template) == ["/pets/mine", "/pets/{id}", "/pets/{owner}"])
    #expect(table.matches("/pets/7").map(\.variables) == [["id": "7"], ["owner": "7"]])
    #expect(table.matches("/pets/").isEmpty)
    #expect(table.matches("/pets").isEmpty)
    #expect(table.matches("/pets/7/8").isEmpty)
    #expect(table.matches("/p%65ts/a%2Fb").first?.variables == ["id": "a%2Fb"])
  }

  @Test func aPartOfAPathHasSeveralVariables() throws {
    let mock = try mock()
    let table = PathTable(mock.mock.contract.methods)
    #expect(table.matches("/files/a.txt").map(\.variables) == [["name": "a", "type": "txt"]])
    #expect(table.matches("/files/.txt").isEmpty)
    #expect(table.matches("/archives/a.tar.b.tar.gz").map(\.variables) == [["name": "a.tar.b"]])
    #expect(table.matches("/archives/.tar.gz").isEmpty)
    #expect(mock.send("GET", "/files/a.png").status == 200)
    #expect(mock.send("GET", "/files/a.gif").status == 422)
  }

  @Test func pathsStartAtTheServerOrAtTheRoot() throws {
    let mock = try mock()
    #expect(mock.mock.paths == ["/", "/v1"])
    #expect(mock.send("GET", "/v1/pets/7").status == 200)
    #expect(mock.send("GET", "/pets/7?x=1").status == 200)
    #expect(mock.send("GET", "/v2/pets/7").status == 404)
    #expect(mock.send("GET", "/v1x/pets/7").status == 404)
  }

  @Test func whatIsNotDescribedIsRefused() throws {
    let mock = try mock()
    let nowhere = mock.send("GET", "/dogs")
    #expect(nowhere.status == 404)
    #expect(nowhere.headers["Content-Type"] == "application/problem+json")
    #expect(try nowhere.json["detail"] == "The contract has no path that `/dogs` fits")
    let method = mock.send("POST", "/pets/7")
    #expect(method.status == 405)
    #expect(method.headers["Allow"] == "GET, DELETE")
    #expect(try method.json["detail"] == "`/pets/{id}` takes GET, DELETE, not POST")
    #expect(mock.send("DELETE", "/pets/7").status == 204)
  }
}

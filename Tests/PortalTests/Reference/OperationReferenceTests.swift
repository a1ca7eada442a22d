import Diagnostics
import OpenAPI
import OpenRPC
import Testing

@testable import Portal

/// The reference of an operation of OpenAPI.
struct OperationReferenceTests {
  private let text = """
    openapi: 3.1.0
    info: {title: Shop, version: '1'}
    paths:
      /pets/{id}:
        put:
          operationId: changePet
          parameters:
            - {name: dry, in: query, schema: {type: boolean}}
            - {name: id, in: path, required: true, schema: {type: integer}}
          requestBody: {content: {application/json: {schema: {type: object}}}}
          responses: {204: {description: Done.}}
    """

  private func reference() throws -> ContractReference {
    ContractReference(contract: try OpenAPI.load(SourceText(path: "api.yaml", text: text))) {
      "#" + $0.anchor
    }
  }

  @Test func theVerbAndThePathAreBesideTheName() throws {
    let html = String(decoding: try #require(try reference().signature(ofMethod: "changePet")), as: UTF8.self)
    #expect(html.contains("<code>changePet</code> <code>PUT /pets/{id}</code>"))
  }

  @Test func parametersAreListedByTheirPlace() throws {
    let method = try #require(try reference().contract.method(named: "changePet"))
    let groups = ParameterGroup.all(of: method).map { "\($0.title ?? "") \($0.params.map(\.name))" }
    #expect(
      groups == [
        #"In the path: ["id"]"#, #"In the query: ["dry"]"#, #"The body, as application/json: ["body"]"#,
      ])
  }

  @Test func aSuccessWithoutABodySaysSo() throws {
    let html = try #require(try reference().result(ofMethod: "changePet"))
    #expect(String(decoding: html.bytes, as: UTF8.self) == "<p>No body.</p>\n")
  }
}

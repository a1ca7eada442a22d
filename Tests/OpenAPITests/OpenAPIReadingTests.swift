import Diagnostics
import JSON
import OpenAPI
import OpenRPC
import Testing

/// The model of a document.
struct OpenAPIReadingTests {
  private let shop = """
    openapi: 3.1.0
    info: {title: Shop, version: 2.0.0}
    servers: [{url: 'https://shop.example/v2'}]
    paths:
      /pets/{id}:
        parameters:
          - {name: id, in: path, required: true, description: Its number., schema: {type: integer}}
          - {name: lang, in: query, schema: {type: string}}
        get:
          operationId: getPet
          summary: Gets a pet.
          tags: [pets]
          parameters: [{name: lang, in: query, description: Of names., schema: {enum: [en, de]}}]
          responses:
            200:
              description: The pet.
              content:
                text/plain: {}
                application/json:
                  schema: {$ref: '#/components/schemas/Pet'}
                  examples: {rex: {value: {name: Rex}}}
            404: {$ref: '#/components/responses/Missing'}
            5XX: {description: Try again later.}
        put:
          requestBody:
            required: true
            content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
    components:
      responses: {Missing: {description: "No such pet.\\nMore."}}
      schemas:
        Pet: {type: object, required: [name], properties: {name: {type: string}}}
    """

  private func contract(_ text: String) throws -> Contract {
    try OpenAPI.load(SourceText(path: "api.yaml", text: text))
  }

  @Test func operationsAreMethods() throws {
    let contract = try contract(shop)
    #expect(contract.title == "Shop" && contract.servers.map(\.url) == ["https://shop.example/v2"])
    #expect(contract.methods.map(\.name) == ["getPet", "PUT /pets/{id}"])
    let get = try #require(contract.method(named: "getPet"))
    #expect(get.params.map(\.name) == ["id", "lang"])
    #expect(get.params.map(\.required) == [true, false])
    #expect(get.param(named: "lang")?.description == "Of names.")
    #expect(get.result?.schemaValue == ["$ref": "#/components/schemas/Pet"])
    #expect(get.errors.map(\.code) == [404] && get.errors[0].message == "No such pet.")
    #expect(contract.source.text(in: get.nameRange) == "getPet")
    let put = contract.methods[1]
    #expect(put.params.map(\.name) == ["id", "lang", "body"] && put.params[2].required)
    #expect(put.operation?.isBodyRequired == true && put.operation?.bodies.first?.type == "application/json")
  }

  @Test func responsesAreFoundByStatus() throws {
    let operation = try #require(try contract(shop).methods[0].operation)
    #expect(operation.verb == "GET" && operation.path == "/pets/{id}" && operation.pathVariables == ["id"])
    #expect(operation.parameters.map(\.place) == [.path, .query])
    #expect(operation.response(of: 503)?.description == "Try again later.")
    #expect(operation.response(of: 302) == nil)
    let content = try #require(operation.response(of: 200)?.content)
    #expect(content.map(\.type) == ["application/json", "text/plain"])
    #expect(content[0].examples.map(\.name) == ["rex"])
  }

  @Test func schemasOf30AreThoseOf31() throws {
    let contract = try contract(
      """
      openapi: 3.0.3
      info: {title: T, version: '1'}
      paths: {}
      components:
        schemas:
          A: {type: string, nullable: true, enum: [x]}
          B: {type: integer, minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}
          C: {type: object, properties: {a: {$ref: '#/components/schemas/A', nullable: false}}}
      """)
    func accepts(_ name: String, _ value: JSON) -> Bool? {
      contract.schema(named: name)?.schema.isValid(value)
    }
    #expect(accepts("A", .null) == true && accepts("A", "x") == true && accepts("A", "y") == false)
    #expect(accepts("B", 1) == false && accepts("B", 2) == true && accepts("B", 9) == true)
    #expect(accepts("C", ["a": nil]) == true && accepts("C", ["a": 1]) == false)
  }

  @Test func referencesLeadToOtherFilesOfTheProject() throws {
    let files = ContractFiles { reference, from throws(ContractFileError) in
      guard reference == "parts/pet.yaml" else { throw ContractFileError(reason: "does not exist") }
      let text = "Pet:\n  type: object\n  properties: {id: {$ref: '#/Id'}}\nId: {type: integer}\n"
      return ContractFile(path: reference, source: SourceText(path: "api/parts/pet.yaml", text: text))
    }
    let text = """
      openapi: 3.1.0
      info: {title: T, version: '1'}
      paths: {/a: {get: {responses: {200: {description: D, content: {application/json: {
        schema: {$ref: 'parts/pet.yaml#/Pet'}}}}}}}}
      """
    let contract = try OpenAPI.load(SourceText(path: "api.yaml", text: text), files: files)
    #expect(contract.schemas.map(\.name) == ["Pet", "Id"])
    #expect(contract.methods[0].result?.schema.isValid(["id": "x"]) == false)
    let range = try #require(contract.schema(named: "Id")?.value["type"]?.range)
    #expect(contract.span(range).path == "api/parts/pet.yaml" && contract.span(range).start.line == 4)
  }

  @Test func otherDocumentsAreOpenRPC() throws {
    let text = #"{"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": []}"#
    #expect(try Contract.read(SourceText(path: "api.json", text: text)).callProtocol == .jsonRPC)
    #expect(try Contract.read(SourceText(path: "api.yaml", text: shop)).callProtocol == .http)
  }
}

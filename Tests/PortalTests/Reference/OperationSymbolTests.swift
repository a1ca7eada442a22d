import Diagnostics
import OpenAPI
import Reference
import Symbols
import Testing

/// The fields of requests and answers of operations of OpenAPI, as pages name them.
struct OperationSymbolTests {
  private func fields() throws -> [Symbol] {
    let text = """
      openapi: 3.1.0
      info: {title: Shop, version: '1'}
      paths:
        /pets:
          get:
            operationId: listPets
            responses:
              200: {description: D, content: {application/json: {schema: {properties: {total: {type: integer}}}}}}
              409:
                description: Busy.
                content:
                  application/json:
                    schema: {properties: {reason: {description: Why.}, retry: {properties: {after: {}}}}}
              404: {description: None., content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}
      components:
        schemas:
          Problem: {properties: {title: {description: What.}, id: {}}}
          Pet: {properties: {id: {}}}
      """
    return try OpenAPI.load(SourceText(path: "api.yaml", text: text)).symbols.filter { $0.kind == .field }
  }

  /// HTTP sends a body alone: nothing of it is in `result`, `error` or `data`, as in JSON-RPC.
  @Test func bodiesHaveNothingAroundThem() throws {
    #expect(
      try fields().map(\.name) == [
        "title", "Problem.title", "id", "Problem.id", "Pet.id", "total", "reason", "retry", "retry.after",
      ])
  }

  @Test func fieldsOfErrorsLeadToTheirStatusOrType() throws {
    let fields = try fields()
    #expect(
      fields.first { $0.name == "reason" }
        == Symbol(.field, "reason", summary: "Why", at: .anchor("error-plus-409")))
    #expect(
      fields.first { $0.name == "title" }
        == Symbol(.field, "title", summary: "What", at: .anchor("schema-Problem-title")))
  }

  @Test func aNameOfSeveralTypesListsThem() throws {
    #expect(
      try fields().first { $0.name == "id" } == Symbol(.field, "id", summary: "Field of Problem and Pet"))
  }
}

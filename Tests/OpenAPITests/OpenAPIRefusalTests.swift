import Diagnostics
import OpenAPI
import OpenRPC
import Testing

/// What a document may not contain, with its place.
struct OpenAPIRefusalTests {
  /// The errors of a document with these lines below `info`, each with the line and the column in what is given.
  private func errors(_ version: String, _ body: String) -> [String] {
    let text = "openapi: \(version)\ninfo: {title: T, version: '1'}\n\(body)"
    do throws(DiagnosticError) {
      return try OpenAPI.load(SourceText(path: "api.yaml", text: text)).lint()
        .filter { $0.severity == .error || [.contractPath, .contractReference].contains($0.rule) }.map(line)
    } catch {
      return error.diagnostics.map(line)
    }
  }

  private func line(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.span.map { "\($0.start.line - 2):\($0.start.column): " } ?? ""
    return place + diagnostic.message
  }

  @Test(arguments: [
    ("3.0.3", "{}", "-1:1: The document is missing \"paths\", which the OpenAPI Object requires"),
    (
      "3.1.0", "x-a: 1",
      "-1:1: The document has none of \"paths\", \"components\", \"webhooks\", of which one is required"
    ),
    ("3.3.0", "paths: {}", "-1:10: OpenAPI version \"3.3.0\" is not supported"),
    ("3.1.0", "paths: {pets: {}}", "1:9: The name \"pets\" in `paths` must begin with \"/\""),
    ("3.1.0", "paths: {}\nservers: {url: /}", "2:1: `servers` must be an array, got an object"),
  ])
  func documents(_ version: String, _ body: String, _ expected: String) {
    let body = body == "{}" ? "" : body
    #expect(errors(version, body) == [expected])
  }

  @Test(arguments: [
    ("3.1.0", "{in: path, schema: {}}", "is a variable of the path, which is always required"),
    (
      "3.1.0", "{in: header, style: form, schema: {}}",
      "has the style \"form\", which parameters in \"header\" cannot have"
    ),
    (
      "3.1.0", "{in: query, schema: {}, content: {}}",
      "has both \"schema\" and \"content\", of which one is allowed"
    ),
    ("3.1.0", "{in: query}", "has none of \"schema\", \"content\", of which one is required"),
    (
      "3.1.0", "{in: cookie, allowReserved: true, schema: {}}",
      "has \"allowReserved\", which parameters in \"cookie\" cannot have"
    ),
    ("3.2.0", "{in: querystring, schema: {}}", "is the whole query, which needs \"content\""),
  ])
  func parameters(_ version: String, _ parameter: String, _ expected: String) {
    let body = "components: {parameters: {P: \(parameter.replacing("{in", with: "{name: p, in"))}}"
    let found = errors(version, body)
    #expect(found.first?.hasSuffix("`components.parameters.P` \(expected)") == true, "\(found)")
  }

  @Test func statusesOfResponses() {
    #expect(
      errors("3.1.0", "paths:\n  /a:\n    get:\n      responses:\n        600: {description: D}\n") == [
        "4:7: `paths./a.get` has \"responses\" without a status",
        "5:9: The name \"600\" in `paths./a.get.responses` must be a status such as \"200\", \"4XX\" or \"default\"",
      ])
  }

  @Test func variablesOfPaths() {
    let body = """
      paths:
        /pets/{id}:
          get:
            operationId: getPet
            parameters: [{name: ids, in: path, required: true, schema: {}}]
        /pets/{name}:
          put:
            parameters: [{name: name, in: path, required: true, schema: {}}]
      """
    #expect(
      errors("3.1.0", body) == [
        "6:3: `/pets/{name}` matches the same requests as `/pets/{id}`",
        "4:20: The path `/pets/{id}` has the variable `id`, but `getPet` has no parameter for it",
        "5:27: The parameter `ids` of `getPet` is not in its path, `/pets/{id}`",
      ])
  }

  @Test func namesOfSecuritySchemes() {
    let body =
      "paths: {}\nsecurity: [{tokn: []}]\ncomponents: {securitySchemes: {token: {type: http, scheme: bearer}}}"
    #expect(errors("3.1.0", body) == ["2:13: There is no security scheme `tokn`"])
    #expect(
      errors("3.1.0", "components: {securitySchemes: {key: {type: apiKey}}}") == [
        "1:44: `components.securitySchemes.key` is missing \"name\", which the type \"apiKey\" requires"
      ])
  }

  @Test func examplesOfBodies() {
    let body = """
      paths:
        /pets:
          post:
            operationId: addPet
            requestBody:
              content: {application/json: {schema: {type: integer}, example: one}}
      """
    let found = errors("3.1.0", body)
    #expect(
      found == [
        "6:72: The example \"example\" of the body of `addPet` is invalid: the value must be an integer, got a string"
      ])
  }

  @Test func referencesThatLeadNowhere() {
    let body = "components: {schemas: {Pet: {}, B: {$ref: '#/components/schemas/Pt'}}}"
    #expect(errors("3.1.0", body).count == 1)
    let parameter = "components: {parameters: {P: {$ref: '#/components/parameters/Q'}}}"
    #expect(
      errors("3.1.0", parameter) == ["1:37: The target of \"#/components/parameters/Q\" does not exist"])
  }

  @Test func twoOperationsOfOneName() {
    let body = "paths: {/a: {get: {operationId: x}, put: {operationId: x}}}"
    #expect(errors("3.1.0", body) == ["1:56: Duplicate operation `x`"])
  }

  @Test func swagger() {
    let error = #expect(throws: DiagnosticError.self) {
      try OpenAPI.load(SourceText(path: "api.yaml", text: "swagger: '2.0'\n"))
    }
    #expect(error?.diagnostics.map(\.message) == ["Swagger 2.0 is not read"])
  }
}

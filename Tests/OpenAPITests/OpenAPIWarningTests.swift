import Diagnostics
import OpenAPI
import OpenRPC
import Testing

/// What descriptions in public have, is read, and is a warning.
struct OpenAPIWarningTests {
  /// The findings of a document with these lines below `info`, each with the line and the column in what is given.
  private func findings(
    _ body: String, rules: Set<Rule>, files: ContractFiles = .none
  ) throws -> [String] {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n\(body)"
    return try OpenAPI.load(SourceText(path: "api.yaml", text: text), files: files).lint()
      .filter { rules.contains($0.rule) }.map { finding in
        let place = finding.span.map { "\($0.start.line - 2):\($0.start.column): " } ?? ""
        return place + "\(finding.severity.rawValue): " + finding.message
      }
  }

  /// Tools that bundle descriptions follow references everywhere, so that descriptions are divided like that.
  @Test func referencesInPlaceOfOperations() throws {
    let files = ContractFiles { reference, _ throws(ContractFileError) in
      let text =
        "operationId: \(reference == "get.yaml" ? "getA" : "putA")\nresponses: {200: {description: D}}\n"
      return ContractFile(path: reference, source: SourceText(path: reference, text: text))
    }
    let body = """
      paths:
        /a:
          get: {$ref: get.yaml}
          put: {$ref: put.yaml}
      """
    #expect(
      try findings(body, rules: [.contractReference], files: files) == [
        "3:17: warning: \"$ref\" stands for an object (Operation Object), here and in 1 more place, where OpenAPI "
          + "allows no reference; it is followed"
      ])
  }

  /// In OpenAPI 3.0 they are true or false, from 3.1 on numbers.
  @Test func exclusiveLimitsOfOlderVersions() throws {
    let body =
      "components: {schemas: {N: {type: integer, minimum: 1, exclusiveMinimum: true, description: N.}}}"
    #expect(
      try findings(body, rules: [.contractSchema]) == [
        "1:55: warning: `exclusiveMinimum` is true or false only in OpenAPI 3.0; it is read as there"
      ])
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n\(body)"
    let schema = try #require(
      try OpenAPI.load(SourceText(path: "api.yaml", text: text)).schema(named: "N")?.schema)
    #expect([0, 1, 2].map { schema.isValid(.init(integerLiteral: $0)) } == [false, false, true])
  }

  /// A format is a note to readers, and a default need not be a whole value.
  @Test func formatsAndDefaults() throws {
    let body = """
      paths:
        /a:
          get:
            operationId: getA
            parameters: [{name: d, in: query, schema: {type: string, format: date}, example: today}]
            responses: {200: {description: D}}
      components:
        schemas:
          O: {type: object, required: [a], default: {}, examples: [{}], properties: {a: {description: A.}}}
      """
    #expect(
      try findings(body, rules: [.contractExample]) == [
        "5:88: warning: The example \"example\" of the parameter `d` of `getA` is invalid: the value must be a date such "
          + "as 2026-01-31, got \"today\"",
        "9:47: warning: The default at `components.schemas.O` is invalid: `a` is missing",
        "9:62: error: The example at `components.schemas.O` is invalid: `a` is missing",
      ])
  }

  /// One finding for a contract that describes few of its fields; each field for one that forgot some.
  @Test func missingDescriptions() throws {
    func schema(_ described: Int, _ missing: Int) -> String {
      let fields =
        (0..<described).map { "d\($0): {description: D.}" } + (0..<missing).map { "m\($0): {type: string}" }
      return "components: {schemas: {O: {description: O., properties: {" + fields.joined(separator: ", ")
        + "}}}}"
    }
    func messages(_ described: Int, _ missing: Int) throws -> [String] {
      try findings(schema(described, missing), rules: [.contractDescription]).map {
        String($0.drop { $0 != " " }.dropFirst())
      }
    }
    #expect(try messages(1, 1) == ["warning: The field `m0` of `O` has no description"])
    #expect(try messages(0, 3) == ["warning: The fields `m0`, `m1` and `m2` of `O` have no description"])
    #expect(
      try messages(9, 7) == [
        "warning: The fields `m0`, `m1`, `m2`, `m3` and 3 more of `O` have no description"
      ])
    #expect(try messages(0, 11) == ["warning: 11 of 11 fields have no description, the first here"])
  }

  @Test func fieldsOfBodiesAreNamedWithTheirOperation() throws {
    let schema = "content: {application/json: {schema: {type: object, properties: {m: {type: string}}}}}"
    let body = """
      paths:
        /a:
          post:
            operationId: addA
            summary: Adds.
            requestBody: {\(schema)}
            responses: {200: {description: D, \(schema)}}
      """
    #expect(
      try findings(body, rules: [.contractDescription]) == [
        "6:86: warning: The field `m` of the body of `addA` has no description",
        "7:106: warning: The field `m` of the response 200 of `addA` has no description",
      ])
  }
}

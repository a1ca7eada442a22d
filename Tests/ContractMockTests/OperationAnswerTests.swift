import Diagnostics
import Foundation
import HTTP
import HTTPServing
import JSON
import OpenAPI
import OpenRPC
import TestSupport
import Testing

@testable import ContractMock

struct OperationAnswerTests {
  private func shop() throws -> OperationFixture {
    try OperationFixture(
      paths: """
        /items:
          post:
            operationId: add
            security: [{key: []}, {token: []}]
            requestBody:
              required: true
              content:
                application/json: {schema: {$ref: "#/components/schemas/Item"}}
                application/x-www-form-urlencoded: {schema: {type: object, required: [name], properties: {name: {type: string}, count: {type: integer}}, additionalProperties: false}}
            responses:
              "201":
                description: made
                headers: {Location: {required: true, schema: {type: string}, example: /items/7}}
                content: {application/json: {schema: {$ref: "#/components/schemas/Item"}}}
              "400": {$ref: "#/components/responses/Problem"}
              "401": {description: who, content: {text/plain: {schema: {type: string}}}}
              "409": {description: taken, content: {application/json: {schema: {type: object, required: [code], properties: {code: {const: taken}}, additionalProperties: false}}}}
        /items/{id}:
          get:
            operationId: get
            parameters:
            - {name: id, in: path, required: true, schema: {type: integer, minimum: 1}, examples: {lamp: {value: 7}, none: {value: 8}}}
            responses:
              "200":
                description: one
                content:
                  application/json:
                    schema: {$ref: "#/components/schemas/Item"}
                    examples:
                      chair: {value: {id: 1, name: chair}}
                      lamp: {value: {id: 7, name: lamp}}
                  text/csv: {schema: {type: string}, example: "1,chair"}
              "404":
                description: none
                content: {application/problem+json: {schema: {type: object}, examples: {none: {value: {title: no such item}}}}}
        """,
      rest: """
        components:
          securitySchemes: {token: {type: http, scheme: bearer}, key: {type: apiKey, in: header, name: X-Key}}
          responses:
            Problem: {description: bad, content: {application/problem+json: {schema: {type: object, required: [detail], properties: {detail: {type: string}}}}}}
          schemas:
            Item:
              type: object
              required: [id, name]
              additionalProperties: false
              properties:
                id: {type: integer, readOnly: true}
                name: {type: string}
                secret: {type: string, writeOnly: true}
        """)
  }

  private let token = ["Authorization": "Bearer any"]

  @Test func credentialsAreRequired() throws {
    let shop = try shop()
    let answer = shop.send("POST", "/items", body: "{}")
    #expect(answer.status == 401)
    #expect(answer.headers["Content-Type"] == "text/plain")
    #expect(
      answer.text == "The request must have the header `X-Key`, or the header `Authorization: Bearer TOKEN`")
    #expect(answer.headers["WWW-Authenticate"] == "ApiKey, Bearer")
    for headers in [["Authorization": "Basic abc"], ["Authorization": "Bearer"], ["X-Key": ""]] {
      #expect(shop.send("POST", "/items", headers, body: "{}").status == 401, "\(headers)")
    }
    for headers in [token, ["X-Key": "k"], ["authorization": "bearer x"]] {
      // The body has no media type.
      #expect(
        try shop.send("POST", "/items", headers, body: "{}").json["title"] == "Bad Request", "\(headers)")
    }
  }

  @Test func bodiesAreValidated() throws {
    let shop = try shop()
    func post(_ body: String, _ type: String? = "application/json") -> HTTPExchangeResponse {
      var headers = token
      headers["Content-Type"] = type
      return shop.send("POST", "/items", headers, body: body)
    }
    let made = post(#"{"name": "lamp", "secret": "x"}"#)
    #expect(made.status == 201)
    #expect(made.headers["Location"] == "/items/7")
    // A caller does not send `id`, and the service does not send `secret`.
    #expect(try made.json.object?.names == ["id", "name"])
    let wrong = post(#"{"name": 1, "colour": "red"}"#)
    #expect(wrong.status == 400)
    #expect(wrong.headers["Content-Type"] == "application/problem+json")
    #expect(
      try wrong.json["errors"]?.array?.compactMap { $0["place"]?.string }
        == ["body field `name`", "body field `colour`"])
    #expect(try wrong.json["title"] == "Bad Request")
    #expect(try post("{").json["detail"]?.string?.hasPrefix("body is not JSON: ") == true)
    #expect(try post("", nil).json["detail"] == "body is missing")
    #expect(post("name=lamp&count=2", "application/x-www-form-urlencoded").status == 201)
    #expect(
      try post("name=lamp&count=two", "application/x-www-form-urlencoded").json["detail"]
        == "body field `count` must be an integer, got a string")
    #expect(
      try post("<a/>", "application/xml").json["detail"]
        == "header `Content-Type` must be `application/json` or `application/x-www-form-urlencoded`, got `application/xml`"
    )
  }

  @Test func theExampleThatWasSentIsAnswered() throws {
    let shop = try shop()
    #expect(try shop.send("GET", "/items/7").json["name"] == "lamp")
    // Another id has the first example.
    #expect(try shop.send("GET", "/items/3").json["name"] == "chair")
    let none = shop.send("GET", "/items/8")
    #expect(none.status == 404)
    #expect(try none.json["title"] == "no such item")
    // The operation has no status for invalid parameters but 404.
    #expect(shop.send("GET", "/items/x").status == 404)
  }

  @Test func theClientChoosesTheMediaType() throws {
    let shop = try shop()
    func get(_ accept: String) -> HTTPExchangeResponse { shop.send("GET", "/items/3", ["Accept": accept]) }
    #expect(get("*/*").headers["Content-Type"] == "application/json")
    #expect(get("text/csv").text == "1,chair")
    #expect(get("application/json;q=0.5, text/*").headers["Content-Type"] == "text/csv")
    #expect(get("text/csv;q=0, */*").headers["Content-Type"] == "application/json")
    let none = get("image/png")
    #expect(none.status == 406)
    #expect(none.note?.hasPrefix("The answer can only be sent as `application/json`, `text/csv`") == true)
  }

  @Test func preferChoosesAStatusAnExampleAndFaults() throws {
    let shop = try shop()
    func get(_ prefer: String) -> HTTPExchangeResponse { shop.send("GET", "/items/3", ["Prefer": prefer]) }
    #expect(try get("example=lamp").json["name"] == "lamp")
    #expect(get("example=lamp").headers["Preference-Applied"] == "example=\"lamp\"")
    #expect(get("code=404").status == 404)
    #expect(try get("example=none").json["title"] == "no such item")
    #expect(try get("code=200, example=lamp").json["name"] == "lamp")
    #expect(get("code=500").status == 400)
    #expect(
      get("code=500").note?.hasPrefix("The Prefer header asks for the status 500; `get` has 200, 404") == true
    )
    #expect(get("example=x").note?.contains("`get` has \"chair\", \"lamp\", \"example\", \"none\"") == true)
    // A status is chosen before the request is looked at.
    #expect(shop.send("POST", "/items", ["Prefer": "code=409"]).text == #"{"code":"taken"}"#)
    #expect(get("dynamic=true").note == "response 200, generated from the schema")
    #expect(get("delay=1500ms").delay == .milliseconds(1500))
    #expect(get("delay=2s").delay == .seconds(2))
    #expect(get("delay=61s").status == 400)
    #expect(get("fault=drop").delivery == .dropped)
    let whole = get("example=lamp").body.count
    #expect(get("example=lamp, fault=truncate").delivery == .truncated(bytes: whole / 2))
    #expect(get("fault=explode").note?.contains("must be drop or truncate") == true)
  }

  @Test func equalRequestsHaveEqualAnswersBySeed() throws {
    let yaml = """
      openapi: 3.0.3
      info: {title: T, version: "1"}
      paths:
        /n:
          get:
            parameters: [{name: a, in: query, schema: {type: integer}}, {name: b, in: query, schema: {type: integer}}]
            responses: {"200": {description: n, content: {application/json: {schema: {type: integer, minimum: 0, maximum: 1000000}}}}}
      """
    let one = try OperationFixture(yaml)
    let answer = one.send("GET", "/n?a=1&b=2")
    #expect(one.send("GET", "/n?b=2&a=1").body == answer.body)
    #expect(one.send("GET", "/n?a=1&b=3").body != answer.body)
    #expect(try OperationFixture(yaml, seed: 2).send("GET", "/n?a=1&b=2").body != answer.body)
  }

  @Test func requestsAreRecordedWithoutSecrets() throws {
    let shop = try shop()
    _ = shop.send("GET", "/items/3", ["Authorization": "Bearer secret", "X-A": "b"])
    let journal = try shop.send("GET", "/__mock/journal").json
    #expect(journal["total"] == 1)
    #expect(journal["requests"]?[0]?["path"] == "/items/3")
    #expect(journal["requests"]?[0]?["headers"] == ["Authorization": "(not recorded)", "X-A": "b"])
    #expect(journal["requests"]?[0]?["status"] == 200)
    _ = shop.send("POST", "/items", ["X-Key": "secret"])
    #expect(
      try shop.send("GET", "/__mock/journal").json["requests"]?[1]?["headers"] == ["X-Key": "(not recorded)"])
    #expect(shop.send("DELETE", "/__mock/journal").status == 204)
    #expect(try shop.send("GET", "/__mock/journal/").json["requests"] == [])
    // Browsers give a page of another origin what the contract says, and not what clients sent.
    let page = ["Origin": "https://example.com"]
    #expect(shop.send("GET", "/items/3", page).headers["Access-Control-Allow-Origin"] == "*")
    #expect(shop.send("GET", "/__mock/journal", page).headers["Access-Control-Allow-Origin"] == nil)
    #expect(shop.send("POST", "/__mock/journal").headers["Allow"] == "GET, DELETE")
    #expect(try shop.send("GET", "/__mock").json["endpoints"]?.array?.count == 2)
    #expect(shop.send("GET", "/__mock/x").status == 404)
  }

  @Test func keysInQueriesAreNotRecorded() throws {
    let mock = try OperationFixture(
      paths: """
        /a:
          get: {security: [{key: []}], responses: {"204": {description: ok}}}
        """,
      rest: "components: {securitySchemes: {key: {type: apiKey, in: query, name: api key}}}")
    #expect(mock.send("GET", "/a?x=1&api%20key=secret&y").status == 204)
    #expect(mock.send("GET", "/a?x=1").status == 401)
    let requests = try mock.send("GET", "/__mock/journal").json["requests"]
    #expect(requests?[0]?["path"] == "/a?x=1&api%20key=(not recorded)&y")
    #expect(requests?[1]?["path"] == "/a?x=1")
  }

  /// Each schema refers eight times to the next: there are more ways through them than can be followed.
  @Test(.timeLimit(.minutes(1))) func schemasWithManyBranchesAreReadInTime() throws {
    let schemas = (0..<30).map { number in
      let next = number == 29 ? "maxProperties: 9" : "$ref: \"#/components/schemas/S\(number + 1)\""
      let branches = Array(repeating: "{\(next)}", count: 8).joined(separator: ", ")
      return "S\(number): {type: object, properties: {a: {type: integer}}, anyOf: [\(branches)]}"
    }
    let mock = try OperationFixture(
      paths: """
        /a:
          get:
            parameters: [{name: q, in: query, schema: {$ref: "#/components/schemas/S0"}}]
            responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/S0"}}}}}
        """,
      rest: "components:\n  schemas:\n" + schemas.map { "    \($0)\n" }.joined())
    let answer = mock.send("GET", "/a?a=1", ["Prefer": "dynamic=true"])
    #expect(answer.status == 200)
    #expect(try answer.json.object != nil)
  }

  @Test func partsOfFormsAreFields() throws {
    let mock = try OperationFixture(
      paths: """
        /f:
          put:
            requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, required: [file, size], properties: {file: {type: string}, size: {type: integer}}}}}}
            responses: {"204": {description: ok}, "422": {description: bad}}
        """)
    func put(_ body: String) -> HTTPExchangeResponse {
      mock.send("PUT", "/f", ["Content-Type": "multipart/form-data; boundary=\"AB\""], body: body)
    }
    func part(_ name: String, _ text: String) -> String {
      "--AB\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(text)\r\n"
    }
    #expect(put(part("file", "a\nb") + part("size", "3") + "--AB--\r\n").status == 204)
    // A boundary within a line does not end the part, nor does a semicolon in quotation marks its name.
    #expect(
      put(part("file", "a--AB\r\nb") + part("x;y", "") + part("size", "3") + "--AB--\r\n").status == 204)
    #expect(try put(part("file", "a") + "--AB--\r\n").json["detail"] == "body field `size` is missing")
    #expect(
      try put(part("file", "a") + part("size", "x") + "--AB--\r\n").json["detail"]
        == "body field `size` must be an integer, got a string")
    #expect(put("nothing").status == 422)
  }

  /// Every answer to a request made from the contract fits the contract.
  @Test(.enabled(if: PublicSuite.openAPI.isPresent, PublicSuite.openAPI.absence))
  func answersConformToThePublicContracts() throws {
    var count = 0
    for version in ["3.0", "3.1", "3.2"] {
      let folder = PublicSuite.openAPI.folder.appending(path: "\(version)/pass")
      let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      for file in files where file.pathExtension == "yaml" {
        let source = SourceText(path: file.lastPathComponent, bytes: Array(try Data(contentsOf: file)))
        let contract = try OpenAPI.load(source)
        let mock = ContractMock(contract: contract)
        for method in contract.methods {
          guard let operation = method.operation else { continue }
          for response in operation.responses {
            guard let status = Int(response.status) else { continue }
            let answer = mock.respond(
              to: HTTPExchangeRequest(
                method: operation.verb,
                path: operation.path.map { "{}".contains($0) ? "x" : String($0) }.joined(),
                headers: ["Prefer": "code=\(status), dynamic=true"]))
            #expect(answer.status == status, "\(file.lastPathComponent) \(method.name): \(answer.note ?? "")")
            for content in response.content
            where content.type == answer.headers["Content-Type"] && content.isJSON {
              let problems = contract.validate(body: try answer.json, as: content, sentBy: .service)
              #expect(problems.map { $0.sentence() } == [], "\(file.lastPathComponent) \(method.name)")
              count += 1
            }
          }
        }
      }
    }
    #expect(count > 10)
  }
}

import Diagnostics
import Foundation
import HTTP
import HTTPServing
import JSON
import JSONRPC
import OpenRPC
import TestSupport
import Testing

@testable import ContractMock

/// Which answer a call gets.
struct AnswerTests {
  private static let search = #"""
    [{"name": "search",
      "params": [
        {"name": "query", "required": true, "schema": {"type": "object", "properties": {
          "text": {"type": "string"}, "filters": {"type": "array", "items": {"type": "object"}}}}},
        {"name": "limit", "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 10}}],
      "result": {"name": "hits", "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}}},
      "errors": [{"code": -32001, "message": "No such index"}, {"code": -32002, "message": "Busy", "data": 5}],
      "x-errorExamples": [
        {"name": "gone", "params": {"query": {"text": "gone"}},
         "error": {"code": -32001, "message": "No such index", "data": {"index": "gone"}}}],
      "examples": [
        {"name": "first", "params": [
          {"name": "query", "value": {"text": "a", "filters": [{"field": "x", "is": 1}]}}],
         "result": {"name": "hits", "value": [{"id": 1}]}},
        {"name": "deep", "params": [
          {"name": "query", "value": {"text": "a", "filters": [{"field": "x", "is": 2}]}},
          {"name": "limit", "value": 5}],
         "result": {"name": "hits", "value": [{"id": 2}]}},
        {"name": "later", "params": [
          {"name": "query", "value": {"text": "a", "filters": [{"field": "y", "is": 2}]}}],
         "result": {"name": "hits", "value": [{"id": 3}]}}]}]
    """#
  private static let hit = #"""
    {"schemas": {"Hit": {"type": "object", "required": ["id"], "properties": {
      "id": {"type": "integer", "minimum": 1}, "next": {"$ref": "#/components/schemas/Hit"}}}}}
    """#

  private func mock(seed: UInt64 = 1) throws -> ContractMock {
    ContractMock(contract: try Fixture.contract(methods: Self.search, components: Self.hit), seed: seed)
  }

  @Test(arguments: [
    (#"{"query": {"text": "a", "filters": [{"field": "x", "is": 1}]}}"#, 1),
    (#"{"query": {"text": "a", "filters": [{"field": "x", "is": 2}]}, "limit": 5}"#, 2),
    (#"{"limit": 5, "query": {"filters": [{"is": 2, "field": "x"}], "text": "a"}}"#, 2),
    (#"{"query": {"text": "a", "filters": [{"field": "y", "is": 2}]}, "limit": 10}"#, 3),
    (#"{"query": {"text": "b", "filters": [{"field": "y", "is": 2}]}}"#, 3),
    (#"{"query": {"text": "a"}}"#, 1),
    (#"[{"text": "a", "filters": [{"field": "x", "is": 2}]}, 5]"#, 2),
  ])
  func answersWithTheBestMatchingExample(params: String, id: Int)
    throws
  {
    #expect(try mock().call("search", JSONParser.parse(params))["result"]?[0]?["id"]?.int == id)
  }

  @Test func generatesAReproducibleResultWhenNoExampleMatches() throws {
    let params: JSON = ["query": ["text": "zzz"], "limit": 77]
    let first = try mock().call("search", params)
    #expect(try mock().call("search", params) == first)
    #expect(try mock(seed: 2).call("search", params) != first)
    let contract = try mock().contract
    let method = try #require(contract.method(named: "search"))
    #expect(contract.validateResult(try #require(first["result"]), of: method).isEmpty)
  }

  @Test func memberOrderAndRequestIdDoNotAffectTheResult() throws {
    let mock = try mock()
    let one = mock.post(
      #"{"jsonrpc": "2.0", "id": 1, "method": "search", "params": {"limit": 3, "query": {"text": "q"}}}"#)
    let other = mock.post(
      #"{"jsonrpc": "2.0", "id": 2, "method": "search", "params": {"query": {"text": "q"}, "limit": 3}}"#)
    #expect(try JSONParser.parse(one.body)["result"] == JSONParser.parse(other.body)["result"])
    #expect(one.headers["Mock-Answer"] == "generated from the schema of the result")
  }

  @Test(arguments: [
    (#"{"limit": 5}"#, "query", "is missing"),
    (#"{"query": {}, "limit": 500}"#, "limit", "must be at most 100, got 500"),
    (#"[{}, 500]"#, "limit", "must be at most 100, got 500"),
    (#"{"query": {}, "limits": 5}"#, "limits", "is not a parameter of `search`. Did you mean `limit`?"),
    (#"[{}, 5, 6]"#, "[2]", "is one value too many; `search` takes at most 2"),
    (#"{"query": {"filters": [3]}}"#, "query.filters[0]", "must be an object, got 3"),
  ])
  func invalidParamsErrorNamesFieldAndReason(params: String, field: String, sentence: String) throws {
    let error = try #require(try mock().call("search", JSONParser.parse(params))["error"])
    #expect(error["code"] == -32602)
    #expect(error["message"] == "Invalid params")
    #expect(error["data"]?["field"]?.string == field)
    #expect(error["data"]?["error"]?.string == sentence)
  }

  @Test func enforcesParamStructure() throws {
    func mock(_ structure: String) throws -> ContractMock {
      ContractMock(
        contract: try Fixture.contract(
          methods: #"""
            [{"name": "m", "paramStructure": "\#(structure)", "params": [{"name": "a", "schema": {}}],
              "result": {"name": "r", "schema": {"const": 1}}}]
            """#))
    }
    let named = try mock("by-name").call("m", [1])["error"]?["data"]?["error"]
    #expect(named == "must be an object (by name), got an array")
    let positioned = try mock("by-position").call("m", ["a": 1])["error"]?["data"]?["error"]
    #expect(positioned == "must be an array (by position), got an object")
    #expect(try mock("either").call("m", [1])["result"] == 1)
    #expect(try mock("either").call("m", ["a": 1])["result"] == 1)
  }

  @Test func errorExampleIsReturnedOnlyForItsExactParams() throws {
    let answer = try mock().call("search", ["query": ["text": "gone"]])
    #expect(answer["error"] == ["code": -32001, "message": "No such index", "data": ["index": "gone"]])
  }

  @Test func errorsUseTheHTTPStatusAndHeadersOfTheContract() throws {
    let contract = try Contract.load(
      SourceText(
        path: "openrpc.json",
        text: #"""
          {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"},
           "methods": [{"name": "m", "params": [], "errors": [{"code": -7, "message": "M"}], "x-errorExamples": [
             {"name": "often", "params": {}, "error": {"code": -7, "message": "M", "data": {"wait": 9}}}]}],
           "x-errors": [{"code": -7, "message": "M", "httpStatus": 429,
             "headers": {"Retry-After": "/data/wait", "X-None": "/data/none"}}]}
          """#))
    let answer = ContractMock(contract: contract).post(
      #"{"jsonrpc": "2.0", "id": 1, "method": "m"}"#, prefer: "error=-7")
    #expect(answer.status == 429)
    #expect(answer.headers["Retry-After"] == "9")
    #expect(answer.headers["X-None"] == nil)
  }

  @Test func anErrorHasNoIDWhenTheContractSaysSo() throws {
    let contract = try Contract.load(
      SourceText(
        path: "openrpc.json",
        text: #"""
          {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"},
           "methods": [{"name": "m", "params": [],
             "errors": [{"code": -7, "message": "Who?"}, {"code": -8, "message": "No"}]}],
           "x-errors": [{"code": -7, "message": "Who?", "httpStatus": 401, "repeatsId": false},
             {"code": -8, "message": "No", "httpStatus": 401}]}
          """#))
    func answer(_ code: Int) -> HTTPExchangeResponse {
      ContractMock(contract: contract).post(
        #"{"jsonrpc": "2.0", "id": 4, "method": "m"}"#, prefer: "error=\(code)")
    }
    let unread = answer(-7)
    #expect(unread.status == 401)
    #expect(try JSONParser.parse(unread.body)["id"] == .null)
    #expect(try JSONParser.parse(answer(-8).body)["id"] == 4)
  }

  @Test func preferHeaderSelectsExampleByName() throws {
    let mock = try mock()
    #expect(
      try mock.call("search", ["query": ["text": "a"]], prefer: "example=later")["result"] == [["id": 3]])
    #expect(try mock.call("search", prefer: #"example="deep""#)["result"] == [["id": 2]])
    #expect(try mock.call("search", prefer: "example=gone")["error"]?["data"] == ["index": "gone"])
    let body = #"{"jsonrpc": "2.0", "id": 1, "method": "search"}"#
    #expect(mock.post(body, prefer: "example=later").headers["Preference-Applied"] == "example=\"later\"")
    let unknown = mock.post(body, prefer: "example=nothing")
    #expect(unknown.status == 400)
    expectText(
      try JSONParser.parse(unknown.body)["error"]?["data"]?["error"]?.string,
      """
      the Prefer header asks for the example "nothing"; `search` has "first", "deep", "later", "gone"
      """)
  }

  @Test func preferHeaderSelectsErrorByCode() throws {
    let mock = try mock()
    #expect(
      try mock.call("search", prefer: "error=-32001")["error"]
        == ["code": -32001, "message": "No such index", "data": ["index": "gone"]])
    #expect(
      try mock.call("search", prefer: "code=-32603")["error"] == [
        "code": -32603, "message": "Internal error",
      ])
    expectText(
      try mock.call("search", prefer: "error=-1")["error"]?["data"]?["error"]?.string,
      """
      the Prefer header asks for the error -1; `search` can return -32001, -32002, -32700, -32600, -32601, \
      -32602, -32603
      """)
    #expect(
      try mock.call("search", prefer: "error=busy")["error"]?["data"]?["error"]
        == "in the Prefer header, `error` must be a code such as -32001, got \"busy\"")
  }

  @Test func preferDynamicGeneratesTheResultUnknownPreferencesIgnored() throws {
    let mock = try mock()
    let params: JSON = ["query": ["text": "a", "filters": [["field": "x", "is": 1]]]]
    #expect(try mock.call("search", params, prefer: "dynamic=true, wait=10")["result"] != [["id": 1]])
    #expect(try mock.call("search", params, prefer: "wait=10")["result"] == [["id": 1]])
  }

  @Test func batchPreferenceAppliesOnlyToMethodsThatDeclareIt() throws {
    let batch = """
      [{"jsonrpc": "2.0", "id": 1, "method": "rpc.discover"}, {"jsonrpc": "2.0", "id": 2, "method": "search"}]
      """
    let answers = try JSONParser.parse(try mock().post(batch, prefer: "error=-32002").body)
    #expect(answers[0]?["result"]?["openrpc"] == "1.3.2")
    #expect(answers[1]?["error"]?["code"] == -32002)
  }

  @Test func rpcDiscoverResolvesReferencesExceptRecursiveOnes() throws {
    let document = try #require(try mock().call("rpc.discover")["result"])
    let items = document["methods"]?[0]?["result"]?["schema"]?["items"]
    #expect(items?["required"] == ["id"])
    #expect(items?["properties"]?["next"] == ["$ref": "#/components/schemas/Hit"])
    #expect(document["components"]?["schemas"]?["Hit"]?["type"] == "object")
  }

  @Test func unknownMethodSuggestsTheNearestNameInAHeader() throws {
    let response = try mock().post(#"{"jsonrpc": "2.0", "id": 1, "method": "serch"}"#)
    #expect(
      response.text
        == #"{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found"},"id":1}"#)
    #expect(response.headers["Mock-Answer"] == "unknown method \"serch\". Did you mean `search`?")
  }

  @Test func pathsComeFromServerURLsWithVariableDefaults() throws {
    let servers = #"""
      [{"name": "a", "url": "https://${host}/${base}/v1/", "variables": {
         "host": {"default": "example.com"}, "base": {"default": "rpc"}}},
       {"name": "b", "url": "/api?x=1"}, {"name": "c", "url": "localhost"}]
      """#
    let contract = try Fixture.contract(methods: "[]", servers: servers)
    let mock = ContractMock(contract: contract)
    #expect(mock.paths == ["/", "/rpc/v1", "/api"])
    #expect(mock.post("[]", path: "/rpc/v1/").status == 200)
    #expect(mock.post("[]", path: "/api?x=2").status == 200)
    let nowhere = mock.post("[]", path: "/v1")
    #expect(nowhere.status == 404)
    #expect(
      nowhere.text
        == #"{"error":"no service at this path; send requests to POST / or POST /rpc/v1 or POST /api"}"#)
  }

  @Test func pagesOfOtherOriginsMayAskTheMock() throws {
    let mock = ContractMock(contract: try Fixture.contract(methods: "[]"))
    let preflight = mock.respond(
      to: HTTPExchangeRequest(
        method: "OPTIONS", path: "/",
        headers: ["Origin": "https://docs.example.org", "Access-Control-Request-Method": "POST"]))
    #expect(preflight.status == 204)
    #expect(preflight.headers["Access-Control-Allow-Origin"] == "*")
    #expect(preflight.headers["Access-Control-Allow-Methods"] == "POST")
    #expect(preflight.headers["Access-Control-Allow-Headers"] == "content-type, prefer")
    let post = mock.respond(
      to: HTTPExchangeRequest(
        method: "POST", path: "/",
        headers: ["Origin": "https://docs.example.org", "Content-Type": "application/json"],
        body: Array(#"{"jsonrpc": "2.0", "id": 1, "method": "none"}"#.utf8)))
    #expect(post.headers["Access-Control-Allow-Origin"] == "*")
    let plain = mock.respond(to: HTTPExchangeRequest(method: "OPTIONS", path: "/"))
    #expect(plain.status == 405)
    #expect(plain.headers["Access-Control-Allow-Origin"] == nil)
  }

  @Test func malformedRequestsGetProtocolErrors() throws {
    let mock = ContractMock(
      contract: try Fixture.contract(methods: "[]"), limits: HTTPLimits(bodySize: 100),
      messages: MessageLimits(batchLength: 2))
    let get = mock.respond(to: HTTPExchangeRequest(method: "GET", path: "/"))
    #expect(get.status == 405)
    #expect(get.headers["Allow"] == "POST")
    #expect(get.text.contains("requests must be sent with POST, not GET"))
    let text = mock.respond(to: HTTPExchangeRequest(method: "POST", path: "/", body: [0x5B, 0x5D]))
    #expect(text.status == 415)
    let large = mock.post(String(repeating: " ", count: 101))
    #expect(large.status == 413)
    #expect(large.text.contains("the body is larger than 100 bytes"))
    let batch = mock.post("[1, 2, 3]")
    #expect(try JSONParser.parse(batch.body)["error"]?["code"] == -32600)
    #expect(batch.headers["Mock-Answer"] == "a batch must have at most 2 messages, but this one has 3")
  }

  @Test(.enabled(if: PublicSuite.openRPC.isPresent, PublicSuite.openRPC.absence))
  func answersConformToThePublicContracts() throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Fixture.examples, includingPropertiesForKeys: nil)
    #expect(files.count == 5)
    for file in files { try check(Fixture.file(file)) }
  }

  @Test func answersConformToThePortalContract() throws {
    try check(Fixture.file(Checkout.root.appending(path: "content/api/openrpc.json")))
  }

  private func check(_ contract: Contract) throws {
    let mock = ContractMock(contract: contract)
    for method in contract.methods {
      // Params made from the schemas, and those of the examples.
      let made = JSON.object(
        method.params.compactMap { param in
          param.schema.value(seed: 7).map { (param.name, $0) }
        })
      let positioned = JSON.array(made.object?.map(\.value) ?? [])
      // A public contract has examples that do not fit its own params.
      let examples = method.examples.map { $0.params(of: method) }
        .filter { contract.validateParams($0, of: method).isEmpty }
      let calls = [method.paramStructure == .byPosition ? positioned : made]
      for params in calls + examples {
        let answer = try mock.call(method.name, params)
        let result = try #require(answer["result"], "\(contract.title), \(method.name): \(answer.text())")
        if method.result != nil {
          #expect(contract.validateResult(result, of: method).map { $0.sentence() } == [], "\(method.name)")
        }
      }
    }
    #expect(try mock.call("rpc.discover")["result"]?["info"]?["title"]?.string == contract.title)
  }
}

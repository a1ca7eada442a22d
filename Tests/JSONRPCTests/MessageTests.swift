import JSON
import JSONRPC
import Testing

/// The rules for single messages, and what is said when one is broken.
struct MessageTests {
  private func answer(_ text: String) -> String? {
    Payload(Array(text.utf8)).reply { .success($0.params ?? .null) }.json?.text()
  }

  @Test(arguments: ["1", "-7", "\"a\"", "null", "12345678901234567890", "1.0"])
  func idIsEchoedExactlyAsSent(id: String) {
    #expect(
      answer(#"{"jsonrpc":"2.0","method":"m","id":\#(id)}"#)
        == #"{"jsonrpc":"2.0","result":null,"id":\#(id)}"#)
  }

  @Test(arguments: [
    ("1.5", "must be an integer, a string or null; 1.5 has a fraction"),
    ("1e-1", "must be an integer, a string or null; 1e-1 has a fraction"),
    ("true", "must be a string, an integer or null, but is a boolean"),
    ("[1]", "must be a string, an integer or null, but is an array"),
    ("{}", "must be a string, an integer or null, but is an object"),
  ])
  func invalidIdIsAnInvalidRequest(id: String, reason: String) {
    #expect(
      answer(#"{"jsonrpc":"2.0","method":"m","id":\#(id)}"#)
        == #"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request","#
        + #""data":{"error":"`id` \#(reason)"}},"id":null}"#
    )
  }

  @Test func nullIdIsACallMissingIdIsANotification() throws {
    let called = try Request(JSONParser.parse(#"{"jsonrpc":"2.0","method":"m","id":null}"#))
    let notified = try Request(JSONParser.parse(#"{"jsonrpc":"2.0","method":"m"}"#))
    #expect(called.id == .null)
    #expect(notified.id == nil)
  }

  @Test(arguments: [
    (#"{"method":"m","id":4}"#, "jsonrpc", "is missing; write \"2.0\""),
    (#"{"jsonrpc":"1.0","method":"m","id":4}"#, "jsonrpc", "must be the string \"2.0\", but is \"1.0\""),
    (#"{"jsonrpc":2.0,"method":"m","id":4}"#, "jsonrpc", "must be the string \"2.0\", but is 2.0"),
    (#"{"jsonrpc":"2.0","id":4}"#, "method", "is missing"),
    (#"{"jsonrpc":"2.0","method":null,"id":4}"#, "method", "must be a string, but is null"),
    (
      #"{"jsonrpc":"2.0","method":"m","params":"x","id":4}"#, "params",
      "must be an object or an array, but is a string"
    ),
    (
      #"{"jsonrpc":"2.0","method":"m","params":null,"id":4}"#, "params",
      "must be an object or an array, but is null"
    ),
  ])
  func invalidRequestNamesTheMemberAndKeepsTheId(text: String, field: String, reason: String)
    throws
  {
    #expect {
      try Request(JSONParser.parse(text))
    } throws: { error in
      guard let error = error as? InvalidRequest else { return false }
      return error.field == field && error.reason == reason && error.id == .integer(4)
    }
  }

  @Test func parseErrorGivesTheByteOffset() {
    #expect(
      answer(#"{"a":1,}"#)
        == #"{"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error","#
        + #""data":{"error":"trailing comma before \"}\"; remove it, at byte 6"}},"id":null}"#
    )
  }

  @Test func tooDeepNestingIsAnErrorNotACrash() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect(try #require(answer(deep)).contains("nested deeper than 512 levels"))
  }

  @Test func writesMembersInTheOrderOfTheSpecification() {
    #expect(
      Request(id: .string("a"), method: "m", params: ["x": 1]).json.text()
        == #"{"jsonrpc":"2.0","method":"m","params":{"x":1},"id":"a"}"#)
    #expect(Request(id: nil, method: "m").json.text() == #"{"jsonrpc":"2.0","method":"m"}"#)
    #expect(
      Response(id: .null, error: .invalidParams.with(data: ["field": "job_id"])).json.text()
        == #"{"jsonrpc":"2.0","error":{"code":-32602,"message":"Invalid params","#
        + #""data":{"field":"job_id"}},"id":null}"#
    )
  }

  @Test func responsesRoundTrip() throws {
    let response = Response(
      id: .integer(1), error: RPCError(code: -40003, message: "Cannot cancel", data: ["a": 1]))
    #expect(try Response(response.json) == response)
    #expect(try Response(JSONParser.parse(#"{"jsonrpc":"2.0","result":null,"id":1}"#)).result == .null)
  }

  @Test(arguments: [
    ("[]", nil, "a response must be an object, but this is an array"),
    (#"{"result":1,"id":1}"#, "jsonrpc", "is missing; write \"2.0\""),
    (
      #"{"jsonrpc":"2.0","result":1}"#, "id",
      "is missing; it must be that of the request, or null if that is unknown"
    ),
    (#"{"jsonrpc":"2.0","id":1}"#, "result", "is missing, and there is no \"error\""),
    (
      #"{"jsonrpc":"2.0","id":1,"result":1,"error":{}}"#, "error",
      "must not be present together with \"result\""
    ),
    (#"{"jsonrpc":"2.0","id":1,"error":{"code":1.5,"message":""}}"#, "error.code", "must be an integer"),
    (#"{"jsonrpc":"2.0","id":1,"error":{"code":1}}"#, "error.message", "must be a string"),
  ])
  func invalidResponseNamesFieldAndReason(text: String, field: String?, reason: String) throws {
    #expect {
      try Response(JSONParser.parse(text))
    } throws: { error in
      guard let error = error as? InvalidResponse else { return false }
      return error.field == field && error.reason == reason
    }
  }
}

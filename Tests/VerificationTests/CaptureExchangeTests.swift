import Diagnostics
import HTTP
import HTTPServing
import Pages
import Project
import Testing
import Verification

/// Values of responses in later requests.
struct CaptureExchangeTests {
  /// Answers with the request that it was sent.
  private struct Echo: HTTPService {
    var limits: HTTPLimits { HTTPLimits() }

    func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
      let body = String(decoding: request.body, as: UTF8.self)
      let path = request.path
      let answer =
        body.isEmpty ? "{\"path\": \"\(path)\"}" : "{\"got\": \(body), \"id\": 7, \"key\": \"a\\\"b\"}"
      return HTTPExchangeResponse(
        status: 200, headers: ["Content-Type": "application/json"], body: Array(answer.utf8))
    }
  }

  private var options: VerificationOptions {
    var options = VerificationOptions()
    options.service = ExampleService(identity: "echo") { _ in
      let server = try await HTTPServer.start(Echo())
      return ExampleService.Running(
        port: server.port, endpoint: "/", environment: ["SHOP_URL": server.url], stop: { await server.stop() }
      )
    }
    return options
  }

  @Test func laterRequestsHaveTheValuesOfEarlierResponses() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```http session=a capture="ID=/id, KEY=/key"
      POST /orders HTTP/1.1

      {"first": true}
      ```

      ```http session=a
      HTTP/1.1 200 OK
      ```

      ```http session=a
      POST /orders/$ID HTTP/1.1

      {"number": "$ID", "text": "order ${ID} of $IDS", "key": "$KEY"}
      ```

      ```http session=a
      HTTP/1.1 200 OK

      {"got": {"number": 7, "text": "order 7 of $IDS", "key": "a\\"b"}, "…": "…"}
      ```

      ```http session=a
      GET /orders/$ID HTTP/1.1
      ```

      ```http session=a
      HTTP/1.1 200 OK

      {"path": "/orders/7"}
      ```

      ```sh session=a
      echo "$ID $KEY"
      ```

      ```output
      7 a"b
      ```
      """
    ])
    let report = try await folder.verify(options)
    #expect(report.lines == [])
  }

  @Test func aResponseWithoutTheValueFailsItsRequest() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```http session=a capture="ID=/order/id"
      GET /orders HTTP/1.1
      ```

      ```http session=a
      HTTP/1.1 200 OK
      ```

      ```http session=a
      GET /orders/$ID HTTP/1.1
      ```

      ```http session=a
      HTTP/1.1 200 OK
      ```
      """
    ])
    try await #expect(
      folder.verify(options).lines == [
        "page.md:1:28 error capture-failed: `ID` has no value: the JSON has no `/order/id`",
        "page.md:9:1 error response-mismatch: this request was not sent, because the session ended before it",
      ])
  }
}

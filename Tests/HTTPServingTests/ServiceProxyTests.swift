import HTTP
import HTTPServing
import Synchronization
import Testing

/// A proxy before a service in another process.
struct ServiceProxyTests {
  /// Notes what a service answers.
  private struct Noted: HTTPService {
    let base: ServiceProxy
    let note: @Sendable (HTTPExchangeRequest, HTTPExchangeResponse) -> Void

    var limits: HTTPLimits { base.limits }

    func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
      let response = await base.respond(to: request)
      note(request, response)
      return response
    }
  }

  /// The bytes that a client gets through the proxy, and what the proxy answered.
  private func through(
    _ stub: Stub, _ request: String
  ) async throws -> (text: String, recorded: [String]) {
    let recorded = Mutex<[String]>([])
    var text = ""
    try await serving(stub) { service in
      let proxy = Noted(base: ServiceProxy(port: service.port)) { request, response in
        recorded.withLock {
          $0.append(
            "\(request.method) \(request.path) \(request.body.count) -> \(response.status) \(response.body.count)"
          )
        }
      }
      let server = try await HTTPServer.start(proxy)
      let client = try RawClient(port: server.port)
      try client.send(request)
      text = await client.read().text
      await server.stop()
    }
    return (text, recorded.withLock { $0 })
  }

  private let request =
    "POST /a?b HTTP/1.1\r\nHost: a\r\nX: 1\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab"

  @Test func forwardsRequestsAndResponsesIncludingBinaryBodies() async throws {
    let stub = Stub(answer: { request in
      HTTPExchangeResponse(
        status: 422, headers: ["X-Seen": request.headers["X"] ?? "", "Y": "2"],
        body: [0xFF, 0x00] + request.body)
    })
    let (text, recorded) = try await through(stub, request)
    #expect(
      text.hasPrefix("HTTP/1.1 422 Unprocessable Content\r\nX-Seen: 1\r\nY: 2\r\nContent-Length: 4\r\n"))
    #expect(text.hasSuffix("\r\n\r\n\u{FFFD}\0ab"))
    #expect(recorded == ["POST /a?b 2 -> 422 4"])
  }

  /// What is printed under an example is what the service sent.
  @Test(arguments: [
    (422, "HTTP/1.1", "Unprocessable Entity"), (200, "HTTP/1.1", "Custom Reason"),
    (418, "HTTP/1.1", "I'm a teapot"),
    (200, "HTTP/1.0", "OK"), (599, "HTTP/1.1", ""),
  ])
  func forwardsTheStatusLineAsItIs(status: Int, version: String, reason: String) async throws {
    let stub = Stub(answer: { _ in
      var response = HTTPExchangeResponse(status: status)
      response.received = .init(version: version, reason: reason)
      return response
    })
    let (text, _) = try await through(stub, request)
    #expect(text.hasPrefix("\(version) \(status) \(reason)\r\n"))
    #expect(!text.contains("status-line"))
  }

  @Test func forwardsADroppedConnection() async throws {
    let (text, recorded) = try await through(
      Stub(answer: { _ in HTTPExchangeResponse(status: 200, delivery: .dropped) }), request)
    #expect(text == "")
    #expect(recorded == ["POST /a?b 2 -> 502 0"])
  }

  @Test func forwardsATruncatedBodyWithItsContentLength() async throws {
    let (text, _) = try await through(
      Stub(answer: { _ in
        HTTPExchangeResponse(status: 200, body: Array("0123456789".utf8), delivery: .truncated(bytes: 4))
      }), request)
    #expect(text.contains("Content-Length: 10\r\n"))
    #expect(text.hasSuffix("\r\n\r\n0123"))
  }
}

import HTTP
import HTTPServing
import Testing

/// The faults of a network, as a client sees them on its socket.
struct DeliveryTests {
  private func received(_ response: HTTPExchangeResponse) async throws -> (text: String, isClosed: Bool) {
    var result = (text: "", isClosed: false)
    try await serving(Stub { _ in response }) { server in
      let client = try RawClient(port: server.port)
      try client.send(get)
      result = await client.read(until: "0123456789")
    }
    return result
  }

  @Test func completeResponseKeepsTheConnectionOpen() async throws {
    let (text, isClosed) = try await received(.init(status: 200, body: Array("0123456789".utf8)))
    #expect(text == "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789")
    #expect(!isClosed)
  }

  @Test func droppedResponseClosesTheConnectionWithoutData() async throws {
    let (text, isClosed) = try await received(.init(status: 200, body: [0x30], delivery: .dropped))
    #expect(text == "")
    #expect(isClosed)
  }

  @Test(arguments: [(4, "0123"), (0, ""), (-1, ""), (9, "012345678")])
  func truncatedResponseKeepsTheFullContentLength(bytes: Int, arrived: String) async throws {
    let (text, isClosed) = try await received(
      .init(status: 200, body: Array("0123456789".utf8), delivery: .truncated(bytes: bytes)))
    #expect(text == "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n" + arrived)
    #expect(isClosed)
  }

  @Test func delayedResponseDoesNotBlockOtherRequests() async throws {
    let stub = Stub { request in
      .init(
        status: 200, body: Array(request.path.utf8), delay: request.path == "/slow" ? .seconds(5) : .zero)
    }
    try await serving(stub) { server in
      let slow = try RawClient(port: server.port)
      try slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
      let quick = try RawClient(port: server.port)
      try quick.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n")
      #expect(await quick.read(until: "/quick").text.hasSuffix("/quick"))
      #expect(await slow.read(until: "/slow", seconds: 0) == ("", false))
      #expect(await slow.read(until: "/slow").text.hasSuffix("/slow"))
    }
  }

  @Test func headersOfAServiceCannotStartAnotherHeader() async throws {
    let response = HTTPExchangeResponse(
      status: 200, headers: ["X-Good": "a\tb", "X-Split": "1\r\nX-Own: 2\u{0}", "Not a: name": "3", "": "4"])
    let (text, _) = try await received(response)
    #expect(text == "HTTP/1.1 200 OK\r\nX-Good: a\tb\r\nX-Split: 1  X-Own: 2 \r\nContent-Length: 0\r\n\r\n")
  }

  @Test func aClientOfHTTP10IsDisconnectedAfterItsResponse() async throws {
    try await serving(Stub()) { server in
      let client = try RawClient(port: server.port)
      try client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n")
      let (text, isClosed) = await client.read()
      #expect(text == "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n0")
      #expect(isClosed)
    }
  }

  @Test func requestUnderWayIsAnsweredBeforeTheServerStops() async throws {
    let server = try await HTTPServer.start(
      Stub { _ in .init(status: 200, body: [0x31], delay: .seconds(1)) })
    let idle = try RawClient(port: server.port)
    let waiting = try RawClient(port: server.port)
    try waiting.send(get)
    try await Task.sleep(for: .milliseconds(300))
    await server.stop()
    #expect(await waiting.read() == ("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1", true))
    #expect(await idle.read() == ("", true))
  }
}

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
        status: 200, body: Array(request.path.utf8), delay: request.path == "/slow" ? .seconds(20) : .zero)
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
}

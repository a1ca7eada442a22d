import Foundation
import HTTP
import HTTPServing
import Testing

/// What a server does with clients that want too much or do too little.
@Suite(.serialized)
struct LimitTests {
  private func post(_ headers: String, _ body: String = "") -> String {
    "POST / HTTP/1.1\r\nHost: a\r\n\(headers)\r\n\r\n\(body)"
  }

  /// The server still answers others.
  private func expectOthersServed(_ server: HTTPServer<Stub>) async throws {
    let client = try RawClient(port: server.port)
    try client.send(get)
    #expect(await client.read(until: "\r\n\r\n0").text.hasPrefix("HTTP/1.1 200 OK"))
  }

  @Test func tooLargeContentLengthIsRejectedBeforeTheBody() async throws {
    try await serving(Stub(limits: HTTPLimits(bodySize: 100))) { server in
      let client = try RawClient(port: server.port)
      try client.send(post("Content-Length: 101"))
      let (text, isClosed) = await client.read()
      #expect(text == "HTTP/1.1 413 Content Too Large\r\nContent-Length: 1\r\nConnection: close\r\n\r\n0")
      #expect(isClosed)
    }
  }

  @Test func tooLargeChunkedBodyIsRejected() async throws {
    try await serving(Stub(limits: HTTPLimits(bodySize: 100))) { server in
      let client = try RawClient(port: server.port)
      try client.send(post("Transfer-Encoding: chunked"))
      let chunk = "3c\r\n" + String(repeating: "x", count: 60) + "\r\n"
      for _ in 0..<5 { try client.send(chunk) }
      let (text, isClosed) = await client.read()
      #expect(text.hasPrefix("HTTP/1.1 413 Content Too Large\r\n"))
      #expect(isClosed)
      try await expectOthersServed(server)
    }
  }

  @Test func bodyOfMaximumSizeWithExpect100ContinueIsAccepted() async throws {
    try await serving(Stub(limits: HTTPLimits(bodySize: 100))) { server in
      let client = try RawClient(port: server.port)
      try client.send(post("Content-Length: 100\r\nExpect: 100-continue"))
      #expect(await client.read(until: "\r\n\r\n").text == "HTTP/1.1 100 Continue\r\n\r\n")
      try client.send(String(repeating: "x", count: 100))
      #expect(await client.read(until: "\r\n\r\n100").text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
  }

  @Test(arguments: [1, 50])
  func tooLargeRequestHeaderIsRejected(fields: Int) async throws {
    try await serving(Stub(limits: HTTPLimits(headerSize: 2_000))) { server in
      let client = try RawClient(port: server.port)
      let value = String(repeating: "x", count: 3_000 / fields)
      try client.send(post((0..<fields).map { "X-\($0): \(value)" }.joined(separator: "\r\n")))
      let (text, isClosed) = await client.read()
      #expect(text.hasPrefix("HTTP/1.1 431 Request Header Fields Too Large\r\n"))
      #expect(text.hasSuffix(#"{"error":"the header of the request is larger than 2000 bytes"}"#))
      #expect(isClosed)
    }
  }

  @Test func nonHTTPRequestIsRejected() async throws {
    try await serving(Stub()) { server in
      let client = try RawClient(port: server.port)
      try client.send("{\"jsonrpc\": \"2.0\"}\r\n\r\n")
      let (text, isClosed) = await client.read()
      #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
      #expect(text.hasSuffix(#"{"error":"the request is not HTTP/1.1"}"#))
      #expect(isClosed)
    }
  }

  @Test func connectionLimitRejectsThenAcceptsAfterAClose() async throws {
    try await serving(Stub(limits: HTTPLimits(connections: 3))) { server in
      var open = try (0..<3).map { _ in try RawClient(port: server.port) }
      for client in open {
        try client.send(get)
        #expect(await client.read(until: "\r\n\r\n0").text.hasPrefix("HTTP/1.1 200 OK"))
      }
      let extra = try RawClient(port: server.port)
      try extra.send(get)
      let (text, isClosed) = await extra.read()
      #expect(text.hasPrefix("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n"))
      #expect(text.hasSuffix(#"{"error":"too many connections; retry after one second"}"#))
      #expect(isClosed)
      open.removeAll()
      try await Task.sleep(for: .milliseconds(200))
      try await expectOthersServed(server)
    }
  }

  private static let impatient = HTTPLimits(
    idleTimeout: .seconds(1), transferTimeout: .seconds(3))

  @Test func idleConnectionIsClosed() async throws {
    try await serving(Stub(limits: Self.impatient)) { server in
      let (text, isClosed) = await (try RawClient(port: server.port)).read()
      #expect(text == "")
      #expect(isClosed)
    }
  }

  @Test func slowRequestHeaderTimesOutWithoutBlockingOthers() async throws {
    try await serving(Stub(limits: Self.impatient)) { server in
      let slow = try (0..<20).map { _ in try RawClient(port: server.port) }
      for client in slow { try client.send("GET / HTTP/1.1\r\nHost: a\r\n") }
      try await expectOthersServed(server)
      for client in slow {
        let (text, isClosed) = await client.read()
        #expect(text == "")
        #expect(isClosed)
      }
    }
  }

  @Test func incompleteBodyIsAnsweredWith408() async throws {
    try await serving(Stub(limits: Self.impatient)) { server in
      let slow = try RawClient(port: server.port)
      try slow.send(post("Content-Length: 100", "half"))
      try await expectOthersServed(server)
      let (text, isClosed) = await slow.read()
      #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
      #expect(text.hasSuffix(#"{"error":"the request did not arrive in time"}"#))
      #expect(isClosed)
    }
  }

  @Test func slowlySentBodyTimesOut() async throws {
    try await serving(Stub(limits: Self.impatient)) { server in
      let slow = try RawClient(port: server.port)
      try slow.send(post("Content-Length: 100"))
      let drip = Task {
        while !Task.isCancelled {
          try slow.send("x")
          try await Task.sleep(for: .milliseconds(100))
        }
      }
      let (text, isClosed) = await slow.read()
      drip.cancel()
      #expect(text.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
      #expect(isClosed)
    }
  }

  @Test func clientThatNeverReadsIsDisconnected() async throws {
    let stub = Stub(
      limits: Self.impatient,
      answer: { request in
        .init(status: 200, body: [UInt8](repeating: 0x30, count: request.path == "/big" ? 16 << 20 : 1))
      })
    try await serving(stub) { server in
      let deaf = try RawClient(port: server.port)
      for _ in 0..<4 { try deaf.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n") }
      try await expectOthersServed(server)
      try await Task.sleep(for: .seconds(6))
      // What was in the socket can still be read; it is not the whole answer.
      let (text, isClosed) = await deaf.read()
      #expect(text.utf8.count < 16 << 20)
      #expect(isClosed)
    }
  }

  @Test func slowServiceIsNotSubjectToTheClientTimeout() async throws {
    let stub = Stub(
      limits: Self.impatient, answer: { _ in .init(status: 200, body: [0x30], delay: .seconds(4)) })
    try await serving(stub) { server in
      let client = try RawClient(port: server.port)
      try client.send(get)
      #expect(await client.read(until: "\r\n\r\n0").text.hasPrefix("HTTP/1.1 200 OK"))
    }
  }

  @Test func disconnectsAndHalfClosesDoNotAffectOtherClients() async throws {
    try await serving(Stub()) { server in
      do {
        let gone = try RawClient(port: server.port)
        try gone.send(post("Content-Length: 100", "half"))
      }
      let half = try RawClient(port: server.port)
      try half.send(get)
      half.finishSending()
      let (text, isClosed) = await half.read()
      #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(isClosed)
      try await expectOthersServed(server)
    }
  }

  @Test func pipelinedRequestsAreAnsweredInOrder() async throws {
    let stub = Stub { .init(status: 200, body: Array($0.path.utf8)) }
    try await serving(stub) { server in
      let client = try RawClient(port: server.port)
      try client.send(["/a", "/b", "/c"].map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
      let text = await client.read(until: "/c").text
      #expect(text.components(separatedBy: "\r\n\r\n").map { $0.prefix(2) } == ["HT", "/a", "/b", "/c"])
    }
  }
}

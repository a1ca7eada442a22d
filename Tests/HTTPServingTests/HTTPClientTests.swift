import Foundation
import HTTP
import Testing

@testable import HTTPServing

struct HTTPReplyParserTests {
  /// The response as one line, fed in pieces of `size` bytes.
  private func parse(_ text: String, method: String = "GET", size: Int = .max) -> String {
    var parser = HTTPReplyParser(method: method)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty, !parser.isComplete {
      parser.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    switch parser.result(atEnd: "the connection was closed") {
    case .success(let received):
      let reply = received.reply
      let headers = reply.headers.map { " \($0.name)=\($0.value)" }.joined()
      return "\(reply.status) \(reply.reason)\(headers): \(String(decoding: received.body, as: UTF8.self))"
        + (received.isComplete ? "" : " (cut off)")
    case .failure(let failure): return "failure: \(failure)"
    }
  }

  static let responses: [(response: String, method: String, expected: String)] = [
    // The reason phrase may have spaces, or be empty.
    (
      "HTTP/1.1 422 Unprocessable Content\r\nContent-Length: 2\r\n\r\nno", "POST",
      "422 Unprocessable Content Content-Length=2: no"
    ),
    ("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "GET", "200  Content-Length=0: "),
    // What follows the body belongs to no response.
    ("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nab", "GET", "200 OK content-length=1: a"),
    // White space around a value is not part of it.
    ("HTTP/1.1 200 OK\r\nX: \t a b \r\nContent-Length: 0\r\n\r\n", "GET", "200 OK X=a b Content-Length=0: "),
    // Some responses have no body, whatever their headers say.
    ("HTTP/1.1 204 No Content\r\n\r\n", "POST", "204 No Content: "),
    ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", "HEAD", "200 OK Content-Length=10: "),
    // An interim response precedes the final one.
    (
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", "POST",
      "200 OK Content-Length=1: a"
    ),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab\r\n\r\nB;name=value\r\n0123456789a\r\n0\r\nT: 1\r\n\r\n",
      "GET", "200 OK Transfer-Encoding=chunked: ab\r\n0123456789a"
    ),
    // Without a length the body ends with the connection.
    ("HTTP/1.1 200 OK\r\n\r\nall of it", "GET", "200 OK: all of it"),
    // A body that is cut off is kept as far as it came.
    ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "GET", "200 OK Content-Length=10: half (cut off)"),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n9\r\nhalf", "GET",
      "200 OK Transfer-Encoding=chunked: abhalf (cut off)"
    ),
    // A size that no response has.
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nab", "GET",
      "200 OK Transfer-Encoding=chunked: ab (cut off)"
    ),
    ("", "GET", "failure: the service sent no response: the connection was closed"),
    (
      "HTTP/1.1 200 OK\r\nA: b\r\n", "GET",
      "failure: the response ends within its header: the connection was closed"
    ),
    ("SSH-2.0-OpenSSH\r\n\r\n", "GET", "failure: the response does not begin with a status line"),
    (
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "GET",
      "failure: the response has a chunk without a size"
    ),
  ]

  @Test(arguments: responses)
  func parsesResponsesInChunksOfAnySize(response: String, method: String, expected: String) {
    for size in [1, 2, 3, 7, .max] { #expect(parse(response, method: method, size: size) == expected) }
  }
}

struct HTTPClientTests {
  @Test func requestAndResponseArriveUnchanged() async throws {
    let stub = Stub(answer: { request in
      let headers = request.headers.fields.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
      return HTTPExchangeResponse(
        status: 422, headers: ["X-Test": "a b"],
        body: Array("\(request.method) \(request.path) [\(headers)] \(request.body.count)".utf8))
    })
    try await serving(stub) { server in
      let body = [UInt8](repeating: 0x61, count: 300_000)
      let reply = try await HTTPClient(port: server.port).send(
        method: "POST", path: "/a?b", headers: [("X-Name", "1")], body: body)
      #expect("\(reply.status) \(reply.reason)" == "422 Unprocessable Content")
      #expect(reply.header("x-test") == "a b")
      #expect(
        reply.body
          == "POST /a?b [Host: 127.0.0.1:\(server.port), X-Name: 1, Content-Length: 300000, Connection: close] 300000"
      )
    }
  }

  @Test func connectionRefused() async throws {
    let listener = try SilentListener()
    let port = listener.port
    listener.stop()
    let failure = await #expect(throws: HTTPFailure.self) {
      try await HTTPClient(port: port).send(method: "GET", path: "/", headers: [], body: [])
    }
    #expect(
      failure?.description == "cannot connect to the service at port \(port): Connection refused")
    #expect(failure?.isTimeout == false)
  }

  @Test func timesOutWithoutAResponse() async throws {
    let listener = try SilentListener()
    defer { listener.stop() }
    let failure = await #expect(throws: HTTPFailure.self) {
      try await HTTPClient(port: listener.port, timeout: 1).send(
        method: "GET", path: "/", headers: [], body: [])
    }
    #expect(failure == HTTPFailure(description: "the service sent no response in time", isTimeout: true))
  }

  @Test func connectionClosedWithoutAResponse() async throws {
    let stub = Stub(answer: { _ in HTTPExchangeResponse(status: 200, delivery: .dropped) })
    try await serving(stub) { server in
      let failure = await #expect(throws: HTTPFailure.self) {
        try await HTTPClient(port: server.port).send(method: "GET", path: "/", headers: [], body: [])
      }
      #expect(failure?.description.hasPrefix("the service sent no response: ") == true)
    }
  }
}

/// A port on which connections are accepted by the operating system, and nothing is ever read or sent.
private struct SilentListener {
  let descriptor: Int32
  let port: Int

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw RawClient.Failure.cannotConnect }
    port = Int(in_port_t(bigEndian: address.sin_port))
  }

  func stop() { close(descriptor) }
}

import HTTP
import HTTPServing
import Testing

/// Requests that two programs could understand differently are refused (RFC 9112, sections 3.2, 5.2, 6.1 and 6.3).
struct RequestHeadTests {
  /// The status and the sentence of the answer, and whether the connection was closed.
  private func answer(to request: String) async throws -> String {
    var text = ""
    try await serving(Stub { .init(status: 200, body: Array("\"\($0.path)\"}".utf8)) }) { server in
      let client = try RawClient(port: server.port)
      try client.send(request.replacing("\n", with: "\r\n"))
      let received = await client.read(until: "\"}").text
      let status = received.dropFirst("HTTP/1.1 ".count).prefix(3)
      text = status + " " + (received.split(separator: "\r\n\r\n").last ?? "")
    }
    return text
  }

  private static func refused(_ sentence: String) -> String { #"400 {"error":"\#(sentence)"}"# }

  static let refusals: [(request: String, sentence: String)] = [
    ("GET / HTTP/1.1\nHost: a\nHost: a\n\n", "the request has more than one Host header"),
    ("GET / HTTP/1.1\nHost: a\nX: y\nhOST: b\n\n", "the request has more than one Host header"),
    ("GET / HTTP/1.0\nHost: a\nHost: b\n\n", "the request has more than one Host header"),
    ("GET / HTTP/1.1\n\n", "the request has no Host header"),
    ("GET http://a/ HTTP/1.1\n\n", "the request has no Host header"),
    (
      "GET / HTTP/1.1\nHost: user@localhost\n\n", "the Host header must be a host name with or without a port"
    ),
    ("GET / HTTP/1.1\nHost: u:p@a:80\n\n", "the Host header must be a host name with or without a port"),
    ("GET / HTTP/1.1\nHost: a, b\n\n", "the Host header must be a host name with or without a port"),
    ("GET / HTTP/1.1\nHost: a b\n\n", "the Host header must be a host name with or without a port"),
    ("GET / HTTP/1.1\nHost: a/b\n\n", "the Host header must be a host name with or without a port"),
    ("GET / HTTP/1.1\nHost: http://a\n\n", "the Host header must be a host name with or without a port"),
    ("GET / HTTP/1.1\nHost: a:8x\n\n", "the Host header must be a host name with or without a port"),
    ("GET / HTTP/1.1\nHost: [::1\n\n", "the Host header must be a host name with or without a port"),
    ("GET / HTTP/1.1\nHost: é\n\n", "the Host header must be a host name with or without a port"),
    (
      "GET http://evil.example/ HTTP/1.1\nHost: a\n\n",
      "the target of the request and its Host header name different hosts"
    ),
    (
      "GET http://a@evil.example/ HTTP/1.1\nHost: a\n\n",
      "the target of the request and its Host header name different hosts"
    ),
    (
      "GET HTTP://a.:80/x HTTP/1.1\nHost: a:80\n\n",
      "the target of the request and its Host header name different hosts"
    ),
    (
      "GET ftp://a/ HTTP/1.1\nHost: a\n\n", "the target of the request must be a path or an http:// address"
    ),
  ]

  @Test(arguments: refusals)
  func ambiguousRequestIsRefused(request: String, sentence: String) async throws {
    #expect(try await answer(to: request) == Self.refused(sentence))
  }

  static let lengths: [String] = [
    "Content-Length: 4\nContent-Length: 4\n\n    ", "Content-Length: 4\nContent-Length: 5\n\n    ",
    "Content-Length: 4, 4\n\n    ", "Content-Length: +4\n\n    ", "Content-Length: 4 4\n\n    ",
    "Content-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n",
    "Transfer-Encoding: chunked\nContent-Length: 4\n\n0\n\n",
    "Transfer-Encoding: gzip\n\n", "Transfer-Encoding: chunked, gzip\n\n",
    "Transfer-Encoding: chunked\nTransfer-Encoding: identity\n\n0\n\n",
    "Transfer-Encoding : chunked\n\n0\n\n", "X: a\n b\n\n", "X: a\n\tb\n\n", "X:\n a\n\n", "Host\n : b\n\n",
    " X: a\n\n",
  ]

  @Test(arguments: lengths)
  func unclearLengthOrFoldedLineIsRefused(headers: String) async throws {
    let answer = try await answer(to: "POST / HTTP/1.1\nHost: a\n" + headers)
    #expect(answer.hasPrefix("400 {\"error\":\""), "\(answer)")
  }

  @Test func transferEncodingNeedsHTTP11() async throws {
    #expect(
      try await answer(to: "POST / HTTP/1.0\nHost: a\nTransfer-Encoding: chunked\n\n0\n\n")
        == Self.refused("Transfer-Encoding needs HTTP/1.1"))
  }

  static let accepted: [(request: String, path: String)] = [
    ("GET / HTTP/1.1\nHost: a\n\n", "/"), ("GET / HTTP/1.0\n\n", "/"), ("GET / HTTP/1.1\nHost:\n\n", "/"),
    ("GET / HTTP/1.1\nHost: A-b_c.example:80\n\n", "/"), ("GET / HTTP/1.1\nHost: [::1]:4000\n\n", "/"),
    ("GET / HTTP/1.1\nHost: [::1]\n\n", "/"), ("GET / HTTP/1.1\nHost: 127.0.0.1\n\n", "/"),
    ("GET http://a:80/x?y HTTP/1.1\nHost: a:80\n\n", "/x?y"),
    ("GET HTTP://A/x HTTP/1.1\nHost: a\n\n", "/x"), ("GET http://a HTTP/1.1\nHost: a\n\n", "/"),
    ("GET http://a/ HTTP/1.0\n\n", "/"), ("OPTIONS * HTTP/1.1\nHost: a\n\n", "*"),
    ("POST / HTTP/1.1\nHost: a\nTransfer-Encoding: chunked\n\n1\nx\n0\n\n", "/"),
  ]

  @Test(arguments: accepted)
  func requestWithOneMeaningIsAnswered(request: String, path: String) async throws {
    #expect(try await answer(to: request) == "200 \"\(path)\"}")
  }

  /// The refused request would otherwise hide a second one from whoever stands in between.
  @Test func nothingAfterARefusedRequestIsAnswered() async throws {
    try await serving(Stub()) { server in
      let client = try RawClient(port: server.port)
      try client.send("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + get)
      let (text, isClosed) = await client.read()
      #expect(text.components(separatedBy: "HTTP/1.1 ").count == 2)
      #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
      #expect(text.contains("\r\nConnection: close\r\n"))
      #expect(isClosed)
    }
  }
}

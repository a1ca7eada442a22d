import HTTP
import NIOCore
import NIOHTTP1

/// One request from the connection to the service, and its answer back, with its faults.
struct HTTPTransfer<Service: HTTPService> {
  var service: Service
  var channel: any Channel

  typealias Parts = NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  typealias Writer = NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>

  /// Why a connection is closed by this side; it is not reported to anyone.
  private struct Closed: Error {}

  /// - Parameter rest: what follows the head; after a whole answer it is at the next request.
  func answer(_ head: HTTPRequestHead, _ rest: inout Parts, with writer: Writer) async throws {
    let received = try await receive(head, &rest, with: writer)
    let answer = await service.respond(to: received)
    if answer.delay > .zero { try await Task.sleep(for: answer.delay) }
    let body = ByteBuffer(bytes: answer.body)
    var head = HTTPResponseHead(answer, isHead: received.method == "HEAD")
    if received.isCutOff { head.headers.replaceOrAdd(name: "Connection", value: "close") }
    switch answer.delivery {
    case .whole:
      let parts: [HTTPServerResponsePart] = [.head(head), .body(.byteBuffer(body)), .end(nil)]
      try await writer.write(contentsOf: body.readableBytes == 0 ? [parts[0], parts[2]] : parts)
      if received.isCutOff { try await leave(&rest) }
    case .dropped:
      try await channel.close()
      throw Closed()
    case .truncated(let bytes):
      // Written through the channel itself: its futures complete when the bytes are out and it may be closed.
      channel.write(HTTPServerResponsePart.head(head), promise: nil)
      let start = body.getSlice(at: 0, length: min(max(bytes, 0), body.readableBytes)) ?? ByteBuffer()
      try await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(start)))
      try await channel.close()
      throw Closed()
    }
  }

  /// After an answer to a body that is too large: the rest is read for a second and dropped, because closing at once
  /// would discard the answer for a client that is still sending.
  private func leave(_ rest: inout Parts) async throws {
    let channel = channel
    channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    while case .body = try await rest.next() {}
    try await channel.close()
    throw Closed()
  }

  private func receive(
    _ head: HTTPRequestHead, _ rest: inout Parts, with writer: Writer
  ) async throws -> HTTPExchangeRequest {
    var received = HTTPExchangeRequest(head)
    received.isCutOff =
      (received.headers["Content-Length"].flatMap { Int($0) } ?? 0) > service.limits.bodySize
    if !received.isCutOff, received.headers["Expect"]?.lowercased() == "100-continue" {
      try await writer.write(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
    }
    while !received.isCutOff, case .body(let part) = try await rest.next() {
      if received.body.count + part.readableBytes > service.limits.bodySize {
        received.isCutOff = true
        received.body = []
      } else {
        received.body.append(contentsOf: part.readableBytesView)
      }
    }
    return received
  }
}

extension HTTPExchangeRequest {
  /// A request without its body.
  package init(_ head: HTTPRequestHead) {
    self.init(
      method: head.method.rawValue, path: Self.path(of: head.uri),
      headers: HTTP.HTTPHeaders(head.headers.map { .init(name: $0.name, value: $0.value) }))
  }

  /// What a target asks for: of a whole address, as proxies get it, the path with the query.
  private static func path(of target: String) -> String {
    let scheme = "http://"
    guard target.lowercased().hasPrefix(scheme) else { return target }
    let path = target.dropFirst(scheme.count).drop { !"/?#".contains($0) }.prefix { $0 != "#" }
    return path.hasPrefix("/") ? String(path) : "/" + path
  }
}

import HTTP
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// One request from the connection to the service, and its answer back, with its faults.
struct HTTPTransfer<Service: HTTPService> {
  var service: Service
  var channel: any Channel

  /// Why a connection is closed by this side; it is not reported to anyone.
  private struct Closed: Error {}

  func answer(_ request: HummingbirdCore.Request, with writer: consuming ResponseWriter) async throws {
    let isTooLarge = (request.headers[.contentLength].flatMap { Int($0) } ?? 0) > service.limits.bodySize
    if !isTooLarge, request.headers[.expect]?.lowercased() == "100-continue" {
      try await writer.writeInformationalHead(HTTPResponse(status: .continue))
    }
    var rest = request.body.makeAsyncIterator()
    let received = try await receive(request, isTooLarge: isTooLarge, from: &rest)
    let answer = await service.respond(to: received)
    if answer.delay > .zero { try await Task.sleep(for: answer.delay) }
    let body = ByteBuffer(bytes: answer.body)
    var head = head(of: answer, to: request)
    if received.isCutOff { head.headerFields[.connection] = "close" }
    switch answer.delivery {
    case .whole:
      try await writer.write(
        response: head, body: body.readableBytes == 0 ? .init() : .init(byteBuffer: body))
      if received.isCutOff { try await leave(&rest) }
    case .dropped:
      try await channel.close()
      throw Closed()
    case .truncated(let bytes):
      // Written through the channel itself: its futures complete when the bytes are out and it may be closed.
      channel.write(HTTPResponsePart.head(head), promise: nil)
      let start = body.getSlice(at: 0, length: min(max(bytes, 0), body.readableBytes)) ?? ByteBuffer()
      try await channel.writeAndFlush(HTTPResponsePart.body(start))
      try await channel.close()
      throw Closed()
    }
  }

  /// After an answer to a body that is too large: the rest is read for a second and dropped, because closing at once
  /// would discard the answer for a client that is still sending.
  private func leave(_ rest: inout RequestBody.AsyncIterator) async throws {
    let channel = channel
    channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    while try await rest.next() != nil {}
    try await channel.close()
    throw Closed()
  }

  private func receive(
    _ request: HummingbirdCore.Request, isTooLarge: Bool, from rest: inout RequestBody.AsyncIterator
  ) async throws -> HTTPExchangeRequest {
    var received = HTTPExchangeRequest(request.head)
    received.isCutOff = isTooLarge
    while !received.isCutOff, let part = try await rest.next() {
      if received.body.count + part.readableBytes > service.limits.bodySize {
        received.isCutOff = true
        received.body = []
      } else {
        received.body.append(contentsOf: part.readableBytesView)
      }
    }
    return received
  }

  private func head(of answer: HTTPExchangeResponse, to request: HummingbirdCore.Request) -> HTTPResponse {
    var fields = HTTPFields()
    for field in answer.headers.fields {
      if let name = HTTPField.Name(field.name) { fields.append(HTTPField(name: name, value: field.value)) }
    }
    if answer.status != 204, request.method != .head {
      fields[.contentLength] = String(answer.body.count)
    }
    if let received = answer.received { ReasonPhraseHandler.carry(received, in: &fields) }
    return HTTPResponse(status: .init(code: answer.status, reasonPhrase: answer.reason), headerFields: fields)
  }
}

extension HTTPExchangeRequest {
  /// A request without its body.
  package init(_ head: HTTPRequest) {
    self.init(
      method: head.method.rawValue, path: head.path ?? "/",
      headers: HTTPHeaders(head.headerFields.map { .init(name: $0.name.rawName, value: $0.value) }))
    // The parser removes `Host` from the header fields of a request.
    if let authority = head.authority { headers["Host"] = authority }
  }
}

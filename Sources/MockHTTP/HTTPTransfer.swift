import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// One request from the wire to the service, and its answer back, with whatever is to go wrong on the way.
struct HTTPTransfer<Service: MockService> {
  var service: Service
  var channel: any Channel

  /// Why a connection is closed by this side; it is not reported to anyone.
  private struct Closed: Error {}

  func answer(_ request: HummingbirdCore.Request, with writer: consuming ResponseWriter) async throws {
    let received = try await receive(request)
    let answer = await service.respond(to: received)
    if answer.delay > .zero { try await Task.sleep(for: answer.delay) }
    let body = ByteBuffer(bytes: answer.body)
    let head = head(of: answer, to: request)
    switch answer.delivery {
    case .whole:
      try await writer.write(
        response: head, body: body.readableBytes == 0 ? .init() : .init(byteBuffer: body))
    case .dropped:
      try await channel.close()
      throw Closed()
    case .truncated(let bytes):
      // Written through the channel itself: its futures tell when the bytes are out and it may be closed.
      channel.write(HTTPResponsePart.head(head), promise: nil)
      let start = body.getSlice(at: 0, length: min(max(bytes, 0), body.readableBytes)) ?? ByteBuffer()
      try await channel.writeAndFlush(HTTPResponsePart.body(start))
      try await channel.close()
      throw Closed()
    }
  }

  private func receive(_ request: HummingbirdCore.Request) async throws -> HTTPExchangeRequest {
    var received = HTTPExchangeRequest(
      method: request.method.rawValue, path: request.head.path ?? "/",
      headers: HTTPHeaders(request.headers.map { .init(name: $0.name.rawName, value: $0.value) }))
    let limit = service.limits.bodySize
    for try await part in request.body {
      // The rest of a body that is too large is read, so that the client gets round to reading the answer,
      // and dropped.
      received.isCutOff = received.isCutOff || received.body.count + part.readableBytes > limit
      if !received.isCutOff { received.body.append(contentsOf: part.readableBytesView) }
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
    return HTTPResponse(status: .init(code: answer.status, reasonPhrase: answer.reason), headerFields: fields)
  }
}

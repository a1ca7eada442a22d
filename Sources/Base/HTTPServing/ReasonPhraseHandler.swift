import HTTP
import HTTPTypes
import NIOCore
import NIOHTTP1

/// Writes the reason phrases of `HTTPStatus` on the wire, or the status line that a proxy received.
///
/// NIOHTTP1 replaces the phrase of every status code that it knows by its own, and these are older than RFC 9110:
/// `413 Payload Too Large`, `422 Unprocessable Entity`. So what a service sent is carried past it in a header field.
final class ReasonPhraseHandler: ChannelOutboundHandler {
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Never on the wire.
  private static let field = "flowdocs-received-status-line"

  /// Adds a handler next to the encoder of responses.
  static func install(in pipeline: ChannelPipeline) throws {
    let operations = pipeline.syncOperations
    let encoder = try operations.handler(type: HTTPResponseEncoder.self)
    try operations.addHandler(ReasonPhraseHandler(), position: .after(encoder))
  }

  /// Gives the handler the status line of a response.
  static func carry(_ line: HTTPExchangeResponse.ReceivedStatusLine, in fields: inout HTTPFields) {
    guard let name = HTTPField.Name(field) else { return }
    fields[name] = line.version + " " + line.reason
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    var part = unwrapOutboundIn(data)
    if case .head(var head) = part {
      let code = head.status.code
      let received = head.headers.first(name: Self.field)?
        .split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      head.headers.remove(name: Self.field)
      // Header fields are trimmed: without a phrase, the version is alone.
      let reason = received.map { $0.count > 1 ? String($0[1]) : "" } ?? HTTPStatus.reason(Int(code))
      head.status = .custom(code: code, reasonPhrase: reason)
      if received?.first == "HTTP/1.0" { head.version = .http1_0 }
      part = .head(head)
    }
    context.write(wrapOutboundOut(part), promise: promise)
  }
}

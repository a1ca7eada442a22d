import HTTP
import NIOCore
import NIOHTTP1

/// Writes the reason phrases of `HTTPStatus` on the wire.
///
/// NIOHTTP1 replaces the phrase of every status code that it knows by its own, and these are older than RFC 9110:
/// `413 Payload Too Large`, `422 Unprocessable Entity`.
final class ReasonPhraseHandler: ChannelOutboundHandler {
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Adds a handler next to the encoder of responses.
  static func install(in pipeline: ChannelPipeline) throws {
    let operations = pipeline.syncOperations
    let encoder = try operations.handler(type: HTTPResponseEncoder.self)
    try operations.addHandler(ReasonPhraseHandler(), position: .after(encoder))
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    var part = unwrapOutboundIn(data)
    if case .head(var head) = part {
      let code = head.status.code
      head.status = .custom(code: code, reasonPhrase: HTTPStatus.reason(Int(code)))
      part = .head(head)
    }
    context.write(wrapOutboundOut(part), promise: promise)
  }
}

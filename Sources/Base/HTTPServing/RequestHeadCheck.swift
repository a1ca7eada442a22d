import NIOCore
import NIOHTTP1

/// A request that is refused because two programs could understand it differently.
struct RefusedRequest: Error, Equatable, CustomStringConvertible {
  var description: String
}

extension HTTPRequestHead {
  /// Why the request is refused; `nil` when it has one meaning.
  ///
  /// Where a client, a proxy and a server disagree about the host that a request is for, or about its end, one of them can
  /// be deceived. RFC 9112 has servers refuse such requests with 400: sections 3.2 (host and target), 5.2 (folded lines)
  /// and 6.3 (length). The decoder has already refused what is not HTTP/1.1.
  var refusal: RefusedRequest? {
    let hosts = headers["host"]
    guard hosts.count == 1 || hosts.isEmpty && isHTTP10 else {
      return RefusedRequest(
        description: hosts.isEmpty
          ? "the request has no Host header" : "the request has more than one Host header")
    }
    guard hosts.allSatisfy(Self.isHost) else {
      return RefusedRequest(description: "the Host header must be a host name with or without a port")
    }
    let (lengths, codings) = (headers["content-length"], headers["transfer-encoding"])
    if lengths.count > 1 {
      return RefusedRequest(description: "the request has more than one Content-Length header")
    }
    if !codings.isEmpty, !lengths.isEmpty || isHTTP10 {
      return RefusedRequest(
        description: lengths.isEmpty
          ? "Transfer-Encoding needs HTTP/1.1"
          : "the request has both a Content-Length and a Transfer-Encoding header")
    }
    if headers.contains(where: { $0.value.utf8.contains { $0 == 0x0A || $0 == 0x0D } }) {
      return RefusedRequest(description: "a header of the request is folded over several lines")
    }
    return targetRefusal(host: hosts.first)
  }

  private var isHTTP10: Bool { (version.major, version.minor) < (1, 1) }

  /// A target is a path; `*` for OPTIONS; host and port for CONNECT; or the whole address, as proxies get it, whose host
  /// must then be that of the header.
  private func targetRefusal(host: String?) -> RefusedRequest? {
    if uri.hasPrefix("/") || method == .CONNECT || method == .OPTIONS && uri == "*" { return nil }
    guard uri.lowercased().hasPrefix("http://") else {
      return RefusedRequest(description: "the target of the request must be a path or an http:// address")
    }
    let authority = uri.dropFirst("http://".count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    if host == nil || authority.lowercased() == host?.lowercased() { return nil }
    return RefusedRequest(description: "the target of the request and its Host header name different hosts")
  }

  /// `uri-host [ ":" port ]` (RFC 3986, section 3.2), without a comma, which joins two values.
  private static func isHost(_ value: String) -> Bool {
    var name = value.utf8[...]
    if let colon = name.lastIndex(of: UInt8(ascii: ":")), name.last != UInt8(ascii: "]") {
      guard name[name.index(after: colon)...].allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
      name = name[..<colon]
    }
    if name.first == UInt8(ascii: "["), name.last == UInt8(ascii: "]") {
      let address = name.dropFirst().dropLast()
      return !address.isEmpty
        && address.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
    }
    return name.allSatisfy { isLetterOrDigit($0) || nameMarks.contains($0) }
  }

  private static let nameMarks = Set("-._~%!$&'()*+;=".utf8)

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}

/// Hands requests on until one is refused; `ConnectionWatch` then answers and closes.
package final class RequestHeadCheck: ChannelInboundHandler, RemovableChannelHandler {
  package typealias InboundIn = HTTPServerRequestPart
  package typealias InboundOut = HTTPServerRequestPart

  private var hasRefused = false

  /// Adds a handler next to the decoder of requests, where the header is still as it was received.
  package static func install(in pipeline: ChannelPipeline) throws {
    let operations = pipeline.syncOperations
    let decoder = try operations.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
    try operations.addHandler(RequestHeadCheck(), position: .after(decoder))
  }

  package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if hasRefused { return }
    if case .head(let head) = unwrapInboundIn(data), let refusal = head.refusal {
      hasRefused = true
      context.fireErrorCaught(refusal)
      return
    }
    context.fireChannelRead(data)
  }
}

import HTTP
import HTTPServing
import NIOCore
import NIOEmbedded
import NIOHTTP1
import PortalServer

extension FuzzTarget {
  /// What comes in on a connection to `flowdocs serve` or a mock: the heads of requests, and the files that they name.
  static let requests = FuzzTarget(name: "requests") { input in
    for head in heads(in: input) {
      let request = HTTPExchangeRequest(head)
      guard let host = request.headers["Host"] else { continue }
      if host.contains(where: { "/@, ".contains($0) }) { return "the host `\(host)` is accepted" }
      if RequestOrigin(request, port: 4000).refusal != nil { continue }
      for path in SiteFiles.candidates(request.plainPath) where leadsOut(path) {
        return "`\(path)` is looked for"
      }
    }
    return nil
  }

  /// The requests that are accepted, as the server reads them.
  private static func heads(in input: [UInt8]) -> [HTTPRequestHead] {
    let channel = EmbeddedChannel()
    var heads: [HTTPRequestHead] = []
    do {
      let pipeline = channel.pipeline.syncOperations
      try pipeline.configureHTTPServerPipeline(
        withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false)
      try RequestHeadCheck.install(in: channel.pipeline)
      // Throws for what is not HTTP or refused; requests before it are read.
      try channel.writeInbound(ByteBuffer(bytes: input))
    } catch {
      // The server answers 400 and closes.
    }
    do {
      while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
        if case .head(let head) = part { heads.append(head) }
      }
      _ = try channel.finish(acceptAlreadyClosed: true)
    } catch {
      // The connection ended within a request.
    }
    return heads
  }

  private static func leadsOut(_ path: String) -> Bool {
    path.split(separator: "/", omittingEmptySubsequences: false).contains {
      $0.isEmpty || $0.hasPrefix(".") && $0 != ".well-known"
    }
  }
}

import NIOCore
import NIOHTTP1

/// One connection of a client, as a stream of parts of requests and a writer of parts of responses.
typealias HTTPConnection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

extension HTTPConnection {
  /// Puts the decoder, the checks and the limits on an accepted channel.
  static func open(
    _ channel: any Channel, limits: HTTPLimits, among connections: OpenConnections
  ) throws -> HTTPConnection {
    var decoding = NIOHTTPDecoderLimitConfiguration()
    decoding.maxHeaderFieldSize = limits.headerSize
    decoding.maxHeaderListSize = limits.headerSize
    decoding.maxHeaderFieldCount = 200
    let pipeline = channel.pipeline.syncOperations
    // Requests of a connection are answered one after the other by the loop over its parts.
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
      withEncoderConfiguration: .init(), withDecoderLimitConfiguration: decoding)
    try RequestHeadCheck.install(in: channel.pipeline)
    try pipeline.addHandler(ConnectionWatch(limits: limits, channel: channel, connections: connections))
    return try HTTPConnection(
      wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
  }
}

/// Accepts connections and answers their requests until the listening socket is closed.
struct HTTPConnectionLoop<Service: HTTPService>: Sendable {
  var service: Service
  var connections: OpenConnections

  private enum Ended { case connection, patience }

  /// How long requests under way may take once the server stops.
  private static var patience: Duration { .seconds(2) }

  func serve(_ listener: NIOAsyncChannel<HTTPConnection, Never>) async {
    // Connections above the limit are accepted and answered with 503; beyond 64 of these, further ones wait.
    let most = service.limits.connections + 64
    await withTaskGroup(of: Ended.self) { group in
      var open = 0
      do {
        try await listener.executeThenClose { accepted in
          for try await connection in accepted {
            if open >= most, await group.next() != nil { open -= 1 }
            open += 1
            group.addTask { await serve(connection) }
          }
        }
      } catch {
        // The listening socket failed: what is open is still served.
      }
      connections.finish()
      group.addTask { await Self.wait() }
      while open > 0, let ended = await group.next() {
        if ended == .connection { open -= 1 } else { break }
      }
      connections.close()
      group.cancelAll()
    }
  }

  private static func wait() async -> Ended {
    do {
      try await Task.sleep(for: patience)
    } catch {
      // All connections were closed before.
    }
    return .patience
  }

  private func serve(_ connection: HTTPConnection) async -> Ended {
    do {
      try await connection.executeThenClose { inbound, outbound in
        let transfer = HTTPTransfer(service: service, channel: connection.channel)
        var parts = inbound.makeAsyncIterator()
        while case .head(let head) = try await parts.next() {
          try await transfer.answer(head, &parts, with: outbound)
          guard head.isKeepAlive else { break }
        }
        outbound.finish()
        try await connection.channel.closeFuture.get()
      }
    } catch {
      // The client hung up, or this side closed the connection on purpose.
    }
    return .connection
  }
}

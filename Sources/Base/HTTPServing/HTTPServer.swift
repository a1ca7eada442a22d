import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOPosix

/// A service on a socket: HTTP/1.1 on a loopback address, by Hummingbird.
///
/// Hummingbird's `Application` would put the computer's time into every `Date` header; its server is used
/// directly, so that the bytes on the wire are the service's own.
public struct HTTPServer<Service: HTTPService>: Sendable {
  /// The service behind the socket, for looking at it from inside.
  public let service: Service
  public let host: String
  /// The port that was bound.
  public let port: Int
  private let server: HummingbirdCore.Server<HTTP1Channel>
  private let task: Task<Void, any Error>

  /// Binds a socket and serves until `stop()`.
  ///
  /// - Parameter port: 0 for any free one.
  /// - Throws: the error of the operating system when the address cannot be bound.
  public static func start(
    _ service: Service, host: String = "127.0.0.1", port: Int = 0
  ) async throws -> HTTPServer {
    var logger = Logger(label: "flowdocs.http", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    let limits = service.limits
    let connections = ConnectionCount()
    let (bound, continuation) = AsyncStream.makeStream(of: Int.self)
    let server = HummingbirdCore.Server(
      childChannelSetup: HTTP1Channel(
        responder: { request, writer, channel in
          try await HTTPTransfer(service: service, channel: channel).answer(request, with: writer)
        },
        configuration: .init(
          additionalChannelHandlers: [ConnectionWatch(limits: limits, connections: connections)],
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: limits.headerSize, maxHeaderListSize: limits.headerSize,
            maxHeaderFieldCount: 200))),
      configuration: ServerConfiguration(
        address: .hostname(host, port: port),
        // Connections above the limit are accepted and answered with 503; beyond 64 of these, further ones wait.
        availableConnectionsDelegate: .maximum(limits.connections + 64, logger: logger)),
      onServerRunning: { channel in
        continuation.yield(channel.localAddress?.port ?? port)
        continuation.finish()
      }, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    let task = Task {
      // Without this a failed bind would leave `start` waiting for ever.
      defer { continuation.finish() }
      try await server.run()
    }
    guard let port = await bound.first(where: { _ in true }) else {
      try await task.value
      throw CancellationError()
    }
    return HTTPServer(service: service, host: host, port: port, server: server, task: task)
  }

  /// The address clients are given: `http://127.0.0.1:PORT`.
  public var url: String { "http://\(host):\(port)" }

  /// Lets requests under way finish, closes all connections and the socket. A client that neither sends the
  /// rest of its request nor hangs up is cut off after two seconds.
  public func stop() async {
    let task = task
    let deadline = Task {
      try await Task.sleep(for: .seconds(2))
      task.cancel()
    }
    do {
      try await server.shutdownGracefully()
      try await task.value
    } catch {
      // If it did not close in order, the task is cancelled so that nothing stays open.
      task.cancel()
    }
    deadline.cancel()
  }
}

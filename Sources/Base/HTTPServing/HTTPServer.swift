import NIOCore
import NIOHTTP1
import NIOPosix

/// A service on a socket: HTTP/1.1 on a loopback address.
///
/// NIOHTTP1 reads requests and writes responses; there is no framework above it, so that the bytes on the wire are the
/// service's own, without a `Date` or `Server` header.
public struct HTTPServer<Service: HTTPService>: Sendable {
  /// The service behind the socket, for looking at it from inside.
  public let service: Service
  public let host: String
  /// The port that was bound.
  public let port: Int
  private let listener: any Channel
  private let task: Task<Void, Never>

  /// Binds a socket and serves until `stop()`.
  ///
  /// - Parameter port: 0 for any free one.
  /// - Throws: the error of the operating system when the address cannot be bound.
  public static func start(
    _ service: Service, host: String = "127.0.0.1", port: Int = 0
  ) async throws -> HTTPServer {
    let connections = OpenConnections()
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(FailedAccepts())
        }
      }
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .bind(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try HTTPConnection.open(channel, limits: service.limits, among: connections)
        }
      }
    let loop = HTTPConnectionLoop(service: service, connections: connections)
    return HTTPServer(
      service: service, host: host, port: listener.channel.localAddress?.port ?? port,
      listener: listener.channel, task: Task { await loop.serve(listener) })
  }

  /// The address clients are given: `http://127.0.0.1:PORT`.
  public var url: String { "http://\(host):\(port)" }

  /// Closes the socket, lets requests under way finish, and closes all connections. A client that neither sends the rest of
  /// its request nor hangs up is cut off after two seconds.
  public func stop() async {
    listener.close(promise: nil)
    await task.value
  }
}

/// Keeps a server alive when a connection cannot be accepted: its client hung up first, or there are no file descriptors.
private final class FailedAccepts: ChannelInboundHandler {
  typealias InboundIn = Channel

  func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

import HTTP

/// A service that answers HTTP requests in process; `HTTPServer` puts it on a socket.
public protocol HTTPService: Sendable {
  /// The limits of the service and its server.
  var limits: HTTPLimits { get }
  func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse
}

/// The limits of a service: sizes, numbers and timeouts.
///
/// A request beyond a limit is answered with an error that names it; a client that keeps the server waiting is
/// disconnected. Neither delays other clients.
public struct HTTPLimits: Sendable, Hashable {
  /// The largest body in bytes; a larger one is answered with 413.
  public var bodySize: Int
  /// The largest head of a request (all header fields) in bytes; a larger one is answered with 431.
  public var headerSize: Int
  /// How many connections may be open at once; each further one is answered with 503.
  public var connections: Int
  /// How long a connection may be idle: between requests, within a head or a body.
  public var idleTimeout: Duration
  /// The longest time for receiving a request, and for sending its answer, even when the client makes progress.
  public var transferTimeout: Duration

  public init(
    bodySize: Int = 8 << 20, headerSize: Int = 32 << 10,
    connections: Int = 512, idleTimeout: Duration = .seconds(15), transferTimeout: Duration = .seconds(60)
  ) {
    self.bodySize = bodySize
    self.headerSize = headerSize
    self.connections = connections
    self.idleTimeout = idleTimeout
    self.transferTimeout = transferTimeout
  }
}

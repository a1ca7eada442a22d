import HTTP

/// Forwards requests to a service on another port of this computer.
///
///     let server = try await HTTPServer.start(ServiceProxy(port: service.port))
///
/// Connections that the service drops and bodies that it cuts off reach the client in the same way. Reason phrases become
/// those of `HTTPStatus`.
public struct ServiceProxy: HTTPService {
  public let limits: HTTPLimits
  private let client: HTTPClient

  /// Headers that concern one connection, or follow from the body (RFC 9110, section 7.6.1).
  private static let connectionHeaders: Set<String> = [
    "connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade", "content-length",
  ]

  /// - Parameters:
  ///   - port: of the service.
  ///   - timeout: seconds without progress after which the service has not answered (504).
  ///   - socket: opens the sockets with which the service is reached; see `HTTPClient`.
  public init(
    port: Int, timeout: Int = 60, limits: HTTPLimits = HTTPLimits(bodySize: 64 << 20),
    socket: HTTPClient.SocketSource? = nil
  ) {
    self.limits = limits
    client = HTTPClient(port: port, timeout: timeout, socket: socket)
  }

  public func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
    if request.isCutOff {
      return .json(["error": .string("the body is larger than \(limits.bodySize) bytes")], status: 413)
    }
    let headers = request.headers.fields.filter { !Self.connectionHeaders.contains($0.name.lowercased()) }
    do throws(HTTPFailure) {
      let received = try await client.receive(
        method: request.method, path: request.path, headers: headers.map { ($0.name, $0.value) },
        body: request.body)
      let fields = received.reply.headers.filter { !Self.connectionHeaders.contains($0.name.lowercased()) }
      var response = HTTPExchangeResponse(
        status: received.reply.status,
        headers: HTTPHeaders(fields.map { .init(name: $0.name, value: $0.value) }),
        body: received.body)
      response.received = .init(version: received.reply.version, reason: received.reply.reason)
      if !received.isComplete {
        // The rest only makes up the length that the service has announced; it is not sent.
        let length = max(0, received.reply.header("Content-Length").flatMap { Int($0) } ?? 0)
        let missing = max(1, min(length - received.body.count, limits.bodySize))
        response.delivery = .truncated(bytes: received.body.count)
        response.body += [UInt8](repeating: 0, count: missing)
      }
      return response
    } catch {
      if error.isTimeout {
        return .json(["error": .string("\(error)")], status: 504)
      }
      return HTTPExchangeResponse(status: 502, delivery: .dropped)
    }
  }
}

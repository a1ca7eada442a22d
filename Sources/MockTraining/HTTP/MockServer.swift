import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import OpenRPC

/// The mock service on a real socket: HTTP/1.1 on a loopback address, by Hummingbird.
///
/// Hummingbird's `Application` would put the computer's time into every `Date` header; its server is used
/// directly, so that the bytes on the wire are the service's own.
public struct MockServer: Sendable {
  /// The service behind the socket, for looking at it from inside.
  public let service: TrainingService
  public let host: String
  /// The port that was really bound.
  public let port: Int
  private let server: HummingbirdCore.Server<HTTP1Channel>
  private let task: Task<Void, any Error>
  private let configuration: MockConfiguration

  /// Binds a socket and serves until `stop()`.
  ///
  /// - Parameter port: 0 takes any free one.
  /// - Throws: what the operating system says when the address cannot be bound.
  public static func start(
    contract: Contract, configuration: MockConfiguration = MockConfiguration(), host: String = "127.0.0.1",
    port: Int = 0
  ) async throws -> MockServer {
    let service = TrainingService(contract: contract, configuration: configuration)
    var logger = Logger(label: "flowdocs.mock", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    let (bound, continuation) = AsyncStream.makeStream(of: Int.self)
    let server = HummingbirdCore.Server(
      childChannelSetup: HTTP1Channel(responder: { request, writer, _ in
        let response = try await respond(
          to: request, with: service, maximumBodySize: configuration.maximumBodySize)
        try await writer.write(response: response.head, body: response.body)
      }),
      configuration: ServerConfiguration(address: .hostname(host, port: port)),
      onServerRunning: { channel in
        continuation.yield(channel.localAddress?.port ?? port)
        continuation.finish()
      }, eventLoopGroup: EventLoopGroupProvider.singleton.eventLoopGroup, logger: logger)
    let task = Task {
      // Without this a failed bind would leave `start` waiting for ever.
      defer { continuation.finish() }
      try await server.run()
    }
    guard let port = await bound.first(where: { _ in true }) else {
      try await task.value
      throw CancellationError()
    }
    return MockServer(
      service: service, host: host, port: port, server: server, task: task, configuration: configuration)
  }

  /// The address clients are given: `http://127.0.0.1:PORT`.
  public var url: String { "http://\(host):\(port)" }

  /// `TRAINING_URL`, `JWT_TOKEN`, `JWT_TOKEN_VIEWER` and `JWT_TOKEN_EXPIRED` for examples.
  public func environment() async -> [(name: String, value: String)] {
    DevToken.environment(port: port, configuration: configuration, issuedAt: await service.now)
  }

  /// How long requests under way may take to finish once the server stops.
  private static let patience = Duration.seconds(2)

  /// Lets requests under way finish, closes all connections and the socket. A client that neither sends the
  /// rest of its request nor hangs up is cut off after two seconds.
  public func stop() async {
    let task = task
    let deadline = Task {
      try await Task.sleep(for: Self.patience)
      task.cancel()
    }
    do {
      try await server.shutdownGracefully()
      try await task.value
    } catch {
      // Whatever kept it from closing in order, nothing is left open.
      task.cancel()
    }
    deadline.cancel()
  }

  private static func respond(
    to request: HummingbirdCore.Request, with service: TrainingService, maximumBodySize: Int
  ) async throws -> HummingbirdCore.Response {
    let headers = HTTPHeaders(request.headers.map { .init(name: $0.name.rawName, value: $0.value) })
    var body: [UInt8] = []
    for try await part in request.body {
      // One byte more than allowed is kept, so that the service itself refuses it; the rest is read, so that
      // the client gets round to reading the answer, and dropped.
      body.append(contentsOf: part.readableBytesView.prefix(maximumBodySize + 1 - body.count))
    }
    let answer = await service.respond(
      to: HTTPExchangeRequest(
        method: request.method.rawValue, path: request.head.path ?? "/", headers: headers, body: body))
    var fields = HTTPFields()
    for field in answer.headers.fields {
      if let name = HTTPField.Name(field.name) { fields.append(HTTPField(name: name, value: field.value)) }
    }
    if answer.status != 204, let length = HTTPField.Name("Content-Length"), request.method != .head {
      fields[length] = String(answer.body.count)
    }
    return HummingbirdCore.Response(
      status: .init(code: answer.status, reasonPhrase: answer.reason), headers: fields,
      body: answer.body.isEmpty ? .init() : .init(byteBuffer: ByteBuffer(bytes: answer.body)))
  }
}

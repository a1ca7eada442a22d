import Foundation
import HTTP
import NIOCore
import NIOPosix

/// Sends HTTP/1.1 requests to a port of 127.0.0.1, each on a connection of its own, with the headers as they are given.
///
///     let reply = try await HTTPClient(port: 8001).send(
///       method: "GET", path: "/health/live", headers: [], body: [])
///
/// The response is parsed here and not by NIOHTTP1, because its decoder drops the reason phrase, which verification
/// compares with the status line on the page.
public struct HTTPClient: Sendable {
  public var port: Int
  /// Seconds without progress after which a request fails.
  public var timeout: Int
  /// Opens a TCP socket that is not yet connected; `nil` for one of this process's own network.
  public var socket: SocketSource?

  public typealias SocketSource = @Sendable () throws -> CInt

  public init(port: Int, timeout: Int = 30, socket: SocketSource? = nil) {
    self.port = port
    self.timeout = timeout
    self.socket = socket
  }

  /// Sends a request and receives the response.
  ///
  /// `Host`, `Content-Length` and `Connection: close` are added where `headers` lacks them. A response that ends before
  /// its `Content-Length` is returned as far as it was received.
  ///
  /// - Throws: when there is no connection, no response within the timeout, or no valid status line.
  public func send(
    method: String, path: String, headers: [(name: String, value: String)], body: [UInt8]
  ) async throws(HTTPFailure) -> HTTPReply {
    let received = try await receive(method: method, path: path, headers: headers, body: body)
    var reply = received.reply
    reply.body = String(decoding: received.body, as: UTF8.self)
    return reply
  }

  /// Like `send`, with the bytes of the body.
  func receive(
    method: String, path: String, headers: [(name: String, value: String)], body: [UInt8]
  ) async throws(HTTPFailure) -> ReceivedReply {
    var text = "\(method) \(path) HTTP/1.1\r\n"
    let names = Set(headers.map { $0.name.lowercased() })
    if !names.contains("host") { text += "Host: 127.0.0.1:\(port)\r\n" }
    for header in headers { text += "\(header.name): \(header.value)\r\n" }
    if !names.contains("content-length"), !body.isEmpty || method == "POST" {
      text += "Content-Length: \(body.count)\r\n"
    }
    if !names.contains("connection") { text += "Connection: close\r\n" }
    let request = ByteBuffer(bytes: Array((text + "\r\n").utf8) + body)
    let timeout = TimeAmount.seconds(Int64(timeout))
    let group = MultiThreadedEventLoopGroup.singleton
    let promise = group.next().makePromise(of: Result<ReceivedReply, HTTPFailure>.self)
    do {
      let bootstrap = ClientBootstrap(group: group).connectTimeout(timeout)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandlers(
              IdleStateHandler(allTimeout: timeout),
              ReplyHandler(request: request, parser: HTTPReplyParser(method: method), promise: promise))
          }
        }
      let channel =
        if let socket {
          try await bootstrap.withConnectedSocket(connected(socket())).get()
        } else {
          try await bootstrap.connect(host: "127.0.0.1", port: port).get()
        }
      return try await withTaskCancellationHandler {
        try await promise.futureResult.get()
      } onCancel: {
        channel.close(promise: nil)
      }.get()
    } catch let failure as HTTPFailure {
      throw failure
    } catch {
      let isTimeout = if case ChannelError.connectTimeout = error { true } else { false }
      let failure = HTTPFailure(
        description: "cannot connect to the service at port \(port): \(Self.reason(error))",
        isTimeout: isTimeout)
      promise.succeed(.failure(failure))
      throw failure
    }
  }

  /// Connects a socket, on a thread that may wait: a service whose queue is full lets clients wait.
  private func connected(_ socket: CInt) async throws -> CInt {
    let (port, timeout) = (port, timeout)
    return try await NIOThreadPool.singleton.runIfActive {
      var limit = timeval(tv_sec: timeout, tv_usec: 0)
      // It bounds connect(2), too; see socket(7).
      setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let code = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      if code == 0 { return socket }
      let number = errno
      close(socket)
      if number == EINPROGRESS { throw ChannelError.connectTimeout(.seconds(Int64(timeout))) }
      throw IOError(errnoCode: number, reason: "connect")
    }
  }

  /// `Connection refused`, without the name of the system call.
  static func reason(_ error: any Error) -> String {
    switch error {
    case let error as NIOConnectionError:
      error.connectionErrors.first.map { reason($0.error) } ?? "no address"
    case let error as IOError: String(cString: strerror(error.errnoCode))
    default: String(describing: error)
    }
  }
}

/// Writes the request of one connection and collects its response.
private final class ReplyHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let request: ByteBuffer
  private var parser: HTTPReplyParser
  /// `nil` once the response is complete.
  private var promise: EventLoopPromise<Result<ReceivedReply, HTTPFailure>>?

  init(
    request: ByteBuffer, parser: HTTPReplyParser,
    promise: EventLoopPromise<Result<ReceivedReply, HTTPFailure>>
  ) {
    self.request = request
    self.parser = parser
    self.promise = promise
  }

  func channelActive(context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(request), promise: nil)
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    parser.append(unwrapInboundIn(data).readableBytesView)
    if parser.isComplete { end(context, parser.result(atEnd: "")) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(context, parser.result(atEnd: "the connection was closed"))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    end(context, parser.result(atEnd: HTTPClient.reason(error)))
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is IdleStateHandler.IdleStateEvent else {
      context.fireUserInboundEventTriggered(event)
      return
    }
    end(context, .failure(HTTPFailure(description: "the service sent no response in time", isTimeout: true)))
  }

  private func end(_ context: ChannelHandlerContext, _ result: Result<ReceivedReply, HTTPFailure>) {
    guard let promise else { return }
    self.promise = nil
    promise.succeed(result)
    context.close(promise: nil)
  }
}

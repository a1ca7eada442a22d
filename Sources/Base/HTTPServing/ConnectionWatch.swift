import HTTP
import NIOCore
import NIOHTTP1

/// Enforces the limits of one connection: refuses it when there are too many, answers heads that are too large, and closes
/// it when its client keeps the server waiting.
///
/// It is placed between the HTTP codec and the server, so that a client that sends or reads too slowly occupies a socket
/// for a while and never a task of the service.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let limits: HTTPLimits
  private let channel: any Channel
  private let connections: OpenConnections
  private let isOneTooMany: Bool
  /// When the client last sent or took something.
  private var lastProgress = NIODeadline.now()
  /// When the head of the request arrived whose body is still arriving.
  private var requestBegan: NIODeadline?
  /// Requests whose response has not begun.
  private var unanswered = 0
  /// Requests whose response the socket has not fully sent.
  private var unfinished = 0
  /// Whether the server stops: the connection closes as soon as its requests are answered.
  private var isLast = false
  /// The times at which answers were written that the socket has not fully sent.
  private var writesBegan: [NIODeadline] = []
  private var timer: Scheduled<Void>?
  /// Whether the last response is being sent: further input is ignored.
  private var isLeaving = false
  private var isCounted = true

  init(limits: HTTPLimits, channel: any Channel, connections: OpenConnections) {
    self.limits = limits
    self.channel = channel
    self.connections = connections
    isOneTooMany = connections.add(channel) > limits.connections
  }

  func handlerAdded(context: ChannelHandlerContext) {
    lastProgress = .now()
    schedule(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) { end() }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  private func end() {
    timer?.cancel()
    timer = nil
    if isCounted { connections.remove(channel) }
    isCounted = false
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isLeaving { return }
    let now = NIODeadline.now()
    lastProgress = now
    switch unwrapInboundIn(data) {
    case .head:
      if isOneTooMany {
        leave(
          context, status: 503, "too many connections; retry after one second",
          headers: ["Retry-After": "1"])
        return
      }
      requestBegan = now
      unanswered += 1
      unfinished += 1
    case .body: break
    case .end: requestBegan = nil
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if isLeaving {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    let part = unwrapOutboundIn(data)
    if case .head(let head) = part, !(100..<200).contains(head.status.code) { unanswered -= 1 }
    guard case .end = part else {
      context.write(data, promise: promise)
      return
    }
    writesBegan.append(.now())
    let own = promise ?? context.eventLoop.makePromise(of: Void.self)
    own.futureResult.assumeIsolated().whenComplete { _ in
      if !self.writesBegan.isEmpty { self.writesBegan.removeFirst() }
      self.lastProgress = .now()
      self.unfinished -= 1
      if self.isLast, self.unfinished == 0 { context.close(promise: nil) }
    }
    context.write(data, promise: own)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if isLeaving, let event = event as? ChannelEvent, event == .inputClosed {
      context.close(promise: nil)
      return
    }
    if event is ChannelShouldQuiesceEvent {
      isLast = true
      if unfinished == 0 { context.close(promise: nil) }
      return
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if isLeaving { return }
    if let refusal = error as? RefusedRequest { return leave(context, status: 400, refusal.description) }
    switch error as? HTTPParserError {
    case .headerOverflow:
      leave(context, status: 431, "the header of the request is larger than \(limits.headerSize) bytes")
    case .invalidEOFState: context.close(promise: nil)  // it hung up in the middle
    case nil: context.fireErrorCaught(error)
    default: leave(context, status: 400, "the request is not HTTP/1.1")
    }
  }

  private func schedule(_ context: ChannelHandlerContext) {
    let deadline = deadline ?? .now() + Self.amount(limits.idleTimeout)
    timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.look(context) }
  }

  /// When the client must have done something; `nil` while the service has the turn.
  private var deadline: NIODeadline? {
    if let write = writesBegan.first { return write + Self.amount(limits.transferTimeout) }
    let idle = lastProgress + Self.amount(limits.idleTimeout)
    if let requestBegan { return min(idle, requestBegan + Self.amount(limits.transferTimeout)) }
    return unanswered > 0 ? nil : idle
  }

  private func look(_ context: ChannelHandlerContext) {
    guard isCounted else { return }
    guard let deadline, deadline <= .now() else {
      schedule(context)
      return
    }
    if requestBegan != nil, unanswered == 1, !isLeaving {
      leave(context, status: 408, "the request did not arrive in time")
    } else {
      context.close(promise: nil)
    }
  }

  private static func amount(_ duration: Duration) -> TimeAmount { TimeAmount(duration) }

  /// How long a client that has been refused may take to read the reason.
  private static let patience = TimeAmount.seconds(1)

  /// Answers in place of the service and closes: first this side, so that the client can read the answer before a reset
  /// discards it, then both.
  private func leave(
    _ context: ChannelHandlerContext, status: Int, _ sentence: String, headers: HTTP.HTTPHeaders = [:]
  ) {
    isLeaving = true
    var response = HTTPExchangeResponse.json(["error": .string(sentence)], status: status)
    response.headers = HTTP.HTTPHeaders(headers.fields + response.headers.fields)
    var head = HTTPResponseHead(response)
    head.headers.replaceOrAdd(name: "Connection", value: "close")
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    context.close(mode: .output, promise: nil)
    timer?.cancel()
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: Self.patience) { context.close(promise: nil) }
  }
}

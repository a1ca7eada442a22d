import Foundation
import HTTP
import HTTPServing
import JSON
import JSONRPC
import OpenRPC

/// A deviation of the running service from its contract.
public struct ContractMismatch: Sendable, Hashable {
  public enum Part: String, Sendable, Hashable {
    /// Params that the contract allows and the service rejects.
    case params
    case result, error
    /// The body of a webhook; `method` is then the name of the event.
    case event
  }

  public var method: String?
  public var part: Part
  public var violation: ContractViolation
}

/// The whole mock service in process: an HTTP request in, an HTTP response out.
///
/// Every response follows from the configuration and the requests so far; see `JobTiming` for how the clock advances.
/// Only `POST /api/v1/jsonrpc` and the administration advance it, so that health checks and scrapes do not change
/// transcripts.
public actor TrainingService: HTTPService {
  public static let endpoint = "/api/v1/jsonrpc"

  nonisolated let contract: Contract
  nonisolated let configuration: MockConfiguration
  nonisolated let transport: WebhookTransport
  /// Responses that deviated from the contract, in order. A reset keeps them, a restart does not.
  public private(set) var contractViolations: [ContractMismatch] = []
  /// The events that a receiver has accepted. A reset keeps them, a restart does not.
  public private(set) var deliveredEvents: Set<String> = []
  /// How often the service was restarted.
  private var session = 0
  var state: ServiceState
  /// The answer of `rpc.discover`.
  lazy var discovery = contract.discovered()
  var tokens: TokenVerifier
  /// Whether events are being delivered.
  private var isDelivering = false

  /// - Parameter transport: how events reach webhooks; `nil` posts them to this computer, and without
  ///   `realtime` does not wait as long for an answer as the service would.
  public init(
    contract: Contract, configuration: MockConfiguration = MockConfiguration(),
    transport: WebhookTransport? = nil
  ) {
    self.contract = contract
    self.configuration = configuration
    let timeout = configuration.realtime ? DeliveryPolicy.timeoutSeconds : Self.virtualTimeoutSeconds
    self.transport = transport ?? .loopback(timeout: timeout)
    state = ServiceState(configuration, seed: configuration.seed)
    tokens = TokenVerifier(secret: configuration.secret)
  }

  /// Real seconds after which a delivery on the virtual clock counts as timed out. Shorter than the service's own
  /// `DeliveryPolicy.timeoutSeconds`, so that an example with a silent receiver does not wait for half a minute.
  static let virtualTimeoutSeconds = 10

  public nonisolated var limits: HTTPLimits { configuration.limits }

  /// The present moment of the service.
  public var now: Instant {
    configuration.realtime
      ? Self.wallClock + (state.clock.milliseconds - configuration.start.milliseconds) : state.clock
  }

  static var wallClock: Instant { Instant(milliseconds: Int(Date().timeIntervalSince1970 * 1000)) }

  /// Moves the virtual clock.
  func pass(milliseconds: Int) {
    if !configuration.realtime { state.clock = state.clock + milliseconds }
  }

  /// Answers one request. Requests are answered one after the other; the events that are due by then are delivered
  /// before the answer is sent, so that a client knows that it has received them.
  public func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
    let path = request.plainPath
    let response =
      path.hasPrefix(Self.adminPrefix)
      ? administer(request, path: path) : answer(request, path: path)
    await deliverEvents()
    return response
  }

  /// Advances jobs and delivers events once a second without requests, for mocks on the computer's clock.
  ///
  /// - Throws: `CancellationError`; it does not end otherwise.
  public func run() async throws {
    while true {
      try await Task.sleep(for: .seconds(1))
      advanceJobs()
      await deliverEvents()
    }
  }

  private func answer(_ request: HTTPExchangeRequest, path: String) -> HTTPExchangeResponse {
    let began = ContinuousClock.now
    let endpoint = Endpoint(rawValue: path)
    var calls: [Journal.Call] = []
    var response =
      switch endpoint {
      case .jsonrpc: answerCall(request, &calls)
      case .health, .ready, .live, .metrics: answerRead(request, endpoint ?? .health)
      case nil: plainError(404, "there is nothing at this path; calls go to POST \(Self.endpoint)")
      }
    response.headers["Date"] = now.httpDate
    if request.method == "HEAD" { response.body = [] }
    // Unknown paths share one label: a scanner must not be able to make a series for each.
    let label = endpoint?.rawValue ?? "other"
    let method = Self.knownMethods.contains(request.method) ? request.method : "OTHER"
    state.metrics.increment(.requests, method, label, String(response.status))
    state.metrics.observe(
      .requestDuration, milliseconds: [latency(of: response, since: began)], method, label)
    state.journal.add(
      Journal.Entry(
        number: 0, moment: now, method: request.method, path: request.path, status: response.status,
        requestBytes: request.body.count, responseBytes: response.body.count, calls: calls,
        faults: state.faults.endRequest()))
    state.addedLatency = 0
    return response
  }

  private static let knownMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

  private enum Endpoint: String {
    case jsonrpc = "/api/v1/jsonrpc"
    case health = "/api/v1/health"
    case ready = "/health/ready"
    case live = "/health/live"
    case metrics = "/metrics"
  }

  /// On the virtual clock an answer takes 2 ms, another for every 4 kB, and the delay of a fault.
  private func latency(of response: HTTPExchangeResponse, since began: ContinuousClock.Instant) -> Int {
    let answering =
      configuration.realtime
      ? Int((ContinuousClock.now - began) / .milliseconds(1)) : 2 + response.body.count / 4096
    return answering + state.addedLatency
  }

  private func answerRead(_ request: HTTPExchangeRequest, _ endpoint: Endpoint) -> HTTPExchangeResponse {
    guard request.method == "GET" || request.method == "HEAD" else {
      var response = plainError(405, "this path is only read; use GET")
      response.headers["Allow"] = "GET, HEAD"
      return response
    }
    let timestamp = JSON.string(now.timestamp)
    switch endpoint {
    case .health:
      return .json(["status": "healthy", "version": .string(contract.version), "timestamp": timestamp])
    case .ready:
      // Readiness does not depend on the database: a slow one would remove every pod from the Service at once and turn
      // slow calls into an outage. `checks` names the slow parts for people.
      return .json([
        "status": "ready",
        "checks": ["queue": "ok", "storage": state.faults.isSet(.databaseSlow) ? "slow" : "ok"],
        "timestamp": timestamp,
      ])
    case .live: return .json(["status": "alive", "timestamp": timestamp])
    case .metrics, .jsonrpc:
      advanceJobs()
      return HTTPExchangeResponse(
        status: 200, headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
        body: Array(state.metrics.exposition().utf8))
    }
  }

  func plainError(_ status: Int, _ message: String) -> HTTPExchangeResponse {
    .json(["error": .string(message)], status: status)
  }

  /// Begins a new session: pending deliveries belong to the previous one.
  func startSession() {
    contractViolations = []
    deliveredEvents = []
    session += 1
  }

  func record(_ violations: [ContractViolation], _ part: ContractMismatch.Part, of name: String?) {
    contractViolations += violations.map { ContractMismatch(method: name, part: part, violation: $0) }
  }

  /// Plans the delivery of an event of a job.
  func publish(_ notice: WebhookNotice) {
    if let webhook = contract.webhook(named: notice.event.rawValue) {
      record(contract.validate(payload: notice.body, of: webhook), .event, of: webhook.name)
    }
    state.webhooks.publish(notice)
  }

  /// Makes every delivery attempt that is due, in the order of time. Other requests are answered meanwhile: a receiver may
  /// call the service.
  private func deliverEvents() async {
    if isDelivering { return }
    isDelivering = true
    defer { isDelivering = false }
    while let attempt = state.webhooks.next(by: now) {
      let session = session
      let outcome = await transport.post(attempt.request)
      guard session == self.session else { continue }
      state.webhooks.finish(attempt.id, outcome)
      if outcome.isAccepted, let event = attempt.request.headers[DeliveryPolicy.eventHeader] {
        deliveredEvents.insert(event)
      }
    }
  }
}

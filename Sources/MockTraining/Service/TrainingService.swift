import Foundation
import JSON
import JSONRPC
import MockHTTP
import OpenRPC

/// A result or an error of the service that is not what the contract promises.
public struct ContractMismatch: Sendable, Hashable {
  public enum Part: String, Sendable, Hashable {
    /// The contract allows params that the service does not take.
    case params
    case result, error
  }

  public var method: String?
  public var part: Part
  public var violation: ContractViolation
}

/// The whole mock service in process: an HTTP request in, an HTTP response out.
///
/// Everything it says follows from its configuration and the requests so far; see `JobTiming` for how the
/// clock moves. Only `POST /api/v1/jsonrpc` moves it: health checks and scrapes leave no trace in
/// transcripts.
public actor TrainingService: MockService {
  public static let endpoint = "/api/v1/jsonrpc"

  let contract: Contract
  nonisolated let configuration: MockConfiguration
  /// Where the service answered otherwise than its contract says, in order.
  public private(set) var contractViolations: [ContractMismatch] = []

  var jobs: [String: Job] = [:]
  /// The jobs that have not ended, in the order in which they were created.
  var activeJobs: [String] = []
  var numberOfJobs = 0
  private var limiter = RateLimiter()
  var metrics = MetricsRegistry()
  private var virtualNow: Instant

  public init(contract: Contract, configuration: MockConfiguration = MockConfiguration()) {
    self.contract = contract
    self.configuration = configuration
    virtualNow = configuration.start
    metrics.set(.jobsActive, to: 0)
  }

  public nonisolated var limits: MockLimits { configuration.limits }

  /// The present moment of the service.
  public var now: Instant {
    configuration.realtime ? Self.wallClock : virtualNow
  }

  static var wallClock: Instant { Instant(milliseconds: Int(Date().timeIntervalSince1970 * 1000)) }

  /// Answers one request. Requests are answered one after the other.
  public func respond(to request: HTTPExchangeRequest) -> HTTPExchangeResponse {
    let began = ContinuousClock.now
    let path = String(request.path.prefix { $0 != "?" })
    let endpoint = Endpoint(rawValue: path)
    var response =
      switch endpoint {
      case .jsonrpc: answerCall(request)
      case .health, .ready, .live, .metrics: answerRead(request, endpoint ?? .health)
      case nil: plainError(404, "there is nothing at this path; calls go to POST \(Self.endpoint)")
      }
    response.headers["Date"] = now.httpDate
    if request.method == "HEAD" { response.body = [] }
    // Unknown paths share one label: a scanner must not be able to make a series for each.
    let label = endpoint?.rawValue ?? "other"
    let method = Self.knownMethods.contains(request.method) ? request.method : "OTHER"
    metrics.increment(.requests, method, label, String(response.status))
    metrics.observe(
      .requestDuration, milliseconds: [latency(of: response, since: began)], method, label)
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

  /// On the virtual clock an answer takes 2 ms and another for every 4 kB.
  private func latency(of response: HTTPExchangeResponse, since began: ContinuousClock.Instant) -> Int {
    guard configuration.realtime else { return 2 + response.body.count / 4096 }
    return Int((ContinuousClock.now - began) / .milliseconds(1))
  }

  // MARK: - Reads

  private func answerRead(_ request: HTTPExchangeRequest, _ endpoint: Endpoint) -> HTTPExchangeResponse {
    guard request.method == "GET" || request.method == "HEAD" else {
      var response = plainError(405, "this path is only read; use GET")
      response.headers["Allow"] = "GET, HEAD"
      return response
    }
    let timestamp = JSON.string(now.timestamp)
    switch endpoint {
    case .health:
      return json(200, ["status": "healthy", "version": .string(contract.version), "timestamp": timestamp])
    case .ready:
      return json(
        200, ["status": "ready", "checks": ["queue": "ok", "storage": "ok"], "timestamp": timestamp])
    case .live: return json(200, ["status": "alive", "timestamp": timestamp])
    case .metrics, .jsonrpc:
      advanceJobs()
      return HTTPExchangeResponse(
        status: 200, headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
        body: Array(metrics.exposition().utf8))
    }
  }

  private func plainError(_ status: Int, _ message: String) -> HTTPExchangeResponse {
    json(status, ["error": .string(message)])
  }

  private func json(_ status: Int, _ value: JSON) -> HTTPExchangeResponse {
    HTTPExchangeResponse(status: status, headers: ["Content-Type": "application/json"], body: value.bytes())
  }

  // MARK: - Calls

  /// What is wrong with the HTTP of a call is told in the words of the protocol too: a JSON-RPC error with
  /// `id: null`, because the body was not read.
  private func refusal(_ status: Int, _ error: RPCError) -> HTTPExchangeResponse {
    checkAgainstContract(error, of: nil)
    return json(status, Response(id: .null, error: error).json)
  }

  private func answerCall(_ request: HTTPExchangeRequest) -> HTTPExchangeResponse {
    guard request.method == "POST" else {
      var response = refusal(
        405, .invalidRequest.explained("calls are sent with POST, not \(request.method)"))
      response.headers["Allow"] = "POST"
      return response
    }
    virtualNow = virtualNow + JobTiming.requestMilliseconds
    guard !request.isCutOff, request.body.count <= limits.bodySize else {
      return refusal(
        413, .invalidRequest.explained("the body is larger than \(limits.bodySize) bytes"))
    }
    let token: BearerToken
    do throws(BearerToken.Rejection) {
      token = try BearerToken(
        authorization: request.headers["Authorization"], secret: Array(configuration.secret.utf8), now: now)
    } catch {
      var response = refusal(401, .authenticationFailed.explained(error.message))
      response.headers["WWW-Authenticate"] =
        "Bearer realm=\"training\""
        + (error.hasToken ? ", error=\"invalid_token\", error_description=\"\(error.message)\"" : "")
      return response
    }
    guard Self.isJSON(request.headers["Content-Type"]) else {
      return refusal(
        415, .invalidRequest.explained("the Content-Type header must be application/json"))
    }
    return answer(Payload(request.body, limits: .init(depth: limits.depth)), token)
  }

  /// `application/json` with any parameters.
  private static func isJSON(_ contentType: String?) -> Bool {
    let type = contentType?.prefix { $0 != ";" }.lowercased() ?? ""
    return type.filter { !$0.isWhitespace } == "application/json"
  }

  private func answer(_ payload: Payload, _ token: BearerToken) -> HTTPExchangeResponse {
    if payload.requests.contains(where: { $0.method == Call.status.rawValue }) {
      // A client waits before it looks again; on the virtual clock the looking is the waiting.
      virtualNow = virtualNow + (JobTiming.pollMilliseconds - JobTiming.requestMilliseconds)
    }
    advanceJobs()
    var allowances: [RateLimiter.Allowance] = []
    let reply = payload.reply { request in
      let outcome = outcome(of: request, token, &allowances)
      if case .failure(let error) = outcome {
        checkAgainstContract(error, of: contract.method(named: request.method))
      }
      return outcome
    }
    var response = HTTPExchangeResponse(status: 204)
    if let body = reply.json { response = json(200, body) }
    if case .single(let single) = reply {
      switch single.error?.code {
      case RPCError.authorizationFailed.code: response.status = 403
      case RPCError.rateLimited.code:
        response.status = 429
        response.headers["Retry-After"] = allowances.last.map { String($0.retryAfter) }
      default: break
      }
    }
    // Of a batch, the headers tell of the method that has the least left.
    if let allowance = allowances.min(by: { $0.remaining < $1.remaining }) {
      response.headers["X-RateLimit-Limit"] = String(allowance.limit.requests)
      response.headers["X-RateLimit-Remaining"] = String(allowance.remaining)
      response.headers["X-RateLimit-Reset"] = String(allowance.reset)
    }
    return response
  }

  private func outcome(
    of request: Request, _ token: BearerToken, _ allowances: inout [RateLimiter.Allowance]
  ) -> Result<JSON, RPCError> {
    guard let method = contract.method(named: request.method), let call = Call(rawValue: request.method)
    else {
      return .failure(.methodNotFound.explained("there is no method \(JSON.quoted(request.method))"))
    }
    if let permission = method.permission, !token.permissions.contains(permission) {
      return .failure(
        .authorizationFailed.with(data: [
          "error": "the token does not have the permission that the method needs",
          "permission": .string(permission),
        ]))
    }
    if let limit = method.rateLimit {
      let allowance = limiter.count(
        subject: token.subject, method: method.name, limit: limit, now: now)
      allowances.append(allowance)
      if !allowance.isAllowed {
        return .failure(
          .rateLimited.with(data: [
            "retry_after": .number(allowance.retryAfter), "limit": .number(limit.requests),
            "window_seconds": .number(limit.windowSeconds),
          ]))
      }
    }
    do throws(RPCError) {
      try Parameters.check(request.params, of: method, contract: contract)
      let result = try carryOut(call, request, method)
      let violations = contract.validateResult(result, of: method)
      if violations.isEmpty { return .success(result) }
      contractViolations += violations.map {
        ContractMismatch(method: method.name, part: .result, violation: $0)
      }
      let sentences = violations.map { $0.sentence(whole: "the result") }.joined(separator: "; ")
      return .failure(.internalError.explained("the result does not fit the contract: \(sentences)"))
    } catch {
      return .failure(error)
    }
  }

  /// Carries out a call whose params the contract allows. That the service then cannot take them is a
  /// difference between the two.
  private func carryOut(_ call: Call, _ request: Request, _ method: Method) throws(RPCError) -> JSON {
    do throws(RPCError) {
      return try perform(call, Parameters(request.params, of: method))
    } catch {
      if error.code == RPCError.invalidParams.code {
        let violation = ContractViolation(
          field: error.data?["field"]?.string,
          message: (error.data?["error"]?.string ?? "does not fit") + ", says the service",
          instanceRange: nil, contractSpan: contract.span(method.nameRange))
        contractViolations.append(
          ContractMismatch(method: method.name, part: .params, violation: violation))
      }
      throw error
    }
  }

  private func checkAgainstContract(_ error: RPCError, of method: Method?) {
    contractViolations += contract.validateError(error.json, of: method).map {
      ContractMismatch(method: method?.name, part: .error, violation: $0)
    }
  }
}

extension Payload {
  /// The valid requests in it.
  fileprivate var requests: [Request] {
    func valid(_ message: Message) -> Request? {
      if case .success(let request) = message { request } else { nil }
    }
    switch self {
    case .single(let message): return valid(message).map { [$0] } ?? []
    case .batch(let messages): return messages.compactMap(valid)
    case .unparsable: return []
    }
  }
}

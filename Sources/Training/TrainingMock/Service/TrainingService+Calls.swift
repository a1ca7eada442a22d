import HTTP
import JSON
import JSONRPC
import OpenRPC

/// Calls: from the HTTP request to the handler and back.
extension TrainingService {
  /// An HTTP error in answer to a call. It is recorded when it deviates from the contract.
  private func refusal(_ status: Int, _ error: RPCError) -> HTTPExchangeResponse {
    record(contract.validateError(error.json, of: nil), .error, of: nil)
    return .refusal(status, error)
  }

  func answerCall(_ request: HTTPExchangeRequest, _ calls: inout [Journal.Call]) -> HTTPExchangeResponse {
    guard request.method == "POST" else {
      var response = refusal(
        405, .invalidRequest.explained("requests must be sent with POST, not \(request.method)"))
      response.headers["Allow"] = "POST"
      return response
    }
    pass(milliseconds: JobTiming.requestMilliseconds)
    guard !request.isCutOff, request.body.count <= limits.bodySize else {
      return refusal(
        413, .invalidRequest.explained("the body is larger than \(limits.bodySize) bytes"))
    }
    do throws(Fault.Mistake) {
      try setFaults(from: request.headers)
    } catch {
      return refusal(400, .invalidRequest.explained("\(Self.faultHeader): \(error.description)"))
    }
    let payload = Payload(
      request.body, limits: .init(depth: configuration.messages.depth),
      batchLength: configuration.messages.batchLength)
    let methods = payload.requests.map(\.method)
    var response = answer(request, payload, &calls)
    if let fault = state.faults.trigger(.databaseSlow, methods: methods) {
      state.addedLatency += Int(fault.seconds * 1000)
      pass(milliseconds: Int(fault.seconds * 1000))
      if configuration.realtime { response.delay += .seconds(fault.seconds) }
    }
    if let fault = state.faults.trigger(.latency, methods: methods) {
      state.addedLatency += Int(fault.seconds * 1000)
      response.delay += .seconds(fault.seconds)
    }
    if state.faults.trigger(.connectionDropped, methods: methods) != nil {
      response.delivery = .dropped
    } else if let fault = state.faults.trigger(.truncatedBody, methods: methods) {
      response.delivery = .truncated(bytes: fault.bytes)
    }
    return response
  }

  static let faultHeader = "X-Mock-Fault"

  /// Sets the faults that a request header asks for: `NAME:setting=value`, several with semicolons between.
  private func setFaults(from headers: HTTPHeaders) throws(Fault.Mistake) {
    guard let text = headers[Self.faultHeader] else { return }
    for part in text.split(separator: ";") where !part.allSatisfy(\.isWhitespace) {
      state.faults.set(try Fault(text: String(part)), isOfRequest: true)
    }
  }

  private func answer(
    _ request: HTTPExchangeRequest, _ payload: Payload, _ calls: inout [Journal.Call]
  ) -> HTTPExchangeResponse {
    let token: BearerToken
    do throws(BearerToken.Rejection) {
      token = try tokens.token(authorization: request.headers["Authorization"], now: now)
      if state.faults.trigger(.tokenExpired, methods: payload.requests.map(\.method)) != nil {
        throw .expired
      }
    } catch {
      var response = refusal(401, .authenticationFailed.explained(error.message))
      response.headers["WWW-Authenticate"] =
        "Bearer realm=\"training\""
        + (error.hasToken ? ", error=\"invalid_token\", error_description=\"\(error.message)\"" : "")
      return response
    }
    guard request.mediaType == "application/json" else {
      return refusal(
        415, .invalidRequest.explained("the Content-Type header must be application/json"))
    }
    return answer(payload, token, &calls)
  }

  private func answer(
    _ payload: Payload, _ token: BearerToken, _ calls: inout [Journal.Call]
  ) -> HTTPExchangeResponse {
    if payload.requests.contains(where: { $0.method == Call.status.rawValue }) {
      // A client waits before it looks again; on the virtual clock the looking is the waiting.
      pass(milliseconds: JobTiming.pollMilliseconds - JobTiming.requestMilliseconds)
    }
    advanceJobs()
    var allowances: [RateLimiter.Allowance] = []
    var errorStatus: Int?
    let reply = payload.reply { request in
      let outcome = outcome(of: request, token, &allowances, &errorStatus)
      var call = Journal.Call(id: request.id?.json, method: request.method)
      if case .failure(let error) = outcome {
        call.errorCode = error.code
        record(
          contract.validateError(error.json, of: contract.method(named: request.method)), .error,
          of: request.method)
      }
      calls.append(call)
      return outcome
    }
    var response = HTTPExchangeResponse(status: 204)
    if let body = reply.json { response = .json(body) }
    if case .single(let single) = reply, let error = single.error {
      response.status = errorStatus ?? ServiceError.status(ofCode: error.code)
      if error.code == RPCError.rateLimited.code {
        response.headers["Retry-After"] = error.data?["retry_after"]?.int.map(String.init)
      }
    }
    // For a batch, the headers show the method with the fewest remaining calls.
    if let allowance = allowances.min(by: { $0.remaining < $1.remaining }) {
      response.headers["X-RateLimit-Limit"] = String(allowance.limit.requests)
      response.headers["X-RateLimit-Remaining"] = String(allowance.remaining)
      response.headers["X-RateLimit-Reset"] = String(allowance.reset)
    }
    return response
  }

  private func outcome(
    of request: Request, _ token: BearerToken, _ allowances: inout [RateLimiter.Allowance],
    _ errorStatus: inout Int?
  ) -> Result<JSON, RPCError> {
    if request.method == Contract.discoveryMethod { return .success(discovery) }
    guard let method = contract.method(named: request.method), let call = Call(rawValue: request.method)
    else {
      return .failure(.methodNotFound.explained("unknown method \(JSON.quoted(request.method))"))
    }
    if let permission = method.permission, !token.permissions.contains(permission) {
      return .failure(
        .authorizationFailed.with(data: [
          "error": "the token does not have the permission that the method needs",
          "permission": .string(permission),
        ]))
    }
    if let fault = state.faults.trigger(.serverError, methods: [method.name]) {
      errorStatus = fault.status
      return .failure(.internalError.explained("the database did not answer"))
    }
    if let limit = method.rateLimit {
      if let fault = state.faults.trigger(.rateLimited, methods: [method.name]) {
        return .failure(refusal(limit, retryAfter: max(1, Int(fault.seconds))))
      }
      let allowance = state.limiter.count(
        subject: token.subject, method: method.name, limit: limit, now: now)
      allowances.append(allowance)
      if !allowance.isAllowed {
        return .failure(refusal(limit, retryAfter: allowance.retryAfter))
      }
    }
    do throws(RPCError) {
      try Parameters.check(request.params, of: method, contract: contract)
      let result = try carryOut(call, request, method)
      let violations = contract.validateResult(result, of: method)
      if violations.isEmpty { return .success(result) }
      record(violations, .result, of: method.name)
      let sentences = violations.map { $0.sentence(whole: "the result") }.joined(separator: "; ")
      return .failure(.internalError.explained("the result does not fit the contract: \(sentences)"))
    } catch {
      return .failure(error)
    }
  }

  /// Carries out a call with valid params. When the service then rejects them, it deviates from the contract.
  private func carryOut(_ call: Call, _ request: Request, _ method: Method) throws(RPCError) -> JSON {
    do throws(RPCError) {
      var parameters = Parameters(request.params, of: method)
      if let id = request.params?["job_id"]?.string?.lowercased() {
        for armed in state.faults.armed where armed.isOfRequest { inject(armed.id, into: [id]) }
      }
      return try perform(call, &parameters)
    } catch {
      if error.code == RPCError.invalidParams.code {
        let violation = ContractViolation(
          field: error.data?["field"]?.string,
          message: (error.data?["error"]?.string ?? "does not fit") + ", says the service",
          instanceRange: nil, contractSpan: contract.span(method.nameRange))
        record([violation], .params, of: method.name)
      }
      throw error
    }
  }

  private func refusal(_ limit: RateLimit, retryAfter: Int) -> RPCError {
    .rateLimited.with(data: [
      "retry_after": .number(retryAfter), "limit": .number(limit.requests),
      "window_seconds": .number(limit.windowSeconds),
    ])
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

import Determinism
import Diagnostics
import HTTP
import HTTPServing
import JSON
import JSONRPC
import OpenRPC

/// Answers calls of JSON-RPC as an OpenRPC contract describes them.
struct CallMock: Sendable {
  let contract: Contract
  let limits: HTTPLimits
  let messages: MessageLimits
  /// Where calls are posted.
  let paths: [String]
  let seed: UInt64
  /// The contract as `rpc.discover` gives it.
  private let discovery: JSON

  init(contract: Contract, seed: UInt64, limits: HTTPLimits, messages: MessageLimits, paths: [String]) {
    self.contract = contract
    self.seed = seed
    self.limits = limits
    self.messages = messages
    self.paths = paths
    discovery = contract.discovered()
  }

  func answer(_ request: HTTPExchangeRequest, _ preference: PreferHeader) -> HTTPExchangeResponse {
    guard paths.contains(ServerPath.normal(request.plainPath)) else {
      let places = paths.map { "POST \($0)" }.joined(separator: " or ")
      return .json(["error": .string("no service at this path; send requests to \(places)")], status: 404)
    }
    guard request.method == "POST" else {
      var response = HTTPExchangeResponse.refusal(
        405, .invalidRequest.explained("requests must be sent with POST, not \(request.method)"))
      response.headers["Allow"] = "POST"
      return response
    }
    guard !request.isCutOff, request.body.count <= limits.bodySize else {
      return .refusal(
        413, .invalidRequest.explained("the body is larger than \(limits.bodySize) bytes"))
    }
    guard Self.mediaTypes.contains(request.mediaType) else {
      return .refusal(
        415, .invalidRequest.explained("the Content-Type header must be application/json"))
    }
    let payload = Payload(
      request.body, limits: .init(depth: messages.depth), batchLength: messages.batchLength)
    return answer(payload, preference)
  }

  /// The media types that clients of JSON-RPC over HTTP send.
  private static let mediaTypes = ["application/json", "application/json-rpc", "application/jsonrequest"]

  private func answer(_ payload: Payload, _ preference: PreferHeader) -> HTTPExchangeResponse {
    let scope = preference.scope(of: payload, in: contract)
    var answers: [Answer] = []
    let reply = payload.reply(.plain) { request in
      let answer = answer(to: request, preference, scope)
      answers.append(answer)
      return answer.outcome
    }
    var response = HTTPExchangeResponse(status: 204)
    if let body = reply.json { response = .json(body) }
    if case .single(let single) = reply, let error = single.error, let answer = answers.first {
      if !answer.repeatsID { response = .json(Response(id: .null, error: error).json) }
      response.status = answer.status
      for (name, value) in answer.headers { response.headers[name] = MockHeader.text(value) }
    }
    // The protocol's own errors are exactly those of the specification; this header explains them.
    let notes = answers.map(\.note) + payload.notes
    if !notes.isEmpty { response.headers[MockHeader.answer] = MockHeader.text(notes.joined(separator: "; ")) }
    let applied = answers.compactMap(\.applied)
    if let first = applied.first { response.headers[MockHeader.applied] = MockHeader.text(first) }
    return response
  }

  func answer(to request: Request, _ preference: PreferHeader, _ scope: PreferHeader.Scope) -> Answer {
    if request.method == Contract.discoveryMethod {
      return Answer(outcome: .success(discovery), note: "the contract, with its references resolved")
    }
    guard let method = contract.method(named: request.method) else {
      let names = contract.methods.map(\.name) + [Contract.discoveryMethod]
      let hint = NearMiss.nearest(to: request.method, in: names).map { ". Did you mean `\($0)`?" } ?? ""
      return Answer(
        outcome: .failure(.methodNotFound), note: "unknown method \(JSON.quoted(request.method))\(hint)")
    }
    let answers = MethodAnswers(method: method, contract: contract, params: request.params, seed: seed)
    if let forced = answers.forced(by: preference, scope) { return forced }
    return answers.invalidParams ?? answers.fitting(preference)
  }
}

/// The answer to one request.
struct Answer {
  var outcome: Result<JSON, RPCError>
  /// The HTTP status of an error that answers a single request.
  var status = 200
  /// Whether an error that answers a single request has its `id`.
  var repeatsID = true
  /// The HTTP headers of an error that answers a single request.
  var headers: [(name: String, value: String)] = []
  /// The source of the answer, for the header `Mock-Answer`: `example simpleMathAdditionTwo`.
  var note: String
  /// The value of the header `Preference-Applied` (RFC 7240, section 3).
  var applied: String?
}

extension Payload {
  /// The problems of messages that are not valid requests.
  fileprivate var notes: [String] {
    func note(_ message: Message) -> String? {
      guard case .failure(let invalid) = message else { return nil }
      return (invalid.field.map { "\($0) " } ?? "") + invalid.reason
    }
    switch self {
    case .single(let message): return note(message).map { [$0] } ?? []
    case .batch(let messages): return messages.compactMap(note)
    case .unparsable(let syntax): return ["\(syntax.message), at byte \(syntax.range.lowerBound)"]
    }
  }
}

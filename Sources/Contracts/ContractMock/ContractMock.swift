import Determinism
import Diagnostics
import HTTP
import HTTPServing
import JSON
import JSONRPC
import OpenRPC

/// A mock of any OpenRPC contract.
///
/// A call is answered with the result of the example whose params match best (`ExampleMatchScore`), or else with a
/// result generated from the schema. The mock is stateless: the same request has the same answer, byte for byte.
///
///     let mock = ContractMock(contract: contract, seed: 1)
///     let server = try await HTTPServer.start(mock, port: 8001)
///
/// The `Prefer` header (RFC 7240) selects another answer, see `PreferHeader`. Neither permissions nor rate limits are
/// enforced.
public struct ContractMock: HTTPService {
  public let contract: Contract
  public let limits: HTTPLimits
  private let messages: MessageLimits
  /// Where calls are posted: `/`, and the paths of the servers that the contract names.
  public let paths: [String]
  let seed: UInt64
  /// The contract as `rpc.discover` gives it.
  private let discovery: JSON

  /// - Parameter morePaths: further paths at which calls are accepted.
  public init(
    contract: Contract, seed: UInt64 = 1, limits: HTTPLimits = HTTPLimits(),
    messages: MessageLimits = MessageLimits(), morePaths: [String] = []
  ) {
    self.contract = contract
    self.seed = seed
    self.limits = limits
    self.messages = messages
    let paths = ServerPath.all(of: contract)
    self.paths = paths + morePaths.map(ServerPath.normal).filter { !paths.contains($0) }
    discovery = contract.discovered()
  }

  public func respond(to request: HTTPExchangeRequest) -> HTTPExchangeResponse {
    guard request.headers["Origin"] != nil else { return answer(request) }
    // A console on a page of another origin may try the mock: nothing that it answers is anybody's secret.
    var response = CrossOrigin.preflight(request) ?? answer(request)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
  }

  private func answer(_ request: HTTPExchangeRequest) -> HTTPExchangeResponse {
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
    return answer(payload, PreferHeader(request.headers))
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
      for (name, value) in answer.headers { response.headers[name] = Self.headerText(value) }
    }
    // The protocol's own errors are exactly those of the specification; this header explains them.
    let notes = answers.map(\.note) + payload.notes
    if !notes.isEmpty { response.headers["Mock-Answer"] = Self.headerText(notes.joined(separator: "; ")) }
    let applied = answers.compactMap(\.applied)
    if let first = applied.first { response.headers["Preference-Applied"] = Self.headerText(first) }
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

  /// Header values are visible ASCII.
  private static func headerText(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(1_000) {
      scalars.append((0x20...0x7E).contains(scalar.value) ? scalar : "?")
    }
    return String(scalars)
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

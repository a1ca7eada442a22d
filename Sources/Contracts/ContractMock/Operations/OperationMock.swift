import HTTP
import HTTPServing
import JSON
import OpenAPI
import OpenRPC

/// Answers requests as the operations of an OpenAPI contract describe them.
struct OperationMock: Sendable {
  let contract: Contract
  let limits: HTTPLimits
  /// How deep the JSON of a body may be.
  let depth: Int
  let seed: UInt64
  private let routes: OperationRoutes
  /// The verbs of all operations.
  let verbs: [String]

  init(contract: Contract, seed: UInt64, limits: HTTPLimits, depth: Int, paths: [String]) {
    self.contract = contract
    self.seed = seed
    self.limits = limits
    self.depth = depth
    routes = OperationRoutes(contract, bases: paths)
    var seen: Set<String> = []
    verbs = contract.methods.compactMap(\.operation?.verb).filter { seen.insert($0).inserted }
  }

  func answer(_ request: HTTPExchangeRequest, _ preference: PreferHeader) -> HTTPExchangeResponse {
    let matches = routes.matches(request.plainPath)
    guard let first = matches.first else {
      return Self.plain(
        Refusal(statuses: [404], detail: "The contract has no path that `\(request.plainPath)` fits"))
    }
    guard let (method, operation, variables) = matches.operation(request.method) else {
      let verbs = matches.verbs.joined(separator: ", ")
      var refusal = Refusal(
        statuses: [405], detail: "`\(first.template)` takes \(verbs), not \(request.method)")
      refusal.headers = [("Allow", verbs)]
      return Self.plain(refusal)
    }
    return answer(request, preference, method, operation, SentRequest(request, path: variables))
  }

  private func answer(
    _ request: HTTPExchangeRequest, _ preference: PreferHeader, _ method: Method, _ operation: HTTPOperation,
    _ sent: SentRequest
  ) -> HTTPExchangeResponse {
    var answers = OperationAnswers(
      contract: contract, method: method, operation: operation, accept: AcceptHeader(request.headers),
      seed: seed)
    if let problem = preference.problem { return answers.refuse(Refusal(statuses: [400], detail: problem)) }
    guard !request.isCutOff, request.body.count <= limits.bodySize else {
      return answers.refuse(
        Refusal(statuses: [413], detail: "The body is larger than \(limits.bodySize) bytes"))
    }
    let received = RequestValues(contract: contract, operation: operation, depth: depth, request, sent)
    answers.received = received
    if let forced = answers.forced(by: preference) { return forced }
    let unknown = SecurityCheck(request: sent).problem(operation.security).map { [$0] }
    if let refusal = Refusal(unknown ?? received.problems, of: operation) { return answers.refuse(refusal) }
    return answers.fitting(preference)
  }

  /// A refusal of a request that is of no operation.
  private static func plain(_ refusal: Refusal) -> HTTPExchangeResponse {
    var response = HTTPExchangeResponse.json(
      refusal.json(status: refusal.statuses[0]), status: refusal.statuses[0])
    response.headers["Content-Type"] = "application/problem+json"
    for (name, value) in refusal.headers { response.headers[name] = value }
    response.headers[MockHeader.answer] = MockHeader.text(refusal.detail)
    return response
  }
}

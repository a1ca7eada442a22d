import Diagnostics
import HTTP
import HTTPServing
import JSON
import JSONRPC
import OpenRPC

/// A mock of any contract, OpenRPC or OpenAPI.
///
/// A call is answered with the example of the contract that fits it best, or else with a value generated from the schema.
/// The same request has the same answer, byte for byte.
///
///     let mock = ContractMock(contract: contract, seed: 1)
///     let server = try await HTTPServer.start(mock, port: 8001)
///
/// The `Prefer` header (RFC 7240) selects another answer, delays it or drops it, see `PreferHeader`. Under `/__mock` the
/// mock lists the requests that it received, see `MockAdministration`. Credentials must be present where the contract
/// requires them, but are not verified; neither permissions nor rate limits are enforced.
public struct ContractMock: HTTPService {
  public let contract: Contract
  public let limits: HTTPLimits
  /// `/`, and the paths of the servers that the contract names: where calls are posted, or what the paths of operations
  /// begin with.
  public let paths: [String]
  private let answering: Answering
  private let journal: RequestJournal

  private enum Answering: Sendable {
    case calls(CallMock)
    case operations(OperationMock)
  }

  /// - Parameter morePaths: further paths, beside those of servers.
  public init(
    contract: Contract, seed: UInt64 = 1, limits: HTTPLimits = HTTPLimits(),
    messages: MessageLimits = MessageLimits(), morePaths: [String] = []
  ) {
    self.contract = contract
    self.limits = limits
    journal = RequestJournal(contract)
    let paths = ServerPath.all(of: contract)
    self.paths = paths + morePaths.map(ServerPath.normal).filter { !paths.contains($0) }
    switch contract.callProtocol {
    case .jsonRPC:
      answering = .calls(
        CallMock(contract: contract, seed: seed, limits: limits, messages: messages, paths: self.paths))
    case .http:
      answering = .operations(
        OperationMock(
          contract: contract, seed: seed, limits: limits, depth: messages.depth, paths: self.paths))
    }
  }

  public func respond(to request: HTTPExchangeRequest) -> HTTPExchangeResponse {
    // Not for pages of other origins: the journal has what clients sent.
    if let response = MockAdministration(journal: journal).answer(to: request) { return response }
    guard request.headers["Origin"] != nil else { return answer(request) }
    // A console on a page of another origin may try the mock: its answers are from the contract, which is public.
    var response = preflight(request) ?? answer(request)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
  }

  private func preflight(_ request: HTTPExchangeRequest) -> HTTPExchangeResponse? {
    switch answering {
    case .calls: CrossOrigin.preflight(request, methods: ["POST"], headers: "content-type, prefer")
    case .operations(let mock):
      CrossOrigin.preflight(
        request, methods: mock.verbs, headers: request.headers["Access-Control-Request-Headers"] ?? "prefer")
    }
  }

  private func answer(_ request: HTTPExchangeRequest) -> HTTPExchangeResponse {
    let preference = PreferHeader(request.headers)
    var response =
      switch answering {
      case .calls(let mock): mock.answer(request, preference)
      case .operations(let mock): mock.answer(request, preference)
      }
    preference.disturb(&response)
    journal.add(request, response)
    return response
  }
}

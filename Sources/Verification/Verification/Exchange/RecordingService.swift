import Diagnostics
import JSON
import MockHTTP
import OpenRPC

/// A service that remembers its last answer to a POST, so that what an example in any language was answered can
/// be compared, and what its answers have shown of the contract.
actor RecordingService<Base: MockService>: MockService {
  nonisolated let base: Base
  private let coverage: ContractCoverage
  private(set) var lastReply: HTTPReply?
  private(set) var shown: Set<String> = []

  init(base: Base, coverage: ContractCoverage) {
    self.base = base
    self.coverage = coverage
  }

  nonisolated var limits: MockLimits { base.limits }

  func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
    let response = await base.respond(to: request)
    if request.method == "POST" {
      lastReply = HTTPReply(
        status: response.status, reason: response.reason,
        headers: response.headers.fields.map { .init(name: $0.name, value: $0.value) }, body: response.text)
      if let answer = Self.json(response.body) {
        shown.formUnion(coverage.shown(by: Self.json(request.body), answer: answer))
      }
    }
    return response
  }

  private static func json(_ bytes: [UInt8]) -> JSON? {
    do throws(DiagnosticError) {
      return try JSONParser.parse(SourceText(path: "body", bytes: bytes))
    } catch {
      return nil
    }
  }
}

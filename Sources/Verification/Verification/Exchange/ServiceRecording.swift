import Diagnostics
import HTTP
import HTTPServing
import JSON
import OpenAPI
import OpenRPC

/// A record of the exchanges of a session with its service: the last answer, for comparing the answers of
/// examples in any language; the covered items of the contract; and answers that the contract does not allow.
actor ServiceRecording {
  /// What answers are validated against.
  private let contract: Contract?
  /// For a contract of operations.
  private let answers: AnswerCheck?
  private let validates: Bool
  /// Whether only answers to POST are compared, as without a contract of operations: other requests are of health checks
  /// and the like.
  private let isOfCalls: Bool
  private let coverage: ContractCoverage?
  private var lastReply: HTTPReply?
  private(set) var shown: Set<String> = []
  private(set) var violations: [ServiceViolation] = []
  /// Requests without a response yet.
  private var pending = 0

  /// Whether the service still works on a request, which may change its state later.
  var hasPendingRequests: Bool { pending > 0 }

  /// - Parameters:
  ///   - answers: for a contract of operations.
  ///   - validates: whether answers are validated against the contract.
  init(contract: Contract?, answers: AnswerCheck?, coverage: ContractCoverage?, validates: Bool) {
    isOfCalls = answers == nil
    self.contract = validates ? contract : nil
    self.answers = answers
    self.coverage = coverage
    self.validates = validates
  }

  /// The last answer since this was last called; `nil` when there was none.
  func takeReply() -> HTTPReply? {
    defer { lastReply = nil }
    return lastReply
  }

  func begin() { pending += 1 }

  func record(_ request: HTTPExchangeRequest, _ response: HTTPExchangeResponse) {
    pending -= 1
    guard request.method == "POST" || !isOfCalls else { return }
    lastReply = HTTPReply(
      status: response.status, reason: response.reason,
      headers: response.headers.fields.map { .init(name: $0.name, value: $0.value) }, body: response.text)
    if let answers {
      guard let exchange = answers.exchange(request, response) else { return }
      if let coverage { shown.formUnion(exchange.shown(of: coverage)) }
      guard validates else { return }
      for problem in exchange.problems where violations.count < 100 {
        violations.append(ServiceViolation(message: problem.message, contractSpan: problem.span))
      }
      return
    }
    guard let answer = Self.json(response.body) else { return }
    let call = Self.json(request.body)
    if let coverage { shown.formUnion(coverage.shown(by: call, answer: answer)) }
    for violation in contract?.violations(of: answer, to: call) ?? [] where violations.count < 100 {
      violations.append(violation)
    }
  }

  private static func json(_ bytes: [UInt8]) -> JSON? {
    do throws(DiagnosticError) {
      return try JSONParser.parse(SourceText(path: "body", bytes: bytes))
    } catch {
      return nil
    }
  }
}

/// A service whose exchanges are recorded.
struct RecordedService<Base: HTTPService>: HTTPService {
  let base: Base
  let recording: ServiceRecording

  var limits: HTTPLimits { base.limits }

  func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
    await recording.begin()
    let response = await base.respond(to: request)
    await recording.record(request, response)
    return response
  }
}

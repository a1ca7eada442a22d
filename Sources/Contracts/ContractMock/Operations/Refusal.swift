import HTTP
import JSON
import OpenAPI
import OpenRPC

/// Why a request is refused.
struct Refusal {
  /// The statuses that fit, best first: the first that the contract has is sent.
  var statuses: [Int]
  /// One sentence, without a full stop.
  var detail: String
  var problems: [RequestProblem] = []
  var headers: [(name: String, value: String)] = []

  init(statuses: [Int], detail: String) {
    self.statuses = statuses
    self.detail = detail
  }

  /// `nil` without a problem.
  init?(_ problems: [RequestProblem], of operation: HTTPOperation) {
    guard let worst = problems.min(by: { Self.rank($0.kind) < Self.rank($1.kind) }) else { return nil }
    self.problems = Self.rank(worst.kind) < Self.rank(.value) ? [worst] : problems
    detail = self.problems.map(\.sentence).joined(separator: "; ")
    statuses =
      switch worst.kind {
      case .security: [401]
      case .mediaType: [415, 422, 400]
      case .syntax: [400, 422]
      case .value: [422, 400]
      // There is no resource at a path with an invalid parameter.
      case .path: [422, 400, 404]
      }
    if worst.kind == .security {
      headers = [("WWW-Authenticate", SecurityCheck.challenges(operation.security).joined(separator: ", "))]
    }
  }

  /// In the order in which services look at requests.
  private static func rank(_ kind: RequestProblem.Kind) -> Int {
    switch kind {
    case .security: 0
    case .mediaType: 1
    case .syntax: 2
    case .value: 3
    case .path: 4
    }
  }

  /// RFC 9457: problem details, with the problems of single fields in the extension member `errors`.
  func json(status: Int) -> JSON {
    var members: [(String, JSON)] = [
      ("type", "about:blank"), ("title", .string(HTTPStatus.reason(status))), ("status", .number(status)),
      ("detail", .string(detail)),
    ]
    if problems.contains(where: { $0.kind != .security }) {
      let errors = problems.map { problem -> JSON in
        ["place": .string(problem.place), "detail": .string(problem.message)]
      }
      members.append(("errors", .array(errors)))
    }
    return .object(members)
  }
}

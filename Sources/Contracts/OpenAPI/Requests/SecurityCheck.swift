import HTTP
import OpenRPC

/// Whether a request has the credentials that its operation requires. They are not verified: any token or key is accepted.
package struct SecurityCheck {
  package let request: SentRequest

  package init(request: SentRequest) { self.request = request }

  /// `nil` when a requirement is met, or the operation has no requirements.
  package func problem(_ requirements: [SecurityRequirement]) -> RequestProblem? {
    if requirements.isEmpty || requirements.contains(where: { $0.schemes.allSatisfy(isMet) }) { return nil }
    let ways = requirements.map { $0.schemes.map(Self.phrase).joined(separator: " and ") }
    return RequestProblem(
      kind: .security, place: "The request", message: "must have \(ways.joined(separator: ", or "))")
  }

  private func isMet(_ scheme: SecurityScheme) -> Bool {
    switch scheme.kind {
    case .mutualTLS: true
    case .http(let scheme):
      request.headers.values(of: "Authorization").contains { value in
        let words = value.split(separator: " ", maxSplits: 1)
        return words.count == 2 && words[0].lowercased() == scheme
      }
    case .apiKey(let name, .query): request.query.contains { $0.name == name && !$0.value.isEmpty }
    case .apiKey(let name, .cookie): request.cookies.contains { $0.name == name && !$0.value.isEmpty }
    case .apiKey(let name, _): request.headers.values(of: name).contains { !$0.isEmpty }
    }
  }

  private static func phrase(_ scheme: SecurityScheme) -> String {
    switch scheme.kind {
    case .mutualTLS: "a client certificate"
    case .http("bearer"): "the header `Authorization: Bearer TOKEN`"
    case .http("basic"): "the header `Authorization: Basic CREDENTIALS`"
    case .http(let scheme): "the header `Authorization` with the scheme \(scheme)"
    case .apiKey(let name, .query): "the query parameter `\(name)`"
    case .apiKey(let name, .cookie): "the cookie `\(name)`"
    case .apiKey(let name, _): "the header `\(name)`"
    }
  }

  /// RFC 9110, section 11.6.1: an answer 401 names at least one scheme.
  package static func challenges(_ requirements: [SecurityRequirement]) -> [String] {
    var challenges: [String] = []
    for scheme in requirements.flatMap(\.schemes) {
      let challenge =
        switch scheme.kind {
        case .http(let scheme):
          scheme == "bearer" ? "Bearer" : scheme == "basic" ? "Basic realm=\"mock\"" : scheme
        case .apiKey, .mutualTLS: "ApiKey"
        }
      if !challenges.contains(challenge) { challenges.append(challenge) }
    }
    return challenges
  }
}

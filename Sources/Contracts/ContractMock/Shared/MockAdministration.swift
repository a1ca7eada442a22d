import HTTP
import JSON
import OpenRPC

/// What the mock says of itself under `/__mock`; it is not part of the service.
struct MockAdministration {
  let journal: RequestJournal

  private static let endpoints: [(path: String, methods: [String], summary: String)] = [
    ("/__mock", ["GET"], "this list"),
    ("/__mock/journal", ["GET", "DELETE"], "the latest requests; forget them"),
  ]

  /// `nil` for a request to the service itself.
  func answer(to request: HTTPExchangeRequest) -> HTTPExchangeResponse? {
    let path = ServerPath.normal(request.plainPath)
    guard path == "/__mock" || path.hasPrefix("/__mock/") else { return nil }
    guard let endpoint = Self.endpoints.first(where: { $0.path == path }) else {
      return .json(["error": "no such endpoint of the mock; GET /__mock lists them"], status: 404)
    }
    guard endpoint.methods.contains(request.method) else {
      let methods = endpoint.methods.joined(separator: ", ")
      var response = HTTPExchangeResponse.json(
        ["error": .string("\(path) takes \(methods), not \(request.method)")], status: 405)
      response.headers["Allow"] = methods
      return response
    }
    switch (path, request.method) {
    case ("/__mock/journal", "GET"): return .json(journal.json)
    case ("/__mock/journal", _):
      journal.clear()
      return HTTPExchangeResponse(status: 204)
    default:
      let list = Self.endpoints.map { endpoint -> JSON in
        [
          "path": .string(endpoint.path), "methods": .array(endpoint.methods.map { .string($0) }),
          "summary": .string(endpoint.summary),
        ]
      }
      return .json(["endpoints": .array(list)])
    }
  }
}

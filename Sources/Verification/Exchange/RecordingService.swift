import MockHTTP

/// A service that remembers its last answer to a POST, so that what an example in any language was answered can
/// be compared.
actor RecordingService<Base: MockService>: MockService {
  nonisolated let base: Base
  private(set) var lastReply: HTTPReply?

  init(base: Base) { self.base = base }

  nonisolated var limits: MockLimits { base.limits }

  func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
    let response = await base.respond(to: request)
    if request.method == "POST" {
      lastReply = HTTPReply(
        status: response.status, reason: response.reason,
        headers: response.headers.fields.map { .init(name: $0.name, value: $0.value) }, body: response.text)
    }
    return response
  }
}

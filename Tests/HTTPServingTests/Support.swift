import HTTP
import HTTPServing

/// A service of one closure.
struct Stub: HTTPService {
  var limits = HTTPLimits()
  var answer: @Sendable (HTTPExchangeRequest) async -> HTTPExchangeResponse = {
    HTTPExchangeResponse(status: $0.isCutOff ? 413 : 200, body: Array("\($0.body.count)".utf8))
  }

  func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse { await answer(request) }
}

/// Serves for as long as `body` takes.
func serving(_ stub: Stub, _ body: (HTTPServer<Stub>) async throws -> Void) async throws {
  let server = try await HTTPServer.start(stub)
  do {
    try await body(server)
  } catch {
    await server.stop()
    throw error
  }
  await server.stop()
}

let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

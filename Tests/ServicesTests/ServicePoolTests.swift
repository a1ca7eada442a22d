import Foundation
import HTTP
import HTTPServing
import Project
import Testing

@testable import Services

/// Processes of a declared service that sessions share one after the other.
struct ServicePoolTests {
  /// Answers with how often it was called since the last POST of `/reset`; a POST of `/break` makes it end at the next.
  private static let script = """
    import http.server, sys
    count = 0
    broken = False
    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            global count, broken
            if broken: sys.exit(1)
            broken = self.path == "/break"
            count = 0 if self.path == "/reset" else count + 1
            body = str(count).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        do_GET = do_POST = answer
        def log_message(self, *arguments): pass
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
    """

  private func pool(reset: String?) -> ServicePool {
    ServicePool(
      ServiceDeclaration(
        command: ["python3", "-c", Self.script, "{port}"], ready: .port, timeout: .seconds(60), reset: reset),
      in: "/", environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"])
  }

  private func call(_ service: ServiceProcess, _ path: String = "/") async throws -> String {
    try await HTTPClient(port: service.port).send(method: "POST", path: path, headers: [], body: []).body
  }

  @Test func aServiceThatCanBeResetIsUsedAgain() async throws {
    let pool = pool(reset: "/reset")
    let first = try await pool.take()
    #expect(try await call(first) == "1")
    await pool.give(back: first)
    let second = try await pool.take()
    #expect(second.port == first.port)
    #expect(try await call(second) == "1")
    // Another session at the same time has one of its own.
    let third = try await pool.take()
    #expect(third.port != second.port)
    await pool.give(back: second)
    await pool.give(back: third)
    await pool.stop()
    #expect(!LoopbackPort.accepts(second.port) && !LoopbackPort.accepts(third.port))
  }

  @Test func aServiceWithoutResetIsStartedForEachSession() async throws {
    let pool = pool(reset: nil)
    let first = try await pool.take()
    #expect(try await call(first) == "1")
    await pool.give(back: first)
    #expect(!LoopbackPort.accepts(first.port))
    let second = try await pool.take()
    #expect(try await call(second) == "1")
    await pool.give(back: second)
  }

  @Test func aServiceThatCannotBeResetIsReplaced() async throws {
    let pool = pool(reset: "/reset")
    let first = try await pool.take()
    _ = try await call(first, "/break")
    await pool.give(back: first)
    let second = try await pool.take()
    #expect(try await call(second) == "1")
    await pool.give(back: second)
    await pool.stop()
  }

  @Test func aReportHasEventsAndProblems() throws {
    #expect(
      try ServiceReport(json: #"{"events": ["a"], "problems": ["b"]}"#)
        == ServiceReport(events: ["a"], problems: ["b"]))
    #expect(try ServiceReport(json: "{}") == ServiceReport())
    #expect(throws: HTTPFailure.self) { try ServiceReport(json: "[]") }
    #expect(throws: HTTPFailure.self) { try ServiceReport(json: "{") }
  }
}

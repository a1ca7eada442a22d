import Foundation
import HTTPServing
import Project
import Testing

@testable import Services

struct ServiceProcessTests {
  /// An HTTP service in Python that answers every request with its environment variable `WORD`.
  private static let script = """
    import http.server, json, os, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self):
            body = os.environ.get("WORD", "").encode()
            self.send_response(200 if self.path != "/missing" else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        do_GET = do_POST = answer
        def log_message(self, *arguments): pass
    server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    if len(sys.argv) > 2 and sys.argv[2] == "announce":
        print("starting", flush=True)
        url = f"http://127.0.0.1:{server.server_address[1]}"
        print(json.dumps({"url": url, "endpoint": "/rpc", "environment": {"URL": url, "LEVEL": 3}}), flush=True)
    elif len(sys.argv) > 2:
        print(sys.argv[2], flush=True)
    server.serve_forever()
    """

  private func start(
    _ arguments: [String], _ ready: ServiceDeclaration.Readiness, environment: [String: String] = [:],
    timeout: Duration = .seconds(60), reset: String? = nil
  ) async throws(ServiceError) -> ServiceProcess {
    try await ServiceProcess.start(
      ServiceDeclaration(
        command: ["python3", "-c", Self.script] + arguments, environment: environment, ready: ready,
        timeout: timeout, reset: reset), in: "/",
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"])
  }

  private func word(_ service: ServiceProcess) async throws -> String {
    try await HTTPClient(port: service.port).send(method: "GET", path: "/", headers: [], body: []).body
  }

  @Test func readsEndpointAndVariablesFromTheAnnouncement() async throws {
    let service = try await start(["0", "announce"], .announcement, environment: ["WORD": "hello"])
    #expect(service.endpoint == "/rpc")
    #expect(service.environment == ["URL": "http://127.0.0.1:\(service.port)", "LEVEL": "3"])
    #expect(try await word(service) == "hello")
    await service.stop()
    #expect(!LoopbackPort.accepts(service.port))
  }

  @Test(arguments: [
    (["{port}"], ServiceDeclaration.Readiness.http(path: "/health")), (["{port}"], .port),
    (["{port}", "listening now"], .line("listening")),
  ])
  func passesAPortAndWaitsForReadiness(
    arguments: [String], ready: ServiceDeclaration.Readiness
  ) async throws {
    let service = try await start(arguments, ready, environment: ["WORD": "port {port}"])
    #expect(try await word(service) == "port \(service.port)")
    #expect(service.endpoint == "/")
    await service.stop()
  }

  @Test func failedResetIsReported() async throws {
    let service = try await start(["{port}"], .port, reset: "/reset")
    try await service.resetState()
    await service.stop()
    let other = try await start(["{port}"], .port, reset: "/missing")
    await #expect(throws: ServiceError.notReset("POST /missing returned HTTP/1.0 404 Not Found")) {
      try await other.resetState()
    }
    await other.stop()
  }

  @Test func exitOfAServiceIsReportedWithItsLastOutput() async throws {
    let script = #"echo '{"url": "http://127.0.0.1:9"}'; echo 'out of memory' >&2; exit 3"#
    let service = try await ServiceProcess.start(
      ServiceDeclaration(command: ["sh", "-c", script]), in: "/", environment: ["PATH": "/usr/bin:/bin"])
    #expect(await service.wait() == "exit code 3:\nout of memory")
  }

  @Test func startFailuresGiveTheReason() async throws {
    func failure(_ declaration: ServiceDeclaration) async -> String {
      do throws(ServiceError) {
        let service = try await ServiceProcess.start(
          declaration, in: "/", environment: ["PATH": "/usr/bin:/bin"])
        await service.stop()
        return "started"
      } catch {
        return error.description
      }
    }
    #expect(await failure(ServiceDeclaration(command: [])) == "a service needs a command")
    #expect(
      await failure(ServiceDeclaration(command: ["serve"], ready: .port))
        == "the command `serve` needs `{port}`, because the service does not announce its address")
    #expect(
      await failure(ServiceDeclaration(command: ["no-such-program"])).hasPrefix(
        "the service cannot be started: "))
    #expect(
      await failure(ServiceDeclaration(command: ["sh", "-c", "echo broken >&2; exit 3"]))
        == "the service `sh` ended before it was ready (exit code 3):\nbroken")
    #expect(
      await failure(
        ServiceDeclaration(command: ["sh", "-c", "echo waiting; sleep 60"], timeout: .seconds(3)))
        == "the service `sh` was not ready within 3 s:\nwaiting")
    let stuck = "echo waiting; echo 'no license' >&2; printf 'retry in 60 s' >&2; sleep 60"
    #expect(
      await failure(ServiceDeclaration(command: ["sh", "-c", stuck], timeout: .seconds(3)))
        == "the service `sh` was not ready within 3 s:\nno license\nretry in 60 s")
    #expect(
      await failure(
        ServiceDeclaration(command: ["sh", "-c", "exit 1", "{port}"], ready: .http(path: "/health")))
        == "the service `sh` ended before it was ready (exit code 1)")
  }

  @Test(arguments: [
    (#"{"url": "http://127.0.0.1:80"}"#, 80), (#"{"url": "http://localhost:8001/"}"#, 8001),
    (#"{"url": "http://example.com:80"}"#, nil), (#"{"port": 80}"#, nil), ("ready", nil), ("[1]", nil),
  ])
  func parsesAnnouncementLines(line: String, port: Int?) {
    #expect(Announcement(line: line)?.port == port)
  }
}

import Foundation
import Processes
import TestSupport
import Testing

/// `flowdocs serve --with-services` as a shell starts it.
struct ServedServicesTests {
  private static let settings = """
    title: T
    services:
      - name: counter
        pages: [index.md]
        command: [python3, counter.py, "{port}"]
        ready: port
        reads: [counter.py]
        variables: { COUNTER: "{url}" }

    """

  private static let counter = """
    import http.server, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            answer = self.path.encode() + b" " + body
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
        def log_message(self, *arguments): pass
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()

    """

  private func project(_ counter: String = counter) throws -> TestFolder {
    try TestFolder([
      "site/portal.yml": Self.settings, "content/index.md": "# Home\n", "counter.py": counter,
    ])
  }

  private func post(_ address: String, origin: String? = nil) async throws -> ProcessResult {
    let program = """
      import sys, urllib.error, urllib.request
      request = urllib.request.Request(sys.argv[1], b"three", {"Origin": sys.argv[2]} if sys.argv[2] else {})
      try:
          print(urllib.request.urlopen(request).read().decode())
      except urllib.error.HTTPError as error:
          print(error.code)
      """
    return try await ProcessRunner().run(
      "python3", arguments: ["-c", program, address, origin ?? ""],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""], timeout: .seconds(60))
  }

  /// Whether a process runs that has a text in its arguments.
  private func isRunning(_ mark: String) throws -> Bool {
    let files = FileManager.default
    for name in try files.contentsOfDirectory(atPath: "/proc") where Int(name) != nil {
      // A process may end meanwhile.
      guard let bytes = files.contents(atPath: "/proc/\(name)/cmdline") else { continue }
      if String(decoding: bytes, as: UTF8.self).contains(mark) { return true }
    }
    return false
  }

  @Test(arguments: [SIGINT, SIGTERM]) func aDeclaredServiceRunsBesideThePortal(_ signal: Int32) async throws {
    let mark = "counter-\(UUID().uuidString).py"
    let project = try project()
    try project.write(mark, Self.counter)
    try project.write("site/portal.yml", Self.settings.replacing("counter.py", with: mark))
    let server = try ServedProgram(project, ["--with-services"])
    let line = server.messages.split(separator: "\n").first { $0.hasPrefix("service `counter` at ") }
    let address = String(try #require(line, "\(server.messages)").dropFirst("service `counter` at ".count))
    #expect(address.hasPrefix("http://127.0.0.1:") && address.hasSuffix("/__services/counter"))
    #expect(try isRunning(mark))
    try await #expect(post(address + "/add").outputText == "/add three\n")
    try await #expect(post(address + "/add", origin: "http://evil.example").outputText == "403\n")
    #expect(server.end(signal))
    #expect(try !isRunning(mark))
  }

  @Test func withoutTheOptionNothingIsStarted() async throws {
    let server = try ServedProgram(project())
    defer { server.end() }
    #expect(!server.messages.contains("service"))
    let address = try #require(server.address)
    try await #expect(post(address + "__services/counter/add").outputText == "404\n")
  }

  @Test func aServiceThatDoesNotStartEndsTheServer() throws {
    let server = try ServedProgram(project("raise SystemExit('no counter')\n"), ["--with-services"])
    server.process.waitUntilExit()
    #expect(server.process.terminationStatus == 2)
    let reason =
      "`counter` of `services`: the service `python3` ended before it was ready (exit code 1):\nno counter\n"
    #expect(server.messages.hasSuffix("Error: " + reason), "\(server.messages)")
    #expect(server.address == nil)
  }
}

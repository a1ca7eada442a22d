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

  /// The server, and what it says until it serves or ends.
  private func start(_ project: TestFolder, _ arguments: [String]) throws -> (process: Process, said: String)
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ProgramTests.program)
    process.arguments = ["serve", "--port", "0"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: project.root)
    let messages = Pipe()
    process.standardError = messages
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    var said = ""
    while !said.contains("press Ctrl-C") {
      let bytes = messages.fileHandleForReading.availableData
      if bytes.isEmpty { break }
      said += String(decoding: bytes, as: UTF8.self)
    }
    return (process, said)
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

  /// The processes that run the service of a project: its folder is in the arguments or the working folder.
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
    let (process, said) = try start(project, ["--with-services"])
    let line = said.split(separator: "\n").first { $0.hasPrefix("service `counter` at ") }
    let address = String(try #require(line, "\(said)").dropFirst("service `counter` at ".count))
    #expect(address.hasPrefix("http://127.0.0.1:") && address.hasSuffix("/__services/counter"))
    #expect(try isRunning(mark))
    try await #expect(post(address + "/add").outputText == "/add three\n")
    try await #expect(post(address + "/add", origin: "http://evil.example").outputText == "403\n")
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(try !isRunning(mark))
  }

  @Test func withoutTheOptionNothingIsStarted() async throws {
    let (process, said) = try start(project(), [])
    #expect(!said.contains("service"))
    let line = said.split(separator: "\n").first { $0.hasPrefix("serving on ") }
    let address = try #require(line?.dropFirst("serving on ".count).prefix { $0 != ";" })
    try await #expect(post(address + "__services/counter/add").outputText == "404\n")
    process.terminate()
    process.waitUntilExit()
  }

  @Test func aServiceThatDoesNotStartEndsTheServer() throws {
    let (process, said) = try start(project("raise SystemExit('no counter')\n"), ["--with-services"])
    process.waitUntilExit()
    #expect(process.terminationStatus == 1 || process.terminationStatus == 2)
    #expect(said.contains("counter") && said.contains("no counter"), "\(said)")
    #expect(!said.contains("serving on"))
  }
}

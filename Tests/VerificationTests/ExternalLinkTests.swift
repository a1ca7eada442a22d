import Diagnostics
import Foundation
import Processes
import Synchronization
import TestSupport
import Testing

@testable import Verification

/// Links that lead to other machines.
struct ExternalLinkTests {
  @Test(arguments: [
    ("https://swift.org/a#b", "https://swift.org/a"), ("http://swift.org", "http://swift.org"),
    ("mailto:a@swift.org", nil), ("guide.md", nil), ("https://localhost:8080/", nil),
    ("http://127.0.0.1/", nil), ("http://127.0x1/", nil),
    ("https://10.0.0.8/x", nil), ("http://[::1]/", nil), ("https://api.example.com/v1", nil),
    ("https://shop.test/", nil), ("http://wiki/", nil), ("https://{host}/", nil), ("https://a..b/", nil),
  ])
  func onlyPublicHostsAreVisited(destination: String, address: String?) {
    #expect(ExternalLinks.address(destination) == address)
  }

  private let page = """
    # A

    [one](https://a.dev/1), [again](https://a.dev/1#x), [two](https://a.dev/2), ![three](https://b.dev/3.png)
    """

  private func findings(
    _ store: CacheStore, now: Double = 0, _ answers: [String: LinkAnswer], visited: Visited = Visited()
  ) async throws -> [String] {
    let pages = try await TestProject.portal(page).site().pages
    let found = try await ExternalLinks(pages).findings(store, now: now, pause: .zero) { address in
      visited.add(address)
      return answers[address] ?? .found
    }
    return found.map { "\($0.severity.rawValue) \($0.span?.start.line ?? 0): \($0.message)" }
  }

  private final class Visited: Sendable {
    private let all = Mutex<[String]>([])
    func add(_ address: String) { all.withLock { $0.append(address) } }
    var addresses: [String] { all.withLock { $0.sorted() } }
  }

  private func memory() -> CacheStore {
    let files = Files()
    return CacheStore(read: { files.read($0) }, write: { files.write($0, $1) })
  }

  private final class Files: Sendable {
    private let files = Mutex<[String: [UInt8]]>([:])
    func read(_ path: String) -> [UInt8]? { files.withLock { $0[path] } }
    func write(_ path: String, _ bytes: [UInt8]) { files.withLock { $0[path] = bytes } }
  }

  @Test func aPageThatIsGoneIsAnErrorAndDoubtAWarning() async throws {
    let found = try await findings(
      memory(), ["https://a.dev/1": .gone(status: 404), "https://b.dev/3.png": .unclear("answered 503")])
    #expect(
      found == [
        "error 3: `https://a.dev/1` is gone: its server answered 404",
        "warning 3: `https://b.dev/3.png` answered 503",
      ])
  }

  /// Each address is visited once, and one that was found not again for a week.
  @Test func whatWasFoundIsNotVisitedAgainForAWeek() async throws {
    let store = memory()
    let (first, second, third) = (Visited(), Visited(), Visited())
    _ = try await findings(store, ["https://a.dev/2": .unclear("answered 429")], visited: first)
    #expect(first.addresses == ["https://a.dev/1", "https://a.dev/2", "https://b.dev/3.png"])
    _ = try await findings(store, now: 3600, [:], visited: second)
    #expect(second.addresses == ["https://a.dev/2"])
    _ = try await findings(store, now: 8 * 24 * 3600, [:], visited: third)
    #expect(third.addresses.count == 3)
  }

  private final class Requests: Sendable {
    private let counts = Mutex((now: 0, most: 0))
    func begin() { counts.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func end() { counts.withLock { $0.now -= 1 } }
    var most: Int { counts.withLock { $0.most } }
  }

  /// Two requests at the same time look like an attack to some hosts.
  @Test func oneHostGetsOneRequestAtATime() async throws {
    let links = (1...20).map { "[\($0)](https://a.dev/\($0))" }.joined(separator: " ")
    let pages = try await TestProject.portal("# A\n\n\(links)\n").site().pages
    let requests = Requests()
    _ = try await ExternalLinks(pages).findings(memory(), now: 0, pause: .zero) { _ in
      requests.begin()
      await Task.yield()
      requests.end()
      return .found
    }
    #expect(requests.most == 1)
  }

  /// A server of this machine, which pages cannot have visited.
  @Test func curlTellsGoneFromInDoubt() async throws {
    let folder = try TestFolder(["a.txt": "a\n", "empty.txt": ""])
    let script = """
      import http.server
      class Handler(http.server.SimpleHTTPRequestHandler):
          def do_HEAD(self):
              if self.path == "/nohead": self.send_error(405)
              else: super().do_HEAD()
          def do_GET(self):
              if self.path == "/busy": self.send_error(503)
              elif self.path == "/old":
                  self.send_response(301); self.send_header("Location", "/a.txt"); self.end_headers()
              elif self.path == "/file":
                  self.send_response(302); self.send_header("Location", "file:///etc/passwd"); self.end_headers()
              elif self.path == "/inside":
                  self.send_response(302); self.send_header("Location", "http://localhost/"); self.end_headers()
              elif self.path == "/round":
                  self.send_response(302); self.send_header("Location", "/round"); self.end_headers()
              elif self.path == "/nohead": self.path = "/a.txt"; super().do_GET()
              else: super().do_GET()
          def log_message(self, *arguments): pass
      server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
      open("port", "w").write(str(server.server_port) + "\\n")
      server.serve_forever()
      """
    try folder.write("server.py", script)
    let server = Process()
    server.executableURL = URL(filePath: "/usr/bin/env")
    server.arguments = ["python3", "server.py"]
    server.currentDirectoryURL = URL(filePath: folder.root)
    try server.run()
    // Tests of signals ignore SIGTERM, and programs that are started meanwhile inherit that.
    defer { kill(server.processIdentifier, SIGKILL) }
    for _ in 0..<400 where folder.read("port")?.hasSuffix("\n") != true {
      try await Task.sleep(for: .milliseconds(50))
    }
    let port = try #require(folder.read("port")).trimmingCharacters(in: .newlines)
    func visit(_ path: String) async -> LinkAnswer {
      await CurlVisit.visit("http://127.0.0.1:\(port)\(path)")
    }
    #expect(await visit("/a.txt") == .found)
    #expect(await visit("/empty.txt") == .found)
    #expect(await visit("/nohead") == .found)
    #expect(await visit("/old") == .found)
    #expect(await visit("/none") == .gone(status: 404))
    #expect(await visit("/busy") == .unclear("answered 503"))
    #expect(await visit("/file") == .unclear("redirects to `file:///etc/passwd`, which is not visited"))
    #expect(await visit("/inside") == .unclear("redirects to `http://localhost/`, which is not visited"))
    #expect(await visit("/round") == .unclear("has more than 10 redirections"))
  }
}

import Diagnostics
import Foundation
import Ledger
import Pages
import Project
import Site
import Testing
import Verification

/// Services that a project declares by a command.
struct DeclaredServiceTests {
  /// A counter over JSON-RPC: `count.next` adds one; `FAULT` makes it break its contract.
  private static let service = """
    import http.server, json, os, sys
    count, events, fault = 0, [], os.environ.get("FAULT", "")
    class Handler(http.server.BaseHTTPRequestHandler):
        def send(self, value):
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def do_GET(self):
            problems = ["the counter is tired"] if fault == "report" else []
            self.send({"events": ["count.changed"] if count else [], "problems": problems})
        def do_POST(self):
            global count
            call = json.loads(self.rfile.read(int(self.headers["Content-Length"] or 0)) or "null")
            if self.path == "/reset":
                count = 0
                return self.send({})
            count += 1
            result = str(count) if fault == "result" else count
            answer = {"jsonrpc": "2.0", "id": call["id"], "result": result}
            if fault == "error":
                answer = {"jsonrpc": "2.0", "id": call["id"], "error": {"code": -5, "message": "Tired"}}
            self.send(answer)
        def log_message(self, *arguments): pass
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
    """

  private static let contract = #"""
    {"openrpc": "1.3.2", "info": {"title": "Counter", "version": "1"}, "methods": [
      {"name": "count.next", "params": [{"name": "by", "schema": {"type": "integer", "maximum": 3}}],
       "result": {"name": "count", "schema": {"type": "integer"}}}],
     "x-webhooks": [{"name": "count.changed", "payload": {"type": "object"}}]}
    """#

  private static let call = """
    ```json
    {"jsonrpc": "2.0", "id": 1, "method": "count.next", "params": {"by": 1}}
    ```

    ```json
    {"jsonrpc": "2.0", "id": 1, "result": 1}
    ```

    """

  private func folder(_ pages: [String: String]) throws -> ProjectFolder {
    try ProjectFolder(
      pages.merging(["service.py": Self.service, "api.json": Self.contract]) { page, _ in page })
  }

  private func declaration(fault: String = "", reset: String? = "/reset") -> ServiceDeclaration {
    ServiceDeclaration(
      command: ["python3", "service.py", "{port}"], environment: ["FAULT": fault],
      variables: ["COUNTER_URL": "{url}"], ready: .http(path: "/"), timeout: .seconds(60), endpoint: "/",
      reset: reset, report: "/report")
  }

  private func verify(
    _ folder: ProjectFolder, _ declaration: ServiceDeclaration, options: VerificationOptions = .init()
  ) async throws -> VerificationReport {
    try await folder.verify(options) { project in
      project.contract = "api.json"
      project.service = .declared(declaration)
    }
  }

  @Test(arguments: ["/reset", nil])
  func everySessionFindsTheServiceInItsFirstState(reset: String?) async throws {
    let shell = """
      ```sh
      curl -sf "$COUNTER_URL" -d '{"jsonrpc": "2.0", "id": 7, "method": "count.next", "params": {}}'
      ```

      ```output
      {"jsonrpc": "2.0", "id": 7, "result": 1}
      ```
      """
    let folder = try folder(["a.md": Self.call, "b.md": Self.call, "c.md": shell])
    let report = try await verify(folder, declaration(reset: reset))
    #expect(report.lines == [])
    #expect(report.verdicts(of: "a.md") == ["ran", "ran"])
    #expect(report.verdicts(of: "c.md") == ["ran", "ran"])
    #expect(report.ledger.coverage["a.md"]?.contains("event: count.changed") == true)
  }

  @Test(arguments: [
    (
      "result",
      "the service's result of `count.next` does not fit the contract: the value must be an integer, got "
        + "a string"
    ),
    (
      "error",
      "the service's error of `count.next` does not fit the contract: `code` is -5, which `count.next` "
        + "does not declare. Declared: -32600, -32601, -32602, -32603, -32700"
    ),
    ("report", "the counter is tired"),
  ])
  func contractViolationFailsTheRunAndBlocksUpdates(
    fault: String, message: String
  ) async throws {
    let folder = try folder(["a.md": Self.call, "b.md": Self.call])
    let report = try await verify(folder, declaration(fault: fault), options: .init(updates: true))
    let breaches = report.lines.filter { $0.contains("mock-breaks-contract") }
    #expect(breaches == ["a.md:1:1 error mock-breaks-contract: \(message)"])
    #expect(report.updates.isEmpty)
  }

  /// A request that its example did not wait for ends after the next session has begun.
  @Test func aServiceThatIsStillBusyIsNotUsedAgain() async throws {
    let slow = Self.service.replacing(
      "        count += 1\n",
      with: "        if self.path == \"/slow\": time.sleep(2)\n        count += 1\n"
    ).replacing("import http.server, json", with: "import time, http.server, json")
      .replacing("http.server.HTTPServer(", with: "http.server.ThreadingHTTPServer(")
    #expect(slow.contains("time.sleep(2)") && slow.contains("ThreadingHTTPServer"))
    let leaving = """
      ```sh
      curl -s -m 0.5 "${COUNTER_URL}/slow" -d '{"jsonrpc": "2.0", "id": 1, "method": "count.next"}' || true
      ```
      """
    let waiting = """
      ```sh
      sleep 3
      curl -sf "$COUNTER_URL" -d '{"jsonrpc": "2.0", "id": 7, "method": "count.next", "params": {}}'
      ```

      ```output
      {"jsonrpc": "2.0", "id": 7, "result": 1}
      ```
      """
    let folder = try folder(["a.md": leaving, "b.md": waiting])
    try folder.write("service.py", slow)
    let report = try await verify(folder, declaration(), options: .init(parallelism: 1))
    #expect(report.lines == [])
  }

  /// Also where the service announces itself by the name of the computer: its calls must not bypass the proxy.
  @Test(arguments: ["127.0.0.1", "localhost"])
  func callsToAnAnnouncedAddressAreRecorded(host: String) async throws {
    let announcing = Self.service.replacing(
      "http.server.HTTPServer((\"127.0.0.1\", int(sys.argv[1])), Handler).serve_forever()",
      with: """
        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        url = f"http://\(host):{server.server_address[1]}"
        print(json.dumps({"url": url, "environment": {"COUNTER_URL": url + "/"}}), flush=True)
        server.serve_forever()
        """)
    let page = """
      ```sh
      curl -sf "$COUNTER_URL" -d '{"jsonrpc": "2.0", "id": 7, "method": "count.next", "params": {"by": 4}}'
      ```
      """
    let folder = try folder(["a.md": page])
    try folder.write("service.py", announcing)
    let report = try await verify(
      folder, ServiceDeclaration(command: ["python3", "service.py"], timeout: .seconds(60)))
    #expect(
      report.lines == [
        "a.md:1:1 error mock-breaks-contract: the service accepts params of `count.next` that the contract does not "
          + "allow: `by` must be at most 3, got 4"
      ])
  }

  @Test func aCallThatTheContractForbidsMustBeRefused() async throws {
    let page = """
      ```sh
      curl -sf "$COUNTER_URL" -d '{"jsonrpc": "2.0", "id": 7, "method": "count.next", "params": {"by": 4}}'
      curl -sf "$COUNTER_URL" -d '{"jsonrpc": "2.0", "id": 8, "method": "count.last"}'
      ```
      """
    let report = try await verify(folder(["a.md": page]), declaration())
    #expect(
      report.lines == [
        "a.md:1:1 error mock-breaks-contract: the service accepts params of `count.next` that the contract does not "
          + "allow: `by` must be at most 3, got 4",
        "a.md:1:1 error mock-breaks-contract: the service has a method `count.last`, which is not in the contract",
      ])
  }

  @Test func aServiceThatDoesNotStartIsAnErrorOfTheBlocks() async throws {
    var declaration = declaration()
    declaration.command = ["sh", "-c", "echo 'no license' >&2; exit 3", "{port}"]
    let report = try await verify(folder(["a.md": Self.call]), declaration)
    #expect(
      report.lines == [
        "a.md:1:1 error response-mismatch: the request could not be sent, because its session could not be set up",
        "a.md:1:1 error environment-broken: The session could not be set up: the service `sh` ended before it was ready "
          + "(exit code 3):\nno license",
      ])
  }

  private actor Stops {
    private(set) var count = 0

    func add() { count += 1 }
  }

  @Test func aServiceIsStoppedWhenItsSessionCannotBeSetUp() async throws {
    let stops = Stops()
    let service = ExampleService(identity: "counted") { _ in
      ExampleService.Running(port: 1, endpoint: "/", environment: [:], stop: { await stops.add() })
    }
    let folder = try folder(["a.md": "```sh\nls data\n```\n"])
    let report = try await folder.verify(.init(service: service)) { project in
      // A second link of the same name cannot be made.
      project.linked = ["data", "data"]
    }
    let message = "a.md:1:1 error environment-broken: The session could not be set up: "
    #expect(report.lines.map { $0.hasPrefix(message) } == [true])
    #expect(await stops.count == 1)
  }

  /// A service that the project builds is the machine's part of the key: a job that only publishes does not have it.
  @Test func aBuildShowsTheVerdictsOfSessionsWithAService() async throws {
    let folder = try folder(["a.md": Self.call])
    var declaration = declaration()
    declaration.command = ["./serve", "{port}"]
    declaration.reads = ["service.py"]
    try folder.write("serve", "#!/bin/sh\nexec python3 service.py \"$@\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.root + "/serve")
    let report = try await verify(folder, declaration)
    #expect(report.lines == [])
    func stale() async throws -> [Int] {
      let site = try await folder.site { project in
        project.contract = "api.json"
        project.service = .declared(declaration)
      }
      let page = try #require(site.pages.first { $0.path == "a.md" })
      let verdicts = LedgerPages(report.ledger, keys: await ProjectKeys.read(site)).verdicts(of: page)
      return page.blocks.indices.filter { verdicts[$0] == nil }
    }
    #expect(try await stale() == [])
    try FileManager.default.removeItem(atPath: folder.root + "/serve")
    #expect(try await stale() == [])
    declaration.environment["MODE"] = "test"
    #expect(try await stale() == [0, 1])
  }

  @Test func anotherProgramOrFileOfTheServiceRunsItsSessionsAgain() async throws {
    let folder = try folder(["a.md": Self.call])
    #expect(try await verify(folder, declaration()).executed == 1)
    #expect(try await verify(folder, declaration()).executed == 0)
    try folder.write("service.py", Self.service + "\n# changed\n")
    #expect(try await verify(folder, declaration()).executed == 1)
    var declaration = declaration()
    declaration.environment["MODE"] = "test"
    #expect(try await verify(folder, declaration).executed == 1)
    declaration.reads = ["data"]
    try folder.write("data/rates.csv", "1\n")
    #expect(try await verify(folder, declaration).executed == 1)
    try folder.write("data/rates.csv", "2\n")
    #expect(try await verify(folder, declaration).executed == 1)
  }

  /// A second counter, which answers with its own sum.
  private static let second = service.replacing("count += 1", with: "count += 10")

  @Test func aPageFindsTheServicesThatTheSettingsNameForIt() async throws {
    let shell = """
      ```sh
      call='{"jsonrpc": "2.0", "id": 7, "method": "count.next", "params": {}}'
      curl -sf "$COUNTER_URL" -d "$call"; echo
      curl -sf "${TENS_URL:-http://127.0.0.1:1}" -d "$call" || echo "no second service"
      ```
      """
    let both = """
      ```output
      {"jsonrpc": "2.0", "id": 7, "result": 1}
      {"jsonrpc": "2.0", "id": 7, "result": 10}
      ```
      """
    let one = """
      ```output
      {"jsonrpc": "2.0", "id": 7, "result": 1}
      no second service
      ```
      """
    let pages = ["both/a.md": [shell, both], "both/b.md": [shell, both], "one.md": [shell, one]]
    let folder = try folder(
      pages.mapValues { $0.joined(separator: "\n\n") + "\n" }.merging(["tens.py": Self.second]) { $1 })
    let report = try await folder.verify { project in
      project.contract = "api.json"
      project.service = .declared(declaration())
      project.services = [
        PageService(
          name: "tens", pages: ["both"],
          declaration: ServiceDeclaration(
            command: ["python3", "tens.py", "{port}"], variables: ["TENS_URL": "{url}"],
            ready: .http(path: "/"), timeout: .seconds(60)))
      ]
    }
    #expect(report.lines == [])
    for page in pages.keys { #expect(report.verdicts(of: page) == ["ran", "ran"]) }
  }

  @Test func aServiceOfAPageThatDoesNotStartFailsItsSessions() async throws {
    let folder = try folder(["a.md": Self.call])
    let report = try await folder.verify { project in
      project.contract = "api.json"
      project.service = .declared(declaration())
      project.services = [
        PageService(name: "broken", pages: ["a.md"], declaration: ServiceDeclaration(command: ["false"]))
      ]
    }
    #expect(
      report.lines == [
        "a.md:1:1 error response-mismatch: the request could not be sent, because its session could not be set up",
        "a.md:1:1 error environment-broken: The session could not be set up: `broken` of `services`: the service `false` ended before it was ready (exit code 1)",
      ])
  }
}

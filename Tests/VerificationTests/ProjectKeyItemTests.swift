import Diagnostics
import Languages
import Ledger
import Pages
import Project
import Site
import Testing
import Verification

/// Each item of the project's part of the key: after a change of it no dependent block shows a verdict, and when the change
/// is undone, the verdicts are back without a run.
struct ProjectKeyItemTests {
  private static let page = """
    ```sh
    cat tools/words.txt "$COUNTER_URL" 2> /dev/null || true
    ```

    ```python
    import helper
    print(helper.VALUE)
    ```

    ```output
    1
    ```

    ```json
    {"jsonrpc": "2.0", "id": 1, "method": "count.next", "params": {"by": 1}}
    ```

    ```json
    {"jsonrpc": "2.0", "id": 1, "result": 1}
    ```

    ```sql
    SELECT 1;
    ```

    ```python file=tools/run.py
    ```

    ```yaml
    a: 1
    ```

    """

  private static let service = """
    import http.server, json, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def send(self):
            body = json.dumps({"jsonrpc": "2.0", "id": 1, "result": 1}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        def do_GET(self): self.send()
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"] or 0))
            self.send()
        def log_message(self, *arguments): pass
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
    """

  private static let files = [
    "page.md": page, "service.py": service, "service.txt": "1", "tools/words.txt": "1",
    "tools/run.py": "print(1)\n", "tools/empty/.keep": "", "more/data.txt": "1",
    "lib/helper.py": "VALUE = 1\n",
    "check.py": "import sys; sys.stdin.read()\n", "rules.txt": "1",
    "api.json": #"""
    {"openrpc": "1.3.2", "info": {"title": "Counter", "version": "1"}, "methods": [
      {"name": "count.next", "params": [{"name": "by", "schema": {"type": "integer", "maximum": 3}}],
       "result": {"name": "count", "schema": {"type": "integer"}}}]}
    """#,
  ]

  private static func configure(_ project: inout Project) {
    project.contract = "api.json"
    project.linked = ["tools"]
    project.linkedReads = ["more"]
    project.imports = ["python": [ImportedFolder(path: "lib")]]
    project.service = .declared(declaration)
    project.checkers = [
      CheckerSettings(
        name: "all", languages: ["sql"], command: ["python3", "check.py"], reads: ["rules.txt"])
    ]
  }

  private static let declaration = ServiceDeclaration(
    command: ["python3", "service.py", "{port}"], environment: ["MODE": "a"],
    variables: ["COUNTER_URL": "{url}"],
    ready: .http(path: "/"), timeout: .seconds(60), endpoint: "/", reset: "/reset", reads: ["service.txt"])

  private static func service(_ change: (inout ServiceDeclaration) -> Void) -> Project.Service {
    var declaration = declaration
    change(&declaration)
    return .declared(declaration)
  }

  private static func others(_ page: String) -> PageService {
    PageService(
      name: "rates", pages: [page], declaration: ServiceDeclaration(command: ["python3", "rates.py"]))
  }

  private enum Change: Sendable {
    case file(String, String)
    case folder(String)
    case settings(@Sendable (inout Project) -> Void)
    case version
  }

  /// Blocks 0 to 7 are: shell, Python with its output, the request and response, SQL, a program, YAML.
  private static let items: [(name: String, change: Change, stale: [Int])] = [
    // Blocks.
    ("code", .file("page.md", page.replacing("cat tools", with: "cat  tools")), [0]),
    ("attributes", .file("page.md", page.replacing("```sh\n", with: "```sh timeout=40s\n")), [0]),
    ("output", .file("page.md", page.replacing("```output\n1", with: "```output\n<number>")), [1, 2]),
    ("request", .file("page.md", page.replacing("\"by\": 1", with: "\"by\": 2")), [3, 4]),
    (
      "response", .file("page.md", page.replacing("\"result\": 1", with: "\"result\": \"<number>\"")), [3, 4]
    ),
    // Files.
    ("linked file", .file("tools/words.txt", "2"), [0, 6]), ("new file", .file("tools/new.txt", ""), [0, 6]),
    ("new folder", .folder("tools/deep"), [0, 6]),
    ("read by linked", .file("more/data.txt", "2"), [0]),
    ("shown program", .file("tools/run.py", "print(2)\n"), [0, 6]),
    ("imported file", .file("lib/helper.py", "VALUE = 1  # one\n"), [0, 1, 2, 6]),
    // Settings.
    ("linked", .settings { $0.linked = ["tools", "more"] }, [0]),
    ("linkedReads", .settings { $0.linkedReads = [] }, [0]),
    ("imports", .settings { $0.imports = [:] }, [0, 1, 2, 6]),
    ("network", .settings { $0.network = ["page.md"] }, [0, 1, 2, 3, 4, 6]),
    ("policy", .settings { $0.policy["sh"] = .parse }, [0]),
    ("url of the reference", .settings { $0.reference.url = "OTHER_URL" }, [0, 1, 2, 3, 4, 6]),
    // The service.
    ("no service", .settings { $0.service = nil }, [0, 1, 2, 3, 4, 6]),
    ("its program", .file("service.py", service + "\n"), [0, 1, 2, 3, 4, 6]),
    ("what it reads", .file("service.txt", "2"), [0, 1, 2, 3, 4, 6]),
    ("its command", .settings { $0.service = service { $0.command.append("x") } }, [0, 1, 2, 3, 4, 6]),
    (
      "its environment", .settings { $0.service = service { $0.environment["MODE"] = "b" } },
      [0, 1, 2, 3, 4, 6]
    ),
    ("its variables", .settings { $0.service = service { $0.variables = [:] } }, [0, 1, 2, 3, 4, 6]),
    ("its readiness", .settings { $0.service = service { $0.ready = .port } }, [0, 1, 2, 3, 4, 6]),
    ("its endpoint", .settings { $0.service = service { $0.endpoint = "/rpc" } }, [0, 1, 2, 3, 4, 6]),
    ("its reset", .settings { $0.service = service { $0.reset = nil } }, [0, 1, 2, 3, 4, 6]),
    // Services of the page.
    ("another service", .settings { $0.services = [others("page.md")] }, [0, 1, 2, 3, 4, 6]),
    ("a service of another page", .settings { $0.services = [others("other.md")] }, []),
    // Checkers.
    ("program of a checker", .file("check.py", "import sys; sys.stdin.read();\n"), [5]),
    ("what a checker reads", .file("rules.txt", "2"), [5]),
    ("command of a checker", .settings { $0.checkers[0].command.append("x") }, [5]),
    // Contract and version.
    (
      "contract", .file("api.json", files["api.json"]?.replacing("maximum\": 3", with: "maximum\": 4") ?? ""),
      [0, 1, 2, 3, 4, 6]
    ),
    ("version", .version, [0, 1, 2, 3, 4, 5, 6, 7]),
    // And what no verdict depends on.
    ("prose", .file("page.md", "# Words\n\n" + page), []), ("another file", .file("notes.txt", "2"), []),
    ("title", .settings { $0.title = "Other" }, []), ("cache", .file("tools/__pycache__/x.pyc", "1"), []),
  ]

  /// The blocks whose records are not of what stands there now.
  private func stale(
    _ folder: ProjectFolder, _ ledger: Ledger, version: String = Release.version,
    change: (inout Project) -> Void = { _ in }
  ) async throws -> [Int] {
    let site = try await folder.site { project in
      Self.configure(&project)
      change(&project)
    }
    let page = try #require(site.pages.first { $0.path == "page.md" })
    let verdicts = LedgerPages(ledger, keys: await ProjectKeys.read(site, version: version)).verdicts(
      of: page)
    return page.blocks.indices.filter { verdicts[$0] == nil }
  }

  @Test func aChangeOfAnItemTakesItsVerdictsAwayAndItsUndoingGivesThemBack() async throws {
    let folder = try ProjectFolder(Self.files)
    let report = try await folder.verify(change: Self.configure)
    #expect(report.lines == [])
    #expect(
      report.verdicts(of: "page.md") == ["ran", "ran", "ran", "ran", "ran", "validated", "ran", "parsed"])
    #expect(try await stale(folder, report.ledger) == [])
    for (name, change, expected) in Self.items {
      switch change {
      case .file(let path, let text):
        let before = folder.folder.read(path)
        try folder.write(path, text)
        #expect(before != text)
        #expect(try await stale(folder, report.ledger) == expected, "\(name)")
        try before.map { try folder.write(path, $0) } ?? folder.remove(path)
      case .folder(let path):
        try folder.folder.makeFolder(path)
        #expect(try await stale(folder, report.ledger) == expected, "\(name)")
        try folder.remove(path)
      case .settings(let change):
        #expect(try await stale(folder, report.ledger, change: change) == expected, "\(name)")
      case .version:
        #expect(try await stale(folder, report.ledger, version: "0.0.1") == expected, "\(name)")
      }
      #expect(try await stale(folder, report.ledger) == [], "\(name) undone")
    }
    let again = try await folder.verify(change: Self.configure)
    #expect(again.executed == 0)
    #expect(again.ledger == report.ledger)
  }
}

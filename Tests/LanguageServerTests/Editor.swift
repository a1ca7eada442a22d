import Checks
import Diagnostics
import JSON
import Ledger
import Pages
import Project
import Site
import Synchronization
import TestSupport

@testable import LanguageServer

/// An editor that talks with a server about a project in memory.
final class Editor: Sendable {
  static let root = "/docs"

  private let sent: Sent
  private let server: LanguageServer
  private let lastID = Mutex(0)

  /// What the server has sent.
  final class Sent: Sendable {
    private let messages = Mutex<[JSON]>([])

    var all: [JSON] { messages.withLock { $0 } }

    func add(_ message: JSON) { messages.withLock { $0.append(message) } }
  }

  /// An editor that has not said `initialize`.
  init(new files: [String: String], verdicts: @escaping @Sendable (Site) -> Ledger? = { _ in nil }) {
    let sent = Sent()
    self.sent = sent
    server = LanguageServer(.memory(files, verdicts), pause: {}, send: { sent.add($0.json) })
  }

  convenience init(
    _ files: [String: String], verdicts: @escaping @Sendable (Site) -> Ledger? = { _ in nil }
  ) async {
    self.init(new: files, verdicts: verdicts)
    _ = await ask("initialize", [:])
  }

  /// An editor with one page open, `content/page.md` of a portal.
  static func portal(
    _ page: String, _ files: [String: String] = [:],
    verdicts: @escaping @Sendable (Site) -> Ledger? = { _ in nil }
  ) async -> Editor {
    let editor = await Editor(TestProject.portal(page, files).files, verdicts: verdicts)
    await editor.open("content/page.md", page)
    return editor
  }

  var messages: [JSON] { sent.all }

  static func address(_ path: String) -> JSON { .string("file://" + root + "/" + path) }

  /// Sends bytes as they are.
  func send(_ bytes: some Sequence<UInt8>) async -> LanguageServer.End? { await server.receive(Array(bytes)) }

  func send(_ json: JSON) async -> LanguageServer.End? { await send(Outgoing(json: json).bytes) }

  func note(_ method: String, _ params: JSON) async {
    _ = await send(["jsonrpc": "2.0", "method": .string(method), "params": params])
    await server.settle()
  }

  /// Sends a request, and gives its result or its error.
  func ask(_ method: String, _ params: JSON) async -> JSON {
    let id = lastID.withLock { id in
      id += 1
      return id
    }
    _ = await send(
      ["jsonrpc": "2.0", "id": .number(id), "method": .string(method), "params": params])
    let answer = messages.last { $0["id"]?.int == id }
    return answer?["result"] ?? answer?["error"] ?? "no answer"
  }

  func open(_ path: String, _ text: String) async {
    await note(
      "textDocument/didOpen",
      [
        "textDocument": [
          "uri": Self.address(path), "languageId": "markdown", "version": 1, "text": .string(text),
        ]
      ])
  }

  func change(_ path: String, _ changes: JSON, version: Int = 2) async {
    await note(
      "textDocument/didChange",
      [
        "textDocument": ["uri": Self.address(path), "version": .number(version)],
        "contentChanges": changes,
      ])
  }

  func close(_ path: String) async {
    await note("textDocument/didClose", ["textDocument": ["uri": Self.address(path)]])
  }

  /// The findings that a file has in the editor: `3:5-3:12 error dead-link: message`, places from 1.
  func findings(_ path: String = "content/page.md") -> [String]? {
    let last = messages.last {
      $0["method"] == "textDocument/publishDiagnostics" && $0["params"]?["uri"] == Self.address(path)
    }
    return last?["params"]?["diagnostics"]?.array?.map { finding in
      let severity = ["", "error", "warning", "note"][finding["severity"]?.int ?? 0]
      let (code, message) = (finding["code"]?.string ?? "", finding["message"]?.string ?? "")
      return "\(Self.text(ofRange: finding["range"])) \(severity) \(code): \(message)"
    }
  }

  static func text(ofRange range: JSON?) -> String {
    "\(text(ofPosition: range?["start"]))-\(text(ofPosition: range?["end"]))"
  }

  private static func text(ofPosition position: JSON?) -> String {
    "\((position?["line"]?.int ?? -2) + 1):\((position?["character"]?.int ?? -2) + 1)"
  }

  /// Asks about a place, with line and column from 1.
  func ask(
    _ method: String, at line: Int, _ column: Int, in path: String = "content/page.md"
  ) async -> JSON {
    await ask(
      "textDocument/" + method,
      [
        "textDocument": ["uri": Self.address(path)],
        "position": ["line": .number(line - 1), "character": .number(column - 1)],
      ])
  }

  func hover(_ line: Int, _ column: Int) async -> String? {
    await ask("hover", at: line, column)["contents"]?["value"]?.string
  }

  /// `content/other.md 3:1-3:8`; `nil` when nothing is defined.
  func definition(_ line: Int, _ column: Int) async -> String? {
    let found = await ask("definition", at: line, column)
    return found["uri"]?.string.map {
      "\($0.replacing("file://\(Self.root)/", with: "")) \(Self.text(ofRange: found["range"]))"
    }
  }

  /// What would be written in place of what: `3:2-3:4 text`.
  func completions(_ line: Int, _ column: Int) async -> [String] {
    let items = await ask("completion", at: line, column)["items"]?.array ?? []
    return items.map {
      "\(Self.text(ofRange: $0["textEdit"]?["range"])) \($0["textEdit"]?["newText"]?.string ?? "")"
    }
  }
}

extension ProjectOpener {
  /// Opens the project `/docs` with these files.
  static func memory(
    _ tree: [String: String], _ verdicts: @escaping @Sendable (Site) -> Ledger?
  ) -> ProjectOpener {
    ProjectOpener(
      root: { $0.hasPrefix(Editor.root + "/") ? Editor.root : nil }, files: { _ in .memory(tree) },
      open: { root, files, memory throws(DiagnosticError) in
        try await Site.open(root: root, files: files, parts: SiteParts(directives: .ofPortals))
      },
      findings: { site, pages in
        await Checks.run(CheckContext(site: site, today: .now, parsesCode: false), selected: pages)
      },
      verdicts: { LedgerPages(verdicts($0)) })
  }
}

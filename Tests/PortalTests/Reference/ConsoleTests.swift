import JSON
import Ledger
import Project
import TestSupport
import Testing

/// The form with which readers of a method's page try its requests.
struct ConsoleTests {
  private let contract = """
    {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [
      {"name": "cup.fill", "params": [
        {"name": "tea", "required": true, "schema": {"type": "string", "enum": ["green", "black"]}},
        {"name": "cups", "schema": {"type": "integer", "minimum": 1, "maximum": 6, "default": 2}},
        {"name": "note", "schema": {"type": ["string", "null"], "maxLength": 9}},
        {"name": "hot", "schema": {"type": "boolean"}},
        {"name": "guests", "schema": {"type": "array", "items": {"enum": ["Ann", "Bo"]}}}],
        "result": {"name": "r", "schema": {"type": "null"}}}]}
    """
  private let request =
    #"{"jsonrpc": "2.0", "id": 1, "method": "cup.fill", "params": {"tea": "green"}}"# + "\n"
  private let reply = #"{"jsonrpc": "2.0", "id": 1, "result": null}"# + "\n"

  private func portal(_ verdict: Verdict = .ran, fence: String = "json") async throws -> TinyPortal {
    let page =
      "# cup.fill\n\n## Request\n\n```\(fence)\n\(request)```\n\n```json\n\(reply)```\n\n## Parameters\n\n"
      + "<!-- flowdocs:parameters cup.fill -->\n"
    var project = Project(root: "/project", title: "Tiny", content: ".", isConfigured: true)
    project.reference.url = "TEA_URL"
    project.reference.endpoint = "/rpc"
    return try await TinyPortal(
      ["index.md": page], project: project,
      ledger: Ledger(records: [
        record(0, "json", request, verdict), record(1, "json", reply, .ran),
      ]), contract: contract)
  }

  /// What the script of the console gets.
  private func data(_ portal: TinyPortal) throws -> JSON {
    let piece = portal.piece("index.html", from: "<div class=\"console\" data-console=\"", to: "\"></div>")
    let text = piece.split(separator: "\"", maxSplits: 3).last?.dropLast("\"></div>".count) ?? ""
    return try JSONParser.parse(String(text).replacing("&quot;", with: "\"").replacing("&amp;", with: "&"))
  }

  @Test func fieldsHaveTheRangesOfTheSchema() async throws {
    let data = try data(try await portal())
    let fields = data["fields"]?.array ?? []
    expectText(
      fields.map { $0.text() }.joined(separator: "\n"),
      """
      {"name":"tea","type":"string","isRequired":true,"choices":["green","black"]}
      {"name":"cups","type":"integer","isRequired":false,"min":1,"max":6,"hint":"1 to 6, default 2"}
      {"name":"note","type":"any","isRequired":false,"hint":"at most 9 characters"}
      {"name":"hot","type":"json","isRequired":false,"choices":[true,false]}
      {"name":"guests","type":"json","isRequired":false}
      """)
  }

  @Test func requestsThatRanAreRecordedWithTheirAnswers() async throws {
    let data = try data(try await portal())
    #expect(
      data["recordings"]
        == .array([
          .object([
            ("name", "Request"), ("params", .object([("tea", "green")])), ("answer", .string(reply)),
          ])
        ]))
    expectText(
      data["curl"]?.string ?? "",
      """
      curl -sS "$TEA_URL/rpc" \\
        -H "Content-Type: application/json" \\
        -d '"request"'

      """)
    #expect(data["mark"]?.string == "\"request\"")
  }

  @Test func onlyPagesWithAConsoleHaveItsScript() async throws {
    #expect(try await portal()["index.html"].contains("<script src=\"assets/console."))
    #expect(!(try await portal(.validated)["index.html"].contains("assets/console.")))
  }

  /// Readers do not see a hidden request, and one that was not run has no answer of a service.
  @Test(arguments: [(Verdict.validated, "json"), (.ran, "json hide")])
  func otherRequestsAreNotRecorded(_ verdict: Verdict, _ fence: String) async throws {
    #expect(!(try await portal(verdict, fence: fence)["index.html"].contains("class=\"console\"")))
  }
}

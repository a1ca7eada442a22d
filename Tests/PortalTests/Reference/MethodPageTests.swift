import TestSupport
import Testing

struct MethodPageTests {
  private let contract = """
    {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [
      {"name": "cup.fill", "params": [{"name": "tea", "schema": {"type": "string"}}], "result": {"name": "r", "schema": {"type": "null"}}}]}
    """
  private let samples = "## Request\n\n```sh\ncurl cups\n```\n\n"
  private let parameters = "## Parameters\n\n<!-- flowdocs:parameters cup.fill -->\n\n"
  private let result = "## Result\n\n<!-- flowdocs:result cup.fill -->\n\n"

  private func body(_ text: String) async throws -> String {
    try await TinyPortal(["index.md": "# cup.fill\n\nFills a cup.\n\n" + text], contract: contract).body(
      "index.html")
  }

  /// The headings, paragraphs and commands of a page, indented by the divisions around them.
  private func outline(_ html: String) -> String {
    var depth = 0
    var lines: [String] = []
    for line in html.split(separator: "\n") {
      if line == "</div>" { depth -= 1 }
      let indentation = String(repeating: "  ", count: depth)
      for tag in ["<h1", "<h2", "<p>", "<pre>"] where line.hasPrefix(tag) {
        lines.append(indentation + line.replacing(/<a.*?<\/a>|<[^>]*>/, with: ""))
      }
      if line == "<div>" || line == "<div class=\"columns\">" || line == "<div class=\"samples\">" {
        lines.append(indentation + line)
        depth += 1
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test func samplesAreNextToParametersAndResult() async throws {
    expectText(
      outline(try await body(samples + parameters + result + "## Notes\n\nNone.\n")),
      """
      cup.fill
      <div class="columns">
        <div>
          Fills a cup.
        <div class="samples">
          Request
          curl cups
        <div>
          Parameters
          Result
      Notes
      None.
      """)
  }

  @Test(arguments: ["", "## Request\n\nNo samples.\n\n"])
  func withoutSamplesThereIsOneColumn(before: String) async throws {
    let html = try await body(before + parameters + result)
    #expect(!html.contains("columns"))
    #expect(html.contains("api-params"))
  }

  @Test func samplesAfterTheParametersStayThere() async throws {
    #expect(!(try await body(parameters + samples + result)).contains("columns"))
  }

  @Test func frameIsWideForColumnsAlone() async throws {
    let portal = try await TinyPortal(
      ["index.md": "# A\n\n" + samples + parameters, "b.md": "# B\n\n" + samples], contract: contract)
    #expect(portal["index.html"].contains("<div class=\"frame wide\">"))
    #expect(portal["b.html"].contains("<div class=\"frame no-toc\">"))
  }
}

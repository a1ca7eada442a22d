import Pages
import Symbols
import Testing

@testable import Portal

struct SymbolLinkTests {
  private static let contract = """
    {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [
      {"name": "job.start", "summary": "Start \\"it\\"", "params": [], "result": {"name": "r", "schema": {}}}
    ]}
    """

  private func portal(_ tree: [String: String]) async throws -> TinyPortal {
    let kinds = [
      SymbolSettings(.method),
      SymbolSettings(.metric, page: SymbolPlace(page: "guides/metrics.md", anchor: "list")),
      SymbolSettings(.variable, names: [.init("URL", page: SymbolPlace(page: "guides/metrics.md"))]),
    ]
    let symbols = [
      Symbol(.method, "job.start", summary: "Start \"it\"", at: .anchor("method-job.start")),
      Symbol(.method, "job.hidden", at: .anchor("method-job.hidden")), Symbol(.metric, "jobs_total"),
    ]
    let pages = [
      "api/start.md":
        "# Start\n\n`job.start` `jobs_total`\n\n## Call\n\n<!-- flowdocs:signature job.start -->\n\n`job.start`\n",
      "guides/metrics.md": "# Metrics\n\n`jobs_total` `URL`\n\n## List\n\n`jobs_total` `job.start`\n",
    ]
    return try await TinyPortal(
      tree.merging(pages) { own, _ in own }, contract: Self.contract, kinds: kinds, symbols: symbols)
  }

  @Test func namesLeadToWhatExplainsThem() async throws {
    let page = try await portal(["index.md": "# Home\n\nA `job.start`, **`jobs_total`**, `URL`.\n"]).body(
      "index.html")
    #expect(
      page.contains(
        """
        <p>A <a class="symbol" href="api/start.html#method-job.start" title="Start &quot;it&quot;">\
        <code>job.start</code></a>, <strong><a class="symbol" href="guides/metrics.html#list">\
        <code>jobs_total</code></a></strong>, <a class="symbol" href="guides/metrics.html"><code>URL</code></a>.</p>
        """))
  }

  @Test func notInLinksHeadingsAndWhereNothingExplainsThem() async throws {
    let page = try await portal([
      "index.md": "# Home\n\n## `job.start`\n\n[see *`job.start`*](guides/metrics.md) `job.hidden` `other`\n"
    ]).body("index.html")
    #expect(!page.contains("class=\"symbol\""))
  }

  @Test func notToTheSectionThatIsBeingRead() async throws {
    let portal = try await portal([:])
    #expect(
      portal.body("api/start.html").contains(
        """
        <p><a class="symbol" href="#method-job.start" title="Start &quot;it&quot;"><code>job.start</code></a> \
        <a class="symbol" href="../guides/metrics.html#list"><code>jobs_total</code></a></p>
        """))
    #expect(portal.body("api/start.html").contains("<p><code>job.start</code></p>"))
    let metrics = portal.body("guides/metrics.html")
    #expect(
      metrics.contains(
        "<p><a class=\"symbol\" href=\"#list\"><code>jobs_total</code></a> <code>URL</code></p>"))
    #expect(
      metrics.contains(
        "<p><code>jobs_total</code> <a class=\"symbol\" href=\"../api/start.html#method-job.start\""))
  }

  @Test func nodesOfDiagramsLeadFromThePageAndFromTheirOwnFile() async throws {
    let portal = try await portal([
      "guides/flow.md": """
      # Flow

      ```mermaid
      flowchart LR
        a[job.start] --> b[Two] --> c[Three] --> d[Four] --> e[Five]
        click b "jobs_total" "All of them"
        click c "metrics.md#list"
        click d "#flow"
        click e "javascript:alert(1)"
      ```
      """
    ])
    func links(_ path: String) -> [String] {
      portal[path].split(separator: "<a href=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }
    let page = portal.piece("guides/flow.html", from: "<div class=\"diagram-scroll", to: "</svg>")
    #expect(
      page.split(separator: "<a href=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) } == [
        "../api/start.html#method-job.start", "../guides/metrics.html#list", "../guides/metrics.html#list",
        "#flow",
      ])
    #expect(page.contains("<title>Start \"it\"</title>") && page.contains("<title>All of them</title>"))
    let drawing = portal.files.keys.first { $0.hasPrefix("assets/diagrams/") } ?? ""
    #expect(
      links(drawing) == [
        "../../api/start.html#method-job.start", "../../guides/metrics.html#list",
        "../../guides/metrics.html#list",
        "../../guides/flow.html#flow",
      ])
  }
}

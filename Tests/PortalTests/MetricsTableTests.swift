import Pages
import Portal
import Project
import Testing

struct MetricsTableTests {
  @Test func everyMetricOfTheServiceHasARowWithAnAnchor() async throws {
    var project = Project(root: "/project", title: "Tiny", isConfigured: true)
    project.metrics = "metrics.json"
    let site = try await TinyPortal.site(
      [
        "index.md": "# A\n\n<!-- flowdocs:metrics -->\n",
        "metrics.json": """
        [{"name": "job_seconds", "type": "histogram", "labels": ["agent_id", "job_id"], "help": "How <long>.",
          "buckets": [0.5, 1]}]
        """,
      ], project: project)
    let files = try await PortalBuilder(site: site).prepare().outputFiles()
    let page = try #require(files.first { $0.path == "index.html" }).text
    #expect(
      page.contains(
        """
        <tr id="metric-job_seconds"><th scope="row"><code>job_<wbr>seconds</code></th><td>histogram</td>\
        <td><code>agent_id</code>, <code>job_id</code></td><td>How &lt;long&gt;. \
        <span class="metric-buckets">Buckets: 0.5, 1</span></td></tr>
        """))
    // They are found by a search, though no Markdown names them.
    #expect(files.contains { $0.path.hasPrefix("search/terms") && $0.text.contains("seconds") })
  }
}

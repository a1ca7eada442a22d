import Testing

@testable import Portal

struct CodeTextTests {
  /// `|` stands for a place where the code may break.
  @Test(
    arguments: [
      ("TrainingWorkerOutOfMemory", "Training|Worker|Out|Of|Memory"),
      ("TrainingAPIDown", "Training|API|Down"),
      ("listAllOpenAPIs", "list|All|Open|APIs"),
      ("max_steps_per_trajectory", "max_|steps_|per_|trajectory"),
      ("training:worker:health:ID", "training:|worker:|health:|ID"),
      ("examples/deploy/schema.sql", "examples/|deploy/|schema.|sql"),
      ("https://docs.example.com/a/b_c", "https://|docs.|example.|com/|a/|b_c"),
      ("cpu=8,memory=24Gi", "cpu=|8,|memory=|24Gi"),
      ("ml-team@example.com", "ml-team@|example.|com"),
      ("kubectl get TrainingJob -n t", "kubectl get Training|Job -n t"),
    ])
  func longNamesBreakAtTheirWords(code: String, broken: String) {
    #expect(breakable(code) == broken)
  }

  @Test(
    arguments: [
      "OOMKilled", "agent_id", "n_iterations", "/.well-known", "__attribute__", "1.000.000.000",
      "training-db-postgresql", "",
      " ", "........../", "\u{E4}\u{F6}\u{FC}\u{DF}\u{E4}\u{F6}\u{FC}",
    ])
  func othersStayWhole(code: String) {
    #expect(breakable(code) == code)
  }

  @Test func optionsStayWhole() async throws {
    let portal = try await TinyPortal([
      "index.md": "# A\n\n`--dry-run`, `--a b` and `-n`.\n\n| `--max-log-requests` |\n|---|\n"
    ])
    let body = portal.body("index.html")
    #expect(
      body.contains(
        "<p><code class=\"unbroken\">--dry-run</code>, <code>--a b</code> and <code>-n</code>.</p>"))
    #expect(body.contains("<th><code class=\"unbroken\">--max-log-requests</code></th>"))
  }

  @Test func whatCodeHoldsIsEscaped() {
    var output: [UInt8] = []
    output.put(breakable: "severity=\"critical\" <T&U>_value")
    #expect(
      String(decoding: output, as: UTF8.self)
        == "severity=<wbr>&quot;critical&quot; &lt;T&amp;U&gt;_<wbr>value")
  }

  @Test func onlyInTables() async throws {
    let page = try await TinyPortal([
      "index.md": """
      # A

      In text `TrainingBackupOverdue` stays whole.

      | `alert_that_pages` | page |
      | --- | --- |
      | [`TrainingAPIDown`](b.md) | **`examples/deploy`** |
      """, "b.md": "# B\n",
    ]).body("index.html")
    #expect(page.contains("<p>In text <code>TrainingBackupOverdue</code> stays whole.</p>"))
    #expect(page.contains("<th><code>alert_<wbr>that_<wbr>pages</code></th>"))
    #expect(page.contains("<td><a href=\"b.html\"><code>Training<wbr>API<wbr>Down</code></a></td>"))
    #expect(page.contains("<td><strong><code>examples/<wbr>deploy</code></strong></td>"))
  }

  @Test func searchedForAsOneWord() {
    let markup = Array("<th><code>job_<wbr>seconds</code></th><td>a</td>".utf8)
    #expect(String(decoding: HTMLText.visible(markup[...]), as: UTF8.self) == "  job_seconds   a ")
  }

  private func breakable(_ code: String) -> String {
    var output: [UInt8] = []
    output.put(breakable: code)
    return String(decoding: output, as: UTF8.self).replacing("<wbr>", with: "|")
  }
}

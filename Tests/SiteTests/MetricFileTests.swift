import Diagnostics
import Project
import Site
import Symbols
import TestSupport
import Testing

/// The file that `metrics:` of the settings names.
struct MetricFileTests {
  private func site(_ metrics: String) async throws -> Site {
    try await TestProject.portal(
      "# A\n",
      [
        "site/portal.yml": "title: T\nmetrics: site/metrics.json\nsymbols:\n  metric: { pattern: jobs_* }\n",
        "site/metrics.json": metrics,
      ]
    ).site()
  }

  @Test func metricsAreSymbolsUnderEachNameOfTheirSamples() async throws {
    let site = try await site(
      #"[{"name": "jobs_seconds", "type": "histogram", "labels": ["kind"], "help": "How long.", "buckets": [0.5, 1]}]"#
    )
    #expect(site.metrics.map(\.buckets) == [["0.5", "1"]])
    for name in ["jobs_seconds", "jobs_seconds_bucket", "jobs_seconds_sum", "jobs_seconds_count"] {
      guard case .known(let symbol) = site.symbols.reading(of: name) else {
        Issue.record("no symbol \(name)")
        continue
      }
      #expect(symbol.summary == "Histogram. How long.")
      #expect(symbol.destination == .anchor("metric-jobs_seconds"))
    }
  }

  @Test(arguments: [
    ("{}", "site/metrics.json:1:1: error: The metrics must be a list [bad-metrics]"),
    (
      #"[{"name": "a", "type": "counter"}]"#,
      "site/metrics.json:1:2: error: A metric needs the strings `name`, `type` and `help` [bad-metrics]"
    ),
    (
      #"[{"name": "a", "type": "timer", "help": "h"}]"#,
      "site/metrics.json:1:2: error: `type` is `timer`; it takes `counter`, `gauge` or `histogram` [bad-metrics]"
    ),
  ])
  func mistakesAreNamedAtTheirPlace(text: String, message: String) async throws {
    let error = await #expect(throws: DiagnosticError.self) { try await site(text) }
    let printed = error.map { ConsoleRenderer().render($0.diagnostics) } ?? ""
    #expect(printed.hasPrefix(message + "\n"), "\(printed)")
  }
}

import Testing

/// Queries as monitoring pages have them: each defect beside near misses that are right.
struct QueryCorpusTests {
  /// The rule and the line of each finding on a page that describes some metrics after the query.
  private func findings(_ query: String) async throws -> [String] {
    try await Tree.plain("```promql\n\(query)\n```\n\n\(Self.table)").diagnostics()
      .map { "\($0.rule.id) \(($0.span?.start.line ?? 0) - 1)" }
  }

  static let table = """
    | Metric | Type | Labels |
    | --- | --- | --- |
    | `shop_orders_total` | counter | `status`, `channel` |
    | `shop_orders_failed_total` | counter | `reason` |
    | `shop_orders_done_total` | counter | `channel` |
    | `shop_starts_total` | counter | |
    | `shop_queue_depth` | gauge | `queue` |
    | `shop_memory_bytes` | gauge | |
    | `shop_request_duration_seconds` | histogram | `route`, `method` |
    | `shop_gc_seconds` | summary | |

    """

  @Test(arguments: [
    // Grammar and types.
    "rate(shop_orders_total)", "sum(shop_orders_total[5m])", "rate(sum(shop_orders_total)[5m])",
    "increase(shop_orders_total[5x])", "sum(rate(shop_orders_total[5m])", "sum by status (shop_orders_total)",
    "shop_orders_total{status=500}", "shop_orders_total{status==\"500\"}",
    "shop_orders_total{status=~\"*00\"}",
    "shop_orders_total{status=\"500\"", "shop_orders_total status=\"500\"}",
    "avg_over_time(shop_queue_depth)",
    "shop_queue_depth[5m] > 10", "histogram_quantile(shop_request_duration_seconds_bucket, 0.9)",
    "topk(shop_queue_depth, 5)", "shop_queue_depth > 10 && shop_memory_bytes > 5",
    "rat(shop_orders_total[5m])",
    "shop_orders_total offset", "shop_orders_total{status=~“5..”}",
    "shop_orders_total / on status shop_starts_total",
    "absent(shop_queue_depth[5m])", "shop_queue_depth = 0", "percentile(0.9, shop_queue_depth)",
    "shop_queue_depth or 0", "sum(shop_orders_total)[5m]", "predict_linear(shop_queue_depth[1h])",
    "shop_queue_depth{}}", "label_replace(shop_queue_depth, \"a\", \"$1\", \"b\")",
    "rate(shop_orders_total[-5m])",
    "quantile(shop_queue_depth, 0.9)",
  ]) func aQueryThatPrometheusRefuses(_ query: String) async throws {
    try await expectEqual(findings(query), ["invalid-promql 1"])
  }

  @Test(arguments: [
    "rate(shop_orders_total[5m])", "sum(rate(shop_orders_total[5m]))",
    "max_over_time(sum(shop_queue_depth)[5m:])",
    "shop_queue_depth > 10 and shop_memory_bytes > 5", "shop_queue_depth # is it deep?",
    "# the queue\nshop_queue_depth", "shop_queue_depth\n\n# and the memory\nshop_memory_bytes",
    "shop_queue_depth\nshop_memory_bytes", "sum(\n  shop_queue_depth\n)", "shop_queue_depth or vector(0)",
    // To be filled in.
    "rate(shop_orders_total[$__rate_interval])", "rate(<metric>[5m])", "sum by (status) (...)",
    "shop_queue_depth{queue=\"{{ queue }}\"} ?", "rate(shop_orders_total[[[interval]]])", "sum(rate(…[5m]))",
    "rate(v range-vector)",
    "$ shop_queue_depth > 1", "shop_queue_depth{queue=\"a\"} 5", "shop_queue_depth => 5",
    // What Prometheus 3 has.
    "{\"shop.orders\", status=\"500\"}", "rate(shop_orders_total[300])", "shop_queue_depth offset -1h",
  ]) func aQueryThatIsRightOrToBeFilledIn(_ query: String) async throws {
    try await expectEqual(findings(query), [])
  }

  @Test(arguments: [
    ("rate(shop_queue_depth[5m])", "wrong-metric-type 1"),
    ("irate(shop_memory_bytes[5m])", "wrong-metric-type 1"),
    ("sum(increase(shop_queue_depth{queue=\"mail\"}[1h]))", "wrong-metric-type 1"),
    ("resets(shop_memory_bytes[1h])", "wrong-metric-type 1"),
    ("delta(shop_orders_total[1h])", "wrong-metric-type 1"),
    ("deriv(shop_starts_total[1h])", "wrong-metric-type 1"),
    ("idelta(shop_starts_total[5m])", "wrong-metric-type 1"),
    ("predict_linear(shop_orders_done_total[1h], 3600)", "wrong-metric-type 1"),
    ("sum(\n  rate(shop_queue_depth[5m])\n)", "wrong-metric-type 2"),
    // Labels.
    ("sum by (state) (rate(shop_orders_total[5m]))", "missing-label 1"),
    ("sum by (code) (shop_queue_depth)", "missing-label 1"),
    ("shop_orders_total{code=\"500\"}", "missing-label 1"),
    ("sum without (code) (shop_orders_total)", "missing-label 1"),
    ("topk by (path) (3, shop_request_duration_seconds_count)", "missing-label 1"),
    ("shop_request_duration_seconds_bucket{path=\"/\"}", "missing-label 1"),
    ("sum by (job) (sum by (queue) (shop_queue_depth))", "missing-label 1"),
    ("max by (channel) (sum(rate(shop_orders_total[5m])))", "missing-label 1"),
    ("count_values(\"v\", shop_queue_depth{le=\"5\", kind=\"a\"})", "missing-label 1"),
    ("sum by (status) (a_total) / on (channel) sum by (status, channel) (b_total)", "missing-label 1"),
    // No result.
    ("histogram_quantile(0.9, sum(rate(shop_request_duration_seconds_bucket[5m])))", "empty-query 1"),
    (
      "histogram_quantile(0.9, sum by (route) (rate(shop_request_duration_seconds_bucket[5m])))",
      "empty-query 1"
    ),
    (
      "histogram_quantile(0.9, sum without (le) (rate(shop_request_duration_seconds_bucket[5m])))",
      "empty-query 1"
    ),
    ("histogram_quantile(0.9, rate(shop_request_duration_seconds_sum[5m]))", "empty-query 1"),
    ("histogram_quantile(0.9, sum by (le) (rate(x_count[5m])))", "empty-query 1"),
    ("sum by (status) (a_total) / sum(a_total)", "empty-query 1"),
    ("sum by (status) (a_total) / sum by (channel) (b_total)", "empty-query 1"),
    ("sum(a_total) > sum by (job) (b_total)", "empty-query 1"),
    ("sum by (queue) (shop_queue_depth) and hour() > 9", "empty-query 1"),
    ("sum by (queue) (shop_queue_depth) unless vector(1)", "empty-query 1"),
    (
      "sum(rate(shop_orders_done_total[5m]))\n  / (sum(rate(shop_orders_done_total[5m])) + sum(rate(shop_orders_failed_total[5m])))",
      "empty-ratio 2"
    ),
    (
      "sum(a) / (sum(increase(shop_orders_failed_total[1h])) + sum(increase(shop_orders_total[1h])))",
      "empty-ratio 1"
    ),
    // Names.
    ("rate(shop_order_total[5m])", "unknown-metric 1"), ("shop_queue_dept", "unknown-metric 1"),
    ("shop_queue_detph > 5", "unknown-metric 1"), ("rate(shop_orders[5m])", "unknown-metric 1"),
    ("shop_memory", "unknown-metric 1"), ("shop_requests_duration_seconds_count", "unknown-metric 1"),
    ("rate(shop_orders_failed[5m])", "unknown-metric 1"),
    ("{__name__=\"shop_queues_depth\"}", "unknown-metric 1"),
    ("rate(shop_request_duration_bucket[5m])", "unknown-metric 1"),
  ]) func aQueryThatCannotBeMeant(_ query: String, _ expected: String) async throws {
    try await expectEqual(findings(query), [expected])
  }

  @Test(arguments: [
    "rate(shop_orders_total[5m])", "delta(shop_queue_depth[1h])", "deriv(shop_memory_bytes[1h])",
    "rate(shop_request_duration_seconds_count[5m])", "rate(shop_request_duration_seconds_sum[5m])",
    // Nothing says the type.
    "rate(node_load1[5m])", "delta(other_total[5m])", "rate(shop_gc_seconds_count[5m])",
    "changes(shop_queue_depth[1h])", "max_over_time(shop_orders_total[1h])",
    // Labels.
    "sum by (status) (rate(shop_orders_total[5m]))",
    "sum by (job, instance, pod) (rate(shop_orders_total[5m]))",
    "sum by (code) (rate(http_requests_total[5m]))",
    "shop_orders_total{status=\"a\", job=\"b\", exported_job=\"c\"}",
    "shop_queue_depth{code=\"\"}", "shop_request_duration_seconds_bucket{le=\"5\"}",
    "shop_gc_seconds{quantile=\"0.5\"}",
    "sum by (level) (label_replace(shop_queue_depth, \"level\", \"$1\", \"queue\", \"(.*)\"))",
    "sum by (v) (count_values(\"v\", shop_queue_depth))", "sum by (cluster) (shop_queue_depth)",
    "sum by (version) (shop_queue_depth * on (pod) group_left (version) build_info)",
    "sum by (owner_name) (shop_queue_depth * on (pod) group_left (owner_name) kube_pod_owner)",
    "max by (queue) (sum by (queue, pod) (shop_queue_depth))",
    // Results.
    "histogram_quantile(0.9, sum by (le) (rate(shop_request_duration_seconds_bucket[5m])))",
    "histogram_quantile(0.9, sum by (route, le) (rate(shop_request_duration_seconds_bucket[5m])))",
    "histogram_quantile(0.9, sum without (pod) (rate(shop_request_duration_seconds_bucket[5m])))",
    "histogram_quantile(0.9, rate(shop_request_duration_seconds_bucket[5m]))",
    "histogram_quantile(0.9, sum(rate(native_seconds[5m])))", "histogram_quantile(0.9, job:latency:rate5m)",
    "sum by (status) (a_total) / ignoring (status) group_left sum(a_total)",
    "sum by (status) (a_total) / on () group_left sum(a_total)",
    "sum by (job) (a_total) / sum by (job) (b_total)",
    "sum(a_total) / sum(b_total)", "sum(a_total) or vector(0)", "sum by (job) (a_total) or vector(0)",
    "sum by (job) (a_total) > 0.5", "a_total / b_total", "sum by (job) (a_total) / b_total",
    "sum by (queue) (shop_queue_depth) and on () hour() > 9", "sum(shop_queue_depth) and hour() > 9",
    "sum by (job) (a) / on (job) group_left sum by (job) (b)", "scalar(sum(a)) * sum by (job) (b)",
    "topk(3, sum by (job) (a)) / sum by (job) (b)",
    "sum(rate(a_total[5m])) / (sum(rate(a_total[5m])) + sum(rate(b_total[5m])))",
    "sum(a) / ((sum(rate(shop_orders_failed_total[1h])) or vector(0)) + (sum(rate(shop_orders_total[1h])) or vector(0)))",
    "shop_starts_total / (sum(shop_starts_total) + sum(shop_orders_total))",
    // Names of other things.
    "shop_orders_open_total", "up", "node_memory_MemFree_bytes", "shop_request_duration_seconds_bucket",
    "shop_gc_seconds_sum", "shop_starts_created", "shop_memory_bytes_total", "shop_orders_bytes",
    "shop_queue_depth5", "rate(shop_refunds_total[5m])",
  ]) func aQueryThatLooksSimilarAndIsRight(_ query: String) async throws {
    try await expectEqual(findings(query), [])
  }

  @Test func theMessageNamesTheMetricAndItsPlace() async throws {
    try await expectEqual(
      Tree.plain("```promql\nrate(shop_queue_depth[5m])\n```\n\n\(Self.table)").report(),
      """
      page.md:2:1: warning: `shop_queue_depth` is a gauge, and `rate` takes counters [wrong-metric-type]
       2 | rate(shop_queue_depth[5m])
         | ^~~~
         = note: page.md:11:4: the metric is described here
         = fix: write `deriv` or `delta`

      """)
  }

  @Test func labelsAreListed() async throws {
    try await expectEqual(
      Tree.plain("```promql\nsum by (state) (rate(shop_orders_total[5m]))\n```\n\n\(Self.table)").lines(),
      ["page.md:2:9: `shop_orders_total` has no label `state`; it has `channel`, `status` → write `status`"])
    try await expectEqual(
      Tree.plain("```promql\nsum by (status) (a_total) / sum(b_total)\n```\n").lines(),
      [
        "page.md:2:27: The sides of `/` never match: the left one has `status`, the right one no labels → write `on () group_left` after the operator"
      ])
  }

  @Test func metricsAreDescribedBySamplesAndFiles() async throws {
    let sample = "# TYPE jobs_total counter\njobs_total{queue=\"a\"} 3\n# TYPE jobs_open gauge\njobs_open 1\n"
    let query = "```promql\nrate(jobs_open[5m]) + sum by (kind) (jobs_total)\n```\n"
    let expected = ["wrong-metric-type", "missing-label"]
    try await expectEqual(
      Tree.plain(query + "\n```text\n\(sample)```\n").diagnostics().map(\.rule.id), expected)
    try await expectEqual(
      Tree.plain(query, ["metrics/app.prom": sample]).diagnostics().map(\.rule.id), expected)
    // Two places disagree: nothing is sure, whatever a third one says.
    for third in ["", "# TYPE jobs_open gauge\n"] {
      let types = "\(sample)# TYPE jobs_open counter\n\(third)"
      try await expectEqual(
        Tree.plain("```promql\nrate(jobs_open[5m])\n```\n\n```text\n\(types)```\n").lines(), [])
    }
  }

  @Test func inlineCodeUsesDescribedNames() async throws {
    let page =
      "Look at `shop_queue_dept` and `rate(shop_order_total[5m])`, not at `shop_queue_depth`, `shop_queue` or `shop_memory`.\n\n"
    try await expectEqual(
      Tree.plain(page + Self.table).lines(),
      [
        "page.md:1:10: No metric `shop_queue_dept` is described. Did you mean `shop_queue_depth`? → write `shop_queue_depth`",
        "page.md:1:37: No metric `shop_order_total` is described. Did you mean `shop_orders_total`? → write `shop_orders_total`",
      ])
  }

  @Test func recordingRulesOfFilesAreKnown() async throws {
    let rules =
      "groups:\n  - name: g\n    rules:\n      - record: job:orders:rate5m\n        expr: sum by (job) (rate(x[5m]))\n"
    try await expectEqual(
      Tree.plain(
        "```promql\njob:orders:rate5m + job:order:rate5m + job:queue:max\n```\n", ["rules.yaml": rules]
      ).lines(),
      [
        "page.md:2:21: No metric `job:order:rate5m` is described. Did you mean `job:orders:rate5m`? → write `job:orders:rate5m`"
      ])
  }

  @Test func aBlockThatIsAskedForMustBeComplete() async throws {
    let page = "```promql parse\nrate(shop_orders_total[$__rate_interval])\n```\n"
    try await expectEqual(
      Tree.portal(page).lines(of: .init("invalid-promql", .error, "")),
      [])
  }
}

import Diagnostics
import Pages
import Project
import Site

/// Everything that a folder says about its metrics and alerts.
struct MonitoringFacts: Sendable {
  /// The metrics that it describes, by name.
  let metrics: [String: DeclaredMetric]
  /// Rules of the pages, and of the files of the project.
  let rules: [MonitoringRule]
  /// The rules of each block, by the path of its page and its position there.
  private let ofBlocks: [String: [Int: [MonitoringRule]]]

  init(_ context: CheckContext) {
    var all = context.site.metrics.map {
      DeclaredMetric(name: $0.name, type: $0.type, labels: Set($0.labels))
    }
    var rules: [MonitoringRule] = []
    var ofBlocks: [String: [Int: [MonitoringRule]]] = [:]
    for page in context.site.pages {
      all += DeclaredMetric.metrics(inTablesOf: page)
      for block in page.blocks {
        if block.form == .yaml {
          let own = MonitoringRule.rules(in: .block(page, block))
          if !own.isEmpty { ofBlocks[page.path, default: [:]][block.index] = own }
          rules += own
        } else if block.form.isCode {
          all += DeclaredMetric.metrics(inSample: .block(page, block))
        }
      }
    }
    let files = Self.mayHaveRules(context) ? Self.files(context) : []
    for file in files { all += DeclaredMetric.metrics(inSample: .file(file)) }
    metrics = all.reduce(into: [:]) { $0[$1.name] = $0[$1.name]?.merging($1) ?? $1 }
    self.ofBlocks = ofBlocks
    self.rules = rules + files.flatMap { MonitoringRule.rules(in: .file($0)) }
  }

  /// Whether a page speaks of metrics or alerts, so that the files are worth reading.
  private static func mayHaveRules(_ context: CheckContext) -> Bool {
    // Looking for each spelling is faster than lowercasing all pages.
    let words = ["rometheus", "ROMETHEUS", "romql", "romQL", "ROMQL", "- alert", "alertname"].map {
      Array($0.utf8)
    }
    return context.site.pages.contains { page in
      words.contains { page.source.bytes.firstRange(of: $0) != nil }
    }
  }

  /// The rules that a block defines. A page that another one shows is an example, and not among the pages of the site.
  func rules(in block: Block, on page: CheckedPage) -> [MonitoringRule] {
    guard block.form == .yaml else { return [] }
    if page.isShown { return MonitoringRule.rules(in: .block(page.page, block)) }
    return ofBlocks[page.page.path]?[block.index] ?? []
  }

  private static func files(_ context: CheckContext) -> [SourceText] {
    func mayHaveMetrics(_ name: String) -> Bool {
      [".yaml", ".yml", ".prom"].contains { name.hasSuffix($0) } || name == "metrics.txt"
    }
    return context.files.items(inFilesNamed: mayHaveMetrics) { [$0] }
  }

  // MARK: metrics

  /// What samples of a metric add to its name (https://prometheus.io/docs/instrumenting/exposition_formats).
  private static let endings = ["_bucket", "_sum", "_count", "_total", "_created", "_info"]

  /// The metric whose samples have a name.
  func metric(ofSample name: String) -> DeclaredMetric? {
    if let metric = metrics[name] { return metric }
    for ending in Self.endings where name.hasSuffix(ending) {
      if let metric = metrics[String(name.dropLast(ending.count))] { return metric }
    }
    return nil
  }

  /// The labels of a sample that the metric itself has.
  func labels(ofSample name: String) -> Set<String>? {
    guard let metric = metric(ofSample: name), let labels = metric.labels else { return nil }
    return labels.union(
      name.hasSuffix("_bucket") ? ["le"] : metric.type == "summary" ? ["quantile"] : [])
  }

  var alerts: [MonitoringRule] { rules.filter { $0.kind == .alert && $0.query != nil } }
}

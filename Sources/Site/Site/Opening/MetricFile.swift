import Diagnostics
import JSON
import Pages
import Project
import Symbols

extension Rule {
  public static let badMetrics = Rule(
    "bad-metrics", .error, "The file that `metrics:` names is not a list of metrics")
}

/// The file that `metrics:` of the settings names.
///
///     [{"name": "payments_total", "type": "counter", "labels": ["currency"], "help": "Payments that were accepted."}]
enum MetricFile {
  static func metrics(of project: Project, files: FileReader) throws(DiagnosticError) -> [MetricDescription] {
    guard let path = project.metrics else { return [] }
    let source = try files.requiredSource(path)
    let json = try JSONParser.parse(source)
    func failure(_ message: String, _ value: JSON) -> DiagnosticError {
      DiagnosticError(
        Diagnostic(
          .badMetrics, message, at: source.span(value.range ?? 0..<1),
          fix:
            #"write objects such as {"name": "payments_total", "type": "counter", "labels": [], "help": "Payments."}"#
        ))
    }
    guard let items = json.array else { throw failure("The metrics must be a list", json) }
    var metrics: [MetricDescription] = []
    for item in items {
      guard let name = item["name"]?.string, let type = item["type"]?.string, let help = item["help"]?.string
      else { throw failure("A metric needs the strings `name`, `type` and `help`", item) }
      guard ["counter", "gauge", "histogram"].contains(type) else {
        throw failure("`type` is `\(type)`; it takes `counter`, `gauge` or `histogram`", item)
      }
      metrics.append(
        MetricDescription(
          name: name, type: type, labels: item["labels"]?.array?.compactMap(\.string) ?? [], meaning: help,
          buckets: item["buckets"]?.array?.map { $0.text(.compact) } ?? []))
    }
    return metrics
  }
}

extension MetricDescription {
  /// The metric under each name that its samples carry, and its labels.
  var symbols: [Symbol] {
    // https://prometheus.io/docs/instrumenting/exposition_formats/#histograms-and-summaries
    let samples = type == "histogram" ? ["_bucket", "_sum", "_count"].map { name + $0 } : []
    return ([name] + samples).map {
      Symbol(.metric, $0, summary: "\(type.capitalized). \(meaning)", at: .anchor(anchor))
    } + labels.map { Symbol(.metricLabel, $0) }
  }
}

import Pages
import Symbols
import TrainingMock

/// The metrics that the service exports, with the names that the samples of histograms carry, and their labels.
enum MetricSymbols {
  /// As pages show them.
  static var descriptions: [MetricDescription] {
    TrainingMetric.catalogue.map { metric in
      MetricDescription(
        name: metric.name, type: metric.type.rawValue, labels: metric.labels, meaning: metric.help,
        buckets: metric.buckets.map { $0 == $0.rounded() ? String(Int($0)) : String($0) })
    }
  }

  static var all: [Symbol] {
    let metrics = TrainingMetric.catalogue.flatMap { metric in
      let names = [metric.name] + metric.sampleNames.filter { $0 != metric.name }
      return names.map {
        Symbol(
          .metric, $0, summary: "\(metric.type.rawValue.capitalized). \(metric.help)",
          at: .anchor(MetricDescription.anchor(of: metric.name)))
      }
    }
    let labels = TrainingMetric.catalogue.flatMap(\.labels).map { Symbol(.metricLabel, $0) }
    return metrics + labels
  }
}

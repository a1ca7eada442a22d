/// The values of all metrics, and their text for Prometheus (exposition format 0.0.4).
struct MetricsRegistry: Sendable {
  private enum Value: Sendable {
    case number(Double)
    /// `counts` has one more place than the metric has buckets, for values above them all.
    case histogram(counts: [Int], sum: Double)
  }

  private var series: [String: [[String]: Value]] = [:]

  mutating func increment(_ metric: TrainingMetric, _ labels: String...) {
    var value = 0.0
    if case .number(let number) = series[metric.name]?[labels] { value = number }
    series[metric.name, default: [:]][labels] = .number(value + 1)
  }

  /// Exposes a counter with 0 before it has counted, so that its first increment is an increase.
  mutating func start(_ metric: TrainingMetric, _ labels: String...) {
    if series[metric.name]?[labels] == nil { series[metric.name, default: [:]][labels] = .number(0) }
  }

  mutating func set(_ metric: TrainingMetric, to value: Double, _ labels: String...) {
    series[metric.name, default: [:]][labels] = .number(value)
  }

  mutating func observe(_ metric: TrainingMetric, milliseconds: some Sequence<Int>, _ labels: String...) {
    var counts = [Int](repeating: 0, count: metric.buckets.count + 1)
    var sum = 0.0
    if case .histogram(let oldCounts, let oldSum) = series[metric.name]?[labels] {
      (counts, sum) = (oldCounts, oldSum)
    }
    // Added up in whole milliseconds, so that the order of the observations does not show in the sum.
    var total = 0
    for value in milliseconds {
      let seconds = Double(value) / 1000
      counts[metric.buckets.firstIndex { seconds <= $0 } ?? metric.buckets.count] += 1
      total += value
    }
    series[metric.name, default: [:]][labels] = .histogram(counts: counts, sum: sum + Double(total) / 1000)
  }

  /// Every metric of the catalogue with its help and type; its series sorted by their labels.
  func exposition() -> String {
    var text = ""
    for metric in TrainingMetric.catalogue {
      text += "# HELP \(metric.name) \(metric.help)\n# TYPE \(metric.name) \(metric.type.rawValue)\n"
      let values = series[metric.name] ?? [:]
      for labels in values.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        let pairs = zip(metric.labels, labels).map { "\($0)=\"\(Self.escaped($1))\"" }
        switch values[labels] {
        case .number(let number): text += Self.sample(metric.name, pairs, fixed(number, places: 6))
        case .histogram(let counts, let sum):
          var cumulative = 0
          for (index, count) in counts.enumerated() {
            cumulative += count
            let bound =
              index < metric.buckets.count ? fixed(metric.buckets[index], places: 6) : "+Inf"
            text += Self.sample(metric.name + "_bucket", pairs + ["le=\"\(bound)\""], String(cumulative))
          }
          text += Self.sample(metric.name + "_sum", pairs, fixed(sum, places: 6))
          text += Self.sample(metric.name + "_count", pairs, String(cumulative))
        case nil: break
        }
      }
    }
    return text
  }

  private static func sample(_ name: String, _ pairs: [String], _ value: String) -> String {
    name + (pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}") + " " + value + "\n"
  }

  private static func escaped(_ label: String) -> String {
    var text = ""
    for scalar in label.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

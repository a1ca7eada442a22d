import ArgumentParser
import Foundation
import JSON
import TrainingMock

struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Print the metrics of the service as JSON: name, type, labels, help, buckets.",
    discussion: "It is the content of the file that the settings of the portal name for its table of metrics."
  )

  func run() {
    FileHandle.standardOutput.write(Data((Self.json.text(.pretty) + "\n").utf8))
  }

  /// The metrics in the order of `GET /metrics`.
  static var json: JSON {
    .array(
      TrainingMetric.catalogue.map { metric in
        var members: [(String, JSON)] = [
          ("name", .string(metric.name)), ("type", .string(metric.type.rawValue)),
          ("labels", .array(metric.labels.map { .string($0) })), ("help", .string(metric.help)),
        ]
        if !metric.buckets.isEmpty { members.append(("buckets", .array(metric.buckets.map { .number($0) }))) }
        return .object(members)
      })
  }
}

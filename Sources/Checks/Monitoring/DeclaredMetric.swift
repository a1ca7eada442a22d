import Diagnostics
import Markdown
import Pages

/// A metric that the folder describes: in the file that `metrics:` names, in a table, or in a sample of what a service
/// exports.
struct DeclaredMetric: Sendable {
  var name: String
  /// `counter`, `gauge`, `histogram` or `summary`; `nil` where that is not said, or said in two ways.
  var type: String?
  /// `nil` where they are not listed.
  var labels: Set<String>?
  /// Where it is described; `nil` for the file of the settings.
  var place: SourceSpan?
  /// Whether two places give it different types, so that a third one does not decide.
  var isDisputed = false

  static let types: Set<String> = ["counter", "gauge", "histogram", "summary"]

  /// What is said of one metric in two places, together.
  func merging(_ other: DeclaredMetric) -> DeclaredMetric {
    var merged = self
    merged.isDisputed =
      isDisputed || other.isDisputed || type != nil && other.type != nil && type != other.type
    merged.type = merged.isDisputed ? nil : type ?? other.type
    merged.labels = labels.map { $0.union(other.labels ?? []) } ?? other.labels
    return merged
  }
}

extension DeclaredMetric {
  // MARK: samples

  /// The metrics of a sample in the text format of Prometheus, when it says their types.
  static func metrics(inSample code: LocatedCode) -> [DeclaredMetric] {
    let bytes = code.bytes
    guard bytes.firstRange(of: Array("# TYPE ".utf8)) != nil else { return [] }
    var found: [DeclaredMetric] = []
    for line in bytes.split(separator: 0x0A) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("# TYPE ") {
        let words = text.split(separator: " ")
        guard words.count == 4, types.contains(String(words[3])) else { continue }
        let place = code.span(line.startIndex..<line.endIndex)
        found.append(.init(name: String(words[2]), type: String(words[3]), place: place))
      } else if let last = found.last, let names = labels(ofSample: text, of: last) {
        found[found.count - 1].labels = (last.labels ?? []).union(names)
      }
    }
    return found
  }

  /// The labels of a line such as `requests_total{code="200"} 5`; `nil` for a line of something else.
  private static func labels(ofSample line: String, of metric: DeclaredMetric) -> Set<String>? {
    let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" }
    guard name.hasPrefix(metric.name), !line.contains("..."), !line.contains("…") else { return nil }
    guard line.dropFirst(name.count).first == "{", let close = line.lastIndex(of: "}") else { return [] }
    let inside = line[line.index(after: name.endIndex)..<close]
    let parts = inside.components(separatedBy: "=\"")
    return Set(
      parts.dropLast().map { part in
        String(part.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed())
      })
  }

  // MARK: tables

  /// The metrics of the tables of a page that have a column for the metric and one for its type.
  static func metrics(inTablesOf page: Page) -> [DeclaredMetric] {
    PageTable.tables(on: page).flatMap { table -> [DeclaredMetric] in
      guard let name = table.column("metric", "metrics", "metric name", "name"),
        let type = table.column("type", "metric type", "kind")
      else { return [] }
      let labels = table.column("labels", "label", "dimensions")
      var metrics: [DeclaredMetric] = []
      for row in table.rows {
        // In a table of something else the first row tells.
        guard let metric = metric(row, name, type, labels, on: page), metric.type != nil else { return [] }
        metrics.append(metric)
      }
      return metrics
    }
  }

  private static func metric(
    _ row: PageTable.Row, _ name: Int, _ type: Int, _ labels: Int?, on page: Page
  ) -> DeclaredMetric? {
    guard row.cells.count > max(name, type) else { return nil }
    let text = row.cells[name].text
    let metric = String(text.prefix { $0 != "{" })
    guard metric.contains("_"), metric.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      return nil
    }
    let kind = row.cells[type].text.lowercased()
    var declared = DeclaredMetric(
      name: metric, type: types.first { kind == $0 || kind.hasPrefix($0 + " ") || kind.hasPrefix($0 + "vec") }
    )
    if let labels, labels < row.cells.count { declared.labels = row.cells[labels].names }
    declared.place = row.span(ofCell: name, on: page)
    return declared
  }
}

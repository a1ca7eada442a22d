import JSON
import Pages

/// What a chart shows, in words and as a table.
struct ChartText {
  let chart: Chart

  /// One for the chart, and one for each series.
  var sentences: [String] { chart.kind == .histogram ? [histogram] : [about] + chart.series.map(about) }

  /// A number as it is written, with its unit: `0.25 USD`, `31%`.
  static func text(_ value: Double, _ unit: String? = nil) -> String {
    let text = JSONNumber(value)?.literal ?? ""
    return unit.map { text + ($0 == "%" ? "" : " ") + $0 } ?? text
  }

  /// The border of a range as it is written. It is computed, so its last digits may be wrong: twelve are kept.
  private static func border(_ value: Double, _ unit: String? = nil) -> String {
    let size = abs(value)
    var (factor, places) = (1.0, 0)
    while size > 0, size * factor < 1e11, places < 300 {
      factor *= 10
      places += 1
    }
    guard places > 0, places < 300 else { return text(value, unit) }
    let digits = Int((value * factor).rounded())
    return text(Double("\(digits)e-\(places)") ?? value, unit)
  }

  private var about: String {
    let name =
      switch chart.kind {
      case .line: "Line chart"
      case .area: "Area chart"
      case .bar, .histogram: "Bar chart"
      }
    let list = chart.series.map(\.title).enumeration
    return "\(name) of \(list) by \(chart.x.title), from \(place(0)) to \(place(chart.places.count - 1))."
  }

  private func about(_ series: Chart.Series) -> String {
    let known = series.values.enumerated().compactMap { index, value in value.map { (index, $0) } }
    guard let first = known.first, let last = known.last,
      let low = known.min(by: { $0.1 < $1.1 }), let high = known.max(by: { $0.1 < $1.1 })
    else { return "\(series.title) has no values." }
    func at(_ point: (Int, Double)) -> String { "\(value(point.1)) at \(place(point.0))" }
    if low.1 == high.1 { return "\(series.title) is \(value(low.1)) throughout." }
    if chart.kind == .bar { return "\(series.title) is highest with \(at(high)), lowest with \(at(low))." }
    return
      "\(series.title) goes from \(at(first)) to \(at(last)); its highest value is \(at(high)), its lowest \(at(low))."
  }

  private var histogram: String {
    let bins = chart.bins
    guard let most = bins.max(by: { $0.count < $1.count }), let first = bins.first, let last = bins.last
    else {
      return ""
    }
    let unit = chart.x.unit
    return
      "Histogram of \(chart.places.count) values of \(chart.x.title), from \(Self.border(first.from, unit)) to "
      + "\(Self.border(last.to, unit)); the most in one range, \(most.count), are from \(Self.border(most.from, unit)) to \(Self.border(most.to, unit))."
  }

  private func value(_ value: Double) -> String { Self.text(value, chart.y.unit) }

  private func place(_ index: Int) -> String { place(index, unit: chart.x.unit) }

  private func place(_ index: Int, unit: String?) -> String {
    switch chart.places {
    case .numbers(let numbers): Self.text(numbers[index], unit)
    case .names(let names): names[index]
    }
  }

  func writeTable(into output: inout [UInt8]) {
    output.put("<div class=\"table\">\n<table>\n<thead>\n<tr>")
    let titles = chart.kind == .histogram ? ["Count"] : chart.series.map(\.title)
    for (title, unit) in [(chart.x.title, chart.x.unit)] + titles.map({ ($0, chart.y.unit) }) {
      output.put("<th scope=\"col\">")
      output.put(text: title + (unit.map { " (\($0))" } ?? ""))
      output.put("</th>")
    }
    output.put("</tr>\n</thead>\n<tbody>\n")
    for (name, values) in rows {
      output.put("<tr><th scope=\"row\">")
      output.put(text: name)
      output.put("</th>")
      for value in values {
        output.put("<td align=\"right\">")
        output.put(text: value)
        output.put("</td>")
      }
      output.put("</tr>\n")
    }
    output.put("</tbody>\n</table>\n</div>\n")
  }

  private var rows: [(name: String, values: [String])] {
    if chart.kind == .histogram {
      return chart.bins.map { ("\(Self.border($0.from)) to \(Self.border($0.to))", [String($0.count)]) }
    }
    return (0..<chart.places.count).map { index in
      (place(index, unit: nil), chart.series.map { $0.values[index].map { Self.text($0) } ?? "–" })
    }
  }
}

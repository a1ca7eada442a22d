import Mermaid
import Pages

/// A chart as SVG in its page. Its colours are those of the theme, by class, so that they follow light and dark.
struct ChartDrawing {
  private let chart: Chart
  private let label: String
  private let y: NumberScale
  /// `nil` for names, which are side by side.
  private let x: NumberScale?
  private let bins: [HistogramBin]
  private let left: Double

  // In units of the drawing, which are pixels in the column of a wide screen.
  private static let width = 720.0
  private static let height = 340.0
  private static let top = 34.0
  private static let bottom = 290.0
  private static let right = 700.0
  /// The width of a digit in the larger font that labels have on a phone.
  private static let digit = 11.0

  /// - Parameter label: the drawing in words.
  init(_ chart: Chart, label: String) {
    self.chart = chart
    self.label = label
    bins = chart.kind == .histogram ? chart.bins : []
    y = Self.values(of: chart, bins)
    x = Self.places(of: chart, bins)
    let widest = y.marks.map { $0.text.count }.max() ?? 1
    left = 16 + Double(widest) * Self.digit
  }

  static func seriesClass(_ index: Int) -> String { "chart-series-\(index + 1)" }

  /// Bars and areas are compared by their size, so that their axis includes 0.
  private static func values(of chart: Chart, _ bins: [HistogramBin]) -> NumberScale {
    var values = chart.series.flatMap { $0.values.compactMap { $0 } } + bins.map { Double($0.count) }
    if chart.kind != .line { values.append(0) }
    let high = values.max() ?? 1
    // Counts are whole numbers, so the step between two marks is at least 1.
    let marks = chart.kind == .histogram ? min(5, max(1, high)) : 5
    return NumberScale(from: values.min() ?? 0, to: high, isOpen: true, marks: marks)
  }

  private static func places(of chart: Chart, _ bins: [HistogramBin]) -> NumberScale? {
    if let first = bins.first, let last = bins.last {
      return NumberScale(from: first.from, to: last.to, isOpen: false, marks: 8)
    }
    guard case .numbers(let numbers) = chart.places, let low = numbers.first, let high = numbers.last else {
      return nil
    }
    return NumberScale(from: low, to: high, isOpen: false, marks: 8)
  }

  func write(into output: inout [UInt8]) {
    output.put("<svg class=\"chart-drawing\" viewBox=\"0 0 720 340\" role=\"img\" aria-label=\"")
    output.put(text: label)
    output.put("\">\n")
    writeAxes(into: &output)
    switch chart.kind {
    case .line, .area: for index in chart.series.indices { writeLine(index, into: &output) }
    case .bar: for index in chart.series.indices { writeBars(index, into: &output) }
    case .histogram: writeBins(into: &output)
    }
    output.put("</svg>\n")
  }
}

// Axes.
extension ChartDrawing {
  private func height(_ value: Double) -> Double {
    Self.bottom - y.part(value) * (Self.bottom - Self.top)
  }

  private func across(_ value: Double) -> Double { left + (x?.part(value) ?? 0) * (Self.right - left) }

  /// How much room a name has.
  private var step: Double { (Self.right - left) / Double(max(1, chart.places.count)) }

  private func across(place index: Int) -> Double {
    if case .numbers(let numbers) = chart.places { return across(numbers[index]) }
    return left + (Double(index) + 0.5) * step
  }

  private func writeAxes(into output: inout [UInt8]) {
    writeText(title(chart.y), "chart-axis-title", 4, 16, into: &output)
    for mark in y.marks {
      let at = height(mark.value)
      writePath("chart-grid", "M\(Self.text(left)) \(Self.text(at))H\(Self.text(Self.right))", into: &output)
      writeText(mark.text, "chart-mark chart-mark-left", left - 8, at + 4, into: &output)
    }
    if let x {
      writeMarks(x.marks, into: &output)
    } else if case .names(let names) = chart.places {
      writeNames(names, into: &output)
    }
    writeText(
      title(chart.x), "chart-axis-title chart-axis-middle", (left + Self.right) / 2, 332, into: &output)
    let zero = height(y.from <= 0 && y.to >= 0 ? 0 : y.from)
    writePath("chart-axis", "M\(Self.text(left)) \(Self.text(zero))H\(Self.text(Self.right))", into: &output)
  }

  private func title(_ axis: Chart.Axis) -> String {
    guard let unit = axis.unit else { return axis.title }
    return axis.title.isEmpty ? unit : "\(axis.title) (\(unit))"
  }

  /// The marks of numbers below the drawing: as many as there is room for, none cut at its edges.
  private func writeMarks(_ marks: [(value: Double, text: String)], into output: inout [UInt8]) {
    let widest = Double(marks.map { $0.text.count }.max() ?? 1) * Self.digit
    let gap = marks.count > 1 ? abs(across(marks[1].value) - across(marks[0].value)) : Self.width
    var every = 1
    while every < marks.count, gap * Double(every) < widest { every *= 2 }
    for (index, mark) in marks.enumerated() where index % every == 0 {
      let half = Double(mark.text.count) * Self.digit / 2
      let at = max(half, min(across(mark.value), Self.width - half))
      writeText(mark.text, "chart-mark", at, Self.bottom + 18, into: &output)
    }
  }

  /// Every name, or as many as there is room for.
  private func writeNames(_ names: [String], into output: inout [UInt8]) {
    let longest = Double(names.map(\.count).max() ?? 1) * Self.digit + 8
    let every = max(1, Int((min(longest, 160) / step).rounded(.up)))
    for (index, name) in names.enumerated() where index % every == 0 {
      let limit = Int(step * Double(every) / Self.digit)
      let short = name.count > limit ? name.prefix(max(1, limit - 1)) + "…" : name[...]
      writeText(String(short), "chart-mark", across(place: index), Self.bottom + 18, into: &output)
    }
  }
}

// Marks of the data.
extension ChartDrawing {
  private func writeLine(_ index: Int, into output: inout [UInt8]) {
    let parts = points(of: chart.series[index])
    let style = Self.seriesClass(index)
    func path(_ points: [(x: Double, y: Double)]) -> String {
      points.enumerated().map {
        ($0.offset == 0 ? "M" : "L") + "\(Self.text($0.element.x)) \(Self.text($0.element.y))"
      }
      .joined()
    }
    if chart.kind == .area {
      let zero = Self.text(height(0))
      for part in parts {
        let ends = "L\(Self.text(part[part.count - 1].x)) \(zero)L\(Self.text(part[0].x)) \(zero)Z"
        writePath("chart-area " + style, path(part) + ends, into: &output)
      }
    }
    writePath("chart-line " + style, parts.map(path).joined(), into: &output)
    // A single point between gaps has no line, so its dot is always drawn.
    let dotted = chart.places.count <= 40 ? parts : parts.filter { $0.count == 1 }
    for point in dotted.joined() {
      output.put("<circle class=\"chart-dot ")
      output.put(raw: style)
      output.put(raw: "\" cx=\"\(Self.text(point.x))\" cy=\"\(Self.text(point.y))\" r=\"3\"/>\n")
    }
  }

  /// A missing value ends a part of the line.
  private func points(of series: Chart.Series) -> [[(x: Double, y: Double)]] {
    var parts: [[(x: Double, y: Double)]] = [[]]
    for (place, value) in series.values.enumerated() {
      if let value {
        parts[parts.count - 1].append((across(place: place), height(value)))
      } else {
        parts.append([])
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  private func writeBars(_ index: Int, into output: inout [UInt8]) {
    let width = min(64, step * 0.72 / Double(chart.series.count))
    for (place, value) in chart.series[index].values.enumerated() {
      guard let value else { continue }
      let start = across(place: place) + (Double(index) - Double(chart.series.count) / 2) * width
      writeBar(Self.seriesClass(index), start, start + width, value, into: &output)
    }
  }

  private func writeBins(into output: inout [UInt8]) {
    for bin in bins {
      writeBar(
        Self.seriesClass(0), across(bin.from) + 0.5, across(bin.to) - 0.5, Double(bin.count), into: &output)
    }
  }

  private func writeBar(
    _ style: String, _ from: Double, _ to: Double, _ value: Double, into output: inout [UInt8]
  ) {
    let (zero, end) = (Self.text(height(0)), Self.text(height(value)))
    writePath(
      "chart-bar " + style, "M\(Self.text(from)) \(zero)V\(end)H\(Self.text(to))V\(zero)Z", into: &output)
  }
}

// Elements.
extension ChartDrawing {
  private func writePath(_ style: String, _ path: String, into output: inout [UInt8]) {
    output.put("<path class=\"")
    output.put(raw: style)
    output.put("\" d=\"")
    output.put(raw: path)
    output.put("\"/>\n")
  }

  private func writeText(
    _ text: String, _ style: String, _ x: Double, _ y: Double, into output: inout [UInt8]
  ) {
    output.put("<text class=\"")
    output.put(raw: style)
    output.put(raw: "\" x=\"\(Self.text(x))\" y=\"\(Self.text(y))\">")
    output.put(text: text)
    output.put("</text>\n")
  }

  /// A coordinate with one digit behind the point, the same on every machine.
  private static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
  }
}

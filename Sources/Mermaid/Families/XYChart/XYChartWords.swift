extension XYChart {
  public var summary: String {
    let plots = plots.map { $0.kind == .bar ? "bars" : "a line" }
    return "Chart of \(plots.list) over \(count.counted("place", "places"))"
  }

  public var walkthrough: [String] {
    plots.map { plot in
      let name = plot.title.isEmpty ? (plot.kind == .bar ? "Bars" : "Line") : plot.title
      let values = plot.values.prefix(count).enumerated().map { index, value in
        "\(self.name(of: index)) \(value.written)"
      }
      return "\(name): \(values.joined(separator: ", "))."
    }
  }

  /// The category at a place, or its number on the axis.
  private func name(of index: Int) -> String {
    guard categories.isEmpty else { return categories[index] }
    guard let range = xAxis.range, count > 1 else { return String(index + 1) }
    return (range.from + (range.to - range.from) * Double(index) / Double(count - 1)).written
  }
}

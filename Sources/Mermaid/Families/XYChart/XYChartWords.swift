extension XYChart {
  public var summary: String {
    let plots = plots.map { $0.kind == .bar ? "bars" : "a line" }
    return "Chart of \(plots.list) over \(count.counted("place", "places"))"
  }

  public var walkthrough: [String] {
    plots.map { plot in
      let title = plot.title.isEmpty ? (plot.kind == .bar ? "Bars" : "Line") : plot.title
      let values = plot.values.prefix(count).enumerated().map { index, value in
        let label = index < plot.labels.count && !plot.labels[index].isEmpty ? " (\(plot.labels[index]))" : ""
        return "\(name(of: index, plot)) \(value.written)\(label)"
      }
      return "\(title): \(values.joined(separator: ", "))."
    }
  }

  /// The category at a place, or its number on the axis.
  private func name(of index: Int, _ plot: Plot) -> String {
    guard categories.isEmpty else { return categories[index] }
    return xValue(index, of: plot)?.written ?? String(index + 1)
  }
}

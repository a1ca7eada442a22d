/// The bars and lines of a chart, and its legend.
extension XYChartDrawing {
  /// How much of a place its bars take.
  private static let barShare = 0.72
  private static let widestBar = 56.0
  private static let dotRadius = 3.5
  private static let lineWidth = 2.5
  private static let swatch = 12.0
  private static let valueGap = 3.0

  func surface(_ plot: Int) -> Surface { Surface.series[plot % Surface.series.count] }

  mutating func addPlots() {
    let bars = chart.plots.indices.filter { chart.plots[$0].kind == .bar }
    let width = min(step * Self.barShare / Double(max(bars.count, 1)), Self.widestBar)
    for (order, plot) in bars.enumerated() {
      for (index, value) in chart.plots[plot].values.prefix(chart.count).enumerated() {
        let start = middle(index, of: chart.plots[plot]) + (Double(order) - Double(bars.count) / 2) * width
        addBar(plot, index, value, from: start, width: width)
      }
    }
    for plot in chart.plots.indices where chart.plots[plot].kind == .line { addLine(plot) }
  }

  private mutating func addBar(_ plot: Int, _ index: Int, _ value: Double, from start: Double, width: Double)
  {
    let (a, b) = (point(start, baseline), point(start + width, values.part(value)))
    let bounds = Rect(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(b.x - a.x), height: abs(b.y - a.y))
    builder.add(
      Scene.Box(
        id: "bar \(plot + 1).\(index + 1)", role: .bar, bounds: bounds,
        figures: [Figure(.rect(bounds, radius: 0))],
        appearance: Appearance(surface(plot))))
    if chart.showsValues { addValue(value, beyond: bounds, isBelow: value < 0, width: width) }
  }

  /// How far the names along the x axis are away from it, as values of negative bars are in between.
  var valueRoom: Point {
    guard chart.showsValues else { return Point(0, 0) }
    let negative = chart.plots.filter { $0.kind == .bar }.flatMap { $0.values.prefix(chart.count) }
      .filter { $0 < 0 }
    let room = negative.reduce(0) { most, value in
      let text = valueText(value)
      return max(most, (chart.isHorizontal ? text.width : text.height) + Self.valueGap)
    }
    return chart.isHorizontal ? Point(-room, 0) : Point(0, room)
  }

  private func valueText(_ value: Double) -> TextBlock {
    TextBlock(RichText(value.written), font: .tiny, limit: 100)
  }

  /// The value at the end of its bar, where its digits fit the place.
  private mutating func addValue(_ value: Double, beyond bar: Rect, isBelow: Bool, width: Double) {
    let text = valueText(value)
    let gap = Self.valueGap
    guard (chart.isHorizontal ? text.height : text.width) <= max(width, step * 0.95) else { return }
    let center: Point
    if chart.isHorizontal {
      let away = bar.width / 2 + gap + text.width / 2
      center = bar.center + Point(isBelow ? -away : away, 0)
    } else {
      let away = bar.height / 2 + gap + text.height / 2
      center = bar.center + Point(0, isBelow ? away : -away)
    }
    var label = Scene.Label(text, role: .axis, center: center, owner: "")
    label.plate = Figure(.rect(label.bounds, radius: 2))
    label.plateAppearance = Appearance(.plate)
    builder.add(label)
  }

  private mutating func addLine(_ plot: Int) {
    let points = chart.plots[plot].values.prefix(chart.count).enumerated().map { index, value in
      point(middle(index, of: chart.plots[plot]), values.part(value))
    }
    var path = Path()
    for point in points { path.steps.isEmpty ? path.move(point) : path.line(point) }
    var appearance = Appearance(surface(plot))
    appearance.strokeWidth = Self.lineWidth
    builder.add(
      Scene.Decoration(figures: [Figure(.path(path), .line)], appearance: appearance), bounds: nil, .boxes)
    // Dots merge into a thick line where there are many.
    guard step > 4 * Self.dotRadius else { return }
    appearance.strokeWidth = Self.lineWidth - 1
    let dots = points.map {
      Figure(.ellipse(center: $0, radius: Size(Self.dotRadius, Self.dotRadius)))
    }
    builder.add(Scene.Decoration(figures: dots, appearance: appearance), bounds: nil, .boxes)
    addLabels(chart.plots[plot].labels, points)
  }

  /// Words above their dots, or below them where other words are above.
  private mutating func addLabels(_ labels: [String], _ dots: [Point]) {
    for (words, dot) in zip(labels, dots) where !words.isEmpty {
      let text = TextBlock(RichText(words), font: .tiny, limit: max(step - 4, 40))
      let away = Point(0, Self.dotRadius + Self.valueGap + text.height / 2)
      let above = Rect(center: dot - away, size: text.size)
      let isTaken = takenByLabels.contains { $0.overlaps(above) }
      var label = Scene.Label(text, role: .axis, center: isTaken ? dot + away : dot - away, owner: "")
      takenByLabels.append(label.bounds)
      label.plate = Figure(.rect(label.bounds, radius: 2))
      label.plateAppearance = Appearance(.plate)
      builder.add(label)
    }
  }

  /// The names of plots that have one, above the chart at its right.
  mutating func addLegend() {
    let named = chart.plots.indices.filter { !chart.plots[$0].title.isEmpty }
    guard let bounds = builder.contentBounds, chart.plots.count > 1, !named.isEmpty else { return }
    var x = 0.0
    var y = bounds.minY - 2 * Self.gap
    for plot in named {
      let text = TextBlock(RichText(chart.plots[plot].title), font: .dense, limit: 200)
      let width = Self.swatch + 6 + text.width + 2 * Self.gap
      if x > 0, x + width > max(bounds.width, 300) {
        x = 0
        y -= text.height + Self.gap
      }
      let swatch = Rect(x: x, y: y - Self.swatch / 2, width: Self.swatch, height: Self.swatch)
      builder.add(
        Scene.Decoration(
          figures: [Figure(.rect(swatch, radius: chart.plots[plot].kind == .bar ? 3 : Self.swatch / 2))],
          appearance: Appearance(surface(plot))), bounds: swatch, .boxes)
      builder.add(
        Scene.Label(
          text, role: .axis, center: Point(swatch.maxX + 6 + text.width / 2, y), alignment: .start, owner: "")
      )
      x += width
    }
  }
}

extension Radar {
  /// The chart drawn and measured.
  ///
  /// ```swift
  /// let svg = try chart.scene(DiagramHeader(title: "Models")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let count = curves.reduce(axes.count) { $0 + $1.values.count }
    if count > limits.nodes { throw .tooMany(what: "axes and values", count: count, limit: limits.nodes) }
    var drawing = RadarDrawing(self)
    drawing.draw()
    return try drawing.builder.scene(title: header.title).checked(limits)
  }
}

/// Lengths are CSS pixels.
private struct RadarDrawing {
  let chart: Radar
  let curves: [(index: Int, curve: Radar.Curve)]
  let radius: Double
  let least: Double
  let most: Double
  var builder = SceneBuilder()
  private var labels: [Rect] = []

  private static let leastRadius = 170.0
  /// Room on the rim for each axis.
  private static let axisRoom = 22.0
  private static let labelGap = 10.0
  private static let labelLimit = 120.0
  private static let labelStep = 14.0
  private static let dotRadius = 3.0
  private static let fillOpacity = 0.18
  /// How round curves are: mermaid.js's `curveTension`.
  private static let tension = 0.17
  private static let swatch = 12.0
  private static let legendGap = 40.0
  private static let legendLimit = 220.0

  init(_ chart: Radar) {
    self.chart = chart
    curves = chart.curves.enumerated().filter {
      $0.element.values.count == chart.axes.count && !chart.axes.isEmpty
    }
    .map { ($0.offset, $0.element) }
    radius = max(Self.leastRadius, Double(chart.axes.count) * Self.axisRoom / (2 * Double.pi))
    least = chart.least
    let largest = curves.flatMap(\.curve.values).max() ?? least + 1
    most = max(chart.most ?? largest, least) > least ? max(chart.most ?? largest, least) : least + 1
  }

  mutating func draw() {
    guard !chart.axes.isEmpty else { return }
    addGrid()
    addAxes()
    for (index, curve) in curves { add(curve, Surface.series[index % Surface.series.count]) }
    for index in chart.axes.indices { addLabel(index) }
    addTicks()
    if chart.showsLegend { addLegend() }
  }

  private func direction(_ axis: Int) -> Point { PieChart.direction(Double(axis) / Double(chart.axes.count)) }

  private func point(_ axis: Int, _ distance: Double) -> Point { direction(axis) * distance }

  private mutating func addGrid() {
    let bounds = Rect(center: Point(0, 0), size: Size(2 * radius, 2 * radius))
    guard chart.ticks > 0 else { return }
    var appearance = Appearance(.rule)
    appearance.hasNoFill = true
    let figures = (1...chart.ticks).map { tick in
      let distance = radius * Double(tick) / Double(chart.ticks)
      return chart.grid == .circle
        ? Figure(.ellipse(center: Point(0, 0), radius: Size(distance, distance)))
        : Figure(.path(Path(polygon: chart.axes.indices.map { point($0, distance) })))
    }
    builder.add(Scene.Decoration(figures: figures, appearance: appearance), bounds: bounds)
  }

  private mutating func addAxes() {
    let lines = chart.axes.indices.map {
      Figure(.path(Path([.move(Point(0, 0)), .line(point($0, radius))])), .line)
    }
    builder.add(
      Scene.Decoration(figures: lines, appearance: Appearance(.rule)),
      bounds: Rect(center: Point(0, 0), size: Size(2 * radius, 2 * radius)))
  }

  private mutating func add(_ curve: Radar.Curve, _ surface: Surface) {
    let points = curve.values.enumerated().map { axis, value in
      point(axis, radius * (min(max(value, least), most) - least) / (most - least))
    }
    let path = chart.grid == .circle ? Self.round(points) : Path(polygon: points)
    var wash = Appearance(surface)
    wash.fillOpacity = Self.fillOpacity
    wash.strokeWidth = 2
    builder.add(Scene.Decoration(figures: [Figure(.path(path))], appearance: wash), bounds: nil, .links)
    var dots = Appearance(surface)
    dots.strokeWidth = 1.5
    builder.add(
      Scene.Decoration(
        figures: points.map { Figure(.ellipse(center: $0, radius: Size(Self.dotRadius, Self.dotRadius))) },
        appearance: dots), bounds: nil, .boxes)
  }

  /// A closed curve through all points.
  private static func round(_ points: [Point]) -> Path {
    var path = Path([.move(points[0])])
    func at(_ index: Int) -> Point { points[(index + points.count) % points.count] }
    for index in points.indices {
      path.cubic(
        at(index) + (at(index + 1) - at(index - 1)) * tension,
        at(index + 1) - (at(index + 2) - at(index)) * tension,
        at(index + 1))
    }
    path.close()
    return path
  }

  /// The name of an axis outside of the rim, further out where others are in the way.
  private mutating func addLabel(_ axis: Int) {
    let label = chart.axes[axis].label
    guard !label.isEmpty else { return }
    let text = TextBlock(label, font: .dense, limit: Self.labelLimit)
    let direction = direction(axis)
    var distance = radius + Self.labelGap
    var bounds = Rect(x: 0, y: 0, width: 0, height: 0)
    repeat {
      let center = direction * distance + Point(direction.x * text.width / 2, direction.y * text.height / 2)
      bounds = Rect(center: center, size: text.size)
      distance += Self.labelStep
    } while labels.contains { $0.inset(-2).overlaps(bounds) }
    labels.append(bounds)
    let alignment: Scene.Label.Alignment = direction.x > 0.1 ? .start : direction.x < -0.1 ? .end : .middle
    builder.add(
      Scene.Label(
        text, role: .axis, center: bounds.center, alignment: alignment, owner: chart.axes[axis].name))
  }

  /// The values of the rings, beside the first axis.
  private mutating func addTicks() {
    let room = radius / Double(max(1, chart.ticks))
    let step = max(1, Int((Font.tiny.lineHeight / room).rounded(.up)))
    guard chart.ticks > 0 else { return }
    for tick in stride(from: step, through: chart.ticks, by: step) {
      let value = least + (most - least) * Double(tick) / Double(chart.ticks)
      let words = ((value * 1000).rounded() / 1000).written
      let text = TextBlock(RichText(words), font: .tiny, limit: Self.labelLimit)
      let y = -radius * Double(tick) / Double(chart.ticks)
      let center = Point(text.width / 2 + 8, y + text.height / 2 + 1)
      var label = Scene.Label(text, role: .axis, center: center, owner: "ticks")
      // Curves pass behind the numbers.
      label.plate = Figure(.rect(label.bounds.inset(-2, 1), radius: 3))
      label.plateAppearance = Appearance(.plate)
      builder.add(label)
    }
  }

  private mutating func addLegend() {
    let texts = curves.map { TextBlock($0.curve.label, font: .dense, limit: Self.legendLimit) }
    let left = (labels.map(\.maxX).max() ?? radius) + Self.legendGap
    let height = texts.reduce(0) { $0 + max($1.height, Self.swatch) + 8 } - 8
    var y = -height / 2
    for (item, text) in zip(curves, texts) {
      let row = max(text.height, Self.swatch)
      let swatch = Rect(x: left, y: y + row / 2 - Self.swatch / 2, width: Self.swatch, height: Self.swatch)
      let bounds = Rect(x: left, y: y, width: Self.swatch + 8 + text.width, height: row)
      let id = "curve \(item.index + 1)"
      builder.add(
        Scene.Box(
          id: id, role: .slice, bounds: bounds, figures: [Figure(.rect(swatch, radius: 2))],
          labels: [
            Scene.Label(
              text, role: .box, center: Point(left + Self.swatch + 8 + text.width / 2, bounds.midY),
              alignment: .start, owner: id)
          ],
          appearance: Appearance(Surface.series[item.index % Surface.series.count]), link: item.curve.link))
      y += row + 8
    }
  }
}

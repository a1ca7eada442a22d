extension XYChart {
  /// The chart placed and measured.
  ///
  /// ```swift
  /// let svg = try chart.scene(DiagramHeader(title: "Sales")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let count = plots.reduce(categories.count) { $0 + $1.values.count }
    if count > limits.nodes {
      throw .tooMany(what: "values and categories", count: count, limit: limits.nodes)
    }
    var drawing = XYChartDrawing(self)
    drawing.draw()
    return try drawing.builder.scene(title: header.title).checked(limits)
  }
}

/// Lengths are CSS pixels. "Along" is the direction of the x axis, "up" that of values.
struct XYChartDrawing {
  let chart: XYChart
  var builder = SceneBuilder()
  let values: NumberScale
  /// For an axis of numbers.
  let numbers: NumberScale?
  let length: Double
  let height: Double
  /// From one place of the x axis to the next.
  let step: Double

  /// Words of dots keep clear of each other.
  var takenByLabels: [Rect] = []

  static let gap = 8.0
  private static let usualLength = 640.0
  private static let usualHeight = 340.0
  /// A place has room for its bars and a short word.
  private static let leastStep = 34.0
  private static let longest = 860.0
  /// A place of a horizontal chart: a line of text with room.
  private static let rowStep = 38.0
  private static let labelLimit = 160.0

  init(_ chart: XYChart) {
    self.chart = chart
    let all = chart.plots.flatMap { $0.values.prefix(chart.count) }
    let hasBars = chart.plots.contains { $0.kind == .bar }
    if let range = chart.yAxis.range {
      values = NumberScale(from: range.from, to: range.to, isOpen: false)
    } else {
      // Bars are as long as their values: they begin at zero.
      let (low, high) = (all.min() ?? 0, all.max() ?? 1)
      values = NumberScale(
        from: hasBars ? min(low, 0) : low, to: hasBars ? max(high, 0) : high, isOpen: true)
    }
    let count = Double(max(chart.count, 1))
    if chart.isHorizontal {
      length = max(Self.usualHeight, count * Self.rowStep)
      height = Self.usualLength
    } else {
      length = min(max(Self.usualLength, count * Self.leastStep), max(Self.longest, count * 6))
      height = Self.usualHeight
    }
    step = length / count
    if chart.categories.isEmpty {
      let range = chart.xAxis.range ?? .init(from: 1, to: count)
      let width = range.to - range.from
      let half = width == 0 ? 0.5 : width / max(count - 1, 1) / 2
      // Half a place at either end, as for categories.
      numbers = NumberScale(
        from: range.from - half, to: range.to + half, isOpen: false, marks: min(10, max(2, count)))
    } else {
      numbers = nil
    }
  }

  /// - Parameters:
  ///   - along: from the start of the x axis.
  ///   - value: a part of the axis of values, 0…1.
  func point(_ along: Double, _ value: Double) -> Point {
    chart.isHorizontal ? Point(value * height, along) : Point(along, (1 - value) * height)
  }

  /// The middle of a place.
  func middle(_ index: Int) -> Double { (Double(index) + 0.5) * step }

  /// The middle of a value, from the start of the x axis.
  func middle(_ index: Int, of plot: XYChart.Plot) -> Double {
    guard let numbers, let value = chart.xValue(index, of: plot) else { return middle(index) }
    return length * numbers.part(value)
  }

  mutating func draw() {
    addValueAxis()
    addPlaceAxis()
    addPlots()
    addTitles()
    addLegend()
  }

  mutating func addLine(
    _ a: Point, _ b: Point, _ surface: Surface, width: Double? = nil, _ level: SceneBuilder.Level
  ) {
    var appearance = Appearance(surface)
    appearance.strokeWidth = width
    builder.add(
      Scene.Decoration(figures: [Figure(.path(Path([.move(a), .line(b)])), .line)], appearance: appearance),
      bounds: Rect(center: a, size: Size(0, 0)).union(Rect(center: b, size: Size(0, 0))), level)
  }

  /// A line across the chart for each mark, with its number.
  private mutating func addValueAxis() {
    for mark in values.marks {
      let part = values.part(mark.value)
      addLine(point(0, part), point(length, part), .rule, .background)
      addMark(mark.text, at: point(chart.isHorizontal ? length : 0, part), isBelow: chart.isHorizontal)
    }
    addLine(point(0, baseline), point(length, baseline), .link, .rules)
  }

  /// Zero, where it is on the axis; else its start.
  var baseline: Double {
    let isZeroInside = min(values.from, values.to) <= 0 && max(values.from, values.to) >= 0
    return isZeroInside ? values.part(0) : 0
  }

  private mutating func addMark(_ text: String, at place: Point, isBelow: Bool) {
    let block = TextBlock(RichText(text), font: .small, limit: Self.labelLimit)
    let center =
      isBelow
      ? place + Point(0, Self.gap + block.height / 2) : place + Point(-Self.gap - block.width / 2, 0)
    builder.add(
      Scene.Label(
        block, role: .axis, center: center, alignment: isBelow ? .middle : .end, owner: "", isMuted: true))
  }

  private mutating func addPlaceAxis() {
    let valueRoom = valueRoom
    if let numbers {
      let marks = numbers.marks.filter { numbers.part($0.value) > 0 && numbers.part($0.value) < 1 }
      for mark in marks {
        addMark(
          mark.text, at: point(length * numbers.part(mark.value), 0) + valueRoom, isBelow: !chart.isHorizontal
        )
      }
    } else {
      addCategories()
    }
  }

  /// The names below their places, in several lines; where even words are too wide, only some of them.
  private mutating func addCategories() {
    let valueRoom = valueRoom
    let limit = chart.isHorizontal ? Self.labelLimit : max(step - Self.gap, 24)
    let blocks = chart.categories.map { TextBlock(RichText($0), font: .small, limit: limit) }
    let widest = blocks.reduce(0) { max($0, chart.isHorizontal ? $1.height : $1.width) }
    let stride = max(1, Int(((widest + 4) / step).rounded(.up)))
    for (index, block) in blocks.enumerated() where index % stride == 0 {
      let place = point(middle(index), 0) + valueRoom
      let center =
        chart.isHorizontal
        ? place + Point(-Self.gap - block.width / 2, 0) : place + Point(0, Self.gap + block.height / 2)
      builder.add(
        Scene.Label(
          block, role: .axis, center: center, alignment: chart.isHorizontal ? .end : .middle, owner: ""))
    }
  }

  /// The titles of the axes: level, above the axis of values and below the other.
  private mutating func addTitles() {
    let (left, below) =
      chart.isHorizontal ? (chart.xAxis.title, chart.yAxis.title) : (chart.yAxis.title, chart.xAxis.title)
    let bounds = builder.contentBounds ?? Rect(x: 0, y: 0, width: 0, height: 0)
    if !below.isEmpty {
      let text = TextBlock(RichText(below), font: .title, limit: Self.usualLength)
      let width = chart.isHorizontal ? height : length
      builder.add(
        Scene.Label(
          text, role: .axis, center: Point(width / 2, bounds.maxY + Self.gap + text.height / 2), owner: ""))
    }
    if !left.isEmpty {
      let text = TextBlock(RichText(left), font: .title, limit: Self.usualLength)
      builder.add(
        Scene.Label(
          text, role: .axis,
          center: Point(bounds.minX + text.width / 2, bounds.minY - Self.gap - text.height / 2),
          alignment: .start, owner: ""))
    }
  }
}

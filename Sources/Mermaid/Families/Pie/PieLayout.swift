extension PieChart {
  /// The chart drawn and measured: slices clockwise from the top and a legend, both in the order of the source, with
  /// shares on the slices that have room.
  ///
  /// ```swift
  /// let svg = try pie.scene(DiagramHeader(title: "Jobs")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    if slices.count > limits.nodes {
      throw .tooMany(what: "slices", count: slices.count, limit: limits.nodes)
    }
    var drawing = PieDrawing(self)
    drawing.draw()
    return drawing.builder.scene(title: header.title)
  }

  static func percent(_ share: Double) -> String {
    let percent = share * 100
    if percent >= 10 || percent == percent.rounded() { return "\(Int(percent.rounded())) %" }
    let tenths = Int((percent * 10).rounded())
    return tenths == 0 ? "< 0.1 %" : "\(tenths / 10).\(tenths % 10) %"
  }

  /// The unit vector at a part of a full turn, clockwise from the top.
  ///
  /// By the Taylor series within an eighth of a turn, so that every machine gives the same bytes.
  static func direction(_ turn: Double) -> Point {
    let part = turn - turn.rounded(.down)
    let eighth = (part * 8).rounded(.down)
    var angle = (part * 8 - eighth) * (Double.pi / 4)
    let odd = Int(eighth) % 2 == 1
    if odd { angle = Double.pi / 4 - angle }
    let square = angle * angle
    var sine = angle
    var cosine = 1.0
    var term = angle
    var even = 1.0
    for step in 1...9 {
      let n = Double(2 * step)
      even *= -square / (n * (n - 1))
      cosine += even
      term *= -square / (n * (n + 1))
      sine += term
    }
    let (s, c) = odd ? (cosine, sine) : (sine, cosine)
    switch Int(eighth) / 2 {
    case 0: return Point(s, -c)
    case 1: return Point(c, s)
    case 2: return Point(-s, c)
    default: return Point(-c, -s)
    }
  }
}

private struct PieDrawing {
  let chart: PieChart
  let total: Double
  var builder = SceneBuilder()

  // Lengths in CSS pixels.
  /// mermaid.js uses 185 px on a drawing that is as wide as the page; this one has the legend beside it.
  private static let radius = 130.0
  /// How far a highlighted slice is pulled out.
  private static let pull = 12.0
  private static let font = Font.dense
  /// Less than a hundredth of a percent cannot be seen (0.08 px of the circumference).
  private static let leastShare = 0.0001
  /// A slice of 5 % is 32 px wide at its label, a little more than the width of "5 %".
  private static let leastLabelledShare = 0.05
  /// Where on the radius a label is, and where in slices of less than a tenth, which have room further out. mermaid.js
  /// has all at 0.75.
  private static let labelPosition = 0.66
  private static let narrowShare = 0.1
  private static let narrowLabelPosition = 0.78

  init(_ chart: PieChart) {
    self.chart = chart
    total = chart.slices.reduce(0) { $0 + $1.value }
  }

  mutating func draw() {
    guard total > 0, total.isFinite else { return }
    var turn = 0.0
    for (index, slice) in chart.slices.enumerated() {
      let share = slice.value / total
      guard share >= Self.leastShare else { continue }
      add(slice, index, share: share, from: turn)
      turn += share
    }
    addLegend()
  }

  private mutating func add(_ slice: PieChart.Slice, _ index: Int, share: Double, from turn: Double) {
    let radius = Self.radius
    let id = "\(index) " + slice.label
    let middle = PieChart.direction(turn + share / 2)
    let isWhole = share > 1 - Self.leastShare
    let shift = slice.label == chart.highlighted && !isWhole ? middle * Self.pull : Point(0, 0)
    var labels: [Scene.Label] = []
    if share >= Self.leastLabelledShare {
      let text = TextBlock(RichText(PieChart.percent(share)), font: Self.font, limit: 100)
      var part =
        isWhole ? 0 : share < Self.narrowShare ? Self.narrowLabelPosition : Self.labelPosition
      // In a ring, the middle of the band.
      if chart.hole > 0 { part = (1 + chart.hole) / 2 }
      if let wanted = chart.textPosition { part = wanted }
      labels.append(
        Scene.Label(text, role: .box, center: middle * (radius * part) + shift, owner: id))
    }
    let bounds = Rect(x: -radius, y: -radius, width: 2 * radius, height: 2 * radius).offset(by: shift)
    builder.add(
      Scene.Box(
        id: id, role: .slice, bounds: bounds,
        figures: [figure(share: share, from: turn).offset(by: shift)], labels: labels,
        appearance: Appearance(Surface.series[index % Surface.series.count])))
  }

  private func figure(share: Double, from turn: Double) -> Figure {
    let outer = Size(Self.radius, Self.radius)
    let inner = Size(Self.radius * chart.hole, Self.radius * chart.hole)
    guard share < 1 - Self.leastShare else {
      if chart.hole == 0 { return Figure(.ellipse(center: Point(0, 0), radius: outer)) }
      // A ring: round outside, and back inside.
      var ring = Path()
      for (radius, clockwise) in [(outer, true), (inner, false)] {
        ring.move(Point(0, -radius.height))
        ring.arc(radius, clockwise: clockwise, Point(0, radius.height))
        ring.arc(radius, clockwise: clockwise, Point(0, -radius.height))
        ring.close()
      }
      return Figure(.path(ring))
    }
    let (a, b) = (PieChart.direction(turn), PieChart.direction(turn + share))
    var path = Path([.move(a * inner.width), .line(a * outer.width)])
    path.arc(outer, large: share > 0.5, b * outer.width)
    if chart.hole > 0 {
      path.line(b * inner.width)
      path.arc(inner, large: share > 0.5, clockwise: false, a * inner.width)
    }
    path.close()
    return Figure(.path(path))
  }

  private struct LegendRow {
    var name: TextBlock
    var share: TextBlock
    /// A line of 13 px with room between swatches.
    var height: Double { max(22, name.height + 4) }
  }

  /// From the left of a swatch to that of the name, and from the end of the widest name to the share.
  private static let nameIndent = 20.0
  private static let shareGap = 12.0
  private static let swatch = 12.0
  private static let swatchRadius = 3.0
  /// Names and shares are broken at these widths.
  private static let nameLimit = 240.0
  private static let shareLimit = 80.0

  private mutating func addLegend() {
    let rows = chart.slices.map { slice in
      let value = chart.showsData ? "  \(slice.value.written)" : ""
      return LegendRow(
        name: TextBlock(RichText(slice.label + value + "  "), font: Self.font, limit: Self.nameLimit),
        share: TextBlock(
          RichText(PieChart.percent(slice.value / total)), font: Self.font, limit: Self.shareLimit))
    }
    let height = rows.reduce(0) { $0 + $1.height }
    let widest = rows.reduce(0) { max($0, $1.name.width) }
    let width = Self.nameIndent + Self.shareGap + widest + rows.reduce(0) { max($0, $1.share.width) }
    var (left, top) = place(Size(width, height))
    for (index, row) in rows.enumerated() {
      let middle = top + row.height / 2
      let swatch = Rect(x: left, y: middle - Self.swatch / 2, width: Self.swatch, height: Self.swatch)
      let appearance = Appearance(Surface.series[index % Surface.series.count])
      builder.add(
        Scene.Decoration(figures: [Figure(.rect(swatch, radius: Self.swatchRadius))], appearance: appearance),
        bounds: swatch,
        .boxes)
      let nameLeft = left + Self.nameIndent
      builder.add(
        Scene.Label(
          row.name, role: .axis, center: Point(nameLeft + row.name.width / 2, middle), alignment: .start,
          owner: ""), .front)
      builder.add(
        Scene.Label(
          row.share, role: .axis,
          center: Point(nameLeft + Self.shareGap + widest + row.share.width / 2, middle), alignment: .start,
          owner: "", isMuted: true), .front)
      top += row.height
    }
  }

  /// The legend's left and top.
  private func place(_ size: Size) -> (left: Double, top: Double) {
    /// Between the pie and the legend.
    let gap = 32.0
    let radius = Self.radius + (chart.highlighted == nil ? 0 : Self.pull)
    switch chart.legend {
    case .left: return (-radius - gap - size.width, -size.height / 2)
    case .top: return (-size.width / 2, -radius - gap / 2 - size.height)
    case .bottom: return (-size.width / 2, radius + gap / 2)
    case .center:
      let reach = (size.width * size.width + size.height * size.height).squareRoot() / 2
      if reach + 4 < Self.radius * chart.hole { return (-size.width / 2, -size.height / 2) }
      return (radius + gap, -size.height / 2)
    case .right: return (radius + gap, -size.height / 2)
    }
  }
}

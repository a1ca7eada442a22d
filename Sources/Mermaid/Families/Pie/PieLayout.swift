extension PieChart {
  /// The chart drawn and measured: slices clockwise from the top and a legend, both in the order of the
  /// source, with shares on the slices that have room.
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    if slices.count > limits.nodes {
      throw .tooMany(what: "slices", count: slices.count, limit: limits.nodes)
    }
    var builder = SceneBuilder()
    let total = slices.reduce(0) { $0 + $1.value }
    guard total > 0, total.isFinite else { return builder.scene(title: header.title) }
    let radius = 130.0
    var turn = 0.0
    for (index, slice) in slices.enumerated() {
      let share = slice.value / total
      // Less than a hundredth of a percent cannot be seen.
      guard share >= 0.0001 else { continue }
      let ink = Ink(Surface.series[index % Surface.series.count])
      let id = "\(index) " + slice.label
      var figure = Figure(.ellipse(center: Point(0, 0), radius: Size(radius, radius)))
      if share < 0.9999 {
        let (a, b) = (Self.direction(turn), Self.direction(turn + share))
        var path = Path([.move(Point(0, 0)), .line(a * radius)])
        path.arc(Size(radius, radius), large: share > 0.5, b * radius)
        path.close()
        figure = Figure(.path(path))
      }
      var labels: [Scene.Label] = []
      if share >= 0.05 {
        let text = TextBlock(RichText(Self.percent(share)), font: Font(size: 13), limit: 100)
        let distance = share > 0.9999 ? 0 : radius * (share < 0.1 ? 0.78 : 0.66)
        labels.append(
          Scene.Label(text, role: .box, center: Self.direction(turn + share / 2) * distance, owner: id))
      }
      builder.add(
        Scene.Box(
          id: id, role: .slice, bounds: Rect(x: -radius, y: -radius, width: 2 * radius, height: 2 * radius),
          figures: [figure], labels: labels, ink: ink))
      turn += share
    }
    addLegend(left: radius + 32, total: total, to: &builder)
    return builder.scene(title: header.title)
  }

  private func addLegend(left: Double, total: Double, to builder: inout SceneBuilder) {
    let rows = slices.map { slice in
      let share = Self.percent(slice.value / total)
      let text = slice.label + (showsData ? "  \(Self.number(slice.value))" : "") + "  "
      return (
        TextBlock(RichText(text), font: Font(size: 13), limit: 240),
        TextBlock(RichText(share), font: Font(size: 13), limit: 80)
      )
    }
    let height = rows.reduce(0) { $0 + max(22, $1.0.height + 4) }
    let widest = rows.reduce(0) { max($0, $1.0.width) }
    var y = -height / 2
    for (index, (name, share)) in rows.enumerated() {
      let rowHeight = max(22, name.height + 4)
      let middle = y + rowHeight / 2
      let swatch = Rect(x: left, y: middle - 6, width: 12, height: 12)
      let ink = Ink(Surface.series[index % Surface.series.count])
      builder.add(
        Scene.Decoration(figures: [Figure(.rect(swatch, radius: 3))], ink: ink), bounds: swatch, .boxes)
      builder.add(
        Scene.Label(
          name, role: .axis, center: Point(left + 20 + name.width / 2, middle), alignment: .start, owner: ""),
        .front)
      builder.add(
        Scene.Label(
          share, role: .axis, center: Point(left + 32 + widest + share.width / 2, middle), alignment: .start,
          owner: "", isMuted: true), .front)
      y += rowHeight
    }
  }

  static func percent(_ share: Double) -> String {
    let percent = share * 100
    if percent >= 10 || percent == percent.rounded() { return "\(Int(percent.rounded())) %" }
    let tenths = Int((percent * 10).rounded())
    return tenths == 0 ? "< 0.1 %" : "\(tenths / 10).\(tenths % 10) %"
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
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

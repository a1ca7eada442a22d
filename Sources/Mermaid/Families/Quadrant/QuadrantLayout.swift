extension QuadrantChart {
  /// The chart placed and measured: a square of four quadrants, with each point at its place.
  ///
  /// ```swift
  /// let svg = try chart.scene(DiagramHeader(title: "Campaigns")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let limit = min(limits.nodes, Self.mostPoints)
    if points.count > limit { throw .tooMany(what: "points", count: points.count, limit: limit) }
    var drawing = QuadrantDrawing(self)
    drawing.draw()
    return try drawing.builder.scene(title: header.title).checked(limits)
  }

  /// More do not fit the square, and the words of each look for room among all others.
  static let mostPoints = 500
}

/// Lengths are CSS pixels.
private struct QuadrantDrawing {
  let chart: QuadrantChart
  var builder = SceneBuilder()
  /// What the words of points keep clear of.
  private var taken: [Rect] = []
  private var leaders: [[Point]] = []
  private var withoutRoom: [TextBlock] = []

  /// mermaid.js draws 500 px, words included.
  private static let side = 460.0
  private static let half = side / 2
  private static let gap = 10.0
  private static let radius = 5.0
  private static let axisLimit = 120.0
  private static let pointLimit = 130.0
  /// How often words are tried, each time further from their point.
  private static let rings = 8
  private static let ringStep = 11.0
  /// Words nearer than this need no line to their point.
  private static let leastLeader = 8.0
  private static let leaderStep = 2.0
  /// Upper right, upper left, lower left, lower right.
  private static let surfaces: [Surface] = [.terminal, .node, .cluster, .decision]

  init(_ chart: QuadrantChart) { self.chart = chart }

  mutating func draw() {
    for index in 0..<4 { addQuadrant(index) }
    addFrame()
    addAxes()
    for point in chart.points { taken.append(bounds(point)) }
    for index in chart.points.indices { addPoint(index) }
    addWithoutRoom()
  }

  private mutating func addQuadrant(_ index: Int) {
    let isRight = index == 0 || index == 3
    let bounds = Rect(
      x: isRight ? Self.half : 0, y: index < 2 ? 0 : Self.half, width: Self.half, height: Self.half)
    let name = index < chart.quadrants.count ? chart.quadrants[index] : ""
    let text = TextBlock(RichText(name), font: .boxHeading, limit: Self.half - 2 * Self.gap)
    let y = chart.points.isEmpty ? bounds.midY : bounds.minY + Self.gap + text.height / 2
    let label = Scene.Label(text, role: .box, center: Point(bounds.midX, y), owner: "quadrant \(index + 1)")
    if !text.isEmpty { taken.append(label.bounds) }
    builder.add(
      Scene.Box(
        id: "quadrant \(index + 1)", role: .frame, bounds: bounds,
        figures: [Figure(.rect(bounds, radius: 0), .fill)], labels: text.isEmpty ? [] : [label],
        appearance: Appearance(Self.surfaces[index])), .background)
  }

  /// The border and the cross in the middle, which words of points do not lie on where they have other room.
  private mutating func addFrame() {
    let (half, side) = (Self.half, Self.side)
    let cross = Path([
      .move(Point(half, 0)), .line(Point(half, side)), .move(Point(0, half)), .line(Point(side, half)),
    ])
    let border = Rect(x: 0, y: 0, width: side, height: side)
    builder.add(
      Scene.Decoration(
        figures: [Figure(.rect(border, radius: 0), .outline), Figure(.path(cross), .outline)],
        appearance: Appearance(.rule)), bounds: nil, .clusters)
  }

  /// The words below or above the chart, and at its left or right, each in the middle of its half.
  private mutating func addAxes() {
    for (words, isHigh) in [(chart.xAxis.low, false), (chart.xAxis.high, true)] {
      guard let text = words.map({ TextBlock(RichText($0), limit: Self.half - Self.gap) }) else { continue }
      let away = Self.gap + text.height / 2
      let y = chart.hasTopAxis ? -away : Self.side + away
      addWords(
        text, Point(chart.xAxis.high == nil ? Self.half : Self.half * (isHigh ? 1.5 : 0.5), y), .middle)
    }
    for (words, isHigh) in [(chart.yAxis.low, false), (chart.yAxis.high, true)] {
      guard let text = words.map({ TextBlock(RichText($0), limit: Self.axisLimit) }) else { continue }
      let away = Self.gap + text.width / 2
      addWords(
        text,
        Point(
          chart.hasRightAxis ? Self.side + away : -away,
          chart.yAxis.high == nil ? Self.half : Self.half * (isHigh ? 0.5 : 1.5)),
        chart.hasRightAxis ? .start : .end)
    }
  }

  private mutating func addWords(_ text: TextBlock, _ center: Point, _ alignment: Scene.Label.Alignment) {
    builder.add(Scene.Label(text, role: .axis, center: center, alignment: alignment, owner: ""))
  }

  private func bounds(_ point: QuadrantChart.Point) -> Rect {
    let radius = point.radius ?? Self.radius
    let center = Point(
      min(max(point.x, 0), 1) * Self.side, (1 - min(max(point.y, 0), 1)) * Self.side)
    return Rect(center: center, size: Size(2 * radius, 2 * radius))
  }

  private mutating func addPoint(_ index: Int) {
    let point = chart.points[index]
    let bounds = bounds(point)
    let id = "point \(index + 1)"
    let (appearance, _) = Appearance.resolve(point.style, .solid, backdrop: nil)
    let size = Size(bounds.width / 2, bounds.height / 2)
    builder.add(
      Scene.Box(
        id: id, role: .slice, bounds: bounds,
        figures: [Figure(.ellipse(center: bounds.center, radius: size))],
        appearance: appearance, link: point.link))
    let text = TextBlock(RichText(point.label), font: .small, limit: Self.pointLimit)
    guard let place = place(text.size, beside: bounds) else { return withoutRoom.append(text) }
    addLeader(leader(from: bounds, to: Rect(center: place, size: text.size)))
    taken.append(Rect(center: place, size: text.size))
    builder.add(Scene.Label(text, role: .axis, center: place, owner: id))
  }

  /// The thin line from a point to words that are not next to it, as points along it.
  private func leader(from point: Rect, to words: Rect) -> [Point] {
    let center = point.center
    let end = Point(
      min(max(center.x, words.minX), words.maxX), min(max(center.y, words.minY), words.maxY))
    let way = end - center
    guard way.length > point.width / 2 + Self.leastLeader else { return [] }
    let start = center + way * (point.width / 2 / way.length)
    let count = Int((way.length / Self.leaderStep).rounded(.up))
    return (0...count).map { start.interpolated(to: end, Double($0) / Double(count)) }
  }

  private mutating func addLeader(_ points: [Point]) {
    guard let start = points.first, let end = points.last else { return }
    leaders.append(points)
    builder.add(
      Scene.Decoration(
        figures: [Figure(.path(Path([.move(start), .line(end)])), .line)], appearance: Appearance(.rule)),
      bounds: nil)
  }

  /// Whether words, with the line to their point, keep clear of other words, points and lines.
  private func isFree(_ words: Rect, of point: Rect) -> Bool {
    if taken.contains(where: words.overlaps) { return false }
    if leaders.contains(where: { $0.contains(where: words.contains) }) { return false }
    let way = leader(from: point, to: words)
    return !taken.contains { other in other != point && way.contains(where: other.contains) }
  }

  /// The words of points in a crowd, below the chart.
  private mutating func addWithoutRoom() {
    guard let below = builder.contentBounds?.maxY, !withoutRoom.isEmpty else { return }
    var place = Point(0, below + 2 * Self.gap)
    var height = 0.0
    for text in withoutRoom {
      if place.x > 0, place.x + text.width > Self.side { place = Point(0, place.y + height + 2) }
      if place.x == 0 { height = 0 }
      height = max(height, text.height)
      let center = Point(place.x + text.width / 2, place.y + text.height / 2)
      builder.add(Scene.Label(text, role: .axis, center: center, alignment: .start, owner: "", isMuted: true))
      place.x += text.width + 2 * Self.gap
    }
  }

  /// Below the point, above it, right or left of it, then further away: where the words fit first; `nil` where nothing
  /// near is free.
  private func place(_ size: Size, beside point: Rect) -> Point? {
    let gap = 4.0
    let sides = [(0.0, 1.0), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)]
    let whole = Rect(x: 0, y: 0, width: Self.side, height: Self.side)
    func isFree(_ center: Point) -> Bool {
      let words = Rect(center: center, size: size)
      return whole.contains(words) && self.isFree(words, of: point)
    }
    func isOffCross(_ center: Point) -> Bool {
      abs(center.x - Self.half) > size.width / 2 && abs(center.y - Self.half) > size.height / 2
    }
    for ring in 0..<Self.rings {
      let away = Double(ring) * Self.ringStep
      let (dx, dy) = (
        point.width / 2 + gap + size.width / 2 + away, point.height / 2 + 2 + size.height / 2 + away
      )
      let places = sides.map { point.center + Point($0.0 * dx, $0.1 * dy) }
      if let place = places.first(where: { isFree($0) && isOffCross($0) }) ?? places.first(where: isFree) {
        return place
      }
    }
    return nil
  }
}

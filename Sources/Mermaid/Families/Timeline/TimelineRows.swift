/// A timeline from top to bottom: periods left of the axis, events right of it.
extension TimelineDrawing {
  private struct Row {
    var period: Int
    var title: TextBlock
    var events: [TextBlock]
    var height: Double
  }

  private static let periodLimit = 150.0
  private static let eventLimit = 420.0
  /// The narrowest box of an event.
  private static let leastEvent = 160.0
  /// Between two periods.
  private static let rowGap = 18.0

  mutating func drawRows() {
    let rows = timeline.periods.indices.map(row)
    let left = rows.reduce(0) { max($0, Self.boxSize($1.title).width) }
    let right = rows.flatMap(\.events).reduce(Self.leastEvent) { max($0, Self.eventSize($1).width) }
    let axis = left + Self.axisGap
    let end = axis + Self.axisGap + right
    var y = 0.0
    var first: Double?
    for group in groups {
      if let section = group.section, let title = title(group, limit: end - 2 * Self.padding.width) {
        if y > 0 { y += Self.gap }
        let size = Self.boxSize(title)
        addSection(section, title, Rect(x: 0, y: y, width: max(end, size.width), height: size.height))
        y += size.height + Self.rowGap
      }
      for index in group.members {
        first = first ?? y
        add(rows[index], y, left: left, axis: axis, width: right)
        y += rows[index].height + Self.rowGap
      }
    }
    if let first { addAxis(Point(axis, first - Self.overhang / 2), Point(axis, y + Self.overhang / 2)) }
  }

  private func row(_ index: Int) -> Row {
    let period = timeline.periods[index]
    let title = TextBlock(period.title, limit: Self.periodLimit)
    let events = period.events.map { TextBlock($0, font: .dense, limit: Self.eventLimit) }
    let height = events.reduce(-Self.gap) { $0 + Self.eventSize($1).height + Self.gap }
    return Row(
      period: index, title: title, events: events, height: max(Self.boxSize(title).height, height))
  }

  private mutating func add(_ row: Row, _ top: Double, left: Double, axis: Double, width: Double) {
    let size = Self.boxSize(row.title)
    let middle = top + size.height / 2
    addPeriod(row.period, row.title, Rect(x: 0, y: top, width: left, height: size.height))
    addTie(Point(left, middle), Point(axis, middle))
    var y = top
    for (number, event) in row.events.enumerated() {
      var height = Self.eventSize(event).height
      if row.events.count == 1 { height = max(height, size.height) }
      let bounds = Rect(x: axis + Self.axisGap, y: y, width: width, height: height)
      addEvent(number, of: row.period, event, bounds)
      addTie(Point(axis, bounds.midY), Point(bounds.minX, bounds.midY))
      y = bounds.maxY + Self.gap
    }
    addDot(row.period, Point(axis, middle))
  }
}

/// A timeline from left to right: sections above, periods on the axis, events below it.
extension TimelineDrawing {
  private struct Column {
    var period: Int?
    var title: TextBlock
    var events: [TextBlock]
    var x = 0.0
    var width = 0.0
  }

  mutating func drawColumns() {
    let share = (LayeredEngine.pageWidth - 2 * SceneBuilder.margin) / Double(max(1, columnCount)) - Self.gap
    let width = min(max(share, Self.leastColumn), Self.widestColumn)
    var x = 0.0
    var columns: [Column] = []
    var sections: [(index: Int, title: TextBlock, from: Double, to: Double)] = []
    for group in groups {
      let start = x
      let members: [Int?] = group.members.isEmpty ? [nil] : group.members
      var own = members.map { column($0, width) }
      let title = title(
        group, limit: own.reduce(-2 * Self.padding.width - Self.gap) { $0 + $1.width + Self.gap })
      // A long title widens its columns.
      let missing =
        (title.map { Self.boxSize($0).width } ?? 0) - own.reduce(-Self.gap) { $0 + $1.width + Self.gap }
      for index in own.indices {
        if missing > 0 { own[index].width += missing / Double(own.count) }
        own[index].x = x
        x += own[index].width + Self.gap
      }
      columns += own
      if let section = group.section, let title { sections.append((section, title, start, x - Self.gap)) }
    }
    let top = addSections(sections)
    addColumns(columns, top: top, end: x - Self.gap)
  }

  private func column(_ period: Int?, _ width: Double) -> Column {
    guard let period else { return Column(period: nil, title: .empty, events: [], width: width) }
    let limit = width - 2 * Self.padding.width
    let title = TextBlock(timeline.periods[period].title, limit: limit)
    let events = timeline.periods[period].events.map {
      TextBlock($0, font: .dense, limit: limit - Self.accent)
    }
    let widest = events.reduce(Self.boxSize(title).width) { max($0, Self.eventSize($1).width) }
    return Column(period: period, title: title, events: events, width: max(width, widest))
  }

  /// - Returns: where the periods begin.
  private mutating func addSections(
    _ sections: [(index: Int, title: TextBlock, from: Double, to: Double)]
  ) -> Double {
    guard !sections.isEmpty else { return 0 }
    let height = sections.reduce(0) { max($0, Self.boxSize($1.title).height) }
    for section in sections {
      addSection(
        section.index, section.title,
        Rect(x: section.from, y: 0, width: section.to - section.from, height: height))
    }
    return height + Self.gap
  }

  private mutating func addColumns(_ columns: [Column], top: Double, end: Double) {
    guard columns.contains(where: { $0.period != nil }) else { return }
    let height = columns.reduce(0) { max($0, Self.boxSize($1.title).height) }
    let axis = top + height + Self.axisGap
    for column in columns {
      guard let period = column.period else { continue }
      let middle = column.x + column.width / 2
      addPeriod(period, column.title, Rect(x: column.x, y: top, width: column.width, height: height))
      var y = axis + Self.axisGap
      for (number, event) in column.events.enumerated() {
        let bounds = Rect(x: column.x, y: y, width: column.width, height: Self.eventSize(event).height)
        addEvent(number, of: period, event, bounds)
        y = bounds.maxY + Self.gap
      }
      addTie(Point(middle, top + height), Point(middle, column.events.isEmpty ? axis : y - Self.gap))
      addDot(period, Point(middle, axis))
    }
    addAxis(Point(-Self.overhang, axis), Point(end + Self.overhang, axis))
  }
}

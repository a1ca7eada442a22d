extension GanttChart {
  /// The chart drawn and measured: a row a task, sections as bands with their names at the left, dates below.
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    if tasks.count > limits.nodes { throw .tooMany(what: "tasks", count: tasks.count, limit: limits.nodes) }
    var drawing = GanttDrawing(self)
    drawing.draw()
    return drawing.builder.scene(title: header.title)
  }
}

private struct GanttDrawing {
  let chart: GanttChart
  var builder = SceneBuilder()
  private let start: Double
  private let end: Double

  // Distances in CSS pixels.
  /// The time axis.
  private static let width = 720.0
  private static let rowHeight = 30.0
  /// Between a bar and a label beside it.
  private static let labelGap = 8.0
  /// Above the first row of a section, and below its last one.
  private static let sectionPadding = 4.0
  /// Between the left edge and the titles of sections.
  private static let titleInset = 10.0
  /// From the axis to the middle of its dates.
  private static let dateDistance = 14.0

  init(_ chart: GanttChart) {
    self.chart = chart
    let first = chart.tasks.map(\.start).min() ?? 0
    let last = chart.tasks.map(\.end).max() ?? 0
    start = Self.bounded(first)
    end = Self.bounded(last) > Self.bounded(first) ? Self.bounded(last) : Self.bounded(first) + 86_400
  }

  /// Seconds, limited to some 300,000 years before and after 1970.
  private static func bounded(_ time: Double) -> Double { time.isFinite ? min(max(time, -1e13), 1e13) : 0 }

  private func x(_ time: Double) -> Double { (Self.bounded(time) - start) / (end - start) * Self.width }

  mutating func draw() {
    guard !chart.tasks.isEmpty else { return }
    // Rows in the order of the sections; vertical lines need no row.
    var sections: [(section: Int?, rows: [[GanttChart.Task]])] = []
    for index in [nil] + chart.sections.indices.map(Optional.some) {
      let own = chart.tasks.filter { $0.section == index && !$0.tags.contains(.vertical) }
      if !own.isEmpty { sections.append((index, chart.isCompact ? shared(own) : own.map { [$0] })) }
    }
    let titles = sections.map { section in
      section.section.map { TextBlock(RichText(chart.sections[$0].title), font: .title, limit: 150) }
        ?? .empty
    }
    let gutter = (titles.map(\.width).max() ?? 0) + 24
    var y = 0.0
    var bands: [(rect: Rect, title: TextBlock)] = []
    var bars: [(task: GanttChart.Task, y: Double)] = []
    for (section, title) in zip(sections, titles) {
      let height =
        max(Double(section.rows.count) * Self.rowHeight, title.height + 10) + 2 * Self.sectionPadding
      bands.append((Rect(x: -gutter, y: y, width: gutter + Self.width, height: height), title))
      for (index, tasks) in section.rows.enumerated() {
        bars += tasks.map { ($0, y + Self.sectionPadding + Double(index) * Self.rowHeight) }
      }
      y += height
    }
    let right = bars.reduce(Self.width) { max($0, bar($1.task, $1.y).maxX) }
    for (index, band) in bands.enumerated() {
      var rect = band.rect
      rect.width = gutter + right
      var appearance = Appearance(index % 2 == 0 ? .cluster : .inner)
      appearance.hasNoStroke = true
      builder.add(
        Scene.Decoration(
          figures: [Figure(.rect(rect, radius: 0))], appearance: appearance),
        bounds: rect, .background)
      if !band.title.isEmpty {
        builder.add(
          Scene.Label(
            band.title, role: .axis,
            center: Point(-gutter + Self.titleInset + band.title.width / 2, rect.midY),
            alignment: .start, owner: "", isMuted: true))
      }
    }
    shadeExcludedDays(height: y)
    axis(height: y)
    for (task, top) in bars { add(task, top) }
    for task in chart.tasks where task.tags.contains(.vertical) { line(task, height: y) }
  }

  /// Rows that tasks share where neither their bars nor their words overlap: each task, by its start, goes into the
  /// first row that has room.
  private func shared(_ tasks: [GanttChart.Task]) -> [[GanttChart.Task]] {
    var rows: [(tasks: [GanttChart.Task], right: Double)] = []
    let order = tasks.indices.sorted { (tasks[$0].start, $0) < (tasks[$1].start, $1) }
    for task in order.map({ tasks[$0] }) {
      let rect = bar(task, 0)
      let words = labelPlace(task, rect)?.bounds
      let (left, right) = (min(rect.minX, words?.minX ?? rect.minX), max(rect.maxX, words?.maxX ?? rect.maxX))
      if let row = rows.firstIndex(where: { $0.right <= left }) {
        rows[row].tasks.append(task)
        rows[row].right = right + (words == nil ? 0 : Self.labelGap)
      } else {
        rows.append(([task], right + (words == nil ? 0 : Self.labelGap)))
      }
    }
    return rows.map(\.tasks)
  }

  /// Words that do not fit in the bar are beside it, on the side that has room; `nil` when they fit.
  private func labelPlace(_ task: GanttChart.Task, _ rect: Rect) -> (bounds: Rect, isAfter: Bool)? {
    let text = text(task)
    guard task.tags.contains(.milestone) || text.width + 12 > rect.width, !text.isEmpty else { return nil }
    let gap = Self.labelGap
    let isAfter = rect.maxX + gap + text.width <= Self.width || rect.minX - gap - text.width < 0
    let x = isAfter ? rect.maxX + gap + text.width / 2 : rect.minX - gap - text.width / 2
    return (Rect(center: Point(x, rect.midY), size: text.size), isAfter)
  }

  private func text(_ task: GanttChart.Task) -> TextBlock {
    TextBlock(RichText(task.title), font: .small, limit: 400)
  }

  private func bar(_ task: GanttChart.Task, _ top: Double) -> Rect {
    if task.tags.contains(.milestone) {
      let middle = (x(task.start) + x(task.end)) / 2
      return Rect(x: middle - 10, y: top + 4, width: 20, height: Self.rowHeight - 8)
    }
    let left = x(task.start)
    return Rect(x: left, y: top + 3, width: max(x(task.end) - left, 4), height: Self.rowHeight - 6)
  }

  private mutating func add(_ task: GanttChart.Task, _ top: Double) {
    let rect = bar(task, top)
    let isMilestone = task.tags.contains(.milestone)
    let surface: Surface =
      task.tags.contains(.critical)
      ? .critical : task.tags.contains(.done) ? .done : task.tags.contains(.active) ? .active : .node
    var figures = [Figure(.rect(rect, radius: 4))]
    if isMilestone {
      figures = [
        Figure(
          .path(
            Path(polygon: [
              Point(rect.midX, rect.minY), Point(rect.maxX, rect.midY), Point(rect.midX, rect.maxY),
              Point(rect.minX, rect.midY),
            ])))
      ]
    }
    if task.tags.contains(.done), task.tags.contains(.critical), !isMilestone {
      figures.append(
        Figure(
          .path(
            Path([.move(Point(rect.minX + 4, rect.maxY - 3)), .line(Point(rect.maxX - 4, rect.maxY - 3))])),
          .outline))
    }
    let text = text(task)
    let place = labelPlace(task, rect)
    var labels: [Scene.Label] = []
    if place == nil {
      labels = [Scene.Label(text, role: .box, center: rect.center, owner: task.title)]
    }
    builder.add(
      Scene.Box(
        id: task.id ?? task.title, role: .bar, bounds: rect, figures: figures, labels: labels,
        appearance: Appearance(surface),
        link: task.link))
    guard let place else { return }
    builder.add(
      Scene.Label(
        text, role: .axis, center: place.bounds.center, alignment: place.isAfter ? .start : .end,
        owner: task.title))
  }

  private mutating func line(_ task: GanttChart.Task, height: Double) {
    let place = x(task.start)
    var appearance = Appearance(.critical)
    appearance.dash = [4, 4]
    appearance.strokeWidth = 1.5
    let path = Path([.move(Point(place, -4)), .line(Point(place, height))])
    builder.add(
      Scene.Decoration(figures: [Figure(.path(path), .line)], appearance: appearance),
      bounds: Rect(x: place, y: -4, width: 0, height: height), .rules)
    let text = text(task)
    builder.add(
      Scene.Label(text, role: .axis, center: Point(place, -6 - text.height / 2), owner: task.title))
  }

  private mutating func shadeExcludedDays(height: Double) {
    var appearance = Appearance(.rule)
    appearance.hasNoStroke = true
    appearance.fill = Color(0x8692A4)
    appearance.fillOpacity = 0.15
    var figures: [Figure] = []
    for day in chart.excludedDays.prefix(2_000) where day < end && day + 86_400 > start {
      let left = max(0, x(day))
      let right = min(Self.width, x(day + 86_400))
      if right > left {
        figures.append(Figure(.rect(Rect(x: left, y: 0, width: right - left, height: height), radius: 0)))
      }
    }
    if !figures.isEmpty {
      builder.add(Scene.Decoration(figures: figures, appearance: appearance), bounds: nil, .clusters)
    }
  }

  private mutating func axis(height: Double) {
    let ticks = GanttTicks(from: start, to: end, wanted: chart.tick, firstWeekday: chart.firstWeekday)
    var grid = Path()
    var lastRight = -Double.infinity
    for time in ticks.times {
      let place = x(time)
      grid.move(Point(place, 0))
      grid.line(Point(place, height))
      let text = TextBlock(
        RichText(CalendarTime(seconds: time).formatted(chart.axisFormat)), font: Font(size: 11), limit: 160)
      // Dates that would touch are left out.
      guard place - text.width / 2 > lastRight + 6 else { continue }
      lastRight = place + text.width / 2
      for y in chart.hasTopAxis
        ? [height + Self.dateDistance, -Self.dateDistance] : [height + Self.dateDistance]
      {
        builder.add(Scene.Label(text, role: .axis, center: Point(place, y), owner: "", isMuted: true))
      }
    }
    if !grid.steps.isEmpty {
      builder.add(
        Scene.Decoration(figures: [Figure(.path(grid), .line)], appearance: Appearance(.rule)),
        bounds: Rect(x: 0, y: 0, width: Self.width, height: height), .rules)
    }
  }
}

/// The times at which a time axis has lines.
struct GanttTicks {
  var times: [Double] = []

  /// More lines would fill the drawing with grey.
  private static let most = 400

  /// - Parameters:
  ///   - wanted: what the author asks for; a step that gives about eight lines otherwise.
  ///   - firstWeekday: the day on which weeks begin, 0 for Sunday.
  init(from start: Double, to end: Double, wanted: GanttChart.Tick?, firstWeekday: Int = 0) {
    let day = 86_400.0
    let units: [(seconds: Double, count: Int, unit: GanttChart.Tick.Unit)] = [
      (0.001, 1, .millisecond), (0.01, 10, .millisecond), (0.1, 100, .millisecond), (1, 1, .second),
      (5, 5, .second), (15, 15, .second), (30, 30, .second), (60, 1, .minute), (300, 5, .minute),
      (900, 15, .minute), (1_800, 30, .minute), (3_600, 1, .hour), (10_800, 3, .hour), (21_600, 6, .hour),
      (43_200, 12, .hour), (day, 1, .day), (2 * day, 2, .day), (7 * day, 1, .week), (14 * day, 2, .week),
      (30.44 * day, 1, .month), (91.3 * day, 3, .month), (365.25 * day, 12, .month),
      (3_652.5 * day, 120, .month),
      (36_525 * day, 1_200, .month),
    ]
    var choice = units[units.count - 1]
    if let wanted, let unit = units.first(where: { $0.unit == wanted.unit && $0.count == 1 }) {
      let count = min(max(1, wanted.count), 100_000)
      choice = (unit.seconds * Double(count), count, wanted.unit)
      // With too many lines, the finest unit that gives at most 12 is used.
      if (end - start) / choice.seconds > Double(Self.most) {
        choice = units.first { (end - start) / $0.seconds <= 12 } ?? units[units.count - 1]
      }
    } else {
      choice = units.first { (end - start) / $0.seconds <= 9 } ?? units[units.count - 1]
    }
    var time = CalendarTime.floor(start, choice.unit, choice.count, firstWeekday: firstWeekday)
    while time <= end, times.count < Self.most {
      if time >= start { times.append(time) }
      let next = CalendarTime.next(time, choice.unit, choice.count)
      if next <= time { break }
      time = next
    }
  }
}

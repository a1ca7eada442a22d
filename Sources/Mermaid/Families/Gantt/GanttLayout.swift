extension GanttChart {
  /// The chart drawn and measured: a row a task, sections as bands with their names at the left, dates below.
  ///
  /// ```swift
  /// let svg = try gantt.scene(DiagramHeader(title: "Jobs")).svg(SVGOptions(mode: .standalone))
  /// ```
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
  /// The time axis: with the titles of sections, a chart is as wide as the text column of a page.
  private static let width = 720.0
  /// mermaid.js uses bars of 20 px and gaps of 4 px; the text of 12 px and a link's focus ring need more.
  private static let rowHeight = 30.0
  /// From the edges of a row to a bar, and to the diamond of a milestone.
  private static let barInset = 3.0
  private static let milestoneInset = 4.0
  private static let milestoneWidth = 20.0
  /// A task shorter than a pixel is still seen.
  private static let leastBarWidth = 4.0
  private static let barRadius = 4.0
  /// Around a label inside a bar, both sides together.
  private static let labelPadding = 12.0
  /// From a bar's sides and lower edge to the line that marks it as done and critical.
  private static let doneLineInset = Size(4, 3)
  /// Between a bar and a label beside it.
  private static let labelGap = 8.0
  /// Above the first row of a section, and below its last one.
  private static let sectionPadding = 4.0
  /// Between the left edge and the titles of sections.
  private static let titleInset = 10.0
  /// Padding of the titles of sections, both sides together.
  private static let gutterPadding = 24.0
  private static let titleLimit = 150.0
  /// Above and below a title that is higher than its rows, together.
  private static let titlePadding = 10.0
  private static let labelLimit = 400.0
  /// From the axis to the middle of its dates.
  private static let dateDistance = 14.0
  private static let dateLimit = 160.0
  /// Between two dates; closer ones are left out.
  private static let dateGap = 6.0
  /// How far a vertical line reaches above the rows, and the distance of its name from there.
  private static let markReach = 4.0
  private static let markNameGap = 2.0
  private static let markWidth = 1.5
  /// Grey that darkens a light page and lightens a dark one.
  private static let excludedFill = Color(0x8692A4)
  private static let excludedOpacity = 0.15
  /// Seconds.
  private static let day = 86_400.0
  /// The most excluded days that are shaded: each is a rectangle of the drawing.
  private static let mostExcludedDays = 2_000

  init(_ chart: GanttChart) {
    self.chart = chart
    let first = chart.tasks.map(\.start).min() ?? 0
    let last = chart.tasks.map(\.end).max() ?? 0
    start = Self.bounded(first)
    end = Self.bounded(last) > Self.bounded(first) ? Self.bounded(last) : Self.bounded(first) + Self.day
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
      section.section.map {
        TextBlock(RichText(chart.sections[$0].title), font: .title, limit: Self.titleLimit)
      }
        ?? .empty
    }
    let gutter = (titles.map(\.width).max() ?? 0) + Self.gutterPadding
    var y = 0.0
    var bands: [(rect: Rect, title: TextBlock)] = []
    var bars: [(task: GanttChart.Task, y: Double)] = []
    for (section, title) in zip(sections, titles) {
      let height =
        max(Double(section.rows.count) * Self.rowHeight, title.height + Self.titlePadding)
        + 2 * Self.sectionPadding
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
    guard task.tags.contains(.milestone) || text.width + Self.labelPadding > rect.width, !text.isEmpty else {
      return nil
    }
    let gap = Self.labelGap
    let isAfter = rect.maxX + gap + text.width <= Self.width || rect.minX - gap - text.width < 0
    let x = isAfter ? rect.maxX + gap + text.width / 2 : rect.minX - gap - text.width / 2
    return (Rect(center: Point(x, rect.midY), size: text.size), isAfter)
  }

  private func text(_ task: GanttChart.Task) -> TextBlock {
    TextBlock(RichText(task.title), font: .small, limit: Self.labelLimit)
  }

  private func bar(_ task: GanttChart.Task, _ top: Double) -> Rect {
    if task.tags.contains(.milestone) {
      let middle = (x(task.start) + x(task.end)) / 2
      return Rect(
        x: middle - Self.milestoneWidth / 2, y: top + Self.milestoneInset, width: Self.milestoneWidth,
        height: Self.rowHeight - 2 * Self.milestoneInset)
    }
    let left = x(task.start)
    return Rect(
      x: left, y: top + Self.barInset, width: max(x(task.end) - left, Self.leastBarWidth),
      height: Self.rowHeight - 2 * Self.barInset)
  }

  private mutating func add(_ task: GanttChart.Task, _ top: Double) {
    let rect = bar(task, top)
    let isMilestone = task.tags.contains(.milestone)
    let surface: Surface =
      task.tags.contains(.critical)
      ? .critical : task.tags.contains(.done) ? .done : task.tags.contains(.active) ? .active : .node
    var figures = [Figure(.rect(rect, radius: Self.barRadius))]
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
      let (inset, y) = (Self.doneLineInset.width, rect.maxY - Self.doneLineInset.height)
      figures.append(
        Figure(
          .path(Path([.move(Point(rect.minX + inset, y)), .line(Point(rect.maxX - inset, y))])), .outline))
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
    appearance.dash = Dash.even
    appearance.strokeWidth = Self.markWidth
    let path = Path([.move(Point(place, -Self.markReach)), .line(Point(place, height))])
    builder.add(
      Scene.Decoration(figures: [Figure(.path(path), .line)], appearance: appearance),
      bounds: Rect(x: place, y: -Self.markReach, width: 0, height: height), .rules)
    let text = text(task)
    builder.add(
      Scene.Label(
        text, role: .axis, center: Point(place, -Self.markReach - Self.markNameGap - text.height / 2),
        owner: task.title))
  }

  private mutating func shadeExcludedDays(height: Double) {
    var appearance = Appearance(.rule)
    appearance.hasNoStroke = true
    appearance.fill = Self.excludedFill
    appearance.fillOpacity = Self.excludedOpacity
    var figures: [Figure] = []
    for day in chart.excludedDays.prefix(Self.mostExcludedDays) where day < end && day + Self.day > start {
      let left = max(0, x(day))
      let right = min(Self.width, x(day + Self.day))
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
        RichText(CalendarTime(seconds: time).formatted(chart.axisFormat)), font: .tiny, limit: Self.dateLimit)
      // Dates that would touch are left out.
      guard place - text.width / 2 > lastRight + Self.dateGap else { continue }
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

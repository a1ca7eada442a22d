extension Journey {
  /// The journey placed and measured: tasks from left to right, with a face at the height of each score.
  ///
  /// ```swift
  /// let svg = try journey.scene(DiagramHeader(title: "My day")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let count = tasks.count + sections.count
    if count > limits.nodes { throw .tooMany(what: "tasks and sections", count: count, limit: limits.nodes) }
    var drawing = JourneyDrawing(self)
    drawing.draw()
    return try drawing.builder.scene(title: header.title).checked(limits)
  }
}

/// Lengths are CSS pixels.
struct JourneyDrawing {
  struct Column {
    var task: Int?
    var title: TextBlock
    var x = 0.0
    var width: Double
    var middle: Double { x + width / 2 }
  }

  let journey: Journey
  let people: [String]
  var builder = SceneBuilder()
  /// Tasks that stand beside each other, with the parts of sections above them.
  private struct Row {
    var columns: [Column] = []
    var sections: [(index: Int, title: TextBlock, from: Double, to: Double)] = []
    var end: Double { columns.last.map { $0.x + $0.width } ?? 0 }
  }

  private static let gap = 8.0
  /// The scores stand left of it.
  private static let rowWidth = LayeredEngine.pageWidth - 60
  private static let leastColumn = 100.0
  private static let widestColumn = 150.0
  private static let padding = Size(10, 8)
  private static let cornerRadius = 5.0
  /// From the tasks to the highest score.
  private static let chartGap = 30.0
  private static let rowGap = 16.0
  private static let dotRadius = 4.5
  private static let dotStep = 13.0

  init(_ journey: Journey) {
    self.journey = journey
    people = journey.people
  }

  mutating func draw() {
    let scores = journey.tasks.compactMap(\.score)
    var top = 0.0
    let rows = rows()
    for row in rows {
      let bottom = addTasks(row, addSections(row, top))
      guard !scores.isEmpty else {
        top = bottom + Self.rowGap
        continue
      }
      let scale = ScoreScale(scores, top: bottom + Self.chartGap)
      addRules(scale, row.end)
      addCurve(row, scale, from: bottom)
      top = scale.bottom + FaceDrawing.radius + Self.rowGap
      if rows.count > 1 { top += Self.rowGap }
    }
    addLegend(top, rows.map(\.end).max() ?? 0)
  }

  /// The tasks in as many rows as a page needs, about equally long; a section goes on in the next row.
  private func rows() -> [Row] {
    let groups = DiagramSection.groups(journey.sections, journey.tasks.map(\.section))
    let count = groups.reduce(0) { $0 + max(1, $1.members.count) }
    let most = max(1, Int(Self.rowWidth / (Self.leastColumn + Self.gap)))
    let rowCount = max(1, (count + most - 1) / most)
    let perRow = max(1, (count + rowCount - 1) / rowCount)
    let width = min(
      max(Self.rowWidth / Double(min(count, perRow)) - Self.gap, Self.leastColumn), Self.widestColumn)
    var rows = [Row()]
    for group in groups {
      var rest =
        group.members.isEmpty
        ? [Column(title: .empty, width: width)] : group.members.map { column($0, width) }
      while !rest.isEmpty {
        if rows[rows.count - 1].columns.count >= perRow { rows.append(Row()) }
        let part = Array(rest.prefix(perRow - rows[rows.count - 1].columns.count))
        rest.removeFirst(part.count)
        append(part, of: group.section, to: &rows[rows.count - 1])
      }
    }
    return rows
  }

  private func append(_ part: [Column], of section: Int?, to row: inout Row) {
    let start = row.columns.isEmpty ? 0 : row.end + Self.gap
    let total = part.reduce(-Self.gap) { $0 + $1.width + Self.gap }
    let title = section.map {
      TextBlock(journey.sections[$0].title, font: .boxHeading, limit: total - 2 * Self.padding.width)
    }
    // A long title widens its columns.
    let missing = (title?.width ?? 0) + 2 * Self.padding.width - total
    var x = start
    for var column in part {
      if missing > 0 { column.width += missing / Double(part.count) }
      column.x = x
      x += column.width + Self.gap
      row.columns.append(column)
    }
    if let section, let title { row.sections.append((section, title, start, x - Self.gap)) }
  }

  private func column(_ task: Int, _ width: Double) -> Column {
    let title = TextBlock(
      journey.tasks[task].title, font: .dense, limit: width - 2 * Self.padding.width)
    let dots = Double(journey.tasks[task].people.count) * Self.dotStep
    return Column(
      task: task, title: title,
      width: max(width, title.width + 2 * Self.padding.width, dots + Self.padding.width))
  }

  /// - Returns: where the tasks begin.
  private mutating func addSections(_ row: Row, _ top: Double) -> Double {
    guard !row.sections.isEmpty else { return top }
    let height = row.sections.reduce(0) { max($0, $1.title.height) } + 2 * Self.padding.height
    for section in row.sections {
      let bounds = Rect(x: section.from, y: top, width: section.to - section.from, height: height)
      addBox("section \(section.index + 1)", .frame, bounds, section.title, bounds.center, .inner)
    }
    return top + height + Self.gap
  }

  private mutating func addBox(
    _ id: String, _ role: Scene.Box.Role, _ bounds: Rect, _ text: TextBlock, _ center: Point,
    _ surface: Surface,
    link: DiagramLink? = nil
  ) {
    builder.add(
      Scene.Box(
        id: id, role: role, bounds: bounds, figures: [Figure(.rect(bounds, radius: Self.cornerRadius))],
        labels: [Scene.Label(text, role: .box, center: center, owner: id)], appearance: Appearance(surface),
        link: link))
  }

  /// - Returns: where the tasks end.
  private mutating func addTasks(_ row: Row, _ top: Double) -> Double {
    let height = row.columns.reduce(0) { max($0, $1.title.height) } + 2 * Self.padding.height
    let dots = people.isEmpty ? 0 : Self.dotStep + 4
    guard row.columns.contains(where: { $0.task != nil }) else { return top }
    let number = Dictionary(uniqueKeysWithValues: zip(people, people.indices))
    for column in row.columns {
      guard let index = column.task else { continue }
      let bounds = Rect(x: column.x, y: top, width: column.width, height: height + dots)
      addBox(
        "task \(index + 1)", .node, bounds, column.title, Point(bounds.midX, top + height / 2), .node,
        link: journey.tasks[index].link)
      let present = Set(journey.tasks[index].people.compactMap { number[$0] }).sorted()
      var x = bounds.midX - Double(present.count - 1) * Self.dotStep / 2
      for person in present {
        addDot(person, Point(x, bounds.maxY - Self.dotStep + 2))
        x += Self.dotStep
      }
    }
    return top + height + dots
  }

  private mutating func addDot(_ person: Int, _ center: Point) {
    let size = Size(Self.dotRadius, Self.dotRadius)
    builder.add(
      Scene.Decoration(
        figures: [Figure(.ellipse(center: center, radius: size))],
        appearance: Appearance(Surface.series[person % Surface.series.count])),
      bounds: Rect(center: center, size: Size(2 * size.width, 2 * size.height)), .boxes)
  }

  /// A line for each whole score, with its number.
  private mutating func addRules(_ scale: ScoreScale, _ end: Double) {
    for score in scale.marks {
      let y = scale.y(score)
      addLine([.move(Point(0, y)), .line(Point(end, y))], .rule, dash: Dash.dotted, .background)
      let text = TextBlock(RichText(score.written), font: .tiny, limit: 60)
      builder.add(
        Scene.Label(
          text, role: .axis, center: Point(-Self.gap - text.width / 2, y), alignment: .end, owner: "",
          isMuted: true))
    }
  }

  private mutating func addLine(
    _ steps: [Path.Step], _ surface: Surface, dash: [Double]? = nil, _ level: SceneBuilder.Level
  ) {
    var appearance = Appearance(surface)
    appearance.dash = dash
    builder.add(
      Scene.Decoration(figures: [Figure(.path(Path(steps)), .line)], appearance: appearance), bounds: nil,
      level)
  }

  /// The faces, what ties them to their tasks, and the line from one to the next.
  private mutating func addCurve(_ row: Row, _ scale: ScoreScale, from bottom: Double) {
    var previous: Point?
    for column in row.columns {
      guard let index = column.task else { continue }
      guard let score = journey.tasks[index].score else {
        previous = nil
        continue
      }
      let center = Point(column.middle, scale.y(score))
      addLine([.move(Point(center.x, bottom)), .line(center)], .rule, .rules)
      if let previous {
        let half = Point((center.x - previous.x) / 2, 0)
        addLine([.move(previous), .cubic(previous + half, center - half, center)], .link, .links)
      }
      builder.add(FaceDrawing.face(score, center, id: "face \(index + 1)"))
      previous = center
    }
  }

  /// The people and their colours, in rows as wide as the tasks.
  private mutating func addLegend(_ top: Double, _ end: Double) {
    let swatch = 18.0
    let (rowHeight, least) = (20.0, 200.0)
    var place = Point(0, top + rowHeight / 2)
    for (person, name) in people.enumerated() {
      let text = TextBlock(RichText(name), font: .dense, limit: Self.widestColumn)
      let width = swatch + text.width + Self.rowGap
      if place.x > 0, place.x + width > max(end, least) { place = Point(0, place.y + rowHeight) }
      addDot(person, place + Point(Self.dotRadius, 0))
      builder.add(
        Scene.Label(
          text, role: .axis, center: place + Point(swatch + text.width / 2, 0), alignment: .start, owner: ""))
      place.x += width
    }
  }
}

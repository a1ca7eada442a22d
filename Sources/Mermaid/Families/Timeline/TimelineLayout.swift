extension Timeline {
  /// The timeline placed and measured: periods on an axis, with their events beside it.
  ///
  /// ```swift
  /// let svg = try timeline.scene(DiagramHeader(title: "History")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let count = periods.reduce(periods.count + sections.count) { $0 + $1.events.count }
    if count > limits.nodes { throw .tooMany(what: "periods and events", count: count, limit: limits.nodes) }
    var drawing = TimelineDrawing(self)
    if drawing.isVertical { drawing.drawRows() } else { drawing.drawColumns() }
    return try drawing.builder.scene(title: header.title).checked(limits)
  }
}

/// Lengths are CSS pixels.
struct TimelineDrawing {
  let timeline: Timeline
  let groups: [DiagramSection.Group]
  var builder = SceneBuilder()

  /// Between two boxes side by side, and between two events of one period.
  static let gap = 10.0
  /// From the axis to the boxes at either side of it.
  static let axisGap = 20.0
  static let padding = Size(12, 8)
  /// The bar in the colour of its period at the start of an event.
  static let accent = 4.0
  private static let dotRadius = 5.0
  private static let axisWidth = 2.0
  /// How far the axis reaches beyond the first and the last period.
  static let overhang = 16.0
  private static let cornerRadius = 5.0
  /// The narrowest column in which a sentence is still read in lines.
  static let leastColumn = 116.0
  static let widestColumn = 170.0

  init(_ timeline: Timeline) {
    self.timeline = timeline
    groups = DiagramSection.groups(timeline.sections, timeline.periods.map(\.section))
  }

  /// Columns side by side: one for each period, and for each section without periods.
  var columnCount: Int { groups.reduce(0) { $0 + max(1, $1.members.count) } }

  var isVertical: Bool {
    if let direction = timeline.direction { return !direction.isHorizontal }
    return Double(columnCount) * (Self.leastColumn + Self.gap) > LayeredEngine.pageWidth
  }

  /// The colour of a section, or of a period in a timeline without sections.
  func surface(section: Int?, period: Int?) -> Surface {
    guard timeline.isMulticolored else { return .series1 }
    let index =
      timeline.sections.isEmpty ? period ?? 0 : (section ?? -1) + (groups.first?.section == nil ? 1 : 0)
    return Surface.series[index % Surface.series.count]
  }

  func title(_ group: DiagramSection.Group, limit: Double) -> TextBlock? {
    group.section.map { TextBlock(timeline.sections[$0].title, font: .boxHeading, limit: limit) }
  }

  static func boxSize(_ text: TextBlock) -> Size {
    Size(text.width + 2 * padding.width, text.height + 2 * padding.height)
  }

  static func eventSize(_ text: TextBlock) -> Size {
    Size(boxSize(text).width + accent, text.height + 2 * (padding.height - 2))
  }

  mutating func addSection(_ section: Int, _ title: TextBlock, _ bounds: Rect) {
    builder.add(
      box(
        "section \(section + 1)", .frame, bounds, title, Appearance(surface(section: section, period: nil))))
  }

  mutating func addPeriod(_ index: Int, _ title: TextBlock, _ bounds: Rect) {
    let period = timeline.periods[index]
    var box = box(
      "period \(index + 1)", .node, bounds, title,
      Appearance(surface(section: period.section, period: index)))
    box.link = period.link
    builder.add(box)
  }

  private func box(
    _ id: String, _ role: Scene.Box.Role, _ bounds: Rect, _ text: TextBlock, _ appearance: Appearance
  ) -> Scene.Box {
    Scene.Box(
      id: id, role: role, bounds: bounds, figures: [Figure(.rect(bounds, radius: Self.cornerRadius))],
      labels: [Scene.Label(text, role: .box, center: bounds.center, owner: id)], appearance: appearance)
  }

  /// A card of the page's colours with a bar in the colour of its period.
  mutating func addEvent(_ number: Int, of period: Int, _ text: TextBlock, _ bounds: Rect) {
    let id = "event \(period + 1).\(number + 1)"
    let label = Scene.Label(
      text, role: .box,
      center: Point(bounds.minX + Self.accent + Self.padding.width + text.width / 2, bounds.midY),
      alignment: .start, owner: id)
    builder.add(
      Scene.Box(
        id: id, role: .node, bounds: bounds, figures: [Figure(.rect(bounds, radius: Self.cornerRadius - 2))],
        labels: [label], appearance: Appearance(.cluster)))
    let bar = Rect(x: bounds.x, y: bounds.y, width: Self.accent, height: bounds.height)
    add([Figure(.rect(bar, radius: Self.accent / 2))], surface(period), bar, .boxes)
  }

  private func surface(_ period: Int) -> Appearance {
    Appearance(surface(section: timeline.periods[period].section, period: period))
  }

  /// A line from the axis past the events of a period.
  mutating func addTie(_ a: Point, _ b: Point) {
    var appearance = Appearance(.rule)
    appearance.strokeWidth = 1.5
    add([Figure(.path(Path([.move(a), .line(b)])), .line)], appearance, nil, .rules)
  }

  mutating func addDot(_ period: Int, _ center: Point) {
    let size = Size(2 * Self.dotRadius, 2 * Self.dotRadius)
    var appearance = surface(period)
    appearance.strokeWidth = Self.axisWidth
    add(
      [Figure(.ellipse(center: center, radius: Size(Self.dotRadius, Self.dotRadius)))], appearance,
      Rect(center: center, size: size), .links)
  }

  mutating func addAxis(_ start: Point, _ end: Point) {
    var appearance = Appearance(.link)
    appearance.strokeWidth = Self.axisWidth
    let bounds = Rect(center: start, size: Size(0, 0)).union(Rect(center: end, size: Size(10, 10)))
    add(Path([.move(start), .line(end)]).drawn(from: .none, to: .arrow), appearance, bounds, .rules)
  }

  private mutating func add(
    _ figures: [Figure], _ appearance: Appearance, _ bounds: Rect?, _ level: SceneBuilder.Level
  ) {
    builder.add(Scene.Decoration(figures: figures, appearance: appearance), bounds: bounds, level)
  }
}

// Boxes: a rectangle, with bars, a tag or further sheets.
extension NodeDrawing {
  /// Distances from the border in CSS pixels.
  private enum Rule {
    /// The two bars of a subroutine.
    static let subroutine = 8.0
    /// The bar of a lined box.
    static let lined = 9.0
    /// The line below the head of a divided box.
    static let divided = 12.0
    /// The two lines of a window pane.
    static let pane = 9.0
    /// The tag in the corner.
    static let tag = 12.0
    /// How far the tip of the tag is inside of the tag's square: the paper seems to lift.
    static let lift = 2.0
    /// By how much a box grows with a bar at one side: its distance and its stroke, so that the label keeps its
    /// padding.
    static let growth = 10.0
  }

  /// CSS pixels.
  private enum Stadium {
    /// Around the label, both sides together: the half circles of a stadium of one line begin where its text ends.
    static let padding = 40.0
    /// A stadium of one letter is still longer than it is high.
    static let leastWidth = 64.0
  }

  /// From one sheet of a stack to the next, right and up, in CSS pixels: the border of each sheet stays visible.
  static var sheetShift: Double { 5 }

  /// Around a text without a border, both sides together, in CSS pixels: links end clear of the letters.
  private static var textPadding: Size { Size(12, 10) }

  mutating func rectangle(_ size: Size, radius: Double) {
    self.size = size
    figures = [Figure(.rect(Rect(center: Point(0, 0), size: size), radius: radius))]
  }

  mutating func rule(_ points: [Point]) {
    var path = Path()
    for point in points { path.steps.isEmpty ? path.move(point) : path.line(point) }
    figures.append(Figure(.path(path), .outline))
  }

  /// An upright line from border to border.
  private mutating func verticalRule(x: Double) {
    rule([Point(x, -size.height / 2), Point(x, size.height / 2)])
  }

  private mutating func horizontalRule(y: Double) {
    rule([Point(-size.width / 2, y), Point(size.width / 2, y)])
  }

  mutating func stadium(_ label: Size) {
    let size = Size(max(label.width + Stadium.padding, Stadium.leastWidth), Padding.box(label).height)
    surface = .terminal
    rectangle(size, radius: size.height / 2)
    portSpread = PortSpread.curve
    outline = Self.roundedOutline(size, radius: size.height / 2)
  }

  mutating func subroutine(_ box: Size) {
    rectangle(Size(box.width + 2 * Rule.subroutine, box.height), radius: Radius.ruled)
    verticalRule(x: -size.width / 2 + Rule.subroutine)
    verticalRule(x: size.width / 2 - Rule.subroutine)
  }

  mutating func linedRectangle(_ box: Size) {
    rectangle(Size(box.width + Rule.growth, box.height), radius: Radius.ruled)
    verticalRule(x: -size.width / 2 + Rule.lined)
    labelOffset = Point(Rule.lined / 2, 0)
  }

  mutating func dividedRectangle(_ box: Size) {
    rectangle(Size(box.width, box.height + Rule.divided), radius: Radius.ruled)
    horizontalRule(y: -size.height / 2 + Rule.divided)
    labelOffset = Point(0, Rule.divided / 2)
  }

  mutating func windowPane(_ box: Size) {
    surface = .data
    rectangle(Size(box.width + Rule.growth, box.height + Rule.growth), radius: Radius.pane)
    horizontalRule(y: -size.height / 2 + Rule.pane)
    verticalRule(x: -size.width / 2 + Rule.pane)
    labelOffset = Point(Rule.pane / 2, Rule.pane / 2)
  }

  mutating func taggedRectangle(_ box: Size) {
    rectangle(box, radius: 0)
    let (x, y) = (box.width / 2, box.height / 2)
    let (tag, lift) = (Rule.tag, Rule.lift)
    figures.append(
      Figure(
        .path(Path(polygon: [Point(x - tag, y), Point(x - tag + lift, y - tag + lift), Point(x, y - tag)])),
        .outline))
  }

  /// Open at the sides, as in data flow diagrams.
  mutating func dataStore(_ box: Size) {
    surface = .data
    size = box
    figures = [Figure(.rect(Rect(center: Point(0, 0), size: box), radius: 0), .fill)]
    horizontalRule(y: -box.height / 2)
    horizontalRule(y: box.height / 2)
  }

  mutating func stack(_ size: Size) {
    let shift = Self.sheetShift
    self.size = Size(size.width + 2 * shift, size.height + 2 * shift)
    figures = [1.0, 0, -1].map { step in
      Figure(.rect(Rect(center: Point(step * shift, -step * shift), size: size), radius: Radius.ruled))
    }
    labelOffset = Point(-shift, shift)
  }

  mutating func text(_ label: Size) {
    size = Size(label.width + Self.textPadding.width, label.height + Self.textPadding.height)
    figures = []
  }
}

// Boxes: a rectangle, with rules, folds or a second sheet.
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
  }

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

  mutating func stadium(_ size: Size) {
    surface = .terminal
    rectangle(size, radius: size.height / 2)
    portSpread = 0.5
    outline = Self.roundedOutline(size, radius: size.height / 2)
  }

  mutating func subroutine(_ box: Size) {
    rectangle(Size(box.width + 2 * Rule.subroutine, box.height), radius: Radius.ruled)
    verticalRule(x: -size.width / 2 + Rule.subroutine)
    verticalRule(x: size.width / 2 - Rule.subroutine)
  }

  mutating func linedRectangle(_ box: Size) {
    rectangle(Size(box.width + 10, box.height), radius: Radius.ruled)
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
    rectangle(Size(box.width + 10, box.height + 10), radius: 3)
    horizontalRule(y: -size.height / 2 + Rule.pane)
    verticalRule(x: -size.width / 2 + Rule.pane)
    labelOffset = Point(Rule.pane / 2, Rule.pane / 2)
  }

  mutating func taggedRectangle(_ box: Size) {
    rectangle(box, radius: 0)
    let (x, y) = (box.width / 2, box.height / 2)
    let tag = Rule.tag
    figures.append(
      Figure(
        .path(Path(polygon: [Point(x - tag, y), Point(x - tag + 2, y - tag + 2), Point(x, y - tag)])),
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
    // From one sheet to the next.
    let shift = 5.0
    self.size = Size(size.width + 2 * shift, size.height + 2 * shift)
    figures = [1.0, 0, -1].map { step in
      Figure(.rect(Rect(center: Point(step * shift, -step * shift), size: size), radius: 4))
    }
    labelOffset = Point(-shift, shift)
  }

  mutating func text(_ label: Size) {
    size = Size(label.width + 12, label.height + 10)
    figures = []
  }
}

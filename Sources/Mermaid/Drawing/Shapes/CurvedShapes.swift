// Shapes with one or two curved sides.
extension NodeDrawing {
  /// Outlines replace a quarter ellipse by two straight lines that meet at this part of the half height. The ellipse
  /// is 1 − √(1 − 0.7²) = 0.29 of its half width away from its bounding box there.
  private static var bend: Double { 0.7 }

  /// CSS pixels.
  private enum Delay {
    /// Around the label's sides together: more than a box has, because of the half circle at the right.
    static let padding = 44.0
    /// The label is moved away from the half circle.
    static let labelShift = 4.0
  }

  /// CSS pixels.
  private enum Display {
    /// Around the label's sides together: the point, the round end, and the padding of a box less the part of both ends
    /// that the label may reach into.
    static let padding = 56.0
    /// The point at the left.
    static let point = 16.0
    /// The round end at the right.
    static let round = 14.0
    /// 0.29 of the round end, at the `bend`.
    static let roundAtBend = 4.0
  }

  /// CSS pixels.
  private enum BowTie {
    /// Around the label's sides together: the padding of a box and both bows.
    static let padding = 52.0
    /// How far the sides curve to the left.
    static let bow = 10.0
    /// √(1 − 0.7²) of the bow, at the `bend`.
    static let bowAtBend = 7.0
  }

  /// CSS pixels.
  private enum Flag {
    /// From the border to the middle of the wave.
    static let wave = 6.0
    /// How much higher than a box: the wave above and the one below, and 2 px more for each.
    static let growth = 16.0
  }

  /// CSS pixels.
  private enum Brace {
    /// Around the label, both sides together.
    static let padding = Size(40, 18)
    /// From the edge to the tips of the brace; its curves have half of it as radius.
    static let depth = 8.0
    /// A label with one brace is moved away from it.
    static let labelShift = 4.0
  }

  mutating func delay(_ label: Size) {
    size = Size(label.width + Delay.padding, Padding.box(label).height)
    let (x, y) = (size.width / 2, size.height / 2)
    var path = Path([.move(Point(-x, -y)), .line(Point(x - y, -y))])
    path.arc(Size(y, y), Point(x - y, y))
    path.line(Point(-x, y))
    path.close()
    figures = [Figure(.path(path))]
    labelOffset = Point(-Delay.labelShift, 0)
    portSpread = PortSpread.curve
    outline = Self.roundedOutline(size, radius: y).map { Point($0.x < 0 ? max(-x, $0.x) : $0.x, $0.y) }
  }

  mutating func display(_ label: Size) {
    size = Size(label.width + Display.padding, Padding.box(label).height)
    let (x, y) = (size.width / 2, size.height / 2)
    let (left, right) = (-x + Display.point, x - Display.round)
    var path = Path([.move(Point(left, -y)), .line(Point(right, -y))])
    path.arc(Size(Display.round, y), Point(right, y))
    path.line(Point(left, y))
    path.line(Point(-x, 0))
    path.close()
    figures = [Figure(.path(path))]
    let (bent, bend) = (x - Display.roundAtBend, y * Self.bend)
    outline = [
      Point(left, -y), Point(right, -y), Point(bent, -bend), Point(x, 0), Point(bent, bend), Point(right, y),
      Point(left, y), Point(-x, 0),
    ]
    portSpread = PortSpread.curve
  }

  mutating func bowTie(_ label: Size) {
    size = Size(label.width + BowTie.padding, Padding.box(label).height)
    surface = .data
    let (x, y) = (size.width / 2, size.height / 2)
    let bow = BowTie.bow
    var path = Path([.move(Point(-x + bow, -y)), .line(Point(x, -y))])
    path.arc(Size(bow, y), clockwise: false, Point(x, y))
    path.line(Point(-x + bow, y))
    path.arc(Size(bow, y), Point(-x + bow, -y))
    path.close()
    figures = [Figure(.path(path))]
    portSpread = PortSpread.curve
    let bend = y * Self.bend
    let (left, right) = (-x + (bow - BowTie.bowAtBend), x - BowTie.bowAtBend)
    outline = [
      Point(-x + bow, -y), Point(x, -y), Point(right, -bend), Point(x - bow, 0), Point(right, bend),
      Point(x, y), Point(-x + bow, y), Point(left, bend), Point(-x, 0), Point(left, -bend),
    ]
  }

  mutating func flag(_ box: Size) {
    size = Size(box.width, box.height + Flag.growth)
    let (x, y) = (size.width / 2, size.height / 2)
    let wave = Flag.wave
    // Control points two waves below and above the middle make the curve swing by 0.58 of a wave.
    var path = Path([.move(Point(-x, -y + wave))])
    path.cubic(Point(-x / 3, -y + 3 * wave), Point(x / 3, -y - wave), Point(x, -y + wave))
    path.line(Point(x, y - wave))
    path.cubic(Point(x / 3, y - 3 * wave), Point(-x / 3, y + wave), Point(-x, y - wave))
    path.close()
    figures = [Figure(.path(path))]
    outline = path.flattened()
    portSpread = PortSpread.curve
  }

  mutating func braces(_ label: Size, _ shape: NodeShape) {
    size = Size(label.width + Brace.padding.width, label.height + Brace.padding.height)
    let (x, y) = (size.width / 2, size.height / 2)
    func brace(_ sign: Double) -> Path {
      let q = min(Brace.depth, y / 2)
      return Path([
        .move(Point(sign * (x - q), -y)),
        .cubic(Point(sign * (x - q / 2), -y), Point(sign * (x - q / 2), -q), Point(sign * (x - q / 2), -q)),
        .cubic(Point(sign * (x - q / 2), -q / 2), Point(sign * x, 0), Point(sign * x, 0)),
        .cubic(Point(sign * x, 0), Point(sign * (x - q / 2), q / 2), Point(sign * (x - q / 2), q)),
        .cubic(Point(sign * (x - q / 2), q), Point(sign * (x - q / 2), y), Point(sign * (x - q), y)),
      ])
    }
    figures = []
    if shape != .braceRight { figures.append(Figure(.path(brace(-1)), .outline)) }
    if shape != .braceLeft { figures.append(Figure(.path(brace(1)), .outline)) }
    if shape == .braceLeft { labelOffset = Point(Brace.labelShift, 0) }
    if shape == .braceRight { labelOffset = Point(-Brace.labelShift, 0) }
  }
}

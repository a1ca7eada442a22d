// Shapes with curved sides.
extension NodeDrawing {
  mutating func ellipse(_ size: Size) {
    self.size = size
    figures = [Figure(.ellipse(center: Point(0, 0), radius: Size(size.width / 2, size.height / 2)))]
    outline = Self.ellipseOutline(size)
    portSpread = 0.45
  }

  /// The label's corners lie inside: an ellipse through them is √2 times as wide and high, and round corners of the
  /// letters allow a little less.
  mutating func terminalEllipse(_ label: Size) {
    surface = .terminal
    ellipse(Size((label.width + 16) * 1.3, (label.height + 14) * 1.35))
  }

  mutating func circle(_ label: Size, rings: Int) {
    let inner = max(
      ((label.width + 12) * (label.width + 12) + (label.height + 8) * (label.height + 8))
        .squareRoot(), 44)
    let outer = inner + Double(rings) * 8
    ellipse(Size(outer, outer))
    surface = .terminal
    for ring in 0..<rings {
      let radius = outer / 2 - 4 * Double(ring + 1)
      figures.append(Figure(.ellipse(center: Point(0, 0), radius: Size(radius, radius)), .outline))
    }
  }

  mutating func cylinder(_ size: Size, lined: Bool) {
    surface = .data
    let rim = min(max(size.width * 0.07, 5), 9)
    self.size = size
    let (x, y) = (size.width / 2, size.height / 2)
    let radius = Size(x, rim)
    var body = Path([.move(Point(-x, -y + rim))])
    body.arc(radius, Point(x, -y + rim))
    body.line(Point(x, y - rim))
    body.arc(radius, Point(-x, y - rim))
    body.close()
    var lid = Path([.move(Point(-x, -y + rim))])
    lid.arc(radius, clockwise: false, Point(x, -y + rim))
    figures = [Figure(.path(body)), Figure(.path(lid), .outline)]
    if lined {
      var line = Path([.move(Point(-x, -y + rim + 7))])
      line.arc(radius, clockwise: false, Point(x, -y + rim + 7))
      figures.append(Figure(.path(line), .outline))
    }
    labelOffset = Point(0, rim * 0.6 + (lined ? 3 : 0))
    outline =
      (0...16).map { step -> Point in
        let t = Double(step) / 8 - 1
        return Point(x * t, -y + rim - rim * (1 - t * t).squareRoot())
      }
      + (0...16).map { step -> Point in
        let t = 1 - Double(step) / 8
        return Point(x * t, y - rim + rim * (1 - t * t).squareRoot())
      }
    portSpread = 0.6
  }

  mutating func lyingCylinder(_ size: Size) {
    surface = .data
    self.size = size
    let rim = 8.0
    let (x, y) = (size.width / 2, size.height / 2)
    let radius = Size(rim, y)
    var body = Path([.move(Point(-x + rim, -y)), .line(Point(x - rim, -y))])
    body.arc(radius, Point(x - rim, y))
    body.line(Point(-x + rim, y))
    body.arc(radius, Point(-x + rim, -y))
    body.close()
    var lid = Path([.move(Point(x - rim, -y))])
    lid.arc(radius, clockwise: false, Point(x - rim, y))
    figures = [Figure(.path(body)), Figure(.path(lid), .outline)]
    labelOffset = Point(-rim / 2, 0)
    portSpread = 0.6
  }

  mutating func delay(_ size: Size) {
    self.size = size
    let (x, y) = (size.width / 2, size.height / 2)
    var path = Path([.move(Point(-x, -y)), .line(Point(x - y, -y))])
    path.arc(Size(y, y), Point(x - y, y))
    path.line(Point(-x, y))
    path.close()
    figures = [Figure(.path(path))]
    labelOffset = Point(-4, 0)
    portSpread = 0.5
    outline = Self.roundedOutline(size, radius: y).map { Point($0.x < 0 ? max(-x, $0.x) : $0.x, $0.y) }
  }

  mutating func display(_ size: Size) {
    self.size = size
    let (x, y) = (size.width / 2, size.height / 2)
    var path = Path([.move(Point(-x + 16, -y)), .line(Point(x - 14, -y))])
    path.arc(Size(14, y), Point(x - 14, y))
    path.line(Point(-x + 16, y))
    path.line(Point(-x, 0))
    path.close()
    figures = [Figure(.path(path))]
    outline = [
      Point(-x + 16, -y), Point(x - 14, -y), Point(x - 4, -y * 0.7), Point(x, 0), Point(x - 4, y * 0.7),
      Point(x - 14, y), Point(-x + 16, y), Point(-x, 0),
    ]
    portSpread = 0.5
  }

  mutating func bowTie(_ size: Size) {
    self.size = size
    surface = .data
    let (x, y) = (size.width / 2, size.height / 2)
    var path = Path([.move(Point(-x + 10, -y)), .line(Point(x, -y))])
    path.arc(Size(10, y), clockwise: false, Point(x, y))
    path.line(Point(-x + 10, y))
    path.arc(Size(10, y), Point(-x + 10, -y))
    path.close()
    figures = [Figure(.path(path))]
    portSpread = 0.5
    outline = [
      Point(-x + 10, -y), Point(x, -y), Point(x - 7, -y * 0.7), Point(x - 10, 0), Point(x - 7, y * 0.7),
      Point(x, y), Point(-x + 10, y), Point(-x + 3, y * 0.7), Point(-x, 0), Point(-x + 3, -y * 0.7),
    ]
  }

  mutating func flag(_ size: Size) {
    self.size = size
    let (x, y) = (size.width / 2, size.height / 2)
    let wave = 6.0
    var path = Path([.move(Point(-x, -y + wave))])
    path.cubic(Point(-x / 3, -y + 3 * wave), Point(x / 3, -y - wave), Point(x, -y + wave))
    path.line(Point(x, y - wave))
    path.cubic(Point(x / 3, y - 3 * wave), Point(-x / 3, y + wave), Point(-x, y - wave))
    path.close()
    figures = [Figure(.path(path))]
    outline = path.flattened()
    portSpread = 0.5
  }

  mutating func cloud(_ size: Size) {
    self.size = size
    let (x, y) = (size.width / 2, size.height / 2)
    // Arcs between points on an ellipse.
    let points = Self.ellipsePoints(Size(size.width - 10, size.height - 10), count: 10)
    var path = Path([.move(points[0])])
    for index in 1...points.count {
      let target = points[index % points.count]
      let chord = (target - points[index - 1]).length
      path.arc(Size(chord * 0.56, chord * 0.56), target)
    }
    path.close()
    figures = [Figure(.path(path))]
    outline = Self.ellipsePoints(Size(2 * x - 4, 2 * y - 4), count: 32)
    portSpread = 0.4
  }

  mutating func braces(_ label: Size, _ shape: NodeShape) {
    size = Size(label.width + 40, label.height + 18)
    let (x, y) = (size.width / 2, size.height / 2)
    func brace(_ sign: Double) -> Path {
      let q = min(8, y / 2)
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
    if shape == .braceLeft { labelOffset = Point(4, 0) }
    if shape == .braceRight { labelOffset = Point(-4, 0) }
  }
}

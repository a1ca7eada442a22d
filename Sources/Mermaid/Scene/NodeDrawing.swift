/// How a flowchart's node looks: its figures about the centre, its size and where its label stands.
struct NodeDrawing: Sendable {
  var size: Size
  var figures: [Figure]
  var surface: Surface
  /// The label's centre from the node's.
  var labelOffset = Point(0, 0)
  /// The border that links meet, as a polygon about the centre; `nil` when it is the bounding box.
  var outline: [Point]?
  /// Part of each side that links spread over.
  var portSpread = 0.7
  /// Small symbols carry no label.
  var hasLabel = true

  /// The widest line of a label in this shape, in CSS pixels.
  static func labelLimit(_ shape: NodeShape) -> Double {
    switch shape {
    case .diamond, .triangle, .flippedTriangle, .circle, .doubleCircle, .hexagon: 150
    default: 200
    }
  }

  /// - Parameter isTurned: whether ranks go sideways: bars then stand upright.
  init(_ shape: NodeShape, label: Size, cornerRadius: Double? = nil, isTurned: Bool = false) {
    self.init(size: Size(0, 0), figures: [], surface: .node)
    let w = label.width
    let h = label.height
    let wide = Size(max(w + 32, 48), max(h + 22, 40))
    switch shape {
    case .rectangle: box(wide, radius: cornerRadius ?? 5)
    case .rounded: box(wide, radius: cornerRadius ?? 12)
    case .stadium:
      surface = .terminal
      let size = Size(max(w + 40, 64), wide.height)
      box(size, radius: size.height / 2)
      portSpread = 0.5
      outline = Self.roundedOutline(size, radius: size.height / 2)
    case .subroutine:
      box(Size(wide.width + 16, wide.height), radius: 4)
      rule([Point(-size.width / 2 + 8, -size.height / 2), Point(-size.width / 2 + 8, size.height / 2)])
      rule([Point(size.width / 2 - 8, -size.height / 2), Point(size.width / 2 - 8, size.height / 2)])
    case .linedRectangle:
      box(Size(wide.width + 10, wide.height), radius: 4)
      rule([Point(-size.width / 2 + 9, -size.height / 2), Point(-size.width / 2 + 9, size.height / 2)])
      labelOffset = Point(4.5, 0)
    case .dividedRectangle:
      box(Size(wide.width, wide.height + 12), radius: 4)
      rule([Point(-size.width / 2, -size.height / 2 + 12), Point(size.width / 2, -size.height / 2 + 12)])
      labelOffset = Point(0, 6)
    case .windowPane:
      surface = .data
      box(Size(wide.width + 10, wide.height + 10), radius: 3)
      rule([Point(-size.width / 2, -size.height / 2 + 9), Point(size.width / 2, -size.height / 2 + 9)])
      rule([Point(-size.width / 2 + 9, -size.height / 2), Point(-size.width / 2 + 9, size.height / 2)])
      labelOffset = Point(4.5, 4.5)
    case .stackedRectangle: stack(wide)
    case .taggedRectangle:
      box(wide, radius: 0)
      let (x, y) = (wide.width / 2, wide.height / 2)
      figures.append(
        Figure(.path(Path(polygon: [Point(x - 12, y), Point(x - 10, y - 10), Point(x, y - 12)])), .outline))
    case .notchedRectangle:
      polygon(wide) { x, y in
        [Point(-x + 11, -y), Point(x, -y), Point(x, y), Point(-x, y), Point(-x, -y + 11)]
      }
    case .note:
      surface = .note
      polygon(wide) { x, y in
        [Point(-x, -y), Point(x - 11, -y), Point(x, -y + 11), Point(x, y), Point(-x, y)]
      }
      rule([
        Point(wide.width / 2 - 11, -wide.height / 2), Point(wide.width / 2 - 11, -wide.height / 2 + 11),
        Point(wide.width / 2, -wide.height / 2 + 11),
      ])
    case .slopedRectangle:
      polygon(Size(wide.width, wide.height + 10)) { x, y in
        [Point(-x, -y + 14), Point(x, -y), Point(x, y), Point(-x, y)]
      }
      labelOffset = Point(0, 4)
    case .dataStore:
      // Open at the sides, as in data flow diagrams.
      surface = .data
      size = wide
      figures = [Figure(.rect(Rect(center: Point(0, 0), size: wide), radius: 0), .fill)]
      for y in [-wide.height / 2, wide.height / 2] {
        rule([Point(-wide.width / 2, y), Point(wide.width / 2, y)])
      }
    case .cylinder, .linedCylinder:
      surface = .data
      cylinder(Size(max(w + 28, 64), h + 40), lined: shape == .linedCylinder)
    case .horizontalCylinder:
      surface = .data
      lyingCylinder(Size(w + 52, max(h + 20, 40)))
    case .circle: circle(label, rings: 0)
    case .doubleCircle: circle(label, rings: 1)
    case .ellipse:
      surface = .terminal
      ellipse(Size((w + 16) * 1.3, (h + 14) * 1.35))
    case .diamond: diamond(label)
    case .hexagon:
      surface = .decision
      let size = Size(w + 2 * (14 + (h + 20) * 0.28), max(h + 20, 40))
      let notch = size.height * 0.28
      polygon(size) { x, y in
        [
          Point(-x + notch, -y), Point(x - notch, -y), Point(x, 0), Point(x - notch, y), Point(-x + notch, y),
          Point(-x, 0),
        ]
      }
    case .leanRight, .leanLeft:
      surface = .data
      let lean = wide.height * 0.32
      let right = shape == .leanRight
      polygon(Size(wide.width + 2 * lean - 8, wide.height)) { x, y in
        right
          ? [Point(-x + lean, -y), Point(x, -y), Point(x - lean, y), Point(-x, y)]
          : [Point(-x, -y), Point(x - lean, -y), Point(x, y), Point(-x + lean, y)]
      }
    case .trapezoid, .invertedTrapezoid:
      let lean = wide.height * 0.32
      let narrowTop = shape == .trapezoid
      polygon(Size(wide.width + 2 * lean - 8, wide.height)) { x, y in
        narrowTop
          ? [Point(-x + lean, -y), Point(x - lean, -y), Point(x, y), Point(-x, y)]
          : [Point(-x, -y), Point(x, -y), Point(x - lean, y), Point(-x + lean, y)]
      }
    case .curvedTrapezoid: display(Size(w + 56, wide.height))
    case .asymmetric:
      let notch = wide.height * 0.3
      polygon(Size(wide.width + notch, wide.height)) { x, y in
        [Point(-x, -y), Point(x, -y), Point(x, y), Point(-x, y), Point(-x + notch, 0)]
      }
      labelOffset = Point(notch / 2, 0)
    case .text: text(label)
    case .braceLeft, .braceRight, .braces: braces(label, shape)
    case .triangle, .flippedTriangle: triangle(label, flipped: shape == .flippedTriangle)
    case .notchedPentagon:
      polygon(wide) { x, y in
        [
          Point(-x + 12, -y), Point(x - 12, -y), Point(x, -y + 12), Point(x, y), Point(-x, y),
          Point(-x, -y + 12),
        ]
      }
    case .bowTieRectangle: bowTie(Size(w + 52, wide.height))
    case .delay: delay(Size(w + 44, wide.height))
    case .flag: flag(Size(wide.width, wide.height + 16))
    case .document, .linedDocument, .taggedDocument, .stackedDocument: document(label, shape)
    case .cloud: cloud(Size((w + 40) * 1.15, (h + 34) * 1.25))
    case .bang: bang(Size((w + 30) * 1.3, (h + 26) * 1.5))
    case .smallCircle: dot(radius: 8)
    case .filledCircle: dot(radius: 8)
    case .anchor: dot(radius: 4)
    case .framedCircle:
      symbol(Size(20, 20))
      figures = [
        Figure(.ellipse(center: Point(0, 0), radius: Size(10, 10)), .hollow),
        Figure(.ellipse(center: Point(0, 0), radius: Size(5, 5)), .solid),
      ]
      outline = Self.ellipseOutline(size)
      portSpread = 0
    case .crossedCircle:
      symbol(Size(36, 36))
      surface = .node
      let d = 18 * 0.7071
      figures = [
        Figure(.ellipse(center: Point(0, 0), radius: Size(18, 18))),
        Figure(
          .path(Path([.move(Point(-d, -d)), .line(Point(d, d)), .move(Point(d, -d)), .line(Point(-d, d))])),
          .outline),
      ]
      outline = Self.ellipseOutline(size)
    case .choice:
      symbol(Size(30, 30))
      surface = .decision
      let points = [Point(0, -15), Point(15, 0), Point(0, 15), Point(-15, 0)]
      figures = [Figure(.path(Path(polygon: points)))]
      outline = points
      portSpread = 0.3
    case .fork:
      symbol(isTurned ? Size(8, 76) : Size(76, 8))
      figures = [Figure(.rect(Rect(center: Point(0, 0), size: size), radius: 2), .solid)]
      portSpread = 0.9
    case .hourglass:
      symbol(Size(32, 34))
      surface = .node
      figures = [
        Figure(.path(Path(polygon: [Point(-16, -17), Point(16, -17), Point(-16, 17), Point(16, 17)])))
      ]
    case .bolt:
      symbol(Size(34, 44))
      surface = .node
      figures = [
        Figure(
          .path(
            Path(polygon: [
              Point(6, -22), Point(-15, 4), Point(1, 4), Point(-6, 22), Point(15, -4), Point(-1, -4),
            ])))
      ]
      portSpread = 0
    }
  }

  private init(size: Size, figures: [Figure], surface: Surface) {
    self.size = size
    self.figures = figures
    self.surface = surface
  }
}

// MARK: Parts

extension NodeDrawing {
  private mutating func box(_ size: Size, radius: Double) {
    self.size = size
    figures = [Figure(.rect(Rect(center: Point(0, 0), size: size), radius: radius))]
  }

  private mutating func rule(_ points: [Point]) {
    var path = Path()
    for point in points { path.steps.isEmpty ? path.move(point) : path.line(point) }
    figures.append(Figure(.path(path), .outline))
  }

  /// - Parameter points: corners for half the width and half the height.
  private mutating func polygon(_ size: Size, _ points: (Double, Double) -> [Point]) {
    self.size = size
    let corners = points(size.width / 2, size.height / 2)
    figures = [Figure(.path(Path(polygon: corners)))]
    outline = corners
    portSpread = 0.55
  }

  /// Without a label: drawn in one colour.
  private mutating func symbol(_ size: Size) {
    self.size = size
    surface = .solid
    hasLabel = false
    portSpread = 0.4
  }

  private mutating func dot(radius: Double) {
    symbol(Size(2 * radius, 2 * radius))
    figures = [Figure(.ellipse(center: Point(0, 0), radius: Size(radius, radius)), .solid)]
    outline = Self.ellipseOutline(size)
    portSpread = 0
  }

  private mutating func stack(_ size: Size) {
    let shift = 5.0
    self.size = Size(size.width + 2 * shift, size.height + 2 * shift)
    figures = [1.0, 0, -1].map { step in
      Figure(.rect(Rect(center: Point(step * shift, -step * shift), size: size), radius: 4))
    }
    labelOffset = Point(-shift, shift)
  }

  private mutating func ellipse(_ size: Size) {
    self.size = size
    figures = [Figure(.ellipse(center: Point(0, 0), radius: Size(size.width / 2, size.height / 2)))]
    outline = Self.ellipseOutline(size)
    portSpread = 0.45
  }

  private mutating func circle(_ label: Size, rings: Int) {
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

  private mutating func diamond(_ label: Size) {
    // The label's corners touch a diamond of half axes a and b when w/2a + h/2b = 1.
    let w = label.width + 10
    let h = label.height + 8
    let a = max(w / 2 + h * 0.95, 34)
    let b = max((h / 2) / (1 - w / 2 / a), 26)
    polygon(Size(2 * a, 2 * b)) { x, y in [Point(0, -y), Point(x, 0), Point(0, y), Point(-x, 0)] }
    surface = .decision
    portSpread = 0.36
  }

  private mutating func triangle(_ label: Size, flipped: Bool) {
    let height = max(label.height + 30, 44) + label.width * 0.25
    let width = (label.width + 16) * height / max(height - label.height - 10, 1)
    let sign = flipped ? -1.0 : 1.0
    polygon(Size(width, height)) { x, y in [Point(0, -y * sign), Point(x, y * sign), Point(-x, y * sign)] }
    labelOffset = Point(0, sign * (height / 2 - label.height / 2 - 5))
    portSpread = 0.3
  }

  private mutating func text(_ label: Size) {
    size = Size(label.width + 12, label.height + 10)
    figures = []
  }

  private mutating func braces(_ label: Size, _ shape: NodeShape) {
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

  private mutating func cylinder(_ size: Size, lined: Bool) {
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

  private mutating func lyingCylinder(_ size: Size) {
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

  private mutating func delay(_ size: Size) {
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

  private mutating func display(_ size: Size) {
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

  private mutating func bowTie(_ size: Size) {
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

  private mutating func flag(_ size: Size) {
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

  private mutating func document(_ label: Size, _ shape: NodeShape) {
    surface = .data
    let isStack = shape == .stackedDocument
    let wave = 7.0
    let size = Size(max(label.width + 32, 56), max(label.height + 22, 40) + wave)
    func sheet(_ delta: Point) -> Path {
      let (x, y) = (size.width / 2, size.height / 2)
      var path = Path([.move(Point(-x, -y)), .line(Point(x, -y)), .line(Point(x, y - wave))])
      path.cubic(Point(x / 3, y - 3 * wave), Point(-x / 3, y + wave), Point(-x, y - wave))
      path.close()
      return path.offset(by: delta)
    }
    labelOffset = Point(0, -wave / 2)
    portSpread = 0.5
    if isStack {
      self.size = Size(size.width + 10, size.height + 10)
      figures = [1.0, 0, -1].map { Figure(.path(sheet(Point($0 * 5, -$0 * 5)))) }
      labelOffset = Point(-5, 5 - wave / 2)
      return
    }
    self.size = size
    figures = [Figure(.path(sheet(Point(0, 0))))]
    outline = sheet(Point(0, 0)).flattened()
    let (x, y) = (size.width / 2, size.height / 2)
    if shape == .linedDocument {
      rule([Point(-x + 9, -y), Point(-x + 9, y - wave * 0.7)])
      labelOffset.x = 4.5
    }
    if shape == .taggedDocument {
      rule([Point(x - 13, y - wave * 1.4), Point(x - 11, y - wave - 11), Point(x, y - wave - 13)])
    }
  }

  private mutating func cloud(_ size: Size) {
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

  private mutating func bang(_ size: Size) {
    self.size = size
    let outer = Self.ellipsePoints(size, count: 16)
    let inner = Self.ellipsePoints(Size(size.width * 0.84, size.height * 0.84), count: 32)
    var points: [Point] = []
    for index in outer.indices { points += [outer[index], inner[index * 2 + 1]] }
    figures = [Figure(.path(Path(polygon: points)))]
    outline = points
    portSpread = 0.3
  }

  /// Points on an ellipse about the centre, from the right, clockwise.
  ///
  /// A quarter circle is taken from a cubic curve: the trigonometric functions of different machines differ
  /// in the last digit.
  static func ellipsePoints(_ size: Size, count: Int) -> [Point] {
    (0..<count).map { index in
      let turn = Double(index) / Double(count) * 4
      let quarter = Int(turn)
      let t = turn - Double(quarter)
      let u = 1 - t
      let k = 0.5522848
      let c = u * u * u + 3 * u * u * t + 3 * u * t * t * k
      let s = 3 * u * u * t * k + 3 * u * t * t + t * t * t
      let unit =
        switch quarter % 4 {
        case 0: Point(c, s)
        case 1: Point(-s, c)
        case 2: Point(-c, -s)
        default: Point(s, -c)
        }
      return Point(unit.x * size.width / 2, unit.y * size.height / 2)
    }
  }

  static func ellipseOutline(_ size: Size) -> [Point] { ellipsePoints(size, count: 32) }

  /// A box with quarter circles at its corners.
  static func roundedOutline(_ size: Size, radius: Double) -> [Point] {
    let r = min(radius, size.width / 2, size.height / 2)
    let dx = size.width / 2 - r
    let dy = size.height / 2 - r
    return ellipsePoints(Size(2 * r, 2 * r), count: 32).enumerated().flatMap { index, point -> [Point] in
      let right = Point(point.x + dx, 0).x
      let left = point.x - dx
      let below = point.y + dy
      let above = point.y - dy
      switch index {
      case 0: return [Point(right, above), Point(right, below)]
      case 1..<8: return [Point(right, below)]
      case 8: return [Point(right, below), Point(left, below)]
      case 9..<16: return [Point(left, below)]
      case 16: return [Point(left, below), Point(left, above)]
      case 17..<24: return [Point(left, above)]
      case 24: return [Point(left, above), Point(right, above)]
      default: return [Point(right, above)]
      }
    }
  }
}

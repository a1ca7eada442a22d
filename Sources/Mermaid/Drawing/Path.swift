/// An outline or a route: straight lines, cubic curves and elliptical arcs.
public struct Path: Sendable, Hashable {
  public enum Step: Sendable, Hashable {
    case move(Point)
    case line(Point)
    case cubic(Point, Point, Point)
    /// An arc of an axis-parallel ellipse, as in SVG: radii, whether the longer way, whether clockwise.
    case arc(radius: Size, large: Bool, clockwise: Bool, Point)
    case close
  }

  /// In the order in which they are drawn; the first one is a move.
  public var steps: [Step]

  /// A path of steps; the first one is a move.
  ///
  /// ```swift
  /// let line = Path([.move(Point(0, 0)), .line(Point(40, 0))])
  /// ```
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// A closed polygon.
  init(polygon points: [Point]) {
    steps = []
    for point in points { steps.isEmpty ? move(point) : line(point) }
    close()
  }

  mutating func move(_ point: Point) { steps.append(.move(point)) }
  mutating func line(_ point: Point) { steps.append(.line(point)) }
  mutating func cubic(_ a: Point, _ b: Point, _ end: Point) { steps.append(.cubic(a, b, end)) }
  mutating func arc(_ radius: Size, large: Bool = false, clockwise: Bool = true, _ end: Point) {
    steps.append(.arc(radius: radius, large: large, clockwise: clockwise, end))
  }
  mutating func close() { steps.append(.close) }

  /// Every point moved.
  func mapped(_ transform: (Point) -> Point) -> Path {
    Path(
      steps.map { step in
        switch step {
        case .move(let p): .move(transform(p))
        case .line(let p): .line(transform(p))
        case .cubic(let a, let b, let p): .cubic(transform(a), transform(b), transform(p))
        case .arc(let radius, let large, let clockwise, let p):
          .arc(radius: radius, large: large, clockwise: clockwise, transform(p))
        case .close: .close
        }
      })
  }

  func offset(by delta: Point) -> Path { mapped { $0 + delta } }

  /// Points between the ends of an arc, found by halving on the unit circle: no maths library is asked.
  private static func arc(_ start: Point, _ end: Point, _ radius: Size, large: Bool, clockwise: Bool)
    -> [Point]
  {
    guard radius.width > 0, radius.height > 0 else { return [] }
    let a = Point(start.x / radius.width, start.y / radius.height)
    let b = Point(end.x / radius.width, end.y / radius.height)
    let chord = b - a
    let length = chord.length
    guard length > 0 else { return [] }
    let across = Point(-chord.y, chord.x)
    let height = max(0, 1 / (length * length) - 0.25).squareRoot()
    let center = a.interpolated(to: b, 0.5) + across * (clockwise != large ? height : -height)
    let reach = max(1, length / 2)
    func onCircle(_ direction: Point) -> Point {
      direction.length > 0 ? center + direction * (reach / direction.length) : center
    }
    // A clockwise arc bulges to the left of its chord.
    var points = [a, onCircle(across * (clockwise ? -1 : 1)), b]
    for _ in 0..<3 {
      var finer = [points[0]]
      for (from, to) in zip(points, points.dropFirst()) {
        finer += [onCircle(from.interpolated(to: to, 0.5) - center), to]
      }
      points = finer
    }
    return points.dropFirst().dropLast().map { Point($0.x * radius.width, $0.y * radius.height) }
  }

  /// The path as points no further apart than about `tolerance` pixels along each curve; an arc is sixteen
  /// straight lines.
  func flattened(step tolerance: Double = 4) -> [Point] {
    var points: [Point] = []
    var start = Point(0, 0)
    for step in steps {
      switch step {
      case .move(let p):
        points.append(p)
        start = p
      case .line(let p): points.append(p)
      case .arc(let radius, let large, let clockwise, let p):
        if let from = points.last {
          points += Self.arc(from, p, radius, large: large, clockwise: clockwise)
        }
        points.append(p)
      case .close: points.append(start)
      case .cubic(let a, let b, let end):
        guard let from = points.last else { continue }
        let length = (a - from).length + (b - a).length + (end - b).length
        let count = length.isFinite ? Int(min(64, max(2, length / tolerance))) : 2
        for index in 1...count {
          let t = Double(index) / Double(count)
          let u = 1 - t
          let first = from * (u * u * u) + a * (3 * u * u * t)
          points.append(first + b * (3 * u * t * t) + end * (t * t * t))
        }
      }
    }
    return points
  }
}

/// A side of a box, where a line leaves or arrives.
enum BoxSide: Int, Sendable, Hashable, CaseIterable {
  case left, right, top, bottom

  /// The unit vector that points away from the box.
  var outward: Point {
    switch self {
    case .left: Point(-1, 0)
    case .right: Point(1, 0)
    case .top: Point(0, -1)
    case .bottom: Point(0, 1)
    }
  }

  var isHorizontal: Bool { self == .left || self == .right }

  var opposite: BoxSide {
    switch self {
    case .left: .right
    case .right: .left
    case .top: .bottom
    case .bottom: .top
    }
  }
}

/// Routes of level and upright lines between boxes that have their places, round the boxes in their way.
///
/// The lines run on a lattice: next to each box, and through its middle. The shortest way with few bends is found with
/// the A* algorithm; lines that are already drawn are avoided. Lengths are CSS pixels.
struct OrthogonalRouter {
  /// An end of a route.
  struct Stop {
    var bounds: Rect
    /// The drawn border about the centre; `nil` when it is the bounds.
    var outline: [Point]?
    var sides: [BoxSide] = BoxSide.allCases

    /// The same place with all its sides.
    var free: Stop {
      var result = self
      result.sides = BoxSide.allCases
      return result
    }

    /// Where a line meets the border.
    func port(_ side: BoxSide, shift: Double = 0) -> Point {
      let center = bounds.center
      let half = side.isHorizontal ? bounds.width / 2 : bounds.height / 2
      let points = side.isHorizontal ? outline.map { $0.map { Point($0.y, $0.x) } } : outline
      let isAfter = side == .right || side == .bottom
      let extent = points?.extent(atX: shift, downwards: isAfter) ?? (isAfter ? half : -half)
      return side.isHorizontal
        ? Point(center.x + extent, center.y + shift) : Point(center.x + shift, center.y + extent)
    }
  }

  /// Boxes that lines go round.
  let obstacles: [Rect]
  private var lattice: RouteLattice
  private var used: [RouteSegment] = []
  /// Lattice points that may still be looked at: of very many links the last ones are straight lines.
  private var budget = 150_000

  /// Boxes share a straight line when at least this much of their sides face each other.
  private static let leastFacing = 14.0

  init(obstacles: [Rect], clearance: Double) {
    self.obstacles = obstacles
    lattice = RouteLattice(obstacles, clearance)
  }

  /// The corners of a route, both ends included; a straight line where none is found.
  /// - Parameter passable: the obstacles that it may cross: groups around its ends.
  mutating func route(from: Stop, to: Stop, passing passable: Set<Int>) -> [Point] {
    var corners = facing(from, to, passable)
    if corners == nil, budget > 0, lattice.count <= RouteLattice.mostPoints {
      corners = shortest(from, to, passable)
      let isBound = from.sides != BoxSide.allCases || to.sides != BoxSide.allCases
      if corners == nil, isBound, budget > 0 {
        // A box is in the way at the sides that were asked for: better another side than a line through it.
        corners = shortest(from.free, to.free, passable)
      }
    }
    let route = corners ?? straight(from, to)
    for (a, b) in zip(route, route.dropFirst()) {
      let segment = RouteSegment(a, b)
      used.append(segment)
      lattice.mark(segment)
    }
    return route
  }

  /// A straight line between sides that face each other.
  private func facing(_ from: Stop, _ to: Stop, _ passable: Set<Int>) -> [Point]? {
    let (a, b) = (from.bounds, to.bounds)
    let choices: [(BoxSide, BoxSide, Bool)] = [
      (.right, .left, a.maxX <= b.minX), (.left, .right, b.maxX <= a.minX), (.bottom, .top, a.maxY <= b.minY),
      (.top, .bottom, b.maxY <= a.minY),
    ]
    for (first, second, isPossible) in choices
    where isPossible && from.sides.contains(first) && to.sides.contains(second) {
      let (low, high) =
        first.isHorizontal
        ? (max(a.minY, b.minY), min(a.maxY, b.maxY)) : (max(a.minX, b.minX), min(a.maxX, b.maxX))
      guard high - low >= Self.leastFacing else { continue }
      for share in [0.5, 0.25, 0.75] {
        let place = low + (high - low) * share
        let points = [
          from.port(first, shift: place - (first.isHorizontal ? a.midY : a.midX)),
          to.port(second, shift: place - (first.isHorizontal ? b.midY : b.midX)),
        ]
        if isClear(points[0], points[1], passable), !isUsed(points[0], points[1]) { return points }
      }
    }
    return nil
  }

  private func isUsed(_ a: Point, _ b: Point) -> Bool {
    let segment = RouteSegment(a, b)
    return used.contains { $0.overlaps(segment) }
  }

  private func isClear(_ a: Point, _ b: Point, _ passable: Set<Int>) -> Bool {
    let line = RouteSegment(a, b)
    return !obstacles.indices.contains { line.passes(obstacles[$0]) && !passable.contains($0) }
  }

  private func gate(_ stop: Stop, _ side: BoxSide) -> RouteGate? {
    let (bounds, away) = (stop.bounds, lattice.clearance)
    let outside =
      switch side {
      case .left: Point(bounds.minX - away, bounds.midY)
      case .right: Point(bounds.maxX + away, bounds.midY)
      case .top: Point(bounds.midX, bounds.minY - away)
      case .bottom: Point(bounds.midX, bounds.maxY + away)
      }
    guard let index = lattice.index(outside) else { return nil }
    let port = stop.port(side)
    return RouteGate(
      port: port, outside: outside, index: index, side: side,
      cost: isUsed(port, outside) ? RouteSearch.bendCost : 0)
  }

  private mutating func shortest(_ from: Stop, _ to: Stop, _ passable: Set<Int>) -> [Point]? {
    let (leaving, arriving) = Self.sides(from, to)
    let starts = leaving.compactMap { gate(from, $0) }
      .filter { isClear($0.outside, $0.outside, passable) }
    let ends = arriving.compactMap { gate(to, $0) }
    var search = RouteSearch(lattice, ends, passable, budget: budget)
    let points = search.route(from: starts)
    budget = search.budget
    return points.map(Self.corners)
  }

  /// The sides where a route may leave and arrive. One from a box to itself needs two different ones.
  private static func sides(_ from: Stop, _ to: Stop) -> ([BoxSide], [BoxSide]) {
    from.bounds == to.bounds && from.sides == to.sides ? ([.right], [.top]) : (from.sides, to.sides)
  }

  /// The shortest line from border to border, whatever is in its way.
  private func straight(_ from: Stop, _ to: Stop) -> [Point] {
    let (leaving, arriving) = Self.sides(from, to)
    var best: [Point] = []
    var least = Double.infinity
    for start in leaving.map({ from.port($0) }) {
      for end in arriving.map({ to.port($0) }) where (end - start).length < least {
        least = (end - start).length
        best = [start, end]
      }
    }
    return best.isEmpty ? [from.bounds.center, to.bounds.center] : best
  }

  /// Without points in the middle of straight lines.
  private static func corners(_ points: [Point]) -> [Point] {
    func isSame(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 0.01 }
    var result: [Point] = []
    for point in points {
      if let last = result.last, isSame(last.x, point.x), isSame(last.y, point.y) { continue }
      if result.count > 1 {
        let (a, b) = (result[result.count - 2], result[result.count - 1])
        if (isSame(a.x, b.x) && isSame(b.x, point.x)) || (isSame(a.y, b.y) && isSame(b.y, point.y)) {
          result.removeLast()
        }
      }
      result.append(point)
    }
    return result
  }
}

extension Path {
  /// Straight lines from corner to corner, with the corners rounded.
  init(corners points: [Point], radius: Double) {
    self.init()
    guard let first = points.first else { return }
    move(first)
    for index in points.indices.dropFirst() {
      let corner = points[index]
      guard index + 1 < points.count else {
        line(corner)
        continue
      }
      let (before, after) = (points[index - 1] - corner, points[index + 1] - corner)
      let reach = min(radius, before.length / 2, after.length / 2)
      guard reach > 0 else { continue }
      line(corner + before * (reach / before.length))
      let end = corner + after * (reach / after.length)
      cubic(
        corner + before * (reach / before.length * 0.45), corner + after * (reach / after.length * 0.45), end)
    }
  }
}

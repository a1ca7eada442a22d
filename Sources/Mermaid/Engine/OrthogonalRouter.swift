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

  /// How far another box is away in this direction; negative when it is not.
  func distance(from box: Rect, to other: Rect) -> Double {
    switch self {
    case .left: box.minX - other.maxX
    case .right: other.minX - box.maxX
    case .top: box.minY - other.maxY
    case .bottom: other.minY - box.maxY
    }
  }

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
/// the A* algorithm; lines that are already drawn are avoided, so that several at one side of a box spread out. Lengths
/// are CSS pixels.
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
  private var search: RouteSearch
  private var used: [RouteSegment] = []

  /// Boxes share a straight line when at least this much of their sides face each other.
  private static let leastFacing = 14.0
  /// Where lines leave a side, as parts of its length.
  private static let places = [0.5, 0.25, 0.75]
  /// Sides shorter than this have room for one line.
  private static let leastSide = 56.0
  /// How much longer a way may be to leave in the middle.
  private static let asideCost = 8.0

  init(obstacles: [Rect], clearance: Double) {
    self.obstacles = obstacles
    lattice = RouteLattice(obstacles, clearance, places: Self.places)
    search = RouteSearch(points: lattice.count <= RouteLattice.mostPoints ? lattice.count : 0)
  }

  /// The corners of a route, both ends included; a straight line where none is found.
  /// - Parameter passable: the obstacles that it may cross: groups around its ends.
  mutating func route(from: Stop, to: Stop, passing passable: Set<Int>) -> [Point] {
    var corners = facing(from, to, passable)
    if corners == nil, search.budget > 0, lattice.count <= RouteLattice.mostPoints {
      corners = shortest(from, to, passable)
      let isBound = from.sides != BoxSide.allCases || to.sides != BoxSide.allCases
      if corners == nil, isBound, search.budget > 0 {
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
      for share in Self.places {
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

  /// Where lines may leave or arrive at a side: in its middle, or next to it.
  private func gates(_ stop: Stop, _ side: BoxSide, towards other: Rect) -> [RouteGate] {
    let length = side.isHorizontal ? stop.bounds.height : stop.bounds.width
    let places = length < Self.leastSide ? [0.5] : Self.places
    let nearest = stop.sides.map { $0.distance(from: stop.bounds, to: other) }.max() ?? 0
    // Another side than the one towards the other box counts as a bend.
    let turn = side.distance(from: stop.bounds, to: other) < nearest ? RouteSearch.bendCost : 0
    return places.compactMap { place in
      var gate = gate(stop, side, shift: (place - 0.5) * length)
      gate?.cost += turn
      return gate
    }
  }

  private func gate(_ stop: Stop, _ side: BoxSide, shift: Double) -> RouteGate? {
    let (bounds, away) = (stop.bounds, lattice.clearance)
    let outside =
      switch side {
      case .left: Point(bounds.minX - away, bounds.midY + shift)
      case .right: Point(bounds.maxX + away, bounds.midY + shift)
      case .top: Point(bounds.midX + shift, bounds.minY - away)
      case .bottom: Point(bounds.midX + shift, bounds.maxY + away)
      }
    guard let index = lattice.index(outside) else { return nil }
    let port = stop.port(side, shift: shift)
    let cost = (isUsed(port, outside) ? RouteSearch.bendCost : 0) + (shift == 0 ? 0 : Self.asideCost)
    return RouteGate(port: port, outside: outside, index: index, side: side, cost: cost)
  }

  private mutating func shortest(_ from: Stop, _ to: Stop, _ passable: Set<Int>) -> [Point]? {
    let (leaving, arriving) = Self.sides(from, to)
    let starts = leaving.flatMap { gates(from, $0, towards: to.bounds) }
      .filter { isClear($0.outside, $0.outside, passable) }
    let ends = arriving.flatMap { gates(to, $0, towards: from.bounds) }
    return search.route(.init(starts: starts, ends: ends, passable: passable), on: lattice).map(Self.corners)
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

/// A place where a line leaves a box, and the lattice point next to it.
struct RouteGate {
  var port: Point
  var outside: Point
  var index: Int
  var side: BoxSide
  var cost: Double
}

/// One search for the shortest way with few bends on a lattice.
struct RouteSearch {
  /// A lattice point and the direction in which it was reached: its state.
  private struct Visit {
    var cost: Double
    /// With the distance to the nearest end.
    var estimate: Double
    var state: Int
  }

  private let lattice: RouteLattice
  private let ends: [RouteGate]
  private let passable: Set<Int>
  private(set) var budget: Int
  /// Of each state, and the state before it.
  private var cost: [Double]
  private var previous: [Int]
  private var queue = Heap<Visit> { $0.estimate < $1.estimate }
  private var best: (cost: Double, state: Int, gate: RouteGate)?

  /// How much longer a way may be to save one bend.
  static let bendCost = 40.0
  /// How much longer a line seems that lies on another.
  private static let overlapFactor = 6.0
  private static let sides = BoxSide.allCases.count

  /// - Parameters:
  ///   - passable: the obstacles that the way may cross.
  ///   - budget: how many states may be looked at.
  init(_ lattice: RouteLattice, _ ends: [RouteGate], _ passable: Set<Int>, budget: Int) {
    self.lattice = lattice
    self.ends = ends
    self.passable = passable
    self.budget = budget
    cost = [Double](repeating: .infinity, count: lattice.count * Self.sides)
    previous = [Int](repeating: -1, count: lattice.count * Self.sides)
  }

  /// The points of the way, the ports at both ends included.
  mutating func route(from starts: [RouteGate]) -> [Point]? {
    for gate in starts { visit(gate.index * Self.sides + gate.side.rawValue, cost: gate.cost, from: -1) }
    while let visit = queue.popFirst(), budget > 0 {
      if let best, visit.estimate >= best.cost { break }
      guard visit.cost <= cost[visit.state] else { continue }
      budget -= 1
      arrive(visit)
      for side in BoxSide.allCases { step(from: visit, side) }
    }
    return best.map { points($0.state, $0.gate, starts) }
  }

  private mutating func visit(_ state: Int, cost total: Double, from before: Int) {
    guard total < cost[state] else { return }
    cost[state] = total
    previous[state] = before
    let point = lattice.point(state / Self.sides)
    let distance = ends.reduce(Double.infinity) {
      min($0, abs($1.outside.x - point.x) + abs($1.outside.y - point.y))
    }
    queue.insert(Visit(cost: total, estimate: total + distance, state: state))
  }

  /// A route arrives against the outward direction of the side.
  private mutating func arrive(_ visit: Visit) {
    for gate in ends where gate.index == visit.state / Self.sides {
      let isStraight = BoxSide(rawValue: visit.state % Self.sides) == gate.side.opposite
      let total = visit.cost + gate.cost + (isStraight ? 0 : Self.bendCost)
      if total < best?.cost ?? .infinity { best = (total, visit.state, gate) }
    }
  }

  private mutating func step(from visit: Visit, _ side: BoxSide) {
    guard let step = lattice.step(from: visit.state / Self.sides, side),
      step.blockers.allSatisfy(passable.contains)
    else { return }
    let length = step.length * (step.isUsed ? Self.overlapFactor : 1)
    let bend = side.rawValue == visit.state % Self.sides ? 0 : Self.bendCost
    self.visit(step.to * Self.sides + side.rawValue, cost: visit.cost + length + bend, from: visit.state)
  }

  private func points(_ last: Int, _ end: RouteGate, _ starts: [RouteGate]) -> [Point] {
    var points = [end.port]
    var state = last
    while true {
      points.append(lattice.point(state / Self.sides))
      guard previous[state] >= 0 else { break }
      state = previous[state]
    }
    let start = starts.first { $0.index == state / Self.sides && $0.side.rawValue == state % Self.sides }
    if let start { points.append(start.port) }
    return points.reversed()
  }
}

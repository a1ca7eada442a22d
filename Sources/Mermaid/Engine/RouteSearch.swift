/// A place where a line leaves a box, and the lattice point next to it.
struct RouteGate {
  var port: Point
  var outside: Point
  var index: Int
  var side: BoxSide
  var cost: Double
}

/// Searches for the shortest way with few bends on a lattice. Its arrays are kept from one search to the next.
struct RouteSearch {
  /// One search: from any of some gates to any of others.
  struct Task {
    var starts: [RouteGate]
    var ends: [RouteGate]
    /// The obstacles that the way may cross.
    var passable: Set<Int>
  }

  /// A lattice point and the direction in which it was reached: its state.
  private struct Visit {
    var cost: Double
    /// With the distance to the nearest end.
    var estimate: Double
    var state: Int
  }

  /// States that may still be looked at: of very many links the last ones are straight lines.
  private(set) var budget = 150_000
  /// Of each state, and the state before it.
  private var cost: [Double]
  private var previous: [Int]
  /// States of this search.
  private var reached: [Int] = []
  private var queue = Heap<Visit> { $0.estimate < $1.estimate }
  private var best: (cost: Double, state: Int, gate: RouteGate)?

  /// How much longer a way may be to save one bend.
  static let bendCost = 40.0
  /// How much longer a line seems that lies on another.
  private static let overlapFactor = 6.0
  private static let sides = BoxSide.allCases.count

  /// - Parameter points: of the lattice.
  init(points: Int) {
    cost = [Double](repeating: .infinity, count: points * Self.sides)
    previous = [Int](repeating: -1, count: points * Self.sides)
  }

  /// The points of the way, the ports at both ends included.
  mutating func route(_ task: Task, on lattice: RouteLattice) -> [Point]? {
    defer { reset() }
    for gate in task.starts {
      visit(gate.index * Self.sides + gate.side.rawValue, cost: gate.cost, from: -1, task, lattice)
    }
    while let visit = queue.popFirst(), budget > 0 {
      if let best, visit.estimate >= best.cost { break }
      guard visit.cost <= cost[visit.state] else { continue }
      budget -= 1
      arrive(visit, task)
      for side in BoxSide.allCases { step(from: visit, side, task, lattice) }
    }
    return best.map { points($0.state, $0.gate, task, lattice) }
  }

  private mutating func reset() {
    for state in reached {
      cost[state] = .infinity
      previous[state] = -1
    }
    reached.removeAll(keepingCapacity: true)
    queue.removeAll()
    best = nil
  }

  private mutating func visit(
    _ state: Int, cost total: Double, from before: Int, _ task: Task, _ lattice: RouteLattice
  ) {
    guard total < cost[state] else { return }
    if cost[state] == .infinity { reached.append(state) }
    cost[state] = total
    previous[state] = before
    let point = lattice.point(state / Self.sides)
    var distance = Double.infinity
    for gate in task.ends {
      distance = min(distance, abs(gate.outside.x - point.x) + abs(gate.outside.y - point.y))
    }
    queue.insert(Visit(cost: total, estimate: total + distance, state: state))
  }

  /// A route arrives against the outward direction of the side.
  private mutating func arrive(_ visit: Visit, _ task: Task) {
    for gate in task.ends where gate.index == visit.state / Self.sides {
      let isStraight = BoxSide(rawValue: visit.state % Self.sides) == gate.side.opposite
      let total = visit.cost + gate.cost + (isStraight ? 0 : Self.bendCost)
      if total < best?.cost ?? .infinity { best = (total, visit.state, gate) }
    }
  }

  private mutating func step(from visit: Visit, _ side: BoxSide, _ task: Task, _ lattice: RouteLattice) {
    guard let step = lattice.step(from: visit.state / Self.sides, side),
      lattice.blockers(step.way).allSatisfy(task.passable.contains)
    else { return }
    let length = step.length * (lattice.isUsed(step.way) ? Self.overlapFactor : 1)
    let bend = side.rawValue == visit.state % Self.sides ? 0 : Self.bendCost
    self.visit(
      step.to * Self.sides + side.rawValue, cost: visit.cost + length + bend, from: visit.state, task, lattice
    )
  }

  private func points(_ last: Int, _ end: RouteGate, _ task: Task, _ lattice: RouteLattice) -> [Point] {
    var points = [end.port]
    var state = last
    while true {
      points.append(lattice.point(state / Self.sides))
      guard previous[state] >= 0 else { break }
      state = previous[state]
    }
    let start = task.starts.first {
      $0.index == state / Self.sides && $0.side.rawValue == state % Self.sides
    }
    if let start { points.append(start.port) }
    return points.reversed()
  }
}

/// A level or upright line; another line counts as its bounds.
struct RouteSegment {
  let bounds: Rect
  let isLevel: Bool

  init(_ a: Point, _ b: Point) {
    bounds = Rect(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
    isLevel = bounds.width >= bounds.height
  }

  func passes(_ box: Rect) -> Bool { box.inset(1).overlaps(bounds.inset(-0.5)) }

  /// Whether the two seem to be one line.
  func overlaps(_ other: RouteSegment) -> Bool {
    guard isLevel == other.isLevel else { return false }
    return isLevel
      ? abs(bounds.midY - other.bounds.midY) < 3 && bounds.minX < other.bounds.maxX - 1
        && other.bounds.minX < bounds.maxX - 1
      : abs(bounds.midX - other.bounds.midX) < 3 && bounds.minY < other.bounds.maxY - 1
        && other.bounds.minY < bounds.maxY - 1
  }
}

/// The lines on which routes run, and what is in the way from each crossing to the next.
struct RouteLattice {
  let clearance: Double
  private let xs: [Double]
  private let ys: [Double]
  /// The obstacles on the ways, one way after the other: for each crossing the way to the right, and the one downwards.
  private var obstaclesOnWays: [Int] = []
  /// Where those of each way begin.
  private var firstObstacle: [Int] = []
  private var used: [Bool] = []

  /// A lattice of more points takes too long to look through.
  static let mostPoints = 60_000
  /// How much further away a second line next to a box is.
  private static let secondLane = 1.7

  var count: Int { xs.count * ys.count }

  /// - Parameter places: where lines leave a side of a box, as parts of its length; the middle alone where all of them
  ///   would make too large a lattice.
  init(_ obstacles: [Rect], _ clearance: Double, places: [Double]) {
    self.clearance = clearance
    var (xs, ys) = Self.lines(obstacles, clearance, places)
    if xs.count * ys.count > Self.mostPoints { (xs, ys) = Self.lines(obstacles, clearance, [0.5]) }
    (self.xs, self.ys) = (xs, ys)
    guard count <= Self.mostPoints else { return }
    used = [Bool](repeating: false, count: 2 * count)
    addObstacles(obstacles)
  }

  private static func lines(_ obstacles: [Rect], _ clearance: Double, _ places: [Double]) -> (
    [Double], [Double]
  ) {
    var (xs, ys) = ([Double](), [Double]())
    for box in obstacles {
      for distance in [clearance, clearance * secondLane] {
        xs += [box.minX - distance, box.maxX + distance]
        ys += [box.minY - distance, box.maxY + distance]
      }
      for place in places {
        xs.append(box.minX + box.width * place)
        ys.append(box.minY + box.height * place)
      }
    }
    return (apart(xs), apart(ys))
  }

  private mutating func addObstacles(_ obstacles: [Rect]) {
    firstObstacle = [Int](repeating: 0, count: 2 * count + 1)
    for box in obstacles {
      for way in ways(across: box.inset(0.5)) { firstObstacle[way + 1] += 1 }
    }
    for way in 0..<(2 * count) { firstObstacle[way + 1] += firstObstacle[way] }
    var next = firstObstacle
    obstaclesOnWays = [Int](repeating: 0, count: firstObstacle[2 * count])
    for (index, box) in obstacles.enumerated() {
      for way in ways(across: box.inset(0.5)) {
        obstaclesOnWays[next[way]] = index
        next[way] += 1
      }
    }
  }

  /// In ascending order, none closer than a tenth of a pixel to the next.
  private static func apart(_ values: [Double]) -> [Double] {
    var result: [Double] = []
    for value in values.sorted() where result.last.map({ value - $0 > 0.1 }) ?? true { result.append(value) }
    return result
  }

  /// The ways from one crossing to the next that have a part in a rectangle.
  private func ways(across area: Rect) -> [Int] {
    var ways: [Int] = []
    let columns = Self.indices(xs, area.minX, area.maxX)
    let rows = Self.indices(ys, area.minY, area.maxY)
    for row in rows.inside {
      for column in columns.touched where column + 1 < xs.count { ways.append(2 * (row * xs.count + column)) }
    }
    for column in columns.inside {
      for row in rows.touched where row + 1 < ys.count {
        ways.append(2 * (row * xs.count + column) + 1)
      }
    }
    return ways
  }

  /// The values within an interval, and those from which a way to the next leads into it.
  private static func indices(_ values: [Double], _ low: Double, _ high: Double) -> (
    inside: Range<Int>, touched: Range<Int>
  ) {
    func first(_ isAfter: (Double) -> Bool) -> Int {
      var (lower, upper) = (0, values.count)
      while lower < upper {
        let middle = (lower + upper) / 2
        if isAfter(values[middle]) { upper = middle } else { lower = middle + 1 }
      }
      return lower
    }
    let start = first { $0 > low }
    let end = max(start, first { $0 >= high })
    return (start..<end, max(0, start - 1)..<max(end, max(0, start - 1)))
  }

  /// Lines that are drawn on ways of the lattice, or next to them.
  mutating func mark(_ segment: RouteSegment) {
    guard !used.isEmpty else { return }
    let area = segment.isLevel ? segment.bounds.inset(1, -3) : segment.bounds.inset(-3, 1)
    guard area.width > 0, area.height > 0 else { return }
    let offset = segment.isLevel ? 0 : 1
    for way in ways(across: area) where way % 2 == offset { used[way] = true }
  }

  func point(_ index: Int) -> Point { Point(xs[index % xs.count], ys[index / xs.count]) }

  /// The crossing at a point.
  func index(_ point: Point) -> Int? {
    func nearest(_ values: [Double], _ value: Double) -> Int? {
      let place = Self.indices(values, value - 0.2, value + 0.2).inside
      return place.min { abs(values[$0] - value) < abs(values[$1] - value) }
    }
    guard let x = nearest(xs, point.x), let y = nearest(ys, point.y) else { return nil }
    return y * xs.count + x
  }

  /// The way to the next crossing in the direction of a side.
  func step(from index: Int, _ side: BoxSide) -> (to: Int, length: Double, way: Int)? {
    let (x, y) = (index % xs.count, index / xs.count)
    switch side {
    case .left: return x > 0 ? (index - 1, xs[x] - xs[x - 1], 2 * (index - 1)) : nil
    case .right: return x + 1 < xs.count ? (index + 1, xs[x + 1] - xs[x], 2 * index) : nil
    case .top: return y > 0 ? (index - xs.count, ys[y] - ys[y - 1], 2 * (index - xs.count) + 1) : nil
    case .bottom: return y + 1 < ys.count ? (index + xs.count, ys[y + 1] - ys[y], 2 * index + 1) : nil
    }
  }

  /// The obstacles on a way.
  func blockers(_ way: Int) -> ArraySlice<Int> {
    obstaclesOnWays[firstObstacle[way]..<firstObstacle[way + 1]]
  }

  /// Whether a line is drawn on a way.
  func isUsed(_ way: Int) -> Bool { used[way] }
}

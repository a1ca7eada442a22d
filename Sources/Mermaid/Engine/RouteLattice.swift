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
  /// For each crossing, the obstacles on the way to the right, and downwards.
  private var blockers: [[Int]]
  private var isUsed: [Bool]

  /// A lattice of more points takes too long to look through.
  static let mostPoints = 60_000
  /// How much further away a second line next to a box is.
  private static let secondLane = 1.7

  var count: Int { xs.count * ys.count }

  init(_ obstacles: [Rect], _ clearance: Double) {
    self.clearance = clearance
    var (xs, ys) = ([Double](), [Double]())
    for box in obstacles {
      for distance in [clearance, clearance * Self.secondLane] {
        xs += [box.minX - distance, box.maxX + distance]
        ys += [box.minY - distance, box.maxY + distance]
      }
      xs.append(box.midX)
      ys.append(box.midY)
    }
    self.xs = Self.apart(xs)
    self.ys = Self.apart(ys)
    blockers = []
    isUsed = []
    guard count <= Self.mostPoints else { return }
    blockers = [[Int]](repeating: [], count: 2 * count)
    isUsed = [Bool](repeating: false, count: 2 * count)
    for (index, box) in obstacles.enumerated() {
      var ways: [Int] = []
      forEachWay(across: box.inset(0.5)) { ways.append($0) }
      for way in ways { blockers[way].append(index) }
    }
  }

  /// In ascending order, none closer than a tenth of a pixel to the next.
  private static func apart(_ values: [Double]) -> [Double] {
    var result: [Double] = []
    for value in values.sorted() where result.last.map({ value - $0 > 0.1 }) ?? true { result.append(value) }
    return result
  }

  /// Calls `body` with each way from one crossing to the next that has a part in a rectangle.
  private func forEachWay(across area: Rect, _ body: (Int) -> Void) {
    let columns = Self.indices(xs, area.minX, area.maxX)
    let rows = Self.indices(ys, area.minY, area.maxY)
    for row in rows.inside {
      for column in columns.touched where column + 1 < xs.count { body(2 * (row * xs.count + column)) }
    }
    for column in columns.inside {
      for row in rows.touched where row + 1 < ys.count { body(2 * (row * xs.count + column) + 1) }
    }
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
    guard !isUsed.isEmpty else { return }
    let area = segment.isLevel ? segment.bounds.inset(1, -3) : segment.bounds.inset(-3, 1)
    guard area.width > 0, area.height > 0 else { return }
    let offset = segment.isLevel ? 0 : 1
    var ways: [Int] = []
    forEachWay(across: area) { if $0 % 2 == offset { ways.append($0) } }
    for way in ways { isUsed[way] = true }
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
  func step(from index: Int, _ side: BoxSide) -> (to: Int, length: Double, blockers: [Int], isUsed: Bool)? {
    let (x, y) = (index % xs.count, index / xs.count)
    switch side {
    case .left: return x > 0 ? way(2 * (index - 1), to: index - 1, xs[x] - xs[x - 1]) : nil
    case .right: return x + 1 < xs.count ? way(2 * index, to: index + 1, xs[x + 1] - xs[x]) : nil
    case .top: return y > 0 ? way(2 * (index - xs.count) + 1, to: index - xs.count, ys[y] - ys[y - 1]) : nil
    case .bottom:
      return y + 1 < ys.count ? way(2 * index + 1, to: index + xs.count, ys[y + 1] - ys[y]) : nil
    }
  }

  private func way(_ way: Int, to: Int, _ length: Double) -> (
    to: Int, length: Double, blockers: [Int], isUsed: Bool
  ) { (to, length, blockers[way], isUsed[way]) }
}

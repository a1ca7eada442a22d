/// Smooth routes for links, as if ranks went downwards.
///
/// A link passes each row inside the corridor that its neighbours there leave it, so that its curve meets no
/// box, no title and no link that it need not cross. It is drawn with as few curves as the corridors allow.
struct Router {
  let assembly: Assembly
  /// Place of each vertex in its row.
  private let place: [Int]

  struct Route {
    var path: Path
    var label: Point?
  }

  // Distances in CSS pixels. Straight run at either end, so that heads point straight at the border: as long as an
  // arrow.
  private static let lead = 8.0
  /// The longest run at one end, as a part of the distance between two stops: for an arrow, and for a longer run beside
  /// labels.
  private static let leadPart = 0.25
  private static let longLeadPart = 0.45
  /// How far an end moves along its side for a straight line. A bend of so few pixels looks like a mistake.
  private static let slide = 5.0
  /// Two positions that are drawn as one.
  private static let same = 0.5
  /// The least distances, in CSS pixels, from boxes, labels, other links and borders of clusters that are passed.
  private static let clearance = 7.0
  private static let labelClearance = 3.0
  private static let linkClearance = 2.0
  private static let borderClearance = 4.0
  /// Halvings until a position on a curve is found: a drawing of 10,000 px to a hundredth of a pixel.
  private static let halvings = 20

  init(assembly: Assembly) {
    self.assembly = assembly
    var place = [Int](repeating: 0, count: assembly.layers.vertices.count)
    for row in assembly.layers.rows {
      for (index, vertex) in row.enumerated() { place[vertex] = index }
    }
    self.place = place
  }

  /// A vertical stretch of the link inside a row.
  private struct Stop {
    var x: Double
    var start: Double
    var end: Double
    /// Where the link may be in this row.
    var corridor: ClosedRange<Double>
    /// The node that the link ends at, which may be met a little beside `x`.
    var node: Int?
  }

  func route(_ link: Int) -> Route {
    switch assembly.ranking.course[link] {
    case .none: return Route(path: Path(), label: nil)
    case .loop: return loop(link)
    case .down(let reversed), .inside(let reversed):
      let chain = assembly.layers.chains[link]
      guard chain.count > 1 else { return Route(path: Path(), label: nil) }
      var stops = chain.indices.map { stop(link, chain, $0) }
      for index in stride(from: stops.count - 2, to: 0, by: -1) {
        let next = stops[index + 1].x
        if abs(stops[index].x - next) <= Self.slide, stops[index].corridor.contains(next) {
          stops[index].x = next
        }
      }
      var points: [Point] = []
      let lead = max(Self.lead, assembly.graph.links[link].endRoom)
      let bends = Self.bends(stops)
      for (from, to) in zip(bends, bends.dropFirst()) { append(stops, from, to, lead: lead, &points) }
      if reversed { points.reverse() }
      var path = Path()
      path.move(points[0])
      // Points alternate between vertical stretches and the curves between them.
      for index in stride(from: 1, to: points.count, by: 1) {
        let (a, b) = (points[index - 1], points[index])
        if abs(a.x - b.x) < Self.same {
          path.line(b)
        } else {
          let half = (b.y - a.y) * 0.5
          path.cubic(Point(a.x, a.y + half), Point(b.x, b.y - half), b)
        }
      }
      var label: Point?
      if assembly.graph.links[link].label != nil {
        let labelled = chain.first { vertex in
          switch assembly.layers.vertices[vertex].kind {
          case .label: true
          case .anchor: assembly.layers.vertices[vertex].depth > 1
          default: false
          }
        }
        if let vertex = labelled {
          let y = assembly.middle(assembly.layers.vertices[vertex].row)
          label = Point(path.position(atY: y) ?? assembly.cross[vertex], y)
        } else {
          label = path.middle
        }
      }
      return Route(path: path.joiningLines, label: label)
    }
  }

  /// A link that passes rows runs straight where they line up with one of its ends, and bends between the other rows.
  /// - Returns: the first stop, those where a straight run begins or ends, and the last.
  private static func bends(_ stops: [Stop]) -> [Int] {
    let last = stops.count - 1
    func isInLine(_ a: Int, _ b: Int) -> Bool {
      let meetsNode = (a == 0 && stops[a].node != nil) || (b == last && stops[b].node != nil)
      return abs(stops[a].x - stops[b].x) <= (meetsNode ? slide : same)
    }
    var enters = last
    while enters > 1, isInLine(enters - 1, enters) { enters -= 1 }
    var leaves = 0
    while leaves + 1 < enters, isInLine(leaves, leaves + 1) { leaves += 1 }
    // All of the chain is one straight line, which needs its two ends only.
    if enters == 1, isInLine(0, last) { return [0, last] }
    return [0] + (leaves > 0 ? [leaves] : []) + (enters < last && enters > leaves ? [enters] : []) + [last]
  }

  private func stop(_ link: Int, _ chain: [Int], _ index: Int) -> Stop {
    let vertex = chain[index]
    let info = assembly.layers.vertices[vertex]
    let band = assembly.along.rows[info.row]
    let isFirst = index == 0
    let isLast = index == chain.count - 1
    var x = assembly.cross[vertex]
    var start = band.start
    var end = band.end
    if case .node(let node) = info.kind {
      let offset = isFirst ? assembly.ports.upper[link] : assembly.ports.lower[link]
      x += offset
      let middle = assembly.middle(info.row)
      let size = assembly.graph.nodes[node].size
      let half = (assembly.graph.direction.isHorizontal ? size.width : size.height) / 2
      let extent = assembly.outline(of: node)?.extent(atX: offset, downwards: isFirst)
      let edge = middle + (extent ?? (isFirst ? half : -half))
      if isFirst { start = edge } else { end = edge }
    } else if case .anchor = info.kind {
      // At the border's own line; a link from inside passes the band first.
      if isFirst { start = band.end }
      if isLast, assembly.ranking.course[link].endsOutside { end = band.start }
      if start > end { swap(&start, &end) }
      if isLast, assembly.ranking.course[link].endsOutside { start = end }
    }
    var node: Int?
    if case .node(let own) = info.kind { node = own }
    return Stop(x: x, start: start, end: end, corridor: corridor(vertex, x), node: node)
  }

  /// Between the neighbours of a vertex in its row. Links share the space between them.
  private func corridor(_ vertex: Int, _ x: Double) -> ClosedRange<Double> {
    let row = assembly.layers.rows[assembly.layers.vertices[vertex].row]
    let index = place[vertex]
    var (left, right) = (0.0, 0.0)
    let own = assembly.layers.vertices[vertex]
    if case .label = own.kind { (left, right) = (own.left, own.right) }
    var low = -Double.infinity
    var high = Double.infinity
    for place in stride(from: index - 1, through: 0, by: -1) {
      let other = row[place]
      let info = assembly.layers.vertices[other]
      let edge = assembly.cross[other]
      switch info.kind {
      case .anchor where info.depth > 1: low = max(low, edge + info.right + left + Self.labelClearance)
      case .passage, .anchor: low = max(low, (edge + x - left) / 2 + left + Self.linkClearance)
      case .label: low = (edge + info.right + x - left) / 2 + left + Self.labelClearance
      // The title of a horizontal drawing is at this border.
      case .leftBorder:
        let hasTitle = info.right > assembly.graph.spacing.cluster
        low = edge + left + (hasTitle ? info.right : Self.borderClearance)
      case .rightBorder: low = edge + left + Self.borderClearance
      default: low = max(low, edge + info.right + left + Self.clearance)
      }
      // The end of a link at a border may be over the title, which is then the neighbour.
      if case .anchor = info.kind, info.depth <= 1 { continue }
      break
    }
    if index + 1 < row.count {
      let other = row[index + 1]
      let info = assembly.layers.vertices[other]
      let edge = assembly.cross[other]
      switch info.kind {
      case .anchor where info.depth > 1: high = edge - info.left - right - Self.labelClearance
      case .passage, .anchor: high = (edge + x + right) / 2 - right - Self.linkClearance
      case .label: high = (edge - info.left + x + right) / 2 - right - Self.labelClearance
      case .leftBorder, .rightBorder: high = edge - right - Self.borderClearance
      default: high = edge - info.left - right - Self.clearance
      }
    }
    return min(low, x)...max(high, x)
  }

  /// Where the upper or lower border of a node with an outline of its own is.
  private func border(of node: Int, atX x: Double, downwards: Bool) -> Double? {
    let vertex = assembly.layers.vertexOfNode[node]
    let extent = assembly.outline(of: node)?.extent(atX: x - assembly.cross[vertex], downwards: downwards)
    return extent.map { assembly.middle(assembly.layers.vertices[vertex].row) + $0 }
  }

  /// Points of the route between two stops: one curve if it stays in all corridors on the way, otherwise two
  /// routes that meet where it leaves its corridor furthest.
  private func append(
    _ stops: [Stop], _ first: Int, _ last: Int, lead wanted: Double, _ points: inout [Point]
  ) {
    let (from, to) = (stops[first], stops[last])
    var start = Point(from.x, first == 0 ? from.start : from.end)
    var end = Point(to.x, last == stops.count - 1 ? to.end : to.start)
    if abs(start.x - end.x) <= Self.slide {
      if last == stops.count - 1, let node = to.node {
        end = Point(start.x, border(of: node, atX: start.x, downwards: false) ?? end.y)
      } else if first == 0, let node = from.node {
        start = Point(end.x, border(of: node, atX: end.x, downwards: true) ?? start.y)
      }
    }
    let room = end.y - start.y
    let lead = min(wanted, wanted > Self.lead ? room * Self.longLeadPart : room * Self.leadPart)
    let isStraight = abs(start.x - end.x) < Self.same
    let final = end
    if first == 0 {
      points.append(start)
      if !isStraight { start.y += lead }
    }
    if last == stops.count - 1, !isStraight { end.y -= lead }
    // Taller neighbours in the rows of the ends are passed before the link turns. Each of the two makes the
    // curve between them steeper, so each is looked at again after the other.
    for _ in 0..<2 {
      if first == 0 {
        let leaves = position(from: start, to: end, atY: max(from.end, start.y))
        if !from.corridor.contains(leaves) { start.y = max(start.y, from.end) }
      }
      if last == stops.count - 1 {
        let enters = position(from: start, to: end, atY: min(to.start, end.y))
        if !to.corridor.contains(enters) { end.y = min(end.y, to.start) }
      }
    }
    var worst = -1
    var deviation = 0.0
    for index in (first + 1)..<max(first + 1, last) {
      let stop = stops[index]
      for y in [stop.start, stop.end] {
        let x = position(from: start, to: end, atY: y)
        let excess = max(stop.corridor.lowerBound - x, x - stop.corridor.upperBound)
        if excess > max(Self.same, deviation) { (worst, deviation) = (index, excess) }
      }
    }
    if worst >= 0 {
      if first == 0 { points.removeLast() }
      append(stops, first, worst, lead: wanted, &points)
      append(stops, worst, last, lead: wanted, &points)
      return
    }
    if points.last != start { points.append(start) }
    points.append(end)
    if final != end { points.append(final) }
  }

  /// Where the curve between two points is at a height between them.
  private func position(from a: Point, to b: Point, atY y: Double) -> Double {
    guard b.y > a.y else { return b.x }
    let target = min(max((y - a.y) / (b.y - a.y), 0), 1)
    // y(t) = 1.5 t (1-t)² + 1.5 t² (1-t) + t³ rises steadily, so halving finds t.
    var low = 0.0
    var high = 1.0
    for _ in 0..<Self.halvings {
      let t = (low + high) / 2
      let u = 1 - t
      if 1.5 * t * u * u + 1.5 * t * t * u + t * t * t < target { low = t } else { high = t }
    }
    let t = (low + high) / 2
    return a.x + (b.x - a.x) * (3 * t * t * (1 - t) + t * t * t)
  }
}

extension Ranking.Course {
  fileprivate var endsOutside: Bool {
    if case .down = self { return true }
    return false
  }
}

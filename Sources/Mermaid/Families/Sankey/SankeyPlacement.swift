/// Where nodes and flows of a Sankey diagram are: columns by the longest way, heights by the sums, and places in each
/// column close to where the flows come from and lead to.
///
/// The method is that of d3-sankey, which mermaid.js uses: sweeps from left to right and back move nodes to the mean of
/// their neighbours, and push them apart where they would overlap. Unlike there, a flow has a place of its own in each
/// column that it passes, so that it goes round the nodes there.
struct SankeyPlacement {
  /// A part of a flow, from one column to the next.
  struct Segment {
    var from: Int
    var to: Int
    var value: Double
    /// Where it begins and ends, at its upper edge.
    var start = 0.0
    var end = 0.0
  }

  /// CSS pixels of one unit, like all lengths here.
  let scale: Double
  /// For each node, then for each place that a flow passes.
  private(set) var column: [Int]
  private(set) var top: [Double]
  private(set) var segments: [Segment] = []
  /// The segments of each flow.
  private(set) var routes: [[Int]] = []
  let columnCount: Int
  private let nodeCount: Int
  private let height: Double
  private let gap: Double
  private var sums: [Double]
  private var members: [[Int]]
  private var outgoing: [[Int]]
  private var incoming: [[Int]]

  /// Between a passing flow and its neighbours.
  private static let passageGap = 6.0
  /// A node, on average: amounts are read from the heights, so the gaps may not take all of a column.
  private static let leastNode = 14.0
  private static let usualHeight = 380.0
  private static let sweeps = 16
  /// Each of them is sorted in every sweep.
  private static let mostPassages = 5_000

  /// - Parameters:
  ///   - order: the nodes so that every flow leads to a later one, see `Sankey.topologicalOrder`.
  ///   - gap: between two nodes of a column: as much as the words beside a node need.
  init(_ sankey: Sankey, _ order: [Int], gap: Double, limits: LayoutLimits) throws(LayoutError) {
    self.gap = gap
    nodeCount = sankey.nodes.count
    column = Self.columns(sankey, order)
    sums = sankey.sums
    columnCount = (column.max() ?? 0) + 1
    let passages = sankey.flows.reduce(0) { [column] in $0 + column[$1.to] - column[$1.from] - 1 }
    let limit = min(limits.passages, Self.mostPassages)
    if passages > limit { throw .tooMany(what: "columns that flows pass", count: passages, limit: limit) }
    for flow in sankey.flows { Self.cut(flow, &column, &sums, &segments, &routes) }
    top = [Double](repeating: 0, count: column.count)
    outgoing = [[Int]](repeating: [], count: column.count)
    incoming = outgoing
    for (index, segment) in segments.enumerated() {
      outgoing[segment.from].append(index)
      incoming[segment.to].append(index)
    }
    members = [[Int]](repeating: [], count: columnCount)
    for stop in column.indices { members[column[stop]].append(stop) }
    (height, scale) = Self.size(members, sums, nodeCount: nodeCount, gap: gap)
    for own in members { stack(own) }
    for sweep in 0..<Self.sweeps { relax(strength: 1 - Double(sweep) / Double(2 * Self.sweeps)) }
    placeSegments()
  }

  /// Cuts a flow at every column that it passes.
  private static func cut(
    _ flow: Sankey.Flow, _ column: inout [Int], _ sums: inout [Double], _ segments: inout [Segment],
    _ routes: inout [[Int]]
  ) {
    var route: [Int] = []
    var from = flow.from
    while column[from] + 1 < column[flow.to] {
      column.append(column[from] + 1)
      sums.append(flow.value)
      route.append(segments.count)
      segments.append(Segment(from: from, to: column.count - 1, value: flow.value))
      from = column.count - 1
    }
    route.append(segments.count)
    segments.append(Segment(from: from, to: flow.to, value: flow.value))
    routes.append(route)
  }

  /// The height of the highest column, and the scale with which every column fits.
  private static func size(_ members: [[Int]], _ sums: [Double], nodeCount: Int, gap: Double) -> (
    Double, Double
  ) {
    let gaps = members.map { own in own.reduce(0) { $0 + ($1 < nodeCount ? gap : passageGap) } }
    let height = zip(members, gaps).reduce(usualHeight) { highest, column in
      max(highest, column.1 + leastNode * Double(column.0.count { $0 < nodeCount }))
    }
    var scale = Double.infinity
    for (own, gaps) in zip(members, gaps) {
      let sum = own.reduce(0) { $0 + sums[$1] }
      if sum > 0 { scale = min(scale, (height - gaps) / sum) }
    }
    // Without any amount nodes are lines.
    return (height, scale.isFinite ? scale : 0)
  }

  private static func columns(_ sankey: Sankey, _ order: [Int]) -> [Int] {
    let targets = sankey.targets
    let depth = depths(targets, order)
    let last = depth.max() ?? 0
    switch sankey.alignment {
    case .left: return depth
    case .right: return heights(targets, order).map { last - $0 }
    case .justify: return depth.indices.map { targets[$0].isEmpty ? last : depth[$0] }
    case .center:
      return depth.indices.map { node in
        depth[node] > 0 ? depth[node] : (targets[node].map { depth[$0] }.min() ?? 1) - 1
      }
    }
  }

  /// For each node the number of flows on the longest way to it.
  private static func depths(_ targets: [[Int]], _ order: [Int]) -> [Int] {
    var depth = [Int](repeating: 0, count: order.count)
    for node in order {
      for target in targets[node] { depth[target] = max(depth[target], depth[node] + 1) }
    }
    return depth
  }

  /// For each node the number of flows on the longest way from it.
  private static func heights(_ targets: [[Int]], _ order: [Int]) -> [Int] {
    var height = [Int](repeating: 0, count: order.count)
    for node in order.reversed() {
      for target in targets[node] { height[node] = max(height[node], height[target] + 1) }
    }
    return height
  }

  func extent(_ stop: Int) -> Double { sums[stop] * scale }
  private func center(_ stop: Int) -> Double { top[stop] + extent(stop) / 2 }

  private func gap(_ a: Int, _ b: Int) -> Double { a < nodeCount && b < nodeCount ? gap : Self.passageGap }

  private mutating func stack(_ own: [Int]) {
    var y = 0.0
    for (index, stop) in own.enumerated() {
      if index > 0 { y += gap(own[index - 1], stop) }
      top[stop] = y
      y += extent(stop)
    }
    for stop in own { top[stop] += (height - y) / 2 }
  }

  private mutating func relax(strength: Double) {
    for index in members.indices.dropFirst() {
      move(index, strength) { placement, stop in placement.incoming[stop].map { placement.segments[$0].from }
      }
    }
    for index in members.indices.dropLast().reversed() {
      move(index, strength) { placement, stop in placement.outgoing[stop].map { placement.segments[$0].to } }
    }
  }

  /// Moves the stops of a column towards the mean of their neighbours at one side, each with its amount.
  private mutating func move(_ index: Int, _ strength: Double, _ neighbours: (Self, Int) -> [Int]) {
    for stop in members[index] {
      let others = neighbours(self, stop)
      guard !others.isEmpty else { continue }
      var (sum, weight) = (0.0, 0.0)
      for other in others {
        let value = min(sums[other], sums[stop])
        sum += center(other) * value
        weight += value
      }
      if weight > 0 { top[stop] += (sum / weight - center(stop)) * strength }
    }
    separate(index)
  }

  private mutating func separate(_ index: Int) {
    let own = members[index].sorted { (center($0), $0) < (center($1), $1) }
    members[index] = own
    var y = 0.0
    for (place, stop) in own.enumerated() {
      if place > 0 { y += gap(own[place - 1], stop) }
      top[stop] = max(top[stop], y)
      y = top[stop] + extent(stop)
    }
    y = height
    for (place, stop) in own.enumerated().reversed() {
      if place < own.count - 1 { y -= gap(stop, own[place + 1]) }
      top[stop] = min(top[stop], y - extent(stop))
      y = top[stop]
    }
  }

  /// The segments at each stop, from above in the order of the stops at their other ends.
  private mutating func placeSegments() {
    for stop in column.indices {
      var y = top[stop]
      let after = outgoing[stop].sorted { (center(segments[$0].to), $0) < (center(segments[$1].to), $1) }
      for segment in after {
        segments[segment].start = y
        y += segments[segment].value * scale
      }
      y = top[stop]
      let before = incoming[stop].sorted { (center(segments[$0].from), $0) < (center(segments[$1].from), $1) }
      for segment in before {
        segments[segment].end = y
        y += segments[segment].value * scale
      }
    }
  }
}

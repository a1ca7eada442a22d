/// The graph with every link cut into steps from one row to the next.
///
/// Rows are finer than ranks: between two ranks there is a row for each border of a cluster that ends or begins there,
/// and one for labels of links. Empty rows are left out.
struct Layers {
  enum Kind: Sendable, Hashable {
    case node(Int)
    /// A link passing.
    case passage(link: Int)
    case label(link: Int)
    /// Where a link ends at a cluster's border.
    case anchor(link: Int)
    case leftBorder(cluster: Int)
    case rightBorder(cluster: Int)
    case title(cluster: Int)

    var isBorder: Bool {
      switch self {
      case .leftBorder, .rightBorder: true
      default: false
      }
    }

    /// Vertices of links, which are kept straight.
    var isLink: Bool {
      switch self {
      case .passage, .label, .anchor: true
      default: false
      }
    }
  }

  struct Vertex: Sendable {
    var kind: Kind
    var row: Int
    /// Innermost cluster; -1 for none.
    var cluster: Int
    /// Room across the rows on either side of the position.
    var left: Double
    var right: Double
    /// Extent along the rows' axis.
    var depth: Double
  }

  struct Edge: Sendable {
    var upper: Int
    var lower: Int
    /// The cost of crossing it.
    var weight: Int
    /// The link, or -1 for a border.
    var link: Int
  }

  var vertices: [Vertex] = []
  var edges: [Edge] = []
  /// Vertices of each row; the order is what the crossing reduction works on.
  var rows: [[Int]] = []
  /// The vertices of each link from its upper to its lower end; empty for loops and for links that are not drawn.
  var chains: [[Int]]
  var rankOfRow: [Int?] = []
  /// First and last row of each cluster: those of its borders.
  var rowSpan: [(first: Int, last: Int)] = []
  /// The vertex of each node.
  var vertexOfNode: [Int] = []

  /// Whether there is little room between a row and the next: inside of a cluster, next to its border.
  func isTight(after row: Int) -> Bool {
    guard row + 1 < rows.count else { return false }
    let begins = rowSpan.contains { $0.first == row }
    let ends = rowSpan.contains { $0.last == row + 1 }
    let beginsNext = rowSpan.contains { $0.first == row + 1 }
    return begins && (rankOfRow[row + 1] != nil || beginsNext) || ends
  }

  /// How many crossings of two links a crossing of a cluster's border counts for.
  static let borderWeight = 6
  /// In CSS pixels: above and below a label in the row of a border.
  fileprivate static let labelClearance = 4.0
}

/// Rows before the empty ones are left out, counted from the first border above rank 0.
private struct Slots {
  let height: Int
  var perRank: Int { 2 * height + 2 }

  func rank(_ rank: Int) -> Int { rank * perRank + height }
  func top(rank: Int, depth: Int) -> Int { rank * perRank + depth - 1 }
  func bottom(rank: Int, depth: Int) -> Int { rank * perRank + 2 * height + 1 - depth }
  /// Between this rank and the next.
  func label(after rank: Int) -> Int { rank * perRank + 2 * height + 1 }
}

extension Layers {
  /// - Parameter sizes: room of each node across and along the rows: left, right, depth.
  init(
    _ graph: LayeredGraph, _ tree: ClusterTree, _ ranking: Ranking,
    sizes: [(left: Double, right: Double, depth: Double)], limits: LayoutLimits
  ) throws(LayoutError) {
    let slots = Slots(height: tree.height)
    let horizontal = graph.direction.isHorizontal
    let ranks = (ranking.rank.max() ?? 0) + 1
    chains = [[Int]](repeating: [], count: graph.links.count)

    let topSlot = graph.clusters.indices.map {
      slots.top(rank: ranking.span[$0].first, depth: tree.depth[$0])
    }
    let bottomSlot = graph.clusters.indices.map {
      slots.bottom(rank: ranking.span[$0].last, depth: tree.depth[$0])
    }
    var used = [Bool](repeating: false, count: ranks * slots.perRank)
    for rank in 0..<ranks { used[slots.rank(rank)] = true }
    for cluster in graph.clusters.indices {
      used[topSlot[cluster]] = true
      used[bottomSlot[cluster]] = true
    }
    let ends = graph.links.indices.map { link -> (first: Int, last: Int)? in
      let upper: Int
      switch ranking.ends[link].upper {
      case .node(let node): upper = slots.rank(ranking.rank[node])
      case .cluster(let cluster): upper = bottomSlot[cluster]
      }
      switch (ranking.course[link], ranking.ends[link].lower) {
      case (.down, .node(let node)): return (upper, slots.rank(ranking.rank[node]))
      case (.down, .cluster(let cluster)): return (upper, topSlot[cluster])
      case (.inside, .cluster(let cluster)): return (upper, bottomSlot[cluster])
      default: return nil
      }
    }
    var labelSlots = [Int](repeating: -1, count: graph.links.count)
    for (link, span) in ends.enumerated() {
      guard graph.links[link].label != nil, let span else { continue }
      // Next to the end that the link really starts at: "yes" and "no" belong to their question.
      let isReversed =
        switch ranking.course[link] {
        case .down(let reversed), .inside(let reversed): reversed
        default: false
        }
      let first = (span.first - slots.height) / slots.perRank
      let last = (span.last - 1 - slots.height) / slots.perRank
      var slot = slots.label(after: isReversed ? max(first, last) : first)
      if slot <= span.first || slot >= span.last { slot = -1 }
      labelSlots[link] = slot
      if slot >= 0 { used[slot] = true }
    }
    var rowOfSlot = [Int](repeating: -1, count: used.count)
    var slotOfRow: [Int] = []
    for slot in used.indices where used[slot] {
      rowOfSlot[slot] = slotOfRow.count
      slotOfRow.append(slot)
    }
    rows = [[Int]](repeating: [], count: slotOfRow.count)
    rankOfRow = slotOfRow.map { slot in
      slot % slots.perRank == slots.height ? slot / slots.perRank : nil
    }
    rowSpan = graph.clusters.indices.map { (rowOfSlot[topSlot[$0]], rowOfSlot[bottomSlot[$0]]) }

    for (index, node) in graph.nodes.enumerated() {
      let size = sizes[index]
      vertexOfNode.append(
        add(
          .node(index), row: rowOfSlot[slots.rank(ranking.rank[index])], cluster: node.cluster ?? -1,
          left: size.left, right: size.right, depth: size.depth))
    }
    let passages = ends.reduce(0) { sum, span in
      sum + (span.map { max(0, rowOfSlot[$0.last] - rowOfSlot[$0.first] - 1) } ?? 0)
    }
    let borders = rowSpan.reduce(0) { $0 + 2 * ($1.last - $1.first + 1) }
    if passages + borders > limits.passages {
      throw .tooMany(
        what: "places where an edge passes a rank", count: passages + borders, limit: limits.passages)
    }

    addBorders(graph, horizontal: horizontal)
    for (link, span) in ends.enumerated() {
      guard let span else { continue }
      addChain(
        link, graph: graph, tree: tree, ranking: ranking, rows: (rowOfSlot[span.first], rowOfSlot[span.last]),
        labelRow: labelSlots[link] < 0 ? -1 : rowOfSlot[labelSlots[link]])
    }
  }

  private mutating func add(
    _ kind: Kind, row: Int, cluster: Int, left: Double, right: Double, depth: Double = 0
  ) -> Int {
    let index = vertices.count
    vertices.append(Vertex(kind: kind, row: row, cluster: cluster, left: left, right: right, depth: depth))
    rows[row].append(index)
    return index
  }

  private mutating func addBorders(_ graph: LayeredGraph, horizontal: Bool) {
    for (cluster, info) in graph.clusters.enumerated() {
      let span = rowSpan[cluster]
      let band = horizontal ? info.title.height : 0
      let padding = graph.spacing.cluster
      var previous: (Int, Int)?
      for row in span.first...span.last {
        // A title at the left end of horizontal rows is above the diagram's drawn rows: the border is
        // as thick as the title there.
        let titleRow = graph.direction == .leftToRight ? span.first : span.last
        let depth = horizontal && info.hasTitleRow && row == titleRow ? info.title.width : 0
        let left = add(
          .leftBorder(cluster: cluster), row: row, cluster: cluster, left: 0, right: max(padding, band),
          depth: depth)
        let right = add(.rightBorder(cluster: cluster), row: row, cluster: cluster, left: padding, right: 0)
        if let previous {
          edges.append(Edge(upper: previous.0, lower: left, weight: Self.borderWeight, link: -1))
          edges.append(Edge(upper: previous.1, lower: right, weight: Self.borderWeight, link: -1))
        }
        previous = (left, right)
      }
      if !horizontal, info.title.height > 0 {
        let row = graph.direction == .bottomToTop ? span.last : span.first
        _ = add(
          .title(cluster: cluster), row: row, cluster: cluster, left: 0, right: info.title.width,
          depth: info.title.height)
      }
    }
  }

  private mutating func addChain(
    _ link: Int, graph: LayeredGraph, tree: ClusterTree, ranking: Ranking, rows: (first: Int, last: Int),
    labelRow: Int
  ) {
    let upperCluster: Int
    let lowerCluster: Int
    var chain: [Int] = []
    // Half the room of a link that passes a row: with those of its neighbour, half the distance of links.
    let half = graph.spacing.link / 4
    switch ranking.ends[link].upper {
    case .node(let node):
      upperCluster = graph.nodes[node].cluster ?? -1
      chain.append(vertexOfNode[node])
    case .cluster(let cluster):
      upperCluster = cluster
      chain.append(add(.anchor(link: link), row: rows.first, cluster: cluster, left: half, right: half))
    }
    switch ranking.ends[link].lower {
    case .node(let node): lowerCluster = graph.nodes[node].cluster ?? -1
    case .cluster(let cluster): lowerCluster = cluster
    }
    for row in (rows.first + 1)..<max(rows.first + 1, rows.last) {
      let cluster = clusterOnTheWay(
        from: upperCluster, to: lowerCluster, row: row, tree, isLabel: row == labelRow)
      if row == labelRow, let label = graph.links[link].label {
        let size = graph.direction.isHorizontal ? label.transposed : label
        chain.append(
          add(
            .label(link: link), row: row, cluster: cluster, left: size.width / 2, right: size.width / 2,
            depth: size.height))
      } else {
        chain.append(add(.passage(link: link), row: row, cluster: cluster, left: half, right: half))
      }
    }
    switch ranking.ends[link].lower {
    case .node(let node): chain.append(vertexOfNode[node])
    case .cluster(let cluster):
      var size = Size(2 * half, 0)
      // A link from the inside passes the border's row, so it must keep clear of a title there: any depth above 0 makes
      // it a neighbour of the title.
      if case .inside = ranking.course[link] { size.height = 1 }
      if case .inside = ranking.course[link], let label = graph.links[link].label {
        // Inside a cluster there is no row for labels below the last rank, so the label is in the border's row.
        size = graph.direction.isHorizontal ? label.transposed : label
        size.height += 2 * Self.labelClearance
      }
      chain.append(
        add(
          .anchor(link: link), row: rows.last, cluster: cluster, left: size.width / 2, right: size.width / 2,
          depth: size.height))
    }
    for (upper, lower) in zip(chain, chain.dropFirst()) {
      edges.append(Edge(upper: upper, lower: lower, weight: 1, link: link))
    }
    chains[link] = chain
  }

  /// A link stays in the clusters of its upper end until they end, and is in those of its lower end from where they
  /// begin; in between it is in the innermost cluster that contains both.
  private func clusterOnTheWay(from upper: Int, to lower: Int, row: Int, _ tree: ClusterTree, isLabel: Bool)
    -> Int
  {
    let common = tree.common(upper, lower)
    var inner = lower
    while inner != common, rowSpan[inner].first > row { inner = tree.parent[inner] }
    var outer = upper
    while outer != common, rowSpan[outer].last < row { outer = tree.parent[outer] }
    if inner != common, outer != common, isLabel { return common }
    return inner != common ? inner : outer
  }
}

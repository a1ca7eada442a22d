/// Which rank each node stands on, and which way each link is taken so that all lead downwards.
struct Ranking {
  /// How a link takes part.
  enum Course: Sendable, Hashable {
    /// From an upper end to a lower one. An end at a cluster is its border: the lower one for the upper end,
    /// the upper one for the lower end.
    case down(reversed: Bool)
    /// From a node down to the inside of the lower border of a cluster that holds it.
    case inside(reversed: Bool)
    /// A node to itself, beside it.
    case loop
    /// Not possible between these ends (a cluster to itself or to one it holds).
    case none
  }

  /// From 0, without empty ranks.
  var rank: [Int]
  /// For each link. Ends at clusters may have been replaced by one of their nodes, see `ends`.
  var course: [Course]
  /// Upper and lower end of each link as ranked.
  var ends: [(upper: LayeredGraph.End, lower: LayeredGraph.End)]
  /// First and last rank of each cluster.
  var span: [(first: Int, last: Int)]
}

extension Ranking {
  init(_ graph: LayeredGraph, _ tree: ClusterTree) {
    let nodeCount = graph.nodes.count
    let clusterCount = graph.clusters.count
    // Vertices of the ranking: the nodes, then the upper borders, then the lower borders.
    func top(_ cluster: Int) -> Int { nodeCount + cluster }
    func bottom(_ cluster: Int) -> Int { nodeCount + clusterCount + cluster }
    let firstNode = Self.firstNodes(graph, tree)

    var courses: [Course] = []
    var linkEnds: [(upper: LayeredGraph.End, lower: LayeredGraph.End)] = []
    let reversed = Self.linksAgainstTheFlow(graph, firstNode)
    var edges: [NetworkSimplex.Edge] = []
    for (index, node) in graph.nodes.enumerated() {
      guard let cluster = node.cluster else { continue }
      edges.append(.init(from: top(cluster), to: index, minLength: 0, weight: 0))
      edges.append(.init(from: index, to: bottom(cluster), minLength: 0, weight: 0))
    }
    for cluster in graph.clusters.indices {
      edges.append(.init(from: top(cluster), to: bottom(cluster), minLength: 0, weight: 1))
      let parent = tree.parent[cluster]
      guard parent >= 0 else { continue }
      edges.append(.init(from: top(parent), to: top(cluster), minLength: 0, weight: 0))
      edges.append(.init(from: bottom(cluster), to: bottom(parent), minLength: 0, weight: 0))
    }
    var toClusters: [Int] = []
    for (index, link) in graph.links.enumerated() {
      let (upper, lower) = reversed[index] ? (link.to, link.from) : (link.from, link.to)
      linkEnds.append((upper, lower))
      switch (upper, lower) {
      case (.node(let a), .node(let b)) where a == b: courses.append(.loop)
      case (.node(let a), .node(let b)):
        courses.append(.down(reversed: reversed[index]))
        edges.append(
          .init(from: a, to: b, minLength: max(1, link.minLength), weight: Self.pull * max(1, link.weight)))
      case (.cluster(let a), .cluster(let b)):
        let nested = tree.holds(a, b) || tree.holds(b, a)
        courses.append(nested ? .none : .down(reversed: reversed[index]))
        if !nested { toClusters.append(index) }
      case (.node(let a), .cluster(let b)), (.cluster(let b), .node(let a)):
        let inside = tree.holds(b, graph.nodes[a].cluster ?? -1)
        if inside {
          let fromNode = link.from == .node(a)
          linkEnds[index] = (.node(a), .cluster(b))
          courses.append(.inside(reversed: !fromNode))
          edges.append(.init(from: a, to: bottom(b), minLength: 0, weight: 1))
        } else {
          courses.append(.down(reversed: reversed[index]))
          toClusters.append(index)
        }
      }
    }

    // Links to clusters bind every node inside, so each is tried against all that is bound already.
    var reach = Reachability(vertexCount: nodeCount + 2 * clusterCount, edges: edges)
    for index in toClusters {
      let length = max(1, graph.links[index].minLength)
      func edge() -> NetworkSimplex.Edge {
        let from: Int
        switch linkEnds[index].upper {
        case .node(let node): from = node
        case .cluster(let cluster): from = bottom(cluster)
        }
        let to: Int
        switch linkEnds[index].lower {
        case .node(let node): to = node
        case .cluster(let cluster): to = top(cluster)
        }
        return .init(from: from, to: to, minLength: length, weight: Self.pull)
      }
      let isReversed = reversed[index]
      if !reach.leads(from: edge().to, to: edge().from) {
        edges.append(edge())
        reach.add(edge())
        continue
      }
      linkEnds[index] = (linkEnds[index].lower, linkEnds[index].upper)
      if !reach.leads(from: edge().to, to: edge().from) {
        courses[index] = .down(reversed: !isReversed)
        edges.append(edge())
        reach.add(edge())
        continue
      }
      // The cluster lies both above and below the other end: take one of its nodes instead.
      func node(of end: LayeredGraph.End) -> Int {
        switch end {
        case .node(let node): node
        case .cluster(let cluster): firstNode[cluster]
        }
      }
      var (a, b) = (node(of: linkEnds[index].lower), node(of: linkEnds[index].upper))
      var turned = isReversed
      if reach.leads(from: b, to: a) {
        swap(&a, &b)
        turned.toggle()
      }
      linkEnds[index] = (.node(a), .node(b))
      courses[index] = a == b ? .none : .down(reversed: turned)
      if a != b {
        let replacement = NetworkSimplex.Edge(from: a, to: b, minLength: length, weight: Self.pull)
        edges.append(replacement)
        reach.add(replacement)
      }
    }

    let count = nodeCount + 2 * clusterCount
    let positions =
      NetworkSimplex.solve(vertexCount: count, edges: edges, work: Self.work, balanced: false)
      ?? [Int](repeating: 0, count: count)
    // Ranks without a node are the length that authors gave to their links, up to a bound that keeps the
    // drawing in proportion to what is in it.
    let rankCount = (positions.max() ?? 0) + 1
    var used = [Bool](repeating: rankCount <= 3 * nodeCount + 16, count: rankCount)
    for node in 0..<nodeCount { used[positions[node]] = true }
    var dense: [Int] = []
    var next = 0
    for isUsed in used {
      dense.append(next)
      if isUsed { next += 1 }
    }
    course = courses
    ends = linkEnds
    rank = (0..<nodeCount).map { dense[positions[$0]] }
    span = [(Int, Int)](repeating: (Int.max, Int.min), count: clusterCount)
    for (index, node) in graph.nodes.enumerated() {
      var cluster = node.cluster ?? -1
      while cluster >= 0 {
        span[cluster] = (min(span[cluster].first, rank[index]), max(span[cluster].last, rank[index]))
        cluster = tree.parent[cluster]
      }
    }
  }

  /// Links pull this much harder than clusters do to stay low.
  private static let pull = 4

  private static let work = 30_000_000

  /// The node of each cluster, or of the clusters in it, that was declared first.
  private static func firstNodes(_ graph: LayeredGraph, _ tree: ClusterTree) -> [Int] {
    var first = [Int](repeating: -1, count: graph.clusters.count)
    for (index, node) in graph.nodes.enumerated() {
      var cluster = node.cluster ?? -1
      while cluster >= 0, first[cluster] < 0 {
        first[cluster] = index
        cluster = tree.parent[cluster]
      }
    }
    return first
  }

  /// Links that close a cycle when the graph is walked in the order of declaration.
  ///
  /// Sources are walked first, that of the first link before others, so that a chart that loops back to its
  /// start keeps its start at the top.
  private static func linksAgainstTheFlow(_ graph: LayeredGraph, _ firstNode: [Int]) -> [Bool] {
    var reversed = [Bool](repeating: false, count: graph.links.count)
    var out = [[Int]](repeating: [], count: graph.nodes.count)
    var entered = [Bool](repeating: false, count: graph.nodes.count)
    func node(_ end: LayeredGraph.End) -> Int {
      switch end {
      case .node(let node): node
      case .cluster(let cluster): firstNode[cluster]
      }
    }
    for (index, link) in graph.links.enumerated() where node(link.from) != node(link.to) {
      out[node(link.from)].append(index)
      entered[node(link.to)] = true
    }
    var state = [UInt8](repeating: 0, count: graph.nodes.count)
    let sources = graph.nodes.indices.filter { !entered[$0] }
      .sorted { (out[$0].first ?? Int.max, $0) < (out[$1].first ?? Int.max, $1) }
    let order = sources + graph.nodes.indices.filter { entered[$0] }
    for root in order where state[root] == 0 {
      var stack: [(node: Int, next: Int)] = [(root, 0)]
      state[root] = 1
      while let (current, next) = stack.last {
        guard next < out[current].count else {
          state[current] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let link = out[current][next]
        let target = node(graph.links[link].to)
        switch state[target] {
        case 0:
          state[target] = 1
          stack.append((target, 0))
        case 1: reversed[link] = true
        default: break
        }
      }
    }
    return reversed
  }
}

/// Whether one vertex leads to another, while edges are being added.
private struct Reachability {
  private var out: [[Int]]
  private var seen: [Int]
  private var round = 0

  init(vertexCount: Int, edges: [NetworkSimplex.Edge]) {
    out = [[Int]](repeating: [], count: vertexCount)
    seen = [Int](repeating: 0, count: vertexCount)
    for edge in edges { out[edge.from].append(edge.to) }
  }

  mutating func add(_ edge: NetworkSimplex.Edge) { out[edge.from].append(edge.to) }

  mutating func leads(from start: Int, to target: Int) -> Bool {
    round += 1
    var stack = [start]
    seen[start] = round
    while let vertex = stack.popLast() {
      if vertex == target { return true }
      for next in out[vertex] where seen[next] != round {
        seen[next] = round
        stack.append(next)
      }
    }
    return false
  }
}

/// Constraints on the ranks: edges between nodes and the borders of clusters, each with a least length in ranks.
///
/// The vertices are the nodes, then the upper borders of the clusters, then their lower borders.
struct RankConstraints {
  private let graph: LayeredGraph
  private let tree: ClusterTree
  private let firstNode: [Int]
  private let reversed: [Bool]
  private var edges: [NetworkSimplex.Edge] = []
  /// Links with an end at a cluster that does not contain the other end.
  private var linksToClusters: [Int] = []
  private(set) var course: [Ranking.Course] = []
  private(set) var ends: [(upper: LayeredGraph.End, lower: LayeredGraph.End)] = []

  /// Links pull this much harder than clusters do to stay low.
  private static let pull = 4
  /// Most steps of the network simplex; it then stops with the best result so far.
  private static let work = 30_000_000

  init(_ graph: LayeredGraph, _ tree: ClusterTree) {
    self.graph = graph
    self.tree = tree
    firstNode = Self.firstNodes(graph, tree)
    reversed = Self.linksAgainstTheFlow(graph, firstNode)
  }

  private var vertexCount: Int { graph.nodes.count + 2 * graph.clusters.count }
  private func top(_ cluster: Int) -> Int { graph.nodes.count + cluster }
  private func bottom(_ cluster: Int) -> Int { graph.nodes.count + graph.clusters.count + cluster }

  /// A rank for every vertex; all 0 when the constraints have no solution.
  func positions() -> [Int] {
    NetworkSimplex.solve(vertexCount: vertexCount, edges: edges, work: Self.work, balanced: false)
      ?? [Int](repeating: 0, count: vertexCount)
  }

  /// Nodes and inner clusters are between the borders of their cluster.
  mutating func addClusters() {
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
  }

  /// Every link gets a course; those between nodes, and into the cluster around a node, are bound here.
  mutating func addLinks() {
    for (index, link) in graph.links.enumerated() {
      let (upper, lower) = reversed[index] ? (link.to, link.from) : (link.from, link.to)
      ends.append((upper, lower))
      switch (upper, lower) {
      case (.node(let a), .node(let b)) where a == b: course.append(.loop)
      case (.node(let a), .node(let b)):
        course.append(.down(reversed: reversed[index]))
        edges.append(
          .init(from: a, to: b, minLength: max(1, link.minLength), weight: Self.pull * max(1, link.weight)))
      case (.cluster(let a), .cluster(let b)):
        let nested = tree.holds(a, b) || tree.holds(b, a)
        course.append(nested ? .none : .down(reversed: reversed[index]))
        if !nested { linksToClusters.append(index) }
      case (.node(let a), .cluster(let b)), (.cluster(let b), .node(let a)):
        if tree.holds(b, graph.nodes[a].cluster ?? -1) {
          ends[index] = (.node(a), .cluster(b))
          course.append(.inside(reversed: link.from != .node(a)))
          edges.append(.init(from: a, to: bottom(b), minLength: 0, weight: 1))
        } else {
          course.append(.down(reversed: reversed[index]))
          linksToClusters.append(index)
        }
      }
    }
  }

  /// Links to clusters bind every node inside, so each is tested against all existing constraints.
  mutating func addLinksToClusters() {
    var reach = Reachability(vertexCount: vertexCount, edges: edges)
    for index in linksToClusters {
      if bind(index, &reach) { continue }
      ends[index] = (ends[index].lower, ends[index].upper)
      if bind(index, &reach) {
        course[index] = .down(reversed: !reversed[index])
      } else {
        bindNodes(of: index, &reach)
      }
    }
  }

  /// Adds the edge of a link to a cluster, if that closes no cycle.
  private mutating func bind(_ index: Int, _ reach: inout Reachability) -> Bool {
    let from: Int
    switch ends[index].upper {
    case .node(let node): from = node
    case .cluster(let cluster): from = bottom(cluster)
    }
    let to: Int
    switch ends[index].lower {
    case .node(let node): to = node
    case .cluster(let cluster): to = top(cluster)
    }
    guard !reach.leads(from: to, to: from) else { return false }
    add(.init(from: from, to: to, minLength: length(index), weight: Self.pull), &reach)
    return true
  }

  /// For a cluster that is both above and below the other end of the link: one of its nodes is used instead.
  private mutating func bindNodes(of index: Int, _ reach: inout Reachability) {
    var (upper, lower) = (node(of: ends[index].lower), node(of: ends[index].upper))
    var turned = reversed[index]
    if reach.leads(from: lower, to: upper) {
      swap(&upper, &lower)
      turned.toggle()
    }
    ends[index] = (.node(upper), .node(lower))
    course[index] = upper == lower ? .none : .down(reversed: turned)
    if upper != lower {
      add(.init(from: upper, to: lower, minLength: length(index), weight: Self.pull), &reach)
    }
  }

  private mutating func add(_ edge: NetworkSimplex.Edge, _ reach: inout Reachability) {
    edges.append(edge)
    reach.add(edge)
  }

  private func length(_ link: Int) -> Int { max(1, graph.links[link].minLength) }

  private func node(of end: LayeredGraph.End) -> Int { Self.node(of: end, firstNode) }

  private static func node(of end: LayeredGraph.End, _ firstNode: [Int]) -> Int {
    switch end {
    case .node(let node): node
    case .cluster(let cluster): firstNode[cluster]
    }
  }

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
    func node(_ end: LayeredGraph.End) -> Int { Self.node(of: end, firstNode) }
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

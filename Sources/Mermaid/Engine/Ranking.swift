/// The rank of each node, and the direction of each link so that all lead downwards.
struct Ranking {
  /// How a link affects the ranks.
  enum Course: Sendable, Hashable {
    /// From an upper end to a lower one. An end at a cluster is its border: the lower one for the upper end,
    /// the upper one for the lower end.
    case down(reversed: Bool)
    /// From a node down to the inside of the lower border of a cluster that contains it.
    case inside(reversed: Bool)
    /// A node to itself, beside it.
    case loop
    /// Not possible between these ends (a cluster to itself or to one inside it).
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
    var constraints = RankConstraints(graph, tree)
    constraints.addClusters()
    constraints.addLinks()
    constraints.addLinksToClusters()
    course = constraints.course
    ends = constraints.ends
    rank = Self.dense(constraints.positions(), nodeCount: graph.nodes.count)
    span = Self.spans(graph, tree, rank)
  }

  /// Positions of nodes without empty ranks in between. Ranks without a node are the length that authors gave to their
  /// links; their number is bounded, which keeps the drawing in proportion to its content.
  private static func dense(_ positions: [Int], nodeCount: Int) -> [Int] {
    let rankCount = (positions.max() ?? 0) + 1
    var used = [Bool](repeating: rankCount <= 3 * nodeCount + 16, count: rankCount)
    for node in 0..<nodeCount { used[positions[node]] = true }
    var dense: [Int] = []
    var next = 0
    for isUsed in used {
      dense.append(next)
      if isUsed { next += 1 }
    }
    return (0..<nodeCount).map { dense[positions[$0]] }
  }

  /// The first and last rank of the nodes in each cluster.
  private static func spans(_ graph: LayeredGraph, _ tree: ClusterTree, _ rank: [Int]) -> [(
    first: Int, last: Int
  )] {
    var span = [(first: Int, last: Int)](repeating: (Int.max, Int.min), count: graph.clusters.count)
    for (index, node) in graph.nodes.enumerated() {
      var cluster = node.cluster ?? -1
      while cluster >= 0 {
        span[cluster] = (min(span[cluster].first, rank[index]), max(span[cluster].last, rank[index]))
        cluster = tree.parent[cluster]
      }
    }
    return span
  }
}

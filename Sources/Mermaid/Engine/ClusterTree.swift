/// The nesting of clusters, prepared for the queries of the engine.
struct ClusterTree {
  /// -1 for the outermost.
  let parent: [Int]
  /// 1 for the outermost.
  let depth: [Int]
  /// 0 without clusters.
  let height: Int
  let children: [[Int]]
  /// Clusters that have no parent.
  let roots: [Int]

  init(_ clusters: [LayeredGraph.Cluster]) {
    let parents = clusters.map { $0.parent ?? -1 }
    var depths = [Int](repeating: 1, count: parents.count)
    var below = [[Int]](repeating: [], count: parents.count)
    var top: [Int] = []
    for (cluster, above) in parents.enumerated() {
      if above < 0 {
        top.append(cluster)
      } else {
        depths[cluster] = depths[above] + 1
        below[above].append(cluster)
      }
    }
    parent = parents
    depth = depths
    height = depths.max() ?? 0
    children = below
    roots = top
  }

  /// Whether `ancestor` is `cluster` or contains it; -1 contains everything.
  func holds(_ ancestor: Int, _ cluster: Int) -> Bool {
    if ancestor < 0 { return true }
    var current = cluster
    while current >= 0 {
      if current == ancestor { return true }
      current = parent[current]
    }
    return false
  }

  /// The innermost cluster that contains both; -1 when no cluster does.
  func common(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while a != b {
      if a < 0 || b < 0 { return -1 }
      if depth[a] >= depth[b] { a = parent[a] } else { b = parent[b] }
    }
    return a
  }

  /// The child of `ancestor` on the way to `cluster`; -1 when `cluster` is `ancestor`.
  func branch(of cluster: Int, under ancestor: Int) -> Int {
    var current = cluster
    while current >= 0, current != ancestor {
      if parent[current] == ancestor { return current }
      current = parent[current]
    }
    return -1
  }
}

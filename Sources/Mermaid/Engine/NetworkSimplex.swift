/// Integer positions for the vertices of a directed acyclic graph that keep every edge at least as long as
/// it must be, with the least sum of weighted lengths.
///
/// The network simplex method of Gansner, Koutsofios, North and Vo, "A Technique for Drawing Directed
/// Graphs" (1993), sections 2.3 to 2.4 and 4.2. It gives ranks, and coordinates across the ranks.
struct NetworkSimplex {
  struct Edge {
    var from: Int
    var to: Int
    /// `position[to] - position[from]` is at least this; may be negative.
    var minLength: Int
    /// Cost of each unit of length. 0…
    var weight: Int
  }

  let vertexCount: Int
  var edges: [Edge]
  var position: [Int]
  // Edges by vertex, both directions, as offsets into one array.
  var outOffset: [Int]
  var outEdges: [Int]
  var inOffset: [Int]
  var inEdges: [Int]
  // The spanning tree: edges, their place in `treeEdges` (-1 when not in the tree), cut values.
  var treeEdges: [Int] = []
  var treeIndex: [Int]
  var cut: [Int]
  var treeNeighbours: [[Int]]
  var parentEdge: [Int]
  /// Postorder numbers: the subtree of `v` is `byLimit[low[v]...limit[v]]`.
  var low: [Int]
  var limit: [Int]
  var byLimit: [Int]
  var searchStart = 0

  /// - Parameters:
  ///   - work: how many vertices and edges may be touched; the result is always feasible, and the best
  ///     found when the work runs out.
  ///   - balanced: move what can move at no cost to the middle of its room.
  /// - Returns: positions from 0 for each connected component, or `nil` when the graph has a cycle.
  static func solve(vertexCount: Int, edges: [Edge], work: Int, balanced: Bool = false) -> [Int]? {
    guard vertexCount > 0 else { return [] }
    var components = UnionFind(count: vertexCount)
    for edge in edges { components.union(edge.from, edge.to) }
    // One more vertex connects the components at no cost.
    var connected = edges
    for vertex in 0..<vertexCount where components.find(vertex) == vertex {
      connected.append(Edge(from: vertexCount, to: vertex, minLength: 0, weight: 0))
    }
    var solver = NetworkSimplex(vertexCount: vertexCount + 1, edges: connected)
    guard solver.placeByLongestPath() else { return nil }
    solver.growTightTree()
    solver.setCutValues()
    solver.optimise(work: work)
    if balanced { solver.balance() }
    var least = [Int](repeating: Int.max, count: vertexCount)
    for vertex in 0..<vertexCount {
      let component = components.find(vertex)
      least[component] = min(least[component], solver.position[vertex])
    }
    return (0..<vertexCount).map { solver.position[$0] - least[components.find($0)] }
  }

  private init(vertexCount: Int, edges: [Edge]) {
    self.vertexCount = vertexCount
    self.edges = edges
    position = [Int](repeating: 0, count: vertexCount)
    (outOffset, outEdges) = Self.group(edges.map(\.from), count: vertexCount)
    (inOffset, inEdges) = Self.group(edges.map(\.to), count: vertexCount)
    treeIndex = [Int](repeating: -1, count: edges.count)
    cut = [Int](repeating: 0, count: edges.count)
    treeNeighbours = [[Int]](repeating: [], count: vertexCount)
    parentEdge = [Int](repeating: -1, count: vertexCount)
    low = [Int](repeating: 0, count: vertexCount)
    limit = [Int](repeating: 0, count: vertexCount)
    byLimit = [Int](repeating: 0, count: vertexCount)
  }

  /// Indices of `keys` grouped by key, in order: a counting sort.
  private static func group(_ keys: [Int], count: Int) -> (offsets: [Int], items: [Int]) {
    var offsets = [Int](repeating: 0, count: count + 1)
    for key in keys { offsets[key + 1] += 1 }
    for index in 0..<count { offsets[index + 1] += offsets[index] }
    var next = offsets
    var items = [Int](repeating: 0, count: keys.count)
    for (index, key) in keys.enumerated() {
      items[next[key]] = index
      next[key] += 1
    }
    return (offsets, items)
  }

  func slack(_ edge: Int) -> Int {
    position[edges[edge].to] - position[edges[edge].from] - edges[edge].minLength
  }

  private mutating func placeByLongestPath() -> Bool {
    var waiting = (0..<vertexCount).map { inOffset[$0 + 1] - inOffset[$0] }
    var queue = (0..<vertexCount).filter { waiting[$0] == 0 }
    // Minimum lengths may be negative, so sources that nothing else places start at 0.
    var placed = [Bool](repeating: false, count: vertexCount)
    var head = 0
    while head < queue.count {
      let vertex = queue[head]
      head += 1
      for slot in outOffset[vertex]..<outOffset[vertex + 1] {
        let edge = edges[outEdges[slot]]
        let least = position[vertex] + edge.minLength
        if !placed[edge.to] || least > position[edge.to] { position[edge.to] = least }
        placed[edge.to] = true
        waiting[edge.to] -= 1
        if waiting[edge.to] == 0 { queue.append(edge.to) }
      }
    }
    return queue.count == vertexCount
  }

  /// Joins the components of tight edges, each to its nearest neighbour, until one tree of tight edges is left.
  private mutating func growTightTree() {
    var sets = UnionFind(count: vertexCount)
    var members = (0..<vertexCount).map { [$0] }
    func merge(_ a: Int, _ b: Int, sets: inout UnionFind, members: inout [[Int]]) {
      let (left, right) = (sets.find(a), sets.find(b))
      guard left != right else { return }
      sets.union(left, right)
      let root = sets.find(left)
      let other = root == left ? right : left
      members[root] += members[other]
      members[other] = []
    }
    for edge in edges.indices
    where slack(edge) == 0 && sets.find(edges[edge].from) != sets.find(edges[edge].to) {
      addToTree(edge)
      merge(edges[edge].from, edges[edge].to, sets: &sets, members: &members)
    }
    while treeEdges.count < vertexCount - 1 {
      let before = treeEdges.count
      var joined = [Bool](repeating: false, count: vertexCount)
      for root in 0..<vertexCount where !members[root].isEmpty && !joined[root] {
        if treeEdges.count == vertexCount - 1 { break }
        var best = -1
        var bestSlack = Int.max
        for vertex in members[root] {
          for slot in outOffset[vertex]..<outOffset[vertex + 1] {
            let edge = outEdges[slot]
            if sets.find(edges[edge].to) != root, slack(edge) < bestSlack {
              (best, bestSlack) = (edge, slack(edge))
            }
          }
          for slot in inOffset[vertex]..<inOffset[vertex + 1] {
            let edge = inEdges[slot]
            if sets.find(edges[edge].from) != root, slack(edge) < bestSlack {
              (best, bestSlack) = (edge, slack(edge))
            }
          }
        }
        guard best >= 0 else { continue }
        let delta = sets.find(edges[best].from) == root ? bestSlack : -bestSlack
        for vertex in members[root] { position[vertex] += delta }
        addToTree(best)
        merge(edges[best].from, edges[best].to, sets: &sets, members: &members)
        joined[sets.find(root)] = true
      }
      if treeEdges.count == before { break }
    }
  }

  private mutating func addToTree(_ edge: Int) {
    treeIndex[edge] = treeEdges.count
    treeEdges.append(edge)
    treeNeighbours[edges[edge].from].append(edge)
    treeNeighbours[edges[edge].to].append(edge)
  }

  private mutating func setCutValues() {
    number(from: vertexCount - 1, parent: -1, low: 0)
    // The weight of edges out of a subtree less that of edges into it is the cut value of the edge above it, up to the
    // sign.
    var net = [Int](repeating: 0, count: vertexCount)
    for edge in edges {
      net[edge.from] += edge.weight
      net[edge.to] -= edge.weight
    }
    for vertex in byLimit {
      let above = parentEdge[vertex]
      guard above >= 0 else { continue }
      let isTail = edges[above].from == vertex
      cut[above] = isTail ? net[vertex] : -net[vertex]
      net[isTail ? edges[above].to : edges[above].from] += net[vertex]
    }
  }

  /// Postorder numbers for the subtree under `root`, beginning with `low`.
  mutating func number(from root: Int, parent: Int, low first: Int) {
    var next = first
    var stack: [(vertex: Int, child: Int)] = [(root, 0)]
    parentEdge[root] = parent
    low[root] = first
    while let (vertex, child) = stack.last {
      if child < treeNeighbours[vertex].count {
        stack[stack.count - 1].child += 1
        let edge = treeNeighbours[vertex][child]
        if edge == parentEdge[vertex] { continue }
        let other = edges[edge].from == vertex ? edges[edge].to : edges[edge].from
        parentEdge[other] = edge
        low[other] = next
        stack.append((other, 0))
      } else {
        limit[vertex] = next
        byLimit[next] = vertex
        next += 1
        stack.removeLast()
      }
    }
  }
}

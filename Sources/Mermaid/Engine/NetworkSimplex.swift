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

  private let vertexCount: Int
  private var edges: [Edge]
  private var position: [Int]
  // Edges by vertex, both directions, as offsets into one array.
  private var outOffset: [Int]
  private var outEdges: [Int]
  private var inOffset: [Int]
  private var inEdges: [Int]
  // The spanning tree: edges, their place in `treeEdges` (-1 when not in the tree), cut values.
  private var treeEdges: [Int] = []
  private var treeIndex: [Int]
  private var cut: [Int]
  private var treeNeighbours: [[Int]]
  private var parentEdge: [Int]
  /// Postorder numbers: the subtree of `v` is `byLimit[low[v]...limit[v]]`.
  private var low: [Int]
  private var limit: [Int]
  private var byLimit: [Int]
  private var searchStart = 0

  /// - Parameters:
  ///   - work: how many vertices and edges may be touched; the result is always feasible, and the best
  ///     found when the work runs out.
  ///   - balanced: move what can move at no cost to the middle of its room.
  /// - Returns: positions from 0 for each connected component, or `nil` when the graph has a cycle.
  static func solve(vertexCount: Int, edges: [Edge], work: Int, balanced: Bool = false) -> [Int]? {
    guard vertexCount > 0 else { return [] }
    var components = UnionFind(count: vertexCount)
    for edge in edges { components.union(edge.from, edge.to) }
    // One more vertex holds the components together at no cost.
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

  private func slack(_ edge: Int) -> Int {
    position[edges[edge].to] - position[edges[edge].from] - edges[edge].minLength
  }

  // MARK: A first feasible tree

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

  /// Joins the parts that tight edges hold together, each to the neighbour it is nearest to, until one
  /// tree of tight edges is left.
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

  // MARK: Cut values

  private mutating func setCutValues() {
    number(from: vertexCount - 1, parent: -1, low: 0)
    // What leaves a subtree less what enters it is the cut value of the edge above it, up to the sign.
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
  private mutating func number(from root: Int, parent: Int, low first: Int) {
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

  // MARK: Pivots

  private mutating func optimise(work: Int) {
    var work = work
    while work > 0, let leaving = edgeToLeave(work: &work) {
      let (below, subtreeHasTail) = side(of: leaving)
      let entering = edgeToEnter(below: below, subtreeHasTail: subtreeHasTail, work: &work)
      guard entering >= 0 else { break }
      exchange(leaving, entering, below: below, subtreeHasTail: subtreeHasTail, work: &work)
    }
  }

  /// The lower end of a tree edge, and whether that is the edge's tail.
  private func side(of edge: Int) -> (below: Int, hasTail: Bool) {
    let (tail, head) = (edges[edge].from, edges[edge].to)
    return limit[tail] < limit[head] ? (tail, true) : (head, false)
  }

  /// The worst of the next few tree edges with a negative cut value.
  private mutating func edgeToLeave(work: inout Int) -> Int? {
    var best = -1
    var found = 0
    let count = treeEdges.count
    for step in 0..<count {
      let index = (searchStart + step) % count
      let edge = treeEdges[index]
      work -= 1
      guard cut[edge] < 0 else { continue }
      if best < 0 || cut[edge] < cut[best] { best = edge }
      found += 1
      if found == 30 {
        searchStart = index
        break
      }
    }
    return best < 0 ? nil : best
  }

  /// The edge of least slack that goes the other way over the cut.
  private func edgeToEnter(below: Int, subtreeHasTail: Bool, work: inout Int) -> Int {
    var best = -1
    var bestSlack = Int.max
    let (first, last) = (low[below], limit[below])
    for index in first...last {
      let vertex = byLimit[index]
      work -= 1
      if subtreeHasTail {
        work -= inOffset[vertex + 1] - inOffset[vertex]
        for slot in inOffset[vertex]..<inOffset[vertex + 1] {
          let edge = inEdges[slot]
          let number = limit[edges[edge].from]
          if number >= first, number <= last { continue }
          let room = slack(edge)
          if room < bestSlack, treeIndex[edge] < 0 { (best, bestSlack) = (edge, room) }
        }
      } else {
        work -= outOffset[vertex + 1] - outOffset[vertex]
        for slot in outOffset[vertex]..<outOffset[vertex + 1] {
          let edge = outEdges[slot]
          let number = limit[edges[edge].to]
          if number >= first, number <= last { continue }
          let room = slack(edge)
          if room < bestSlack, treeIndex[edge] < 0 { (best, bestSlack) = (edge, room) }
        }
      }
      if bestSlack == 0 { break }
    }
    return best
  }

  private mutating func shift(below: Int, by delta: Int) {
    guard delta != 0 else { return }
    let (first, last) = (low[below], limit[below])
    // Moving the rest the other way is the same, and cheaper when the subtree is the larger part.
    if last - first + 1 <= vertexCount / 2 {
      for index in first...last { position[byLimit[index]] += delta }
    } else {
      for index in 0..<first { position[byLimit[index]] -= delta }
      for index in (last + 1)..<vertexCount { position[byLimit[index]] -= delta }
    }
  }

  private mutating func exchange(
    _ leaving: Int, _ entering: Int, below: Int, subtreeHasTail: Bool, work: inout Int
  ) {
    let delta = slack(entering)
    shift(below: below, by: subtreeHasTail ? -delta : delta)
    // Cut values change along the tree path between the ends of the entering edge.
    let value = cut[leaving]
    let top = raise(from: edges[entering].from, to: edges[entering].to, by: value, towardsTail: true)
    _ = raise(from: edges[entering].to, to: edges[entering].from, by: value, towardsTail: false)
    cut[entering] = -value
    cut[leaving] = 0
    let place = treeIndex[leaving]
    treeEdges[place] = entering
    treeIndex[entering] = place
    treeIndex[leaving] = -1
    for end in [edges[leaving].from, edges[leaving].to] {
      treeNeighbours[end].removeAll { $0 == leaving }
    }
    treeNeighbours[edges[entering].from].append(entering)
    treeNeighbours[edges[entering].to].append(entering)
    work -= 4 * (limit[top] - low[top] + 1)
    number(from: top, parent: parentEdge[top], low: low[top])
  }

  /// Walks up from `start` until the subtree holds `target`, changing cut values on the way.
  private mutating func raise(from start: Int, to target: Int, by value: Int, towardsTail: Bool) -> Int {
    var vertex = start
    while !(low[vertex] <= limit[target] && limit[target] <= limit[vertex]) {
      let edge = parentEdge[vertex]
      let isTail = edges[edge].from == vertex
      cut[edge] += isTail == towardsTail ? value : -value
      vertex = isTail ? edges[edge].to : edges[edge].from
    }
    return vertex
  }

  // MARK: Balance

  private mutating func balance() {
    // Enough for every tree edge of a drawing that is placed exactly, and an end for any other.
    var work = 20_000_000
    for edge in treeEdges where cut[edge] == 0 && edges[edge].from != vertexCount - 1 && work > 0 {
      let (below, subtreeHasTail) = side(of: edge)
      let other = edgeToEnter(below: below, subtreeHasTail: subtreeHasTail, work: &work)
      guard other >= 0, slack(other) > 1 else { continue }
      let delta = slack(other) / 2
      shift(below: below, by: subtreeHasTail ? -delta : delta)
    }
  }
}

/// Disjoint sets, with path halving and union towards the lower index so that results do not depend on
/// anything but the input.
struct UnionFind {
  private var parent: [Int]

  init(count: Int) { parent = Array(0..<count) }

  mutating func find(_ element: Int) -> Int {
    var element = element
    while parent[element] != element {
      parent[element] = parent[parent[element]]
      element = parent[element]
    }
    return element
  }

  mutating func union(_ a: Int, _ b: Int) {
    let (a, b) = (find(a), find(b))
    if a < b { parent[b] = a } else { parent[a] = b }
  }
}

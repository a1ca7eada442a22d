/// The pivots towards the optimum, and the balance of vertices that may be in several ranks.
extension NetworkSimplex {
  mutating func optimise(work: Int) {
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

  /// Walks up from `start` until the subtree contains `target`, changing cut values on the way.
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

  mutating func balance() {
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

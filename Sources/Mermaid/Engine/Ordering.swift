/// The order of the vertices in each row that makes few crossings.
///
/// Weighted medians and transposition (Gansner et al. 1993, section 3), with the members of each cluster
/// kept together, and sibling clusters kept in one order through all rows so that their boxes can be
/// drawn. Ties go to the order of declaration. Several starts are tried and the best result is kept.
struct Ordering {
  private let layers: Layers
  private let tree: ClusterTree
  private var crossings: Crossings
  private var rows: [[Int]]
  private var position: [Int]
  /// Place of each cluster among its siblings.
  private var siblingOrder: [Int]
  private var work: Int

  /// Sorts `layers.rows`.
  static func arrange(_ layers: inout Layers, _ tree: ClusterTree, _ graph: LayeredGraph) {
    var ordering = Ordering(layers, tree)
    layers.rows = ordering.best(graph)
  }

  private init(_ layers: Layers, _ tree: ClusterTree) {
    self.layers = layers
    self.tree = tree
    crossings = Crossings(layers)
    rows = layers.rows
    position = [Int](repeating: 0, count: layers.vertices.count)
    siblingOrder = Array(tree.parent.indices)
    // About the number of vertex visits that a second allows.
    work = 12_000_000
  }

  private struct Result {
    var rows: [[Int]]
    var siblingOrder: [Int]
    var crossings: Int
  }

  private mutating func best(_ graph: LayeredGraph) -> [[Int]] {
    guard rows.count > 1 else {
      start(walk(graph, downwards: true, depthFirst: true))
      return rows
    }
    var best: Result?
    var found: Set<[[Int]]> = []
    for (downwards, depthFirst) in [(true, true), (false, true), (true, false), (false, false)] {
      siblingOrder = Array(tree.parent.indices)
      start(walk(graph, downwards: downwards, depthFirst: depthFirst))
      var result = improved()
      // Starts often lead to the same place.
      if !found.insert(result.rows).inserted { continue }
      exchangeSiblings(&result)
      if best.map({ result.crossings < $0.crossings }) ?? true { best = result }
      if best?.crossings == 0 || work <= 0 { break }
    }
    return best?.rows ?? rows
  }

  // MARK: Starts

  /// A number for each vertex in the order that a walk from one side meets it.
  private func walk(_ graph: LayeredGraph, downwards: Bool, depthFirst: Bool) -> [Int] {
    var number = [Int](repeating: -1, count: layers.vertices.count)
    var next = 0
    let ahead = downwards ? crossings.below : crossings.above
    let behind = downwards ? crossings.above : crossings.below
    var roots: [Int] = []
    for node in graph.nodes.indices where behind[layers.vertexOfNode[node]].isEmpty {
      roots.append(layers.vertexOfNode[node])
    }
    roots += layers.vertices.indices.filter {
      behind[$0].isEmpty && layers.vertices[$0].kind.isLink
    }
    roots += layers.vertexOfNode
    if depthFirst {
      for root in roots where number[root] < 0 {
        var stack = [root]
        while let vertex = stack.popLast() {
          if number[vertex] >= 0 { continue }
          number[vertex] = next
          next += 1
          for (other, _) in ahead[vertex].reversed() where number[other] < 0 { stack.append(other) }
        }
      }
    } else {
      var queue = roots.filter { behind[$0].isEmpty }
      for root in queue {
        number[root] = next
        next += 1
      }
      var head = 0
      while head < queue.count {
        for (other, _) in ahead[queue[head]] where number[other] < 0 {
          number[other] = next
          next += 1
          queue.append(other)
        }
        head += 1
      }
    }
    for vertex in number.indices where number[vertex] < 0 && !layers.vertices[vertex].kind.isBorder {
      number[vertex] = next
      next += 1
    }
    return number
  }

  private mutating func start(_ number: [Int]) {
    for row in rows.indices {
      let keys = layers.rows[row].map { number[$0] < 0 ? nil : Double(number[$0]) }
      var keyed = [Double?](repeating: nil, count: layers.vertices.count)
      for (vertex, key) in zip(layers.rows[row], keys) { keyed[vertex] = key }
      rows[row] = sorted(layers.rows[row], keys: keyed)
      for (index, vertex) in rows[row].enumerated() { position[vertex] = index }
    }
  }

  // MARK: Sweeps

  private mutating func improved() -> Result {
    settleSiblings()
    var best = Result(
      rows: rows, siblingOrder: siblingOrder, crossings: crossings.total(rows, position: position))
    var stale = 0
    var pass = 0
    while best.crossings > 0, stale < 4, pass < 24, work > 0 {
      sweep(downwards: pass % 2 == 0, byMedian: pass % 4 < 2, rightFirst: pass % 8 >= 4)
      if !tree.parent.isEmpty, pass == 1 { settleSiblings() }
      transpose()
      let count = crossings.total(rows, position: position)
      if count < best.crossings {
        best = Result(rows: rows, siblingOrder: siblingOrder, crossings: count)
        stale = 0
      } else {
        stale += 1
      }
      pass += 1
    }
    return best
  }

  private mutating func sweep(downwards: Bool, byMedian: Bool, rightFirst: Bool) {
    var keys = [Double?](repeating: nil, count: layers.vertices.count)
    let order = downwards ? Array(1..<rows.count) : Array((0..<(rows.count - 1)).reversed())
    for row in order {
      for vertex in rows[row] {
        let neighbours = downwards ? crossings.above[vertex] : crossings.below[vertex]
        if layers.vertices[vertex].kind.isBorder { continue }
        keys[vertex] = byMedian ? median(neighbours) : mean(neighbours)
      }
      rows[row] = sorted(rows[row], keys: keys, rightFirst: rightFirst)
      for (index, vertex) in rows[row].enumerated() { position[vertex] = index }
      work -= rows[row].count * 4
    }
  }

  private func mean(_ neighbours: [(vertex: Int, weight: Int)]) -> Double? {
    if neighbours.isEmpty { return nil }
    return Double(neighbours.reduce(0) { $0 + position[$1.vertex] }) / Double(neighbours.count)
  }

  /// The weighted median of Gansner et al., figure 3-2: of two middle neighbours, nearer to the denser side.
  private func median(_ neighbours: [(vertex: Int, weight: Int)]) -> Double? {
    if neighbours.isEmpty { return nil }
    let places = neighbours.map { position[$0.vertex] }.sorted()
    let middle = places.count / 2
    if places.count % 2 == 1 { return Double(places[middle]) }
    if places.count == 2 { return Double(places[0] + places[1]) / 2 }
    let left = places[middle - 1] - places[0]
    let right = places[places.count - 1] - places[middle]
    if left + right == 0 { return Double(places[middle - 1] + places[middle]) / 2 }
    return Double(places[middle - 1] * right + places[middle] * left) / Double(left + right)
  }

  // MARK: Sorting with clusters kept together

  /// One row sorted by key. Vertices and clusters without a key keep their places.
  private func sorted(_ row: [Int], keys: [Double?], rightFirst: Bool = false) -> [Int] {
    if tree.parent.isEmpty { return Self.place(row, keys: row.map { keys[$0] }, rightFirst: rightFirst) }
    var members: [Int: [Item]] = [:]
    var clusterKey: [Int: (sum: Double, count: Int)] = [:]
    // Every cluster of the row has its borders in it, so each is met here.
    for vertex in row {
      let cluster = layers.vertices[vertex].cluster
      if case .leftBorder(let own) = layers.vertices[vertex].kind {
        members[tree.parent[own], default: []].append(.cluster(own))
      }
      if !layers.vertices[vertex].kind.isBorder { members[cluster, default: []].append(.vertex(vertex)) }
      guard let key = keys[vertex] else { continue }
      var current = cluster
      while current >= 0 {
        let old = clusterKey[current] ?? (0, 0)
        clusterKey[current] = (old.sum + key, old.count + 1)
        current = tree.parent[current]
      }
    }
    var borders: [Int: (left: Int, right: Int)] = [:]
    for vertex in row {
      switch layers.vertices[vertex].kind {
      case .leftBorder(let cluster): borders[cluster, default: (0, 0)].left = vertex
      case .rightBorder(let cluster): borders[cluster, default: (0, 0)].right = vertex
      default: break
      }
    }
    var result: [Int] = []
    result.reserveCapacity(row.count)
    func emit(_ cluster: Int) {
      if let border = borders[cluster] { result.append(border.left) }
      let items = members[cluster] ?? []
      let itemKeys = items.map { item -> Double? in
        switch item {
        case .vertex(let vertex): return keys[vertex]
        case .cluster(let child): return clusterKey[child].map { $0.sum / Double($0.count) }
        }
      }
      var ordered = Self.place(items, keys: itemKeys, rightFirst: rightFirst)
      // Siblings take the places of siblings in their common order.
      let places = ordered.indices.filter { ordered[$0].cluster != nil }
      let siblings = places.compactMap { ordered[$0].cluster }.sorted { siblingOrder[$0] < siblingOrder[$1] }
      for (place, sibling) in zip(places, siblings) { ordered[place] = .cluster(sibling) }
      // A title stands at the left end of its cluster.
      if let title = ordered.firstIndex(where: { isTitle($0) }), title > 0 {
        ordered.insert(ordered.remove(at: title), at: 0)
      }
      for item in ordered {
        switch item {
        case .vertex(let vertex): result.append(vertex)
        case .cluster(let child): emit(child)
        }
      }
      if let border = borders[cluster] { result.append(border.right) }
    }
    emit(-1)
    return result
  }

  private enum Item {
    case vertex(Int)
    case cluster(Int)

    var cluster: Int? {
      if case .cluster(let cluster) = self { return cluster }
      return nil
    }
  }

  private func isTitle(_ item: Item) -> Bool {
    if case .vertex(let vertex) = item, case .title = layers.vertices[vertex].kind { return true }
    return false
  }

  private static func place<Element>(_ items: [Element], keys: [Double?], rightFirst: Bool) -> [Element] {
    let places = items.indices.filter { keys[$0] != nil }
    let order = places.sorted { a, b in
      let (left, right) = (keys[a] ?? 0, keys[b] ?? 0)
      if left != right { return left < right }
      return rightFirst ? a > b : a < b
    }
    var result = items
    for (place, source) in zip(places, order) { result[place] = items[source] }
    return result
  }

  // MARK: Transposition

  /// Exchanges neighbours where that leaves fewer crossings, until nothing changes.
  private mutating func transpose() {
    var changed = true
    var rounds = 0
    while changed, rounds < 8, work > 0 {
      changed = false
      for row in rows.indices where rows[row].count > 1 {
        if transpose(row) { changed = true }
      }
      rounds += 1
    }
  }

  private mutating func transpose(_ row: Int) -> Bool {
    var changed = false
    var index = 0
    while index < rows[row].count {
      guard let first = block(row, at: index), let second = block(row, at: first.upperBound),
        canExchange(row, first, second)
      else {
        index += 1
        continue
      }
      let (kept, swapped) = crossings.exchange(rows[row][first], rows[row][second], position: position)
      work -= first.count + second.count + 4
      if swapped < kept {
        rows[row].replaceSubrange(
          first.lowerBound..<second.upperBound, with: Array(rows[row][second] + rows[row][first]))
        for place in first.lowerBound..<second.upperBound { position[rows[row][place]] = place }
        changed = true
        index = first.lowerBound + second.count
      } else {
        // Into a cluster after it has been compared as a whole.
        index += 1
      }
    }
    return changed
  }

  /// The vertex at a place, or the whole cluster whose left border stands there.
  private func block(_ row: Int, at index: Int) -> Range<Int>? {
    guard index < rows[row].count else { return nil }
    switch layers.vertices[rows[row][index]].kind {
    case .leftBorder(let cluster):
      var end = index + 1
      while end < rows[row].count {
        if case .rightBorder(cluster) = layers.vertices[rows[row][end]].kind { return index..<(end + 1) }
        end += 1
      }
      return nil
    case .rightBorder, .title: return nil
    default: return index..<(index + 1)
    }
  }

  /// Two whole clusters are never exchanged in one row alone.
  private func canExchange(_ row: Int, _ first: Range<Int>, _ second: Range<Int>) -> Bool {
    !(layers.vertices[rows[row][first.lowerBound]].kind.isBorder
      && layers.vertices[rows[row][second.lowerBound]].kind.isBorder)
  }

  // MARK: Order of sibling clusters

  /// Sorts siblings by where their vertices stand on average, and the rows by that.
  private mutating func settleSiblings() {
    guard tree.parent.count > 1 else { return }
    var sum = [Double](repeating: 0, count: tree.parent.count)
    var count = [Double](repeating: 0, count: tree.parent.count)
    for row in rows {
      for (index, vertex) in row.enumerated() where !layers.vertices[vertex].kind.isBorder {
        var cluster = layers.vertices[vertex].cluster
        while cluster >= 0 {
          sum[cluster] += (Double(index) + 0.5) / Double(row.count)
          count[cluster] += 1
          cluster = tree.parent[cluster]
        }
      }
    }
    func key(_ cluster: Int) -> Double { count[cluster] == 0 ? 0 : sum[cluster] / count[cluster] }
    for siblings in [tree.roots] + tree.children {
      let order = siblings.sorted { (key($0), $0) < (key($1), $1) }
      for (place, cluster) in order.enumerated() { siblingOrder[cluster] = place }
    }
    resort()
  }

  private mutating func resort() {
    let none = [Double?](repeating: nil, count: layers.vertices.count)
    for row in rows.indices {
      rows[row] = sorted(rows[row], keys: none)
      for (index, vertex) in rows[row].enumerated() { position[vertex] = index }
    }
  }

  /// Tries every exchange of two siblings, and what the rows make of it.
  private mutating func exchangeSiblings(_ best: inout Result) {
    guard tree.parent.count > 1 else { return }
    var tries = 0
    var changed = true
    while changed, tries < 40, work > 0, best.crossings > 0 {
      changed = false
      for siblings in [tree.roots] + tree.children where siblings.count > 1 {
        for (place, other) in Self.pairs(siblings.count) where tries < 40 && work > 0 {
          let order = siblings.sorted { best.siblingOrder[$0] < best.siblingOrder[$1] }
          rows = best.rows
          siblingOrder = best.siblingOrder
          siblingOrder[order[place]] = other
          siblingOrder[order[other]] = place
          resort()
          tries += 1
          let result = improvedKeepingSiblings()
          if result.crossings < best.crossings {
            best = result
            changed = true
          }
        }
      }
    }
  }

  /// Every pair of places, neighbours first.
  private static func pairs(_ count: Int) -> [(Int, Int)] {
    (1..<count).flatMap { distance in (0..<(count - distance)).map { ($0, $0 + distance) } }
  }

  private mutating func improvedKeepingSiblings() -> Result {
    var best = Result(rows: rows, siblingOrder: siblingOrder, crossings: Int.max)
    var stale = 0
    for pass in 0..<12 where stale < 3 && work > 0 {
      sweep(downwards: pass % 2 == 0, byMedian: pass % 4 < 2, rightFirst: false)
      transpose()
      let count = crossings.total(rows, position: position)
      if count < best.crossings {
        best = Result(rows: rows, siblingOrder: siblingOrder, crossings: count)
        stale = 0
      } else {
        stale += 1
      }
    }
    return best
  }
}

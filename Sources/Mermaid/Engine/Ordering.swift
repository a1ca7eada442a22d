/// The order of the vertices in each row that makes few crossings.
///
/// Weighted medians and transposition (Gansner et al. 1993, section 3), with the members of each cluster adjacent, and
/// sibling clusters in one order through all rows so that their boxes can be drawn. Ties keep the order of declaration.
/// Several starts are tried and the best result is used.
struct Ordering {
  let layers: Layers
  /// The rows as declared.
  private let declared: [[Int]]
  let tree: ClusterTree
  var crossings: Crossings
  private(set) var rows: [[Int]]
  private(set) var position: [Int]
  /// Place of each cluster among its siblings.
  var siblingOrder: [Int]
  var work: Int
  private var sorting: RowSorting
  private var keys: [Double?]
  /// Crossings between each row and the next; `nil` since one of the two has changed.
  private var counts: [Int?]
  /// Rows in which no exchange of neighbours helps while they and the rows next to them stay as they are.
  private var isSettled: [Bool]

  /// Sorts `layers.rows`.
  static func arrange(_ layers: inout Layers, _ tree: ClusterTree, _ graph: LayeredGraph) {
    var ordering = Ordering(layers, tree)
    layers.rows = ordering.best(graph)
  }

  private init(_ layers: Layers, _ tree: ClusterTree) {
    self.layers = layers
    self.tree = tree
    crossings = Crossings(layers)
    let sorting = RowSorting(layers)
    self.sorting = sorting
    rows = layers.rows.map { sorting.bracketed($0, tree) }
    declared = rows
    position = [Int](repeating: 0, count: layers.vertices.count)
    keys = [Double?](repeating: nil, count: layers.vertices.count)
    counts = [Int?](repeating: nil, count: rows.count)
    isSettled = [Bool](repeating: false, count: rows.count)
    siblingOrder = Array(tree.parent.indices)
    // About the number of vertex visits that a second allows.
    work = 12_000_000
  }

  struct Result {
    var rows: [[Int]]
    var siblingOrder: [Int]
    var crossings: Int
  }

  mutating func best(_ graph: LayeredGraph) -> [[Int]] {
    guard rows.count > 1 else {
      start(walk(graph, downwards: true, depthFirst: true))
      return rows
    }
    var found: [Result] = []
    for (downwards, depthFirst) in [(true, true), (false, true), (true, false), (false, false)] {
      siblingOrder = Array(tree.parent.indices)
      start(walk(graph, downwards: downwards, depthFirst: depthFirst))
      let result = improved()
      // Starts often lead to the same place.
      if !found.contains(where: { $0.rows == result.rows }) { found.append(result) }
      if result.crossings == 0 || work <= 0 { break }
    }
    return exchanged(found)?.rows ?? rows
  }

  /// The best result after siblings have been exchanged in the most promising ones.
  private mutating func exchanged(_ found: [Result]) -> Result? {
    let order = found.indices.sorted { (found[$0].crossings, $0) < (found[$1].crossings, $1) }
    var best: Result?
    for index in order.prefix(Self.exchangedResults) {
      var result = found[index]
      exchangeSiblings(&result)
      if best.map({ result.crossings < $0.crossings }) ?? true { best = result }
      if best?.crossings == 0 { break }
    }
    return best
  }

  /// Exchanges take most of the time, and rarely make a poor result the best one.
  private static let exchangedResults = 2

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
    for vertex in keys.indices { keys[vertex] = number[vertex] < 0 ? nil : Double(number[vertex]) }
    for row in rows.indices {
      rows[row] = declared[row]
      _ = sorting.sort(&rows[row], keys: keys, siblingOrder: siblingOrder)
      moved(row)
    }
  }

  /// Whenever the order of a row has changed.
  private mutating func moved(_ row: Int) {
    for (index, vertex) in rows[row].enumerated() { position[vertex] = index }
    counts[row] = nil
    if row > 0 { counts[row - 1] = nil }
    for near in max(0, row - 1)...min(row + 1, rows.count - 1) { isSettled[near] = false }
  }

  private mutating func sort(_ row: Int, rightFirst: Bool = false) {
    if sorting.sort(&rows[row], keys: keys, siblingOrder: siblingOrder, rightFirst: rightFirst) { moved(row) }
  }

  /// Rows of an earlier result, with the siblings in their order of now.
  /// - Returns: whether that is another order.
  @discardableResult
  mutating func resort(_ earlier: [[Int]]) -> Bool {
    for vertex in keys.indices { keys[vertex] = nil }
    var hasChanged = false
    for row in rows.indices {
      var sorted = earlier[row]
      if sorting.sort(&sorted, keys: keys, siblingOrder: siblingOrder) { hasChanged = true }
      guard sorted != rows[row] else { continue }
      rows[row] = sorted
      moved(row)
    }
    return hasChanged
  }

  mutating func total() -> Int {
    var sum = 0
    for row in rows.indices.dropLast() {
      let count =
        counts[row]
        ?? crossings.count(upper: rows[row], lowerCount: rows[row + 1].count, position: position)
      counts[row] = count
      sum += count
    }
    return sum
  }

  private mutating func improved() -> Result {
    settleSiblings()
    var best = Result(
      rows: rows, siblingOrder: siblingOrder, crossings: total())
    var stale = 0
    var pass = 0
    while best.crossings > 0, stale < 4, pass < 24, work > 0 {
      sweep(downwards: pass % 2 == 0, byMedian: pass % 4 < 2, rightFirst: pass % 8 >= 4)
      if !tree.parent.isEmpty, pass == 1 { settleSiblings() }
      transpose()
      let count = total()
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

  mutating func sweep(downwards: Bool, byMedian: Bool, rightFirst: Bool) {
    let neighbours = downwards ? crossings.above : crossings.below
    for index in 1..<rows.count {
      let row = downwards ? index : rows.count - 1 - index
      for vertex in rows[row] {
        if layers.vertices[vertex].kind.isBorder { continue }
        keys[vertex] = byMedian ? median(neighbours[vertex]) : mean(neighbours[vertex])
      }
      sort(row, rightFirst: rightFirst)
      work -= rows[row].count * 4
    }
  }

  private func mean(_ neighbours: ArraySlice<(vertex: Int, weight: Int)>) -> Double? {
    if neighbours.isEmpty { return nil }
    return Double(neighbours.reduce(0) { $0 + position[$1.vertex] }) / Double(neighbours.count)
  }

  /// The weighted median of Gansner et al., figure 3-2: of two middle neighbours, nearer to the denser side.
  private func median(_ neighbours: ArraySlice<(vertex: Int, weight: Int)>) -> Double? {
    guard let first = neighbours.first else { return nil }
    if neighbours.count == 1 { return Double(position[first.vertex]) }
    let places = neighbours.map { position[$0.vertex] }.sorted()
    let middle = places.count / 2
    if places.count % 2 == 1 { return Double(places[middle]) }
    if places.count == 2 { return Double(places[0] + places[1]) / 2 }
    let left = places[middle - 1] - places[0]
    let right = places[places.count - 1] - places[middle]
    if left + right == 0 { return Double(places[middle - 1] + places[middle]) / 2 }
    return Double(places[middle - 1] * right + places[middle] * left) / Double(left + right)
  }

  /// Exchanges neighbours where that leaves fewer crossings, until nothing changes.
  mutating func transpose() {
    var rounds = 0
    while rounds < 8, work > 0 {
      var changed = false
      for row in rows.indices where !isSettled[row] {
        isSettled[row] = true
        if transpose(row) {
          moved(row)
          changed = true
        }
      }
      if !changed { return }
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
        exchange(row, first, second)
        changed = true
        index = first.lowerBound + second.count
      } else {
        // Into a cluster after it has been compared as a whole.
        index += 1
      }
    }
    return changed
  }

  /// Two blocks that are next to each other.
  private mutating func exchange(_ row: Int, _ first: Range<Int>, _ second: Range<Int>) {
    if first.count == 1, second.count == 1 {
      rows[row].swapAt(first.lowerBound, second.lowerBound)
    } else {
      rows[row].replaceSubrange(
        first.lowerBound..<second.upperBound, with: Array(rows[row][second] + rows[row][first]))
    }
    for place in first.lowerBound..<second.upperBound { position[rows[row][place]] = place }
  }

  /// The vertex at a place, or the whole cluster whose left border is there.
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
}

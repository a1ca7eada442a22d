/// The order of sibling clusters.
extension Ordering {
  /// Sorts siblings by where their vertices are on average, and the rows by that.
  mutating func settleSiblings() {
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
    resort(rows)
  }

  /// Tries every exchange of two siblings and counts the crossings of the rows.
  mutating func exchangeSiblings(_ best: inout Result) {
    guard tree.parent.count > 1 else { return }
    var tries = 0
    var changed = true
    while changed, tries < 40, work > 0, best.crossings > 0 {
      changed = false
      for siblings in [tree.roots] + tree.children where siblings.count > 1 {
        for (place, other) in Self.pairs(siblings.count) where tries < 40 && work > 0 {
          let order = siblings.sorted { best.siblingOrder[$0] < best.siblingOrder[$1] }
          siblingOrder = best.siblingOrder
          siblingOrder[order[place]] = other
          siblingOrder[order[other]] = place
          // Siblings that share no row may have any order.
          guard resort(best.rows) else { continue }
          tries += 1
          let result = improvedKeepingSiblings(upTo: best.crossings + best.crossings / Self.hope)
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

  /// An exchange that has this part more crossings after the first sweep than without it is not looked at further.
  private static let hope = 8

  private mutating func improvedKeepingSiblings(upTo limit: Int) -> Result {
    var best = Result(rows: rows, siblingOrder: siblingOrder, crossings: Int.max)
    var stale = 0
    for pass in 0..<12 where stale < 3 && work > 0 {
      sweep(downwards: pass % 2 == 0, byMedian: pass % 4 < 2, rightFirst: false)
      transpose()
      let count = total()
      if count < best.crossings {
        best = Result(rows: rows, siblingOrder: siblingOrder, crossings: count)
        stale = 0
      } else {
        stale += 1
      }
      if count > limit { break }
    }
    return best
  }
}

/// Counts crossings between neighbouring rows.
struct Crossings {
  /// Neighbours of each vertex in the row above and in the row below, with weights.
  let above: [[(vertex: Int, weight: Int)]]
  let below: [[(vertex: Int, weight: Int)]]
  private var tree: [Int] = []
  private var pairs: [(upper: Int, lower: Int, weight: Int)] = []

  init(_ layers: Layers) {
    var above = [[(vertex: Int, weight: Int)]](repeating: [], count: layers.vertices.count)
    var below = above
    for edge in layers.edges {
      below[edge.upper].append((edge.lower, edge.weight))
      above[edge.lower].append((edge.upper, edge.weight))
    }
    self.above = above
    self.below = below
  }

  /// Weighted crossings of the steps between a row and the next, for the given positions in the rows.
  ///
  /// Barth, Jünger and Mutzel, "Simple and Efficient Bilayer Cross Counting" (2002): the inversions of the lower ends
  /// in the order of the upper ones, counted with an accumulator tree.
  mutating func count(upper: [Int], lowerCount: Int, position: [Int]) -> Int {
    pairs.removeAll(keepingCapacity: true)
    for vertex in upper {
      let start = pairs.count
      for (other, weight) in below[vertex] { pairs.append((position[vertex], position[other], weight)) }
      if pairs.count - start > 1 { pairs[start...].sort { $0.lower < $1.lower } }
    }
    if pairs.count < 2 { return 0 }
    var size = 1
    while size < lowerCount { size *= 2 }
    tree.removeAll(keepingCapacity: true)
    tree.append(contentsOf: repeatElement(0, count: 2 * size))
    var crossings = 0
    for pair in pairs {
      var index = pair.lower + size
      tree[index] += pair.weight
      var right = 0
      while index > 1 {
        if index % 2 == 0 { right += tree[index + 1] }
        index /= 2
        tree[index] += pair.weight
      }
      crossings += right * pair.weight
    }
    return crossings
  }

  mutating func total(_ rows: [[Int]], position: [Int]) -> Int {
    var sum = 0
    for row in rows.indices.dropLast() {
      sum += count(upper: rows[row], lowerCount: rows[row + 1].count, position: position)
    }
    return sum
  }

  /// Crossings between the steps of two sets of vertices when the first is left of the second, and when
  /// it is right of it.
  func exchange(_ left: ArraySlice<Int>, _ right: ArraySlice<Int>, position: [Int]) -> (
    kept: Int, swapped: Int
  ) {
    var kept = 0
    var swapped = 0
    func add(_ neighbours: [[(vertex: Int, weight: Int)]]) {
      for a in left {
        for (end, weight) in neighbours[a] {
          let p = position[end]
          for b in right {
            for (other, otherWeight) in neighbours[b] {
              let q = position[other]
              if q < p { kept += weight * otherWeight } else if q > p { swapped += weight * otherWeight }
            }
          }
        }
      }
    }
    add(above)
    add(below)
    return (kept, swapped)
  }
}

/// The neighbours of every vertex in one direction, in one array.
struct Neighbours {
  private let starts: [Int]
  private let ends: [(vertex: Int, weight: Int)]

  /// - Parameter steps: vertices and their neighbours; those of one vertex stay in this order.
  init(_ steps: some Collection<(vertex: Int, neighbour: Int, weight: Int)>, count: Int) {
    var starts = [Int](repeating: 0, count: count + 1)
    for step in steps { starts[step.vertex + 1] += 1 }
    for vertex in 0..<count { starts[vertex + 1] += starts[vertex] }
    var next = starts
    var ends = [(vertex: Int, weight: Int)](repeating: (0, 0), count: steps.count)
    for step in steps {
      ends[next[step.vertex]] = (step.neighbour, step.weight)
      next[step.vertex] += 1
    }
    (self.starts, self.ends) = (starts, ends)
  }

  subscript(vertex: Int) -> ArraySlice<(vertex: Int, weight: Int)> {
    ends[starts[vertex]..<starts[vertex + 1]]
  }

  /// Adds the crossings between the steps of two vertices when the first is left of the second, and when it is right of
  /// it.
  func compare(_ left: Int, _ right: Int, position: [Int], kept: inout Int, swapped: inout Int) {
    for index in starts[left]..<starts[left + 1] {
      let (end, weight) = ends[index]
      for other in starts[right]..<starts[right + 1] {
        let distance = position[ends[other].vertex] - position[end]
        if distance < 0 { kept += weight * ends[other].weight }
        if distance > 0 { swapped += weight * ends[other].weight }
      }
    }
  }
}

/// Counts crossings between neighbouring rows.
struct Crossings {
  /// Neighbours of each vertex in the row above and in the row below, with weights.
  let above: Neighbours
  let below: Neighbours
  private var tree: [Int] = []
  private var pairs: [(upper: Int, lower: Int, weight: Int)] = []

  init(_ layers: Layers) {
    let count = layers.vertices.count
    below = Neighbours(layers.edges.lazy.map { ($0.upper, $0.lower, $0.weight) }, count: count)
    above = Neighbours(layers.edges.lazy.map { ($0.lower, $0.upper, $0.weight) }, count: count)
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

  /// Crossings between the steps of two sets of vertices when the first is left of the second, and when
  /// it is right of it.
  func exchange(_ left: ArraySlice<Int>, _ right: ArraySlice<Int>, position: [Int]) -> (
    kept: Int, swapped: Int
  ) {
    var (kept, swapped) = (0, 0)
    for a in left {
      for b in right {
        above.compare(a, b, position: position, kept: &kept, swapped: &swapped)
        below.compare(a, b, position: position, kept: &kept, swapped: &swapped)
      }
    }
    return (kept, swapped)
  }
}

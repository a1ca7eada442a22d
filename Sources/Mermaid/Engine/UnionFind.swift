/// Disjoint sets, with path halving and union towards the lower index so that results do not depend on
/// anything but the input.
struct UnionFind {
  var parent: [Int]

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

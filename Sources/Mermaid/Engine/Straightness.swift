/// How strongly each step of a link is pulled straight. Gansner et al. (section 4.2) use 1, 2 and 8 for steps with no,
/// one and two virtual ends.
///
/// A link bends where it branches off or joins others, and where there is room: not in a chain of nodes without other
/// links, not between a label and the only link's end under it, and not between a cluster's border and its content.
struct Straightness {
  private let layers: Layers
  private var outDegree: [Int]
  private var inDegree: [Int]
  private let isTight: [Bool]

  init(_ layers: Layers) {
    self.layers = layers
    outDegree = [Int](repeating: 0, count: layers.vertices.count)
    inDegree = outDegree
    for edge in layers.edges where edge.link >= 0 {
      outDegree[edge.upper] += 1
      inDegree[edge.lower] += 1
    }
    isTight = layers.rows.indices.map { layers.isTight(after: $0) }
  }

  private enum Weight {
    /// A step within one cluster, which nothing but the link decides; and one from cluster to cluster, where there is room
    /// to turn.
    static let passage = 8
    static let betweenClusters = 2
    /// Between two nodes that have no other link on these sides, and otherwise.
    static let onlyLink = 5
    static let node = 1
    /// Into a node: as its only link, and as one of several. Out of a node likewise; a link rather bends at its start,
    /// because the head at its other end shows the direction.
    static let into = (only: 4, shared: 2)
    static let outOf = (only: 3, shared: 1)
    /// The factor for steps between a cluster's border and its content, which are too short for a bend.
    static let tight = 3
  }

  func weight(of edge: Layers.Edge) -> Int {
    let (upper, lower) = (layers.vertices[edge.upper], layers.vertices[edge.lower])
    let tight = isTight[upper.row] ? Weight.tight : 1
    switch (upper.kind.isLink, lower.kind.isLink) {
    case (true, true): return upper.cluster == lower.cluster ? Weight.passage : Weight.betweenClusters
    case (false, false):
      return outDegree[edge.upper] == 1 && inDegree[edge.lower] == 1 ? Weight.onlyLink : Weight.node
    case (true, false): return (inDegree[edge.lower] == 1 ? Weight.into.only : Weight.into.shared) * tight
    case (false, true): return (outDegree[edge.upper] == 1 ? Weight.outOf.only : Weight.outOf.shared) * tight
    }
  }
}

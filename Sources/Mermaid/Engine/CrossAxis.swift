/// Positions across the rows.
///
/// Links are pulled straight, long ones more strongly; neighbours of a row keep their distance; each
/// border of a cluster has one position for all its rows. Small drawings are solved exactly by the network
/// simplex on an auxiliary graph (Gansner et al. 1993, section 4.2); large ones by sweeps that place each
/// row as well as its neighbours allow.
struct CrossAxis {
  /// The position of each vertex's reference line, from 0.
  var position: [Double]

  init(_ layers: Layers, _ graph: LayeredGraph, _ ports: Ports) {
    let problem = Problem(layers, graph, ports)
    let exact =
      problem.variableCount + problem.alignments.count <= Self.exactLimit ? problem.solvedExactly() : nil
    let values = exact ?? problem.solvedBySweeps(layers)
    let least = zip(layers.vertices.indices, layers.vertices).reduce(Double.infinity) { least, entry in
      min(least, values[problem.variable[entry.0]] - entry.1.left)
    }
    position = problem.variable.map { values[$0] - (least.isFinite ? least : 0) }
  }

  /// Variables and alignments up to which the network simplex is used; beyond, its time grows faster than the sweeps'.
  private static let exactLimit = 2_500

  /// Factors of the spacing of nodes (`cluster`) or links.
  private enum Gap {
    /// Between clusters, whose padding is more room.
    static let cluster = 0.8
    static let title = 0.75
    /// Closer, two labels read as one.
    static let labels = 1.25
    /// Two lines without heads can be distinguished at 10 px.
    static let links = 0.6
  }

  /// The most steps of the network simplex; beyond, the sweeps are used.
  fileprivate static let mostWork = 20_000_000
  /// Passes over all rows, down and up in turn.
  fileprivate static let sweeps = 10
  /// The weight of its own position for a vertex without a link, so small that any link outweighs it.
  fileprivate static let restWeight = 0.05
  /// How strongly a title is pulled to the left border of its cluster; a link between nodes weighs 1 to 5.
  fileprivate static let titleWeight = 4

  /// The room that neighbours of one row keep between them, as a factor of the spacing of nodes or links: links may pass
  /// each other closer than boxes, and labels must be further apart.
  static func gap(_ left: Layers.Vertex, _ right: Layers.Vertex, _ spacing: LayeredGraph.Spacing) -> Double {
    switch (left.kind, right.kind) {
    // The padding of a border is part of its own room.
    case (.leftBorder, _), (_, .rightBorder): return 0
    case (.rightBorder, .leftBorder), (.rightBorder, .node), (.node, .leftBorder):
      return spacing.node * Gap.cluster
    case (.rightBorder, _), (_, .leftBorder): return spacing.link
    case (.node, .node): return spacing.node
    case (.title, _): return spacing.link * Gap.title
    case (.label, .label): return spacing.link * Gap.labels
    case (.passage, .passage): return spacing.link * Gap.links
    default: return spacing.link
    }
  }
}

private struct Problem {
  struct Separation {
    var left: Int
    var right: Int
    var least: Int
  }
  /// `position[a] + aOffset` should be near `position[b] + bOffset`.
  struct Alignment {
    var a: Int
    var b: Int
    var aOffset: Int
    var bOffset: Int
    var weight: Int
  }

  /// The variable of each vertex; all vertices of one border of a cluster share one.
  var variable: [Int]
  var variableCount = 0
  var separations: [Separation] = []
  var alignments: [Alignment] = []
  var tightness: [NetworkSimplex.Edge] = []
  /// Distance of each vertex of each row from the one before it; 0 for the first.
  var rooms: [[Double]] = []

  init(_ layers: Layers, _ graph: LayeredGraph, _ ports: Ports) {
    variable = [Int](repeating: -1, count: layers.vertices.count)
    var left = [Int](repeating: -1, count: graph.clusters.count)
    var right = left
    for (index, vertex) in layers.vertices.enumerated() {
      switch vertex.kind {
      case .leftBorder(let cluster) where left[cluster] >= 0: variable[index] = left[cluster]
      case .rightBorder(let cluster) where right[cluster] >= 0: variable[index] = right[cluster]
      default:
        variable[index] = variableCount
        if case .leftBorder(let cluster) = vertex.kind { left[cluster] = variableCount }
        if case .rightBorder(let cluster) = vertex.kind { right[cluster] = variableCount }
        variableCount += 1
      }
    }
    for row in layers.rows {
      rooms.append(
        row.isEmpty ? [] : [0.0] + zip(row, row.dropFirst()).map { Self.room($0, $1, layers, graph) })
    }
    separate(layers, graph)
    let pull = Straightness(layers)
    for edge in layers.edges where edge.link >= 0 {
      let chain = layers.chains[edge.link]
      alignments.append(
        Alignment(
          a: variable[edge.upper], b: variable[edge.lower],
          aOffset: edge.upper == chain.first ? Int(ports.upper[edge.link]) : 0,
          bOffset: edge.lower == chain.last ? Int(ports.lower[edge.link]) : 0,
          weight: pull.weight(of: edge) * max(1, graph.links[edge.link].weight)))
    }
    for cluster in graph.clusters.indices {
      tightness.append(.init(from: left[cluster], to: right[cluster], minLength: 0, weight: 1))
    }
    for (index, vertex) in layers.vertices.enumerated() {
      if case .title(let cluster) = vertex.kind {
        tightness.append(
          .init(from: left[cluster], to: variable[index], minLength: 0, weight: CrossAxis.titleWeight))
      }
    }
  }

  private static func room(_ a: Int, _ b: Int, _ layers: Layers, _ graph: LayeredGraph) -> Double {
    let (first, second) = (layers.vertices[a], layers.vertices[b])
    return (first.right + CrossAxis.gap(first, second, graph.spacing) + second.left).rounded(.up)
  }

  /// Neighbours of each row keep their distance. A link that ends at a cluster's border ends above its title,
  /// so titles and such ends do not mind each other.
  private mutating func separate(_ layers: Layers, _ graph: LayeredGraph) {
    var known: [Int: Int] = [:]
    for row in layers.rows {
      for leavesOutTitles in [true, false] {
        var previous = -1
        var differs = leavesOutTitles
        for vertex in row {
          switch layers.vertices[vertex].kind {
          case .title where leavesOutTitles: continue
          case .anchor where !leavesOutTitles && layers.vertices[vertex].depth == 0: continue
          case .title: differs = true
          default: break
          }
          if previous >= 0 {
            let room = Int(Self.room(previous, vertex, layers, graph))
            let pair = variable[previous] << 32 | variable[vertex]
            if let index = known[pair] {
              // Borders meet in many rows.
              separations[index].least = max(separations[index].least, room)
            } else if differs {
              known[pair] = separations.count
              separations.append(Separation(left: variable[previous], right: variable[vertex], least: room))
            }
          }
          previous = vertex
        }
      }
    }
  }

  func solvedExactly() -> [Double]? {
    var edges = separations.map {
      NetworkSimplex.Edge(from: $0.left, to: $0.right, minLength: $0.least, weight: 0)
    }
    edges += tightness
    var next = variableCount
    for alignment in alignments {
      edges.append(
        .init(from: next, to: alignment.a, minLength: -alignment.aOffset, weight: alignment.weight))
      edges.append(
        .init(from: next, to: alignment.b, minLength: -alignment.bOffset, weight: alignment.weight))
      next += 1
    }
    guard
      let solution = NetworkSimplex.solve(
        vertexCount: next, edges: edges, work: CrossAxis.mostWork, balanced: true)
    else { return nil }
    return solution[..<variableCount].map(Double.init)
  }

  /// Down and up: each row as close to its neighbours as the distances allow (isotonic regression by pooling
  /// neighbours), then one pass that aligns the borders of all rows.
  func solvedBySweeps(_ layers: Layers) -> [Double] {
    var value = [Double](repeating: 0, count: variableCount)
    for (row, distances) in zip(layers.rows, rooms) {
      var x = 0.0
      for (distance, vertex) in zip(distances, row) {
        x += distance
        value[variable[vertex]] = x
      }
      let middle = x / 2
      for vertex in row { value[variable[vertex]] -= middle }
    }
    var ties = [[(other: Int, delta: Double, weight: Double)]](repeating: [], count: variableCount)
    for alignment in alignments {
      let delta = Double(alignment.bOffset - alignment.aOffset)
      ties[alignment.a].append((alignment.b, delta, Double(alignment.weight)))
      ties[alignment.b].append((alignment.a, -delta, Double(alignment.weight)))
    }
    for pass in 0..<CrossAxis.sweeps {
      for step in layers.rows.indices {
        let row = pass % 2 == 0 ? step : layers.rows.count - 1 - step
        place(layers.rows[row], rooms[row], ties, &value)
      }
    }
    return agreed(value)
  }

  private func place(
    _ row: [Int], _ rooms: [Double], _ ties: [[(other: Int, delta: Double, weight: Double)]],
    _ value: inout [Double]
  ) {
    // Blocks of vertices pressed against each other: sum of weights, weighted sum, first member.
    var blocks: [(weight: Double, sum: Double, first: Int)] = []
    var offset = 0.0
    var offsets: [Double] = []
    for (index, vertex) in row.enumerated() {
      offset += rooms[index]
      offsets.append(offset)
      var weight = 0.0
      var sum = 0.0
      for tie in ties[variable[vertex]] {
        weight += tie.weight
        sum += tie.weight * (value[tie.other] + tie.delta)
      }
      if weight == 0 {
        weight = CrossAxis.restWeight
        sum = weight * value[variable[vertex]]
      }
      blocks.append((weight, sum - weight * offset, index))
      while blocks.count > 1 {
        let (last, before) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
        if before.sum / before.weight < last.sum / last.weight { break }
        blocks.removeLast()
        blocks[blocks.count - 1] = (before.weight + last.weight, before.sum + last.sum, before.first)
      }
    }
    for (index, block) in blocks.enumerated() {
      let end = index + 1 < blocks.count ? blocks[index + 1].first : row.count
      for place in block.first..<end {
        value[variable[row[place]]] = (block.sum / block.weight + offsets[place]).rounded()
      }
    }
  }

  /// The given positions moved right where a distance is too small, in topological order.
  private func agreed(_ wanted: [Double]) -> [Double] {
    var result = wanted
    var out = [[(to: Int, least: Int)]](repeating: [], count: variableCount)
    var waiting = [Int](repeating: 0, count: variableCount)
    for separation in separations {
      out[separation.left].append((separation.right, separation.least))
      waiting[separation.right] += 1
    }
    var queue = (0..<variableCount).filter { waiting[$0] == 0 }
    var head = 0
    while head < queue.count {
      let current = queue[head]
      head += 1
      for (to, least) in out[current] {
        result[to] = max(result[to], result[current] + Double(least))
        waiting[to] -= 1
        if waiting[to] == 0 { queue.append(to) }
      }
    }
    return result
  }
}

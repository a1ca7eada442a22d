/// Where links leave and enter each node: offsets from its middle across the rows.
struct Ports {
  /// For each link, at its upper and its lower end. 0 at clusters.
  var upper: [Double]
  var lower: [Double]

  /// Spreads the links of each side in the order of where they go next, so that they do not cross there.
  init(_ layers: Layers, _ graph: LayeredGraph, widths: [Double]) {
    upper = [Double](repeating: 0, count: layers.chains.count)
    lower = upper
    var position = [Int](repeating: 0, count: layers.vertices.count)
    for row in layers.rows {
      for (index, vertex) in row.enumerated() { position[vertex] = index }
    }
    var leaving = [[(link: Int, next: Int)]](repeating: [], count: graph.nodes.count)
    var entering = leaving
    for (link, chain) in layers.chains.enumerated() where chain.count > 1 {
      if case .node(let node) = layers.vertices[chain[0]].kind {
        leaving[node].append((link, position[chain[1]]))
      }
      if case .node(let node) = layers.vertices[chain[chain.count - 1]].kind {
        entering[node].append((link, position[chain[chain.count - 2]]))
      }
    }
    for node in graph.nodes.indices {
      for (link, offset) in Self.spread(
        leaving[node], graph, width: widths[node] * graph.nodes[node].portSpread)
      {
        upper[link] = offset
      }
      for (link, offset) in Self.spread(
        entering[node], graph, width: widths[node] * graph.nodes[node].portSpread)
      {
        lower[link] = offset
      }
    }
  }

  private static func spread(
    _ links: [(link: Int, next: Int)], _ graph: LayeredGraph, width: Double
  ) -> [(Int, Double)] {
    guard links.count > 1 else { return links.map { ($0.link, 0) } }
    let ordered = links.sorted { ($0.next, $0.link) < ($1.next, $1.link) }
    let wanted = links.reduce(18) { max($0, graph.links[$1.link].endWidth + 10) }
    let step = min(wanted, width / Double(ordered.count - 1)).rounded(.down)
    let first = -step * Double(ordered.count - 1) / 2
    return ordered.enumerated().map { ($1.link, (first + step * Double($0)).rounded()) }
  }
}

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

  /// Even steps, and more room where a label is beside a link's end: after it when ranks go down, before it
  /// when they go sideways.
  private static func spread(
    _ links: [(link: Int, next: Int)], _ graph: LayeredGraph, width: Double
  ) -> [(Int, Double)] {
    guard links.count > 1 else { return links.map { ($0.link, 0) } }
    let ordered = links.sorted { ($0.next, $0.link) < ($1.next, $1.link) }
    let labels = (graph.direction.isHorizontal ? ordered.dropFirst() : ordered.dropLast()).map {
      graph.links[$0.link].endWidth
    }
    var gaps = labels.map(Self.gap)
    let missing = gaps.reduce(0, +) - width
    if missing > 0 {
      // Gaps without a label shrink first.
      let loose = labels.indices.filter { labels[$0] == 0 }
      let step = loose.isEmpty ? 0 : max(Self.leastStep, Self.step - missing / Double(loose.count))
      for index in loose { gaps[index] = step }
      let scale = min(1, width / gaps.reduce(0, +))
      gaps = gaps.map { ($0 * scale).rounded(.down) }
    }
    var place = -gaps.reduce(0, +) / 2
    var result = [(ordered[0].link, place.rounded())]
    for (gap, entry) in zip(gaps, ordered.dropFirst()) {
      place += gap
      result.append((entry.link, place.rounded()))
    }
    return result
  }

  /// Between neighbouring ends of links when there is room, in CSS pixels.
  /// - Parameter endWidth: the width of the labels beside the end.
  static func gap(endWidth: Double) -> Double { max(step, endWidth > 0 ? endWidth + labelGap : 0) }

  // CSS pixels: two heads beside each other, the same when there is little room (they touch), and the room between a
  // label and the next link.
  private static let step = 18.0
  private static let leastStep = 8.0
  private static let labelGap = 10.0
}

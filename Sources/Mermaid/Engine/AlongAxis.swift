/// Positions along the ranks' axis: the band of each row.
struct AlongAxis {
  /// Start and end of each row's band.
  var rows: [(start: Double, end: Double)]

  init(_ layers: Layers, _ graph: LayeredGraph, _ cross: CrossAxis) {
    let spacing = graph.spacing
    let depths = layers.rows.map { row in row.reduce(0.0) { max($0, layers.vertices[$1].depth) } }
    // The widest step between each row and the next, and all that goes across together: flat curves need
    // height, and so do many that run side by side.
    var widest = [Double](repeating: 0, count: layers.rows.count)
    var across = widest
    for edge in layers.edges where edge.link >= 0 {
      let row = layers.vertices[edge.upper].row
      let distance = abs(cross.position[edge.upper] - cross.position[edge.lower])
      widest[row] = max(widest[row], distance)
      across[row] += distance
    }
    let isTight = layers.rows.indices.map { layers.isTight(after: $0) }
    var endRoom = [Double](repeating: 0, count: layers.rows.count)
    for (link, chain) in layers.chains.enumerated() where chain.count > 1 && graph.links[link].endRoom > 0 {
      // The run goes on through the borders of clusters, which stay near to what is inside.
      var first = layers.vertices[chain[0]].row
      var last = layers.vertices[chain[chain.count - 1]].row - 1
      let end = last
      while first < end, isTight[first] { first += 1 }
      while last > first, isTight[last] { last -= 1 }
      let room = graph.links[link].endRoom
      let both = first == last ? 2 * room + 14 : room + 10
      endRoom[first] = max(endRoom[first], both)
      endRoom[last] = max(endRoom[last], both)
    }
    rows = []
    var place = 0.0
    for (row, depth) in depths.enumerated() {
      rows.append((place, place + depth))
      place += depth
      guard row + 1 < depths.count else { break }
      let isRank = layers.rankOfRow[row] != nil
      let nextIsRank = layers.rankOfRow[row + 1] != nil
      var gap: Double
      if isRank && nextIsRank {
        gap = spacing.rank
      } else if isTight[row] {
        gap = depth > 0 ? spacing.cluster * 0.75 : spacing.cluster
      } else {
        // Between ranks and labels or borders that are between them.
        gap = spacing.rank * 0.55
      }
      if widest[row] > 30 {
        let lanes = across[row] / widest[row]
        gap = max(gap, min(96, 12 + widest[row] * 0.15 + lanes * 4))
      }
      place += max(gap, endRoom[row])
    }
    if graph.direction.isHorizontal { widenForTitles(layers, graph) }
  }

  /// Titles of horizontal drawings lie along the rows' axis and may be longer than what they are over.
  private mutating func widenForTitles(_ layers: Layers, _ graph: LayeredGraph) {
    // Innermost first: what they gain, their parents gain too.
    for cluster in graph.clusters.indices.reversed() {
      let span = layers.rowSpan[cluster]
      let missing = graph.clusters[cluster].title.width - (rows[span.last].end - rows[span.first].start)
      guard missing > 0 else { continue }
      let before = missing / 2
      for row in rows.indices where row > span.first {
        let shift = row < span.last ? before : missing
        rows[row].start += shift
        rows[row].end += shift
      }
    }
  }
}

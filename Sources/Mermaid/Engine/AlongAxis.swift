/// Positions along the ranks' axis: the band of each row.
struct AlongAxis {
  /// Start and end of each row's band.
  var rows: [(start: Double, end: Double)]

  /// Factors of the spacing of clusters or ranks.
  private enum Gap {
    /// Between a title and the items below it.
    static let title = 0.75
    /// Between a rank and the labels or borders next to it: two of these make a little more than a rank.
    static let label = 0.55
  }

  /// In CSS pixels: a link that goes further across needs height for its curve: a part of the distance, and some for
  /// each link beside it, up to a bound, beyond which a steep curve is better than a long drawing.
  private enum Slope {
    static let least = 30.0
    static let base = 12.0
    static let factor = 0.15
    static let perLink = 4.0
    static let most = 96.0
  }

  /// In CSS pixels: the least height of the curve between the straight runs of a link, where both ends are between the
  /// same two rows and where only one is.
  private static let curveBetweenEnds = 14.0
  private static let curveAtEnd = 10.0

  init(_ layers: Layers, _ graph: LayeredGraph, _ cross: CrossAxis) {
    let spacing = graph.spacing
    let depths = layers.rows.map { row in row.reduce(0.0) { max($0, layers.vertices[$1].depth) } }
    // The longest step across between each row and the next, and the sum of all steps: flat curves need height, and so
    // do many that run side by side.
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
      // The run goes on through the borders of clusters, which are close to the nodes inside.
      var first = layers.vertices[chain[0]].row
      var last = layers.vertices[chain[chain.count - 1]].row - 1
      let end = last
      while first < end, isTight[first] { first += 1 }
      while last > first, isTight[last] { last -= 1 }
      let room = graph.links[link].endRoom
      let both = first == last ? 2 * room + Self.curveBetweenEnds : room + Self.curveAtEnd
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
        gap = depth > 0 ? spacing.cluster * Gap.title : spacing.cluster
      } else {
        // Between a rank and a row of labels or borders.
        gap = spacing.rank * Gap.label
      }
      if widest[row] > Slope.least {
        let lanes = across[row] / widest[row]
        gap = max(
          gap, min(Slope.most, Slope.base + widest[row] * Slope.factor + lanes * Slope.perLink))
      }
      place += max(gap, endRoom[row])
    }
    if graph.direction.isHorizontal { widenForTitles(layers, graph) }
  }

  /// Titles of horizontal drawings lie along the rows' axis and may be longer than their cluster.
  private mutating func widenForTitles(_ layers: Layers, _ graph: LayeredGraph) {
    // Innermost first: parents grow with their children.
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

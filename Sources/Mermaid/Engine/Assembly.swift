/// Turns positions across and along the rows into boxes and routes in the drawing's own direction.
struct Assembly {
  let graph: LayeredGraph
  let layers: Layers
  let ranking: Ranking
  let ports: Ports
  let loops: SelfLoops
  let cross: [Double]
  let along: AlongAxis

  func layout() -> LayeredLayout {
    let length = along.rows.last?.end ?? 0
    let direction = graph.direction
    func turned(_ point: Point) -> Point {
      switch direction {
      case .topToBottom: point
      case .bottomToTop: Point(point.x, length - point.y)
      case .leftToRight: Point(point.y, point.x)
      case .rightToLeft: Point(length - point.y, point.x)
      }
    }
    func rect(_ x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> Rect {
      let a = turned(Point(x.lowerBound, y.lowerBound))
      let b = turned(Point(x.upperBound, y.upperBound))
      return Rect(x: min(a.x, b.x), y: min(a.y, b.y), width: abs(a.x - b.x), height: abs(a.y - b.y))
    }

    let nodes = graph.nodes.indices.map { node in
      let vertex = layers.vertexOfNode[node]
      let center = turned(Point(cross[vertex], middle(layers.vertices[vertex].row)))
      return Rect(center: center, size: graph.nodes[node].size)
    }
    var left = [Double](repeating: 0, count: graph.clusters.count)
    var right = left
    for (index, vertex) in layers.vertices.enumerated() {
      if case .leftBorder(let cluster) = vertex.kind { left[cluster] = cross[index] }
      if case .rightBorder(let cluster) = vertex.kind { right[cluster] = cross[index] }
    }
    let clusters = graph.clusters.indices.map { cluster in
      let span = layers.rowSpan[cluster]
      return rect(
        left[cluster]...max(left[cluster], right[cluster]),
        along.rows[span.first].start...along.rows[span.last].end)
    }
    let router = Router(assembly: self)
    let routes = graph.links.indices.map { link -> LayeredLayout.Route in
      let route = router.route(link)
      var path = route.path.mapped(turned)
      // Where a node represents its cluster the link still ends at the cluster.
      let stands = [ranking.ends[link].upper, ranking.ends[link].lower].allSatisfy {
        if case .node = $0 { return true }
        return false
      }
      if stands, case .cluster(let cluster) = graph.links[link].to {
        path = path.endingAtBorder(of: clusters[cluster])
      }
      if stands, case .cluster(let cluster) = graph.links[link].from {
        path = path.reversed.endingAtBorder(of: clusters[cluster]).reversed
      }
      return LayeredLayout.Route(path: path, label: route.label.map(turned))
    }
    let (titles, crossedTitles) = titles(clusters, routes)
    let width = zip(layers.vertices, cross).reduce(0.0) { max($0, $1.1 + $1.0.right) }
    let size = direction.isHorizontal ? Size(length, width) : Size(width, length)
    return LayeredLayout(
      size: size, nodes: nodes, clusters: clusters, titles: titles, routes: routes, loopRoom: loops.room,
      crossedTitles: crossedTitles)
  }

  /// The band of each title at the upper left of its cluster. Links enter a horizontal drawing's clusters from above,
  /// too; there the title moves along the border to a place without links.
  private func titles(_ clusters: [Rect], _ routes: [LayeredLayout.Route]) -> ([Rect], crossed: [Int]) {
    var crossed: [Int] = []
    let horizontal = graph.direction.isHorizontal
    let points = horizontal && !graph.clusters.isEmpty ? routes.map { $0.path.flattened(step: 6) } : []
    let bounds = points.map { points in
      let ys = points.map(\.y)
      return (top: ys.min() ?? 0, bottom: ys.max() ?? 0)
    }
    let titles = graph.clusters.indices.map { cluster in
      let box = clusters[cluster]
      let title = graph.clusters[cluster].title
      var band = Rect(x: box.x, y: box.y, width: min(title.width, box.width), height: title.height)
      guard horizontal, title.height > 0 else { return band }
      var blocked: [ClosedRange<Double>] = []
      for (route, extent) in zip(points, bounds) where extent.top < band.maxY && extent.bottom > band.minY {
        for (a, b) in zip(route, route.dropFirst())
        where min(a.y, b.y) < band.maxY && max(a.y, b.y) > band.minY {
          blocked.append((min(a.x, b.x) - 4)...(max(a.x, b.x) + 4))
        }
      }
      blocked.sort { $0.lowerBound < $1.lowerBound }
      var x = box.x
      for range in blocked where range.lowerBound < x + band.width && range.upperBound > x {
        x = range.upperBound
      }
      if x + band.width <= box.maxX { band.x = x } else { crossed.append(cluster) }
      return band
    }
    return (titles, crossed)
  }

  func middle(_ row: Int) -> Double { (along.rows[row].start + along.rows[row].end) / 2 }

  /// A node's outline as if ranks went downwards.
  func outline(of node: Int) -> [Point]? {
    graph.nodes[node].outline.map { points in
      switch graph.direction {
      case .topToBottom: points
      case .bottomToTop: points.map { Point($0.x, -$0.y) }
      case .leftToRight: points.map { Point($0.y, $0.x) }
      case .rightToLeft: points.map { Point($0.y, -$0.x) }
      }
    }
  }
}

extension [Point] {
  /// The furthest point of a polygon up or down on the vertical line at `x`; `nil` when the line misses it.
  func extent(atX x: Double, downwards: Bool) -> Double? {
    var best: Double?
    for (index, a) in enumerated() {
      let b = self[(index + 1) % count]
      guard Swift.min(a.x, b.x) <= x, x <= Swift.max(a.x, b.x) else { continue }
      let ys = a.x == b.x ? [a.y, b.y] : [a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)]
      for y in ys { best = best.map { downwards ? Swift.max($0, y) : Swift.min($0, y) } ?? y }
    }
    return best
  }
}

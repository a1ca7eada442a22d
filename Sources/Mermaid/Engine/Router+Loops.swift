/// Routes of links from a node to itself.
extension Router {
  /// Distances in CSS pixels, and factors.
  private enum Loop {
    /// Between the middle of the side and either end: for the first loop, and more for each around it, up to a part of
    /// the side.
    static let spread = 10.0
    static let spreadStep = 6.0
    static let mostSpread = 0.3
    /// A cubic curve reaches three quarters of the distance of its control points: 1.15 of the reach keeps a loop
    /// within its room and away from the next one inside of it.
    static let control = 1.15
    /// How far the control points lie beyond the two ports.
    static let flare = 4.0
  }

  func loop(_ link: Int) -> Route {
    guard case .node(let node) = assembly.graph.links[link].from else {
      return Route(path: Path(), label: nil)
    }
    let vertex = assembly.layers.vertexOfNode[node]
    let info = assembly.layers.vertices[vertex]
    let center = Point(assembly.cross[vertex], assembly.middle(info.row))
    let reach = assembly.loops.reach[link] ?? SelfLoops.width
    let size = assembly.graph.nodes[node].size
    let half = assembly.graph.direction.isHorizontal ? size.height / 2 : size.width / 2
    let depth = assembly.graph.direction.isHorizontal ? size.width : size.height
    let rank = Double(assembly.loops.links[node].firstIndex(of: link) ?? 0)
    let spread = min(depth * Loop.mostSpread, Loop.spread + Loop.spreadStep * rank)
    let sideways = assembly.outline(of: node).map { $0.map { Point($0.y, $0.x) } }
    func side(_ offset: Double) -> Double { sideways?.extent(atX: offset, downwards: true) ?? half }
    let sign = assembly.graph.nodes[node].hasLoopsBefore ? -1.0 : 1
    let start = Point(center.x + sign * side(-spread), center.y - spread)
    let end = Point(center.x + sign * side(spread), center.y + spread)
    let far = center.x + sign * (half + reach * Loop.control)
    var path = Path()
    path.move(start)
    path.cubic(Point(far, start.y - Loop.flare), Point(far, end.y + Loop.flare), end)
    var label: Point?
    if let distance = assembly.loops.labelCenter[link] {
      label = Point(center.x + sign * (half + distance), center.y)
    }
    return Route(path: path, label: label)
  }
}

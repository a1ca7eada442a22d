/// The layered engine: from boxes and links to places and routes.
///
/// Cycles are broken, ranks found, links cut at every row, crossings reduced, coordinates across and along the rows
/// found, links routed; see the type of each step. All steps assume that ranks go downwards; the result is rotated to
/// the direction of the graph.
enum LayeredEngine {
  /// CSS pixels: the width of a page without scrolling. Families try a narrower layout for wider drawings.
  static let pageWidth = 940.0
  /// CSS pixels: the width of a page next to its table of contents. Drawings whose width can be chosen are as wide as this,
  /// so that their words are not made smaller.
  static let columnWidth = 720.0

  static func layout(_ graph: LayeredGraph, limits: LayoutLimits = .standard) throws(LayoutError)
    -> LayeredLayout
  {
    try check(graph, limits)
    let independent = IndependentClusters(graph)
    if !independent.groups.isEmpty { return try independent.layout(limits) }
    let layout = try layoutAsOne(graph, limits: limits)
    guard !layout.crossedTitles.isEmpty else { return layout }
    var roomier = graph
    for cluster in layout.crossedTitles { roomier.clusters[cluster].hasTitleRow = true }
    return try layoutAsOne(roomier, limits: limits)
  }

  private static func layoutAsOne(_ graph: LayeredGraph, limits: LayoutLimits) throws(LayoutError)
    -> LayeredLayout
  {
    guard !graph.nodes.isEmpty else {
      return LayeredLayout(size: Size(0, 0), nodes: [], clusters: [], titles: [], routes: [])
    }
    let tree = ClusterTree(graph.clusters)
    if tree.height > limits.clusterDepth {
      throw .tooMany(what: "levels of nested subgraphs", count: tree.height, limit: limits.clusterDepth)
    }
    let ranking = Ranking(graph, tree)
    let loops = SelfLoops(graph, ranking)
    let horizontal = graph.direction.isHorizontal
    let sizes = graph.nodes.enumerated().map { index, node in
      let size = horizontal ? node.size.transposed : node.size
      return (
        left: size.width / 2 + node.roomBefore + (node.hasLoopsBefore ? loops.room[index] : 0),
        right: size.width / 2 + node.roomAfter + (node.hasLoopsBefore ? 0 : loops.room[index]),
        depth: max(size.height, node.leastDepth, loops.depth[index])
      )
    }
    var layers = try Layers(graph, tree, ranking, sizes: sizes, limits: limits)
    Ordering.arrange(&layers, tree, graph)
    let ports = Ports(layers, graph, widths: graph.nodes.map { horizontal ? $0.size.height : $0.size.width })
    let cross = CrossAxis(layers, graph, ports)
    let along = AlongAxis(layers, graph, cross)
    return Assembly(
      graph: graph, layers: layers, ranking: ranking, ports: ports, loops: loops, cross: cross.position,
      along: along
    ).layout()
  }

  private static func check(_ graph: LayeredGraph, _ limits: LayoutLimits) throws(LayoutError) {
    func require(_ what: String, _ count: Int, _ limit: Int) throws(LayoutError) {
      if count > limit { throw .tooMany(what: what, count: count, limit: limit) }
    }
    try require("nodes", graph.nodes.count, limits.nodes)
    try require("edges", graph.links.count, limits.edges)
    try require("subgraphs", graph.clusters.count, limits.clusters)
  }
}

/// Links from a node to itself: drawn beside it, one outside the other.
struct SelfLoops {
  /// Links of each node, from the inside.
  var links: [[Int]]
  /// Room beside each node.
  var room: [Double]
  /// Extent along the ranks that the labels need.
  var depth: [Double]
  /// How far each loop reaches out from the node's side.
  var reach: [Int: Double] = [:]
  /// How far from the node's side the middle of each loop's label is.
  var labelCenter: [Int: Double] = [:]

  // CSS pixels.
  /// How far a loop without a label at its ends reaches out, and what such labels need beside their width.
  static let width = 24.0
  private static let endPadding = 12.0
  /// Before and after a label beside a loop, and above and below it together.
  private static let labelGap = 3.0
  private static let labelPadding = 4.0

  init(_ graph: LayeredGraph, _ ranking: Ranking) {
    links = [[Int]](repeating: [], count: graph.nodes.count)
    room = [Double](repeating: 0, count: graph.nodes.count)
    depth = room
    for (index, link) in graph.links.enumerated() where ranking.course[index] == .loop {
      guard case .node(let node) = link.from else { continue }
      links[node].append(index)
      room[node] += max(Self.width, link.endWidth + Self.endPadding)
      reach[index] = room[node]
    }
    // Labels are outside of all loops of their node, side by side.
    for own in links {
      for index in own {
        guard case .node(let node) = graph.links[index].from, let label = graph.links[index].label else {
          continue
        }
        let extent = graph.direction.isHorizontal ? label.height : label.width
        labelCenter[index] = room[node] + Self.labelGap + extent / 2
        room[node] += extent + 2 * Self.labelGap
        depth[node] = max(
          depth[node], (graph.direction.isHorizontal ? label.width : label.height) + Self.labelPadding)
      }
    }
  }
}

extension Flowchart {
  /// The chart placed and measured.
  ///
  /// ```swift
  /// let svg = try chart.scene(DiagramHeader(title: "Jobs")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let (drawing, layout) = try LayeredEngine.layout(direction, limits: limits) {
      FlowchartDrawing(self, header.spacing, $0)
    }
    return drawing.scene(layout, title: header.title)
  }
}

/// A flowchart on its way through the layered engine.
private struct FlowchartDrawing: LayeredDrawing {
  let chart: Flowchart
  var graph: LayeredGraph
  private let nesting: Nesting
  private var nodes: [(drawing: NodeDrawing, text: TextBlock)] = []
  private var titles: [TextBlock] = []
  private var labels: [TextBlock?] = []
  /// Index among the graph's clusters; -1 for subgraphs without a node, which are drawn as boxes.
  private var clusterOf: [Int] = []
  /// For each subgraph without a node, the index of its box among the graph's nodes.
  private var boxOf: [Int: Int] = [:]
  /// Subgraph of each of the graph's clusters.
  private var subgraphOf: [Int] = []
  /// How each subgraph is painted, and what authors made visible behind its contents.
  private var appearances: [(appearance: Appearance, text: Color?)] = []
  private var backdrops: [Color?] = []

  // CSS pixels.
  /// The usual width of links, as in the stylesheet, and that of `==>`.
  private static let lineWidth = 1.5
  private static let thickWidth = 3.0
  /// Heads grow by this part of the growth of the line, up to a factor: heads as thick as their lines would hide short
  /// links.
  private static let headGrowth = 0.4
  private static let mostHeadScale = 2.0

  init(_ chart: Flowchart, _ spacing: DiagramSpacing, _ direction: Direction) {
    self.chart = chart
    graph = LayeredGraph(direction: direction, spacing: .init(spacing))
    nesting = Nesting(chart.subgraphs.map(\.parent))
    let isFilled = nesting.filled(by: chart.nodes.map(\.subgraph))
    for subgraph in chart.subgraphs {
      var behind: Color?
      if let parent = subgraph.parent { behind = backdrops[parent] }
      let resolved = Appearance.resolve(
        subgraph.style, Cluster.surface(depth: nesting.chain(subgraph.parent).count), backdrop: behind)
      appearances.append(resolved)
      backdrops.append(resolved.appearance.fill ?? (resolved.appearance.hasNoFill ? behind : nil))
    }
    titles = chart.subgraphs.map { Cluster.title($0.title, font: $0.style.font(.title)) }
    labels = chart.edges.map { edge in
      guard let label = edge.label, !label.isEmpty else { return nil }
      return TextBlock(label, font: .small, limit: Scene.Label.linkLimit)
    }
    for (index, subgraph) in chart.subgraphs.enumerated() {
      guard isFilled[index] else {
        clusterOf.append(-1)
        continue
      }
      clusterOf.append(graph.clusters.count)
      subgraphOf.append(index)
      graph.clusters.append(
        .init(
          parent: subgraph.parent.map { clusterOf[$0] }, title: Cluster.room(for: titles[index]),
          direction: subgraph.direction))
    }
    for node in chart.nodes {
      let font = node.style.font(.label)
      let text = TextBlock(node.label, font: font, limit: NodeDrawing.labelLimit(node.shape))
      let drawing = NodeDrawing(
        node.shape, label: text.size, cornerRadius: node.style.cornerRadius,
        isTurned: graph.direction.isHorizontal)
      nodes.append((drawing, text))
      graph.nodes.append(
        .init(
          size: drawing.size, cluster: node.subgraph.map { clusterOf[$0] }, outline: drawing.outline,
          portSpread: drawing.portSpread))
    }
    for (index, subgraph) in chart.subgraphs.enumerated() where !isFilled[index] {
      boxOf[index] = graph.nodes.count
      let parent = subgraph.parent.map { clusterOf[$0] } ?? -1
      graph.nodes.append(
        .init(size: Cluster.emptySize(titles[index]), cluster: parent < 0 ? nil : parent))
    }
    for (index, edge) in chart.edges.enumerated() {
      graph.links.append(
        .init(
          from: end(edge.from), to: end(edge.to), minLength: edge.minLength,
          label: Scene.Label.roomOnLink(labels[index])))
    }
    // A subgraph with a direction of its own turns the bars in it.
    for (index, direction) in graph.directions().prefix(chart.nodes.count).enumerated()
    where chart.nodes[index].shape == .fork && direction.isHorizontal != graph.direction.isHorizontal {
      let drawing = NodeDrawing(.fork, label: nodes[index].text.size, isTurned: direction.isHorizontal)
      nodes[index].drawing = drawing
      graph.nodes[index].size = drawing.size
      graph.nodes[index].outline = drawing.outline
    }
  }

  private func end(_ end: Flowchart.Endpoint) -> LayeredGraph.End {
    switch end {
    case .node(let node): return .node(node)
    case .subgraph(let subgraph):
      if let box = boxOf[subgraph] { return .node(box) }
      return .cluster(clusterOf[subgraph])
    }
  }

  private func id(_ end: Flowchart.Endpoint) -> String {
    switch end {
    case .node(let node): chart.nodes[node].id
    case .subgraph(let subgraph): chart.subgraphs[subgraph].id
    }
  }

  /// Ids of the subgraphs around something, from the inside out.
  private func ancestors(_ subgraph: Int?) -> [String] {
    nesting.chain(subgraph).map { chart.subgraphs[$0].id }
  }

  /// The fill that an author gave to the innermost subgraph around something that has one.
  private func backdrop(_ subgraph: Int?) -> Color? { subgraph.flatMap { backdrops[$0] } }

  func scene(_ layout: LayeredLayout, title: String?) -> Scene {
    var builder = SceneBuilder()
    for (cluster, subgraph) in subgraphOf.enumerated() {
      let info = chart.subgraphs[subgraph]
      let (appearance, text) = appearances[subgraph]
      let bounds = layout.clusters[cluster]
      builder.add(
        .cluster(
          id: info.id, bounds: bounds, band: layout.titles[cluster], title: titles[subgraph],
          ancestors: ancestors(info.parent), appearance: appearance, color: text, link: info.link), .clusters)
    }
    for (subgraph, node) in boxOf.sorted(by: { $0.value < $1.value }) {
      let info = chart.subgraphs[subgraph]
      let (appearance, text) = appearances[subgraph]
      builder.add(
        .emptyCluster(
          id: info.id, bounds: layout.nodes[node], title: titles[subgraph],
          ancestors: ancestors(info.parent), appearance: appearance, color: text, link: info.link))
    }
    for (index, edge) in chart.edges.enumerated() {
      add(edge, layout.routes[index], label: labels[index], to: &builder)
    }
    for (index, node) in chart.nodes.enumerated() { add(node, index, layout.nodes[index], to: &builder) }
    return builder.scene(title: title)
  }

  private func add(_ node: Flowchart.Node, _ index: Int, _ bounds: Rect, to builder: inout SceneBuilder) {
    let (drawing, text) = nodes[index]
    let isBare = drawing.figures.allSatisfy { $0.paint == .outline }
    var style = node.style
    if isBare, style.fill == nil { style.fill = .some(.none) }
    let (appearance, color) = Appearance.resolve(style, drawing.surface, backdrop: backdrop(node.subgraph))
    var figures = drawing.figures
    if isBare, appearance.fill != nil {
      figures.insert(Figure(.rect(Rect(center: Point(0, 0), size: drawing.size), radius: 4)), at: 0)
    }
    var labels: [Scene.Label] = []
    if drawing.hasLabel, !text.isEmpty {
      var label = Scene.Label(
        text, role: .box, center: bounds.center + drawing.labelOffset, owner: node.id, color: color)
      label.isUnderlined = node.style.underline ?? false
      labels.append(label)
    }
    builder.add(
      Scene.Box(
        id: node.id, role: .node, bounds: bounds, ancestors: ancestors(node.subgraph),
        figures: figures.map { $0.offset(by: bounds.center) }, labels: labels, appearance: appearance,
        link: node.link))
  }

  private func add(
    _ edge: Flowchart.Edge, _ route: LayeredLayout.Route, label: TextBlock?, to builder: inout SceneBuilder
  ) {
    guard !route.path.steps.isEmpty else { return }
    var style = edge.style
    style.color = nil
    style.fill = nil
    var appearance = Appearance.resolve(style, .link, backdrop: nil).appearance
    if appearance.stroke == nil {
      // The theme's colour of links may not show on what an author painted behind them.
      let behind = surroundings(edge)
      if !behind.isEmpty {
        appearance.stroke = Theme.light.tint(.link).stroke.legible(
          onAll: behind, ratio: Appearance.leastContrast)
        appearance.isOnFill = true
      }
    }
    switch edge.line {
    case .dotted: appearance.dash = appearance.dash ?? Dash.dotted
    case .thick: appearance.strokeWidth = appearance.strokeWidth ?? Self.thickWidth
    case .solid, .invisible: break
    }
    appearance.motion = edge.motion
    let growth = (appearance.strokeWidth ?? Self.lineWidth) / Self.lineWidth - 1
    let scale = max(1, growth * Self.headGrowth + 1)
    let placed = label.flatMap { label in
      route.label.map { center in
        var wanted = Style()
        wanted.color = edge.style.color
        return Scene.Label.onLink(
          label, center: center, owner: id(edge.from), wanted: wanted,
          backdrop: backdrop(commonSubgraph(edge)))
      }
    }
    // An invisible link is laid out, and its label is shown.
    guard edge.line != .invisible else {
      if let placed { builder.add(placed, .links) }
      return
    }
    var link = Scene.Link(
      from: id(edge.from), to: id(edge.to), route: route.path,
      figures: route.path.drawn(
        from: ArrowHead(edge.fromHead), to: ArrowHead(edge.toHead), scale: min(scale, Self.mostHeadScale)),
      appearance: appearance)
    link.labels = placed.map { [$0] } ?? []
    builder.add(link)
  }

  /// The subgraphs that an end is in, from the inside out.
  private func chain(_ end: Flowchart.Endpoint) -> [Int] {
    switch end {
    case .node(let node): nesting.chain(chart.nodes[node].subgraph)
    case .subgraph(let subgraph): nesting.chain(chart.subgraphs[subgraph].parent)
    }
  }

  private func commonSubgraph(_ edge: Flowchart.Edge) -> Int? {
    let other = chain(edge.to)
    return chain(edge.from).first { other.contains($0) }
  }

  /// The background colours of a link when an author painted one of them: those of the subgraphs on its way, and both
  /// page colours where it leaves them.
  private func surroundings(_ edge: Flowchart.Edge) -> [Color] {
    let common = commonSubgraph(edge)
    let crossed = (chain(edge.from).prefix { $0 != common } + chain(edge.to).prefix { $0 != common }).map {
      backdrop($0)
    }
    let all = crossed + [backdrop(common)]
    let painted = all.compactMap { $0 }
    if painted.isEmpty { return [] }
    return painted + (all.contains(nil) ? Theme.allCases.map(\.page) : [])
  }
}

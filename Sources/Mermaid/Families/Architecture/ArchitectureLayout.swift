extension Architecture {
  /// The diagram placed and measured.
  ///
  /// ```swift
  /// let svg = try plan.scene(DiagramHeader(title: "Production")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    if nodes.count + groups.count > limits.nodes {
      throw .tooMany(what: "services and groups", count: nodes.count + groups.count, limit: limits.nodes)
    }
    if edges.count > limits.edges { throw .tooMany(what: "lines", count: edges.count, limit: limits.edges) }
    var drawing = ArchitectureDrawing(self)
    drawing.draw()
    return try drawing.builder.scene(title: header.title).checked(limits)
  }
}

/// Draws an architecture diagram: a service is a card with its icon above its label. Lengths are CSS pixels.
private struct ArchitectureDrawing {
  let diagram: Architecture
  var builder = SceneBuilder()
  private let plan: ArchitecturePlan
  private let texts: [TextBlock]
  private let iconTexts: [TextBlock]
  private let nesting: Nesting

  private static let iconSize = 34.0
  private static let labelLimit = 130.0
  private static let padding = Size(16, 12)
  private static let leastWidth = 76.0
  private static let leastHeight = 44.0
  private static let iconGap = 6.0
  private static let junctionSize = 8.0
  private static let bendRadius = 6.0
  private static let clearance = 14.0
  private static let cornerRadius = 6.0

  init(_ diagram: Architecture) {
    self.diagram = diagram
    nesting = Nesting(diagram.groups.map(\.parent))
    texts = diagram.nodes.map { node in
      let words =
        node.label.isEmpty && node.icon == nil && node.iconText == nil ? RichText(node.id) : node.label
      return words.isEmpty ? .empty : TextBlock(words, font: .dense, limit: Self.labelLimit)
    }
    iconTexts = diagram.nodes.map { node in
      node.iconText.map { TextBlock($0, font: .small, limit: Self.labelLimit) } ?? .empty
    }
    plan = ArchitecturePlan(
      diagram, sizes: zip(diagram.nodes, zip(texts, iconTexts)).map { Self.size($0, $1.0, $1.1) })
  }

  private static func size(_ node: Architecture.Node, _ text: TextBlock, _ iconText: TextBlock) -> Size {
    if node.isJunction { return Size(junctionSize, junctionSize) }
    let icon = pictureHeight(node, iconText)
    let width = max(text.width, iconText.width)
    let gap = icon > 0 && !text.isEmpty ? iconGap : 0
    return Size(
      max(leastWidth, width + 2 * padding.width),
      max(leastHeight, icon + gap + text.height + 2 * padding.height))
  }

  private static func pictureHeight(_ node: Architecture.Node, _ iconText: TextBlock) -> Double {
    ArchitectureIcon(name: node.icon) != nil ? iconSize : iconText.height
  }

  mutating func draw() {
    for index in diagram.groups.indices { add(group: index) }
    addEdges()
    for index in diagram.nodes.indices { add(node: index) }
  }

  private func ancestors(_ group: Int?) -> [String] { nesting.chain(group).map { diagram.groups[$0].id } }

  private mutating func add(group index: Int) {
    let group = diagram.groups[index]
    let bounds = plan.groupBounds[index]
    var appearance = Appearance(Cluster.surface(depth: nesting.chain(group.parent).count))
    appearance.dash = Dash.long
    var band = bounds
    let icon = ArchitectureIcon(name: group.icon)
    if icon != nil { band.x += ArchitecturePlan.iconSize + ArchitecturePlan.iconGap }
    builder.add(
      .cluster(
        id: group.id, bounds: bounds, band: band, title: plan.titles[index],
        ancestors: ancestors(group.parent),
        appearance: appearance, link: group.link), .clusters)
    guard let icon else { return }
    let center = Point(
      bounds.minX + 14 + ArchitecturePlan.iconSize / 2, bounds.minY + 8 + ArchitecturePlan.iconSize / 2)
    var lines = Appearance(.link)
    lines.strokeWidth = 1.25
    builder.add(
      Scene.Decoration(
        figures: icon.figures(center: center, size: ArchitecturePlan.iconSize), appearance: lines),
      bounds: nil)
  }

  private mutating func add(node index: Int) {
    let node = diagram.nodes[index]
    let bounds = plan.nodeBounds[index]
    guard !node.isJunction else {
      let radius = Size(Self.junctionSize / 2, Self.junctionSize / 2)
      return builder.add(
        Scene.Box(
          id: node.id, role: .node, bounds: bounds, ancestors: ancestors(node.group),
          figures: [Figure(.ellipse(center: bounds.center, radius: radius), .solid)],
          appearance: Appearance(.link)))
    }
    var figures = [Figure(.rect(bounds, radius: Self.cornerRadius))]
    let picture = Self.pictureHeight(node, iconTexts[index])
    let gap = picture > 0 && !texts[index].isEmpty ? Self.iconGap : 0
    let top = bounds.midY - (picture + gap + texts[index].height) / 2
    if let icon = ArchitectureIcon(name: node.icon) {
      figures += icon.figures(center: Point(bounds.midX, top + Self.iconSize / 2), size: Self.iconSize)
    }
    func label(_ text: TextBlock, _ y: Double, isMuted: Bool) -> Scene.Label {
      Scene.Label(
        text, role: .box, center: Point(bounds.midX, y + text.height / 2), owner: node.id, isMuted: isMuted)
    }
    var labels: [Scene.Label] = []
    if !iconTexts[index].isEmpty { labels.append(label(iconTexts[index], top, isMuted: true)) }
    if !texts[index].isEmpty { labels.append(label(texts[index], top + picture + gap, isMuted: false)) }
    builder.add(
      Scene.Box(
        id: node.id, role: .node, bounds: bounds, ancestors: ancestors(node.group), figures: figures,
        labels: labels, appearance: Appearance(.node), link: node.link))
  }

  /// The part of the diagram where a line ends: its node, or the group around it.
  private func stop(_ end: Architecture.End) -> OrthogonalRouter.Stop {
    let group = end.isAtGroup ? diagram.nodes[end.node].group : nil
    return .init(
      bounds: group.map { plan.groupBounds[$0] } ?? plan.nodeBounds[end.node], sides: [BoxSide(end.side)])
  }

  private mutating func addEdges() {
    let groups = diagram.groups.count
    let bands = diagram.groups.indices.map { group in
      let (bounds, room) = (plan.groupBounds[group], plan.titleRoom(group))
      return Rect(
        x: bounds.x + 4, y: bounds.y + 4, width: max(0, room.width - 8), height: max(0, room.height - 8))
    }.filter { $0.width > 0 }
    var router = OrthogonalRouter(
      obstacles: plan.groupBounds + plan.nodeBounds + bands, clearance: Self.clearance)
    let routes = diagram.edges.map { edge in
      let chains = [edge.from, edge.to].flatMap { end in
        nesting.chain(diagram.nodes[end.node].group).dropFirst(end.isAtGroup ? 1 : 0)
      }
      // A junction is a point on the line.
      let ends = [edge.from, edge.to].filter { diagram.nodes[$0.node].isJunction }.map { $0.node + groups }
      return router.route(from: stop(edge.from), to: stop(edge.to), passing: Set(chains + ends))
    }
    var labels = RouteLabels(routes: routes, boxes: plan.nodeBounds + bands)
    for (index, edge) in diagram.edges.enumerated() { add(edge, routes[index], &labels, index) }
  }

  private mutating func add(
    _ edge: Architecture.Edge, _ corners: [Point], _ labels: inout RouteLabels, _ index: Int
  ) {
    let route = Path(corners: corners, radius: Self.bendRadius)
    let from = diagram.nodes[edge.from.node].id
    var link = Scene.Link(
      from: from, to: diagram.nodes[edge.to.node].id, route: route,
      figures: route.drawn(from: edge.from.hasHead ? .arrow : .none, to: edge.to.hasHead ? .arrow : .none),
      appearance: Appearance(.link))
    let text = edge.label.flatMap {
      $0.isEmpty ? nil : TextBlock($0, font: .small, limit: Scene.Label.linkLimit)
    }
    if let text, let room = Scene.Label.roomOnLink(text), let center = labels.place(room, on: index) {
      link.labels = [.onLink(text, center: center, owner: from)]
    }
    builder.add(link)
  }
}

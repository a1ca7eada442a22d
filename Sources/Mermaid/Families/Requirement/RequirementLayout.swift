extension RequirementDiagram {
  /// The diagram placed and measured.
  ///
  /// ```swift
  /// let svg = try diagram.scene(DiagramHeader(title: "Goals")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let (drawing, layout) = try LayeredEngine.layout(direction, limits: limits) {
      RequirementDrawing(self, header.spacing, $0)
    }
    return drawing.scene(layout, title: header.title)
  }
}

private struct RequirementDrawing: LayeredDrawing {
  let diagram: RequirementDiagram
  var graph: LayeredGraph
  private var boxes: [Compartments] = []
  private var labels: [TextBlock] = []

  // CSS pixels.
  /// Values are broken at this width: the text of a requirement is a sentence or two.
  private static let valueLimit = 240.0
  private static let leastWidth = 120.0

  init(_ diagram: RequirementDiagram, _ spacing: DiagramSpacing, _ direction: Direction) {
    self.diagram = diagram
    graph = LayeredGraph(direction: direction, spacing: .init(spacing))
    for node in diagram.nodes {
      let box = Compartments(Self.parts(node), leastWidth: Self.leastWidth)
      boxes.append(box)
      graph.nodes.append(.init(size: box.size, portSpread: PortSpread.table))
    }
    for relationship in diagram.relationships {
      let label = TextBlock(
        RichText("«\(relationship.kind.rawValue)»"), font: .small, limit: Scene.Label.linkLimit)
      labels.append(label)
      graph.links.append(
        .init(
          from: .node(relationship.from), to: .node(relationship.to), label: Scene.Label.roomOnLink(label),
          endRoom: relationship.kind == .contains ? ArrowHead.crossedRing.length : 0))
    }
    addRows()
  }

  /// Nodes without relationships in rows as wide as a page.
  private mutating func addRows() {
    let linked = Set(diagram.relationships.flatMap { [$0.from, $0.to] })
    let lonely = diagram.nodes.indices.filter { !linked.contains($0) }
    guard !graph.direction.isHorizontal, !lonely.isEmpty else { return }
    let width = lonely.reduce(0) { $0 + graph.nodes[$1].size.width + graph.spacing.node }
    let rows = max(1, Int((width / LayeredEngine.pageWidth).rounded(.up)))
    graph.addRows(lonely, of: (lonely.count + rows - 1) / rows)
  }

  private static func parts(_ node: RequirementDiagram.Node) -> [Compartments.Part] {
    let rows = facts(node.content).filter { !$0.value.isEmpty }
    let header: [(text: TextBlock, isMuted: Bool)] = [
      (TextBlock(RichText("«\(kind(node.content))»"), font: .small, limit: valueLimit), true),
      Compartments.heading(node.label, node.style),
    ]
    guard !rows.isEmpty else { return [.header(header)] }
    return [
      .header(header),
      .rows(
        rows.map { row in
          Compartments.Row(
            cells: [
              TextBlock(RichText(row.name), font: .small, limit: valueLimit),
              TextBlock(
                Label.markdown(row.value.utf8), font: node.style.font(.dense), limit: valueLimit),
            ], isMuted: [true, false])
        }),
    ]
  }

  private static func kind(_ content: RequirementDiagram.Content) -> String {
    switch content {
    case .requirement(let requirement): requirement.kind.words
    case .element: "Element"
    }
  }

  private static func facts(_ content: RequirementDiagram.Content) -> [(name: String, value: String)] {
    switch content {
    case .requirement(let requirement):
      [
        ("ID", requirement.id), ("Text", requirement.text),
        ("Risk", requirement.risk?.rawValue.beginningWithCapital ?? ""),
        ("Verification", requirement.verification?.rawValue.beginningWithCapital ?? ""),
      ]
    case .element(let type, let reference): [("Type", type), ("Reference", reference)]
    }
  }

  func scene(_ layout: LayeredLayout, title: String?) -> Scene {
    var builder = SceneBuilder()
    for (index, relationship) in diagram.relationships.enumerated() {
      let route = layout.routes[index]
      guard !route.path.steps.isEmpty else { continue }
      builder.add(link(relationship, labels[index], route))
    }
    for (index, node) in diagram.nodes.enumerated() {
      builder.add(boxes[index].box(node.name, in: layout.nodes[index], style: node.style, link: node.link))
    }
    return builder.scene(title: title)
  }

  /// As in SysML: a ring with a cross at what contains the other, and a dashed arrow for all else.
  private func link(
    _ relationship: RequirementDiagram.Relationship, _ label: TextBlock, _ route: LayeredLayout.Route
  ) -> Scene.Link {
    let isContainment = relationship.kind == .contains
    let from = diagram.nodes[relationship.from].name
    var appearance = Appearance(.link)
    if !isContainment { appearance.dash = Dash.long }
    var link = Scene.Link(
      from: from, to: diagram.nodes[relationship.to].name, route: route.path,
      figures: route.path.drawn(
        from: isContainment ? .crossedRing : .none, to: isContainment ? .none : .open),
      appearance: appearance)
    if let center = route.label { link.labels = [.onLink(label, center: center, owner: from)] }
    return link
  }
}

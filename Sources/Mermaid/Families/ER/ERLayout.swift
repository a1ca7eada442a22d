extension ERDiagram {
  /// The diagram placed and measured.
  ///
  /// ```swift
  /// let svg = try entities.scene(DiagramHeader(title: "Jobs")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let (drawing, layout) = try LayeredEngine.layout(direction, limits: limits) {
      ERDrawing(self, header.spacing, $0)
    }
    return drawing.scene(layout, title: header.title)
  }
}

private struct ERDrawing: LayeredDrawing {
  let diagram: ERDiagram
  var graph: LayeredGraph
  private var boxes: [Compartments] = []
  private var labels: [TextBlock?] = []

  init(_ diagram: ERDiagram, _ spacing: DiagramSpacing, _ direction: Direction) {
    self.diagram = diagram
    graph = LayeredGraph(direction: direction, spacing: .init(spacing))
    for entity in diagram.entities {
      var parts: [Compartments.Part] = [
        .header([Compartments.heading(entity.label, entity.style)])
      ]
      if !entity.attributes.isEmpty { parts.append(.rows(entity.attributes.map(Self.row))) }
      let box = Compartments(parts, leastWidth: 90)
      boxes.append(box)
      graph.nodes.append(.init(size: box.size, portSpread: PortSpread.table))
    }
    for relationship in diagram.relationships {
      let label = relationship.label.flatMap {
        $0.isEmpty ? nil : TextBlock($0, font: .small, limit: Scene.Label.linkLimit)
      }
      labels.append(label)
      graph.links.append(
        .init(
          from: .node(relationship.from), to: .node(relationship.to), label: Scene.Label.roomOnLink(label),
          endRoom: ArrowHead.crowExtent + 2, endWidth: 10))
    }
    graph.growForEnds()
  }

  /// The columns of a box are broken at these widths, in CSS pixels: together with their gaps no more than a page.
  private static let (typeLimit, nameLimit, keysLimit, commentLimit) = (220.0, 260.0, 120.0, 220.0)

  private static func row(_ attribute: ERDiagram.Attribute) -> Compartments.Row {
    let keys = attribute.keys.map(\.rawValue).joined(separator: ", ")
    return Compartments.Row(
      cells: [
        TextBlock(RichText(attribute.type), font: .dense, limit: typeLimit),
        TextBlock(RichText(attribute.name), font: .dense, limit: nameLimit),
        TextBlock(RichText(keys), font: Font(size: Font.small.size, bold: true), limit: keysLimit),
        TextBlock(attribute.comment ?? "", font: .small, limit: commentLimit),
      ], isMuted: [true, false, false, true])
  }

  func scene(_ layout: LayeredLayout, title: String?) -> Scene {
    var builder = SceneBuilder()
    for (index, relationship) in diagram.relationships.enumerated() {
      let route = layout.routes[index]
      guard !route.path.steps.isEmpty else { continue }
      let from = diagram.entities[relationship.from].id
      var appearance = Appearance(.link)
      if !relationship.identifying { appearance.dash = Dash.long }
      var link = Scene.Link(
        from: from, to: diagram.entities[relationship.to].id, route: route.path,
        figures: route.path.drawn(
          from: ArrowHead(relationship.fromCardinality), to: ArrowHead(relationship.toCardinality)),
        appearance: appearance)
      if let label = labels[index], let center = route.label {
        link.labels = [.onLink(label, center: center, owner: from)]
      }
      builder.add(link)
    }
    for (index, entity) in diagram.entities.enumerated() {
      builder.add(
        boxes[index].box(entity.id, in: layout.nodes[index], style: entity.style, link: entity.link))
    }
    return builder.scene(title: title)
  }
}

extension ArrowHead {
  fileprivate init(_ cardinality: ERDiagram.Cardinality) {
    switch cardinality {
    case .zeroOrOne: self = .crow(isMany: false, isOptional: true)
    case .exactlyOne: self = .crow(isMany: false, isOptional: false)
    case .zeroOrMore: self = .crow(isMany: true, isOptional: true)
    case .oneOrMore: self = .crow(isMany: true, isOptional: false)
    case .onlyParent: self = .none
    }
  }
}

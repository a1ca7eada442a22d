extension ERDiagram {
  /// The diagram placed and measured.
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let drawing = ERDrawing(self, header.spacing)
    let layout = try LayeredEngine.layout(drawing.graph, limits: limits)
    return drawing.scene(layout, title: header.title)
  }
}

private struct ERDrawing {
  let diagram: ERDiagram
  var graph: LayeredGraph
  private var boxes: [Compartments] = []
  private var labels: [TextBlock?] = []

  init(_ diagram: ERDiagram, _ spacing: DiagramSpacing) {
    self.diagram = diagram
    graph = LayeredGraph(direction: diagram.direction, spacing: .init(spacing))
    for entity in diagram.entities {
      var parts: [Compartments.Part] = [
        .header([
          (TextBlock(entity.label, font: entity.style.font(Font(size: 14, bold: true)), limit: 320), false)
        ])
      ]
      if !entity.attributes.isEmpty { parts.append(.rows(entity.attributes.map(Self.row))) }
      let box = Compartments(parts, leastWidth: 90)
      boxes.append(box)
      graph.nodes.append(.init(size: box.size, portSpread: 0.8))
    }
    for relationship in diagram.relationships {
      let label = relationship.label.flatMap { $0.isEmpty ? nil : TextBlock($0, font: .small, limit: 150) }
      labels.append(label)
      graph.links.append(
        .init(
          from: .node(relationship.from), to: .node(relationship.to), label: Scene.Label.roomOnLink(label),
          endRoom: 22, endWidth: 10))
    }
    graph.growForEnds()
  }

  private static func row(_ attribute: ERDiagram.Attribute) -> Compartments.Row {
    let font = Font(size: 13)
    let small = Font(size: 12)
    let keys = attribute.keys.map(\.rawValue).joined(separator: ", ")
    return Compartments.Row(
      cells: [
        TextBlock(RichText(attribute.type), font: font, limit: 220),
        TextBlock(RichText(attribute.name), font: font, limit: 260),
        TextBlock(RichText(keys), font: Font(size: 12, bold: true), limit: 120),
        TextBlock(attribute.comment ?? "", font: small, limit: 220),
      ], isMuted: [true, false, false, true])
  }

  func scene(_ layout: LayeredLayout, title: String?) -> Scene {
    var builder = SceneBuilder()
    for (index, relationship) in diagram.relationships.enumerated() {
      let route = layout.routes[index]
      guard !route.path.steps.isEmpty else { continue }
      let from = diagram.entities[relationship.from].id
      var appearance = Appearance(.link)
      if !relationship.identifying { appearance.dash = [5, 4] }
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
      let bounds = layout.nodes[index]
      let (appearance, color) = Appearance.resolve(entity.style, .node, backdrop: nil)
      let (rules, labels) = boxes[index].contents(in: bounds, owner: entity.id, color: color)
      builder.add(
        Scene.Box(
          id: entity.id, role: .node, bounds: bounds, figures: [Figure(.rect(bounds, radius: 5))] + rules,
          labels: labels, appearance: appearance, link: entity.link))
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

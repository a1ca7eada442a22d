extension ClassDiagram {
  /// The diagram placed and measured.
  ///
  /// ```swift
  /// let svg = try classes.scene(DiagramHeader(title: "Jobs")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let (drawing, layout) = try LayeredEngine.layout(direction, limits: limits) {
      ClassDrawing(self, header.spacing, $0)
    }
    return drawing.scene(layout, title: header.title)
  }
}

private struct ClassDrawing: LayeredDrawing {
  let diagram: ClassDiagram
  var graph: LayeredGraph
  private var boxes: [Compartments] = []
  private var notes: [NodeDrawing] = []
  private var noteTexts: [TextBlock] = []
  private let nesting: Nesting
  private var clusterOf: [Int] = []
  private var namespaceOf: [Int] = []
  private var titles: [TextBlock] = []
  private var labels: [TextBlock?] = []
  private var cardinalities: [(from: TextBlock?, to: TextBlock?)] = []

  init(_ diagram: ClassDiagram, _ spacing: DiagramSpacing, _ direction: Direction) {
    self.diagram = diagram
    graph = LayeredGraph(direction: direction, spacing: .init(spacing))
    nesting = Nesting(diagram.namespaces.map(\.parent))
    let isFilled = nesting.filled(by: diagram.classes.map(\.namespace))
    for (index, namespace) in diagram.namespaces.enumerated() {
      let title = Cluster.title(namespace.title)
      titles.append(title)
      // A namespace without a class has nothing to show.
      guard isFilled[index] else {
        clusterOf.append(-1)
        continue
      }
      clusterOf.append(graph.clusters.count)
      namespaceOf.append(index)
      graph.clusters.append(
        .init(parent: namespace.parent.map { clusterOf[$0] }, title: Cluster.room(for: title)))
    }
    for info in diagram.classes {
      let box = Self.compartments(info)
      boxes.append(box)
      graph.nodes.append(
        .init(size: box.size, cluster: info.namespace.map { clusterOf[$0] }, portSpread: PortSpread.table))
    }
    for note in diagram.notes {
      let text = TextBlock(note.text, font: .small, limit: 200)
      let drawing = NodeDrawing(.note, label: text.size)
      noteTexts.append(text)
      notes.append(drawing)
      let cluster = note.subject.flatMap { diagram.classes[$0].namespace }.map { clusterOf[$0] }
      graph.nodes.append(.init(size: drawing.size, cluster: cluster))
    }
    for relation in diagram.relations {
      let label = relation.label.flatMap {
        $0.isEmpty ? nil : TextBlock($0, font: .small, limit: Scene.Label.linkLimit)
      }
      labels.append(label)
      func cardinality(_ text: String?) -> TextBlock? {
        guard let text, !text.isEmpty else { return nil }
        return TextBlock(RichText(text), font: .small, limit: 120)
      }
      let ends = (from: cardinality(relation.fromCardinality), to: cardinality(relation.toCardinality))
      cardinalities.append(ends)
      let heads = max(ArrowHead(relation.fromEnd).extent, ArrowHead(relation.toEnd).extent)
      let horizontal = graph.direction.isHorizontal
      let along = [ends.from, ends.to].compactMap { $0 }.reduce(0.0) {
        max($0, (horizontal ? $1.width : $1.height) + 8)
      }
      let across = [ends.from, ends.to].compactMap { $0 }.reduce(0.0) {
        // Above a line that goes sideways, clear of the head on the line above.
        max($0, horizontal ? $1.height + 8 : $1.width)
      }
      graph.links.append(
        .init(
          from: .node(relation.from), to: .node(relation.to), label: Scene.Label.roomOnLink(label),
          endRoom: heads + along, endWidth: max(across, heads > 0 ? 12 : 0)))
    }
    graph.growForEnds()
    for (index, note) in diagram.notes.enumerated() {
      guard let subject = note.subject else { continue }
      graph.links.append(.init(from: .node(diagram.classes.count + index), to: .node(subject), weight: 2))
    }
  }

  private static func compartments(_ info: ClassDiagram.Class) -> Compartments {
    var header: [(text: TextBlock, isMuted: Bool)] = info.annotations.map {
      (TextBlock(RichText("«\($0)»"), font: .small, limit: 300), true)
    }
    header.append(Compartments.heading(info.label, info.style))
    var parts: [Compartments.Part] = [.header(header)]
    if !info.attributes.isEmpty || !info.methods.isEmpty {
      parts.append(.rows(info.attributes.map(row)))
      parts.append(.rows(info.methods.map(row)))
    }
    return Compartments(parts)
  }

  private static func row(_ member: ClassDiagram.Member) -> Compartments.Row {
    var font = Font.dense
    font.italic = member.classifier == .abstract
    let text = (member.visibility.map { $0.rawValue + " " } ?? "") + member.text
    return Compartments.Row(
      cells: [TextBlock(RichText(text), font: font, limit: 420)], isUnderlined: member.classifier == .static)
  }

  func scene(_ layout: LayeredLayout, title: String?) -> Scene {
    var builder = SceneBuilder()
    func ancestors(_ namespace: Int?) -> [String] {
      nesting.chain(namespace).map { diagram.namespaces[$0].id }
    }
    for (cluster, namespace) in namespaceOf.enumerated() {
      let info = diagram.namespaces[namespace]
      let above = ancestors(info.parent)
      builder.add(
        .cluster(
          id: info.id, bounds: layout.clusters[cluster], band: layout.titles[cluster],
          title: titles[namespace],
          ancestors: above, appearance: Appearance(Cluster.surface(depth: above.count))), .clusters)
    }
    for (index, relation) in diagram.relations.enumerated() {
      let route = layout.routes[index]
      guard !route.path.steps.isEmpty else { continue }
      let from = diagram.classes[relation.from].id
      var style = relation.style
      style.fill = nil
      style.color = nil
      var appearance = Appearance.resolve(style, .link, backdrop: nil).appearance
      if relation.line == .dotted { appearance.dash = appearance.dash ?? Dash.long }
      let (start, end) = (ArrowHead(relation.fromEnd), ArrowHead(relation.toEnd))
      var link = Scene.Link(
        from: from, to: diagram.classes[relation.to].id, route: route.path,
        figures: route.path.drawn(from: start, to: end), appearance: appearance)
      if let label = labels[index], let center = route.label {
        link.labels.append(.onLink(label, center: center, owner: from))
      }
      let ends = cardinalities[index]
      if relation.from == relation.to {
        link.labels += loopCardinalities(ends, route.path, owner: from)
      } else {
        if let text = ends.from,
          let label = Scene.Label.beside(start: route.path, head: start, text, owner: from)
        {
          link.labels.append(label)
        }
        if let text = ends.to,
          let label = Scene.Label.beside(start: route.path.reversed, head: end, text, owner: from)
        {
          link.labels.append(label)
        }
      }
      builder.add(link)
    }
    var next = diagram.relations.count
    for (index, note) in diagram.notes.enumerated() {
      let id = "note \(index + 1)"
      if let subject = note.subject {
        var appearance = Appearance(.rule)
        appearance.dash = Dash.dotted
        let path = layout.routes[next].path
        next += 1
        builder.add(
          Scene.Link(
            from: id, to: diagram.classes[subject].id, route: path, figures: [Figure(.path(path), .line)],
            appearance: appearance), .rules)
      }
      let bounds = layout.nodes[diagram.classes.count + index]
      builder.add(
        Scene.Box(
          id: id, role: .note, bounds: bounds,
          ancestors: ancestors(note.subject.flatMap { diagram.classes[$0].namespace }),
          figures: notes[index].figures.map { $0.offset(by: bounds.center) },
          labels: [Scene.Label(noteTexts[index], role: .box, center: bounds.center, owner: id)],
          appearance: Appearance(.note)))
    }
    for (index, info) in diagram.classes.enumerated() {
      builder.add(
        boxes[index].box(
          info.id, in: layout.nodes[index], style: info.style, ancestors: ancestors(info.namespace),
          link: info.link))
    }
    return builder.scene(title: title)
  }
}

extension ClassDrawing {
  /// Outside of the two runs of a loop.
  private func loopCardinalities(
    _ ends: (from: TextBlock?, to: TextBlock?), _ path: Path, owner: String
  ) -> [Scene.Label] {
    guard let start = path.steps.first?.end, let end = path.steps.last?.end else { return [] }
    return [(ends.from, start, -1.0), (ends.to, end, 1)].compactMap { text, point, sign in
      guard let text else { return nil }
      let center =
        graph.direction.isHorizontal
        ? Point(point.x + sign * (text.width / 2 + 5), point.y + text.height / 2 + 2)
        : Point(point.x + text.width / 2 + 5, point.y + sign * (text.height / 2 + 3))
      return Scene.Label(text, role: .link, center: center, owner: owner, isMuted: true)
    }
  }
}

extension ArrowHead {
  fileprivate init(_ end: ClassDiagram.End) {
    switch end {
    case .none: self = .none
    case .inheritance: self = .triangle
    case .composition: self = .diamond(filled: true)
    case .aggregation: self = .diamond(filled: false)
    case .dependency: self = .open
    case .lollipop: self = .ring
    }
  }
}

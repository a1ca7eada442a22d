extension C4Diagram {
  /// The diagram placed and measured.
  ///
  /// ```swift
  /// let svg = try diagram.scene(DiagramHeader(title: "Context")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    let drawing = C4Drawing(self, header.spacing)
    let layout = try LayeredEngine.layout(drawing.graph, limits: limits)
    let (best, places) = try LayeredEngine.narrower((drawing, layout), limits: limits) {
      C4Drawing(self, header.spacing, stacksBoundaries: true)
    }
    return best.scene(places, title: header.title)
  }
}

/// A C4 diagram on its way through the layered engine. Lengths are CSS pixels.
private struct C4Drawing: LayeredDrawing {
  let diagram: C4Diagram
  var graph: LayeredGraph
  private let nesting: Nesting
  private var boxes: [C4Box] = []
  private var titles: [TextBlock] = []
  private var labels: [TextBlock] = []
  private var appearances: [(appearance: Appearance, text: Color?)] = []
  private var backdrops: [Color?] = []
  /// For each boundary, its cluster; those without an element are boxes.
  private var clusterOf: [Int: Int] = [:]
  private var boxOf: [Int: Int] = [:]

  /// Elements without relationships stand in rows of so many, as in mermaid.js.
  private static let rowLength = 4

  /// - Parameter stacksBoundaries: whether boundaries without relationships stand below each other.
  init(_ diagram: C4Diagram, _ spacing: DiagramSpacing, stacksBoundaries: Bool = false) {
    self.diagram = diagram
    graph = LayeredGraph(direction: .topToBottom, spacing: .init(spacing))
    nesting = Nesting(diagram.boundaries.map(\.parent))
    let isFilled = nesting.filled(by: diagram.elements.map(\.boundary))
    for element in diagram.elements {
      let box = C4Box(element)
      boxes.append(box)
      graph.nodes.append(
        .init(size: box.size, outline: box.outline, portSpread: PortSpread.table))
    }
    for (index, boundary) in diagram.boundaries.enumerated() {
      add(boundary, index, isFilled: isFilled[index])
    }
    for (index, element) in diagram.elements.enumerated() {
      graph.nodes[index].cluster = element.boundary.flatMap { clusterOf[$0] }
    }
    for (index, link) in diagram.relationships.enumerated() { add(link, number: index + 1) }
    addRows(stacksBoundaries: stacksBoundaries)
  }

  private mutating func add(_ boundary: C4Diagram.Boundary, _ index: Int, isFilled: Bool) {
    let title = Cluster.title(Self.title(boundary), font: boundary.style.font(.title))
    titles.append(title)
    let behind = boundary.parent.flatMap { backdrops[$0] }
    var resolved = Appearance.resolve(
      boundary.style, Cluster.surface(depth: nesting.chain(boundary.parent).count), backdrop: behind)
    if !boundary.isNode { resolved.appearance.dash = Dash.long }
    appearances.append(resolved)
    backdrops.append(resolved.appearance.fill ?? behind)
    let parent = boundary.parent.flatMap { clusterOf[$0] }
    if isFilled {
      clusterOf[index] = graph.clusters.count
      graph.clusters.append(.init(parent: parent, title: Cluster.room(for: title)))
    } else {
      boxOf[index] = graph.nodes.count
      graph.nodes.append(.init(size: Cluster.emptySize(title), cluster: parent))
    }
  }

  /// The label, and the type and the description below it.
  private static func title(_ boundary: C4Diagram.Boundary) -> RichText {
    var lines = boundary.label.lines
    func add(_ text: RichText, brackets: Bool) {
      guard !text.isEmpty else { return }
      lines.append([.init(brackets ? "[\(text.plain)]" : text.plain, italic: true)])
    }
    add(boundary.type, brackets: true)
    add(boundary.description, brackets: false)
    return RichText(lines: lines)
  }

  private mutating func add(_ link: C4Diagram.Relationship, number: Int) {
    var lines = link.label.lines
    if diagram.kind == .dynamic, let first = lines.first?.first {
      lines[0][0].text = "\(number): \(first.text)"
    }
    if !link.technology.isEmpty { lines.append([.init("[\(link.technology.plain)]", italic: true)]) }
    let label = TextBlock(RichText(lines: lines), font: .small, limit: Scene.Label.linkLimit)
    labels.append(label)
    let ends = Self.isReversed(link) ? (link.to, link.from) : (link.from, link.to)
    graph.links.append(
      .init(
        from: .node(ends.0), to: .node(ends.1), label: label.isEmpty ? nil : Scene.Label.roomOnLink(label)))
  }

  /// Whether the second element is above the first.
  private static func isReversed(_ link: C4Diagram.Relationship) -> Bool {
    link.goesUp || link.heads == .start
  }

  /// Elements without relationships in rows, and boundaries without them below.
  private mutating func addRows(stacksBoundaries: Bool) {
    let linked = Set(diagram.relationships.flatMap { [$0.from, $0.to] })
    var lonely: [Int?: [Int]] = [:]
    for index in diagram.elements.indices where !linked.contains(index) {
      lonely[diagram.elements[index].boundary, default: []].append(index)
    }
    for group in lonely.values.sorted(by: { $0[0] < $1[0] }) { graph.addRows(group, of: Self.rowLength) }
    guard stacksBoundaries else { return }
    let busy = Set(linked.flatMap { nesting.chain(diagram.elements[$0].boundary) })
    var above = lonely.compactMapValues { $0.last.map(LayeredGraph.End.node) }
    for (index, boundary) in diagram.boundaries.enumerated() where !busy.contains(index) {
      guard let cluster = clusterOf[index] else { continue }
      if let above = above[boundary.parent] { graph.links.append(.init(from: above, to: .cluster(cluster))) }
      above[boundary.parent] = .cluster(cluster)
    }
  }

  private func ancestors(_ boundary: Int?) -> [String] {
    nesting.chain(boundary).map { diagram.boundaries[$0].alias }
  }

  func scene(_ layout: LayeredLayout, title: String?) -> Scene {
    var builder = SceneBuilder()
    for index in diagram.boundaries.indices { add(boundary: index, layout, to: &builder) }
    for (index, link) in diagram.relationships.enumerated() {
      add(link, labels[index], layout.routes[index], to: &builder)
    }
    for (index, element) in diagram.elements.enumerated() {
      builder.add(
        boxes[index].box(
          in: layout.nodes[index], ancestors: ancestors(element.boundary),
          backdrop: element.boundary.flatMap { backdrops[$0] }))
    }
    return builder.scene(title: title)
  }

  private func add(boundary index: Int, _ layout: LayeredLayout, to builder: inout SceneBuilder) {
    let boundary = diagram.boundaries[index]
    let (appearance, color) = appearances[index]
    if let cluster = clusterOf[index] {
      builder.add(
        .cluster(
          id: boundary.alias, bounds: layout.clusters[cluster], band: layout.titles[cluster],
          title: titles[index], ancestors: ancestors(boundary.parent), appearance: appearance, color: color,
          link: boundary.link), .clusters)
    } else if let node = boxOf[index] {
      builder.add(
        .emptyCluster(
          id: boundary.alias, bounds: layout.nodes[node], title: titles[index],
          ancestors: ancestors(boundary.parent), appearance: appearance, color: color, link: boundary.link))
    }
  }

  private func add(
    _ link: C4Diagram.Relationship, _ label: TextBlock, _ route: LayeredLayout.Route,
    to builder: inout SceneBuilder
  ) {
    guard !route.path.steps.isEmpty else { return }
    let path = Self.isReversed(link) ? route.path.reversed : route.path
    var line = Style()
    line.stroke = link.style.stroke
    let (from, to) = (diagram.elements[link.from].alias, diagram.elements[link.to].alias)
    var result = Scene.Link(
      from: from, to: to, route: path,
      figures: path.drawn(
        from: link.heads == .end ? .none : .arrow, to: link.heads == .start ? .none : .arrow),
      appearance: Appearance.resolve(line, .link, backdrop: nil).appearance)
    if !label.isEmpty, let center = route.label {
      var wanted = Style()
      wanted.color = link.style.color
      result.labels = [.onLink(label, center: center, owner: from, wanted: wanted)]
    }
    builder.add(result)
  }
}

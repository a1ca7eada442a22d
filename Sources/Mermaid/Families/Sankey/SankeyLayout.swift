extension Sankey {
  /// The diagram placed and measured: nodes in columns, flows as wide as their values.
  ///
  /// ```swift
  /// let svg = try energy.scene(DiagramHeader(title: "Energy")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    if nodes.count > limits.nodes { throw .tooMany(what: "nodes", count: nodes.count, limit: limits.nodes) }
    if flows.count > limits.edges { throw .tooMany(what: "flows", count: flows.count, limit: limits.edges) }
    let order = topologicalOrder
    guard order.count == nodes.count, flows.allSatisfy({ $0.value >= 0 && $0.value.isDrawable }) else {
      return SceneBuilder().scene(title: header.title)
    }
    return try SankeyDrawing(self, order, limits).scene(header.title).checked(limits)
  }
}

/// Lengths are CSS pixels.
private struct SankeyDrawing {
  let sankey: Sankey
  let placement: SankeyPlacement
  private let labels: [TextBlock]
  private let step: Double

  private static let nodeWidth = 12.0
  private static let gap = 6.0
  /// Words at the right of the diagram are broken at this width.
  private static let endLimit = 260.0
  private static let usualWidth = 620.0
  /// From one column to the next: room for a name.
  private static let leastStep = 130.0
  /// Flows let each other and words through.
  private static let opacity = 0.6

  init(_ sankey: Sankey, _ order: [Int], _ limits: LayoutLimits) throws(LayoutError) {
    self.sankey = sankey
    let sums = sankey.sums
    let ends = Set(sankey.flows.map(\.to)).subtracting(sankey.flows.map(\.from))
    labels = sankey.nodes.indices.map { index in
      var lines = RichText(sankey.nodes[index].label + (sankey.showsValues ? " " : ""))
      if sankey.showsValues {
        lines.lines[lines.lines.count - 1].append(.init(sankey.written(sums[index]), bold: true))
      }
      return TextBlock(
        lines, font: .small,
        limit: ends.contains(index) ? Self.endLimit : Self.leastStep - Self.nodeWidth - 2 * Self.gap)
    }
    let highest = labels.reduce(0) { max($0, $1.height) }
    placement = try SankeyPlacement(sankey, order, gap: highest + Self.gap, limits: limits)
    step = max(Self.leastStep, Self.usualWidth / Double(max(placement.columnCount - 1, 1)))
  }

  func scene(_ title: String?) -> Scene {
    var builder = SceneBuilder()
    for index in sankey.flows.indices { builder.add(flow(index), .links) }
    for index in sankey.nodes.indices {
      builder.add(node(index))
      builder.add(label(index))
    }
    return builder.scene(title: title)
  }

  private func id(_ node: Int) -> String { "node \(node + 1)" }
  private func left(_ node: Int) -> Double { Double(placement.column[node]) * step }

  private func appearance(_ node: Int) -> Appearance {
    var appearance = Appearance(Surface.series[node % Surface.series.count])
    appearance.fill = sankey.nodes[node].color
    return appearance
  }

  private func node(_ index: Int) -> Scene.Box {
    let bounds = Rect(
      x: left(index), y: placement.top[index], width: Self.nodeWidth, height: placement.extent(index))
    return Scene.Box(
      id: id(index), role: .bar, bounds: bounds, figures: [Figure(.rect(bounds, radius: 0))],
      appearance: appearance(index), link: sankey.nodes[index].link)
  }

  /// A band between two curves, as high as its value.
  private func flow(_ index: Int) -> Scene.Link {
    let flow = sankey.flows[index]
    let thickness = flow.value * placement.scale
    let upper = edge(index, 0)
    let lower = edge(index, thickness).reversed
    var band = upper
    if let corner = lower.steps.first?.end { band.line(corner) }
    band.steps += lower.steps.dropFirst()
    band.close()
    var appearance = appearance(sankey.flowColor == .target ? flow.to : flow.from)
    if case .color(let color) = sankey.flowColor { appearance.fill = color }
    appearance.fillOpacity = Self.opacity
    return Scene.Link(
      from: id(flow.from), to: id(flow.to), route: edge(index, thickness / 2),
      figures: [Figure(.path(band), .fill)],
      appearance: appearance)
  }

  /// A line along a flow, so far below its upper edge: curved from column to column, straight through those it passes.
  private func edge(_ flow: Int, _ offset: Double) -> Path {
    var path = Path()
    for segment in placement.routes[flow].map({ placement.segments[$0] }) {
      let start = Point(left(segment.from) + Self.nodeWidth, segment.start + offset)
      let end = Point(left(segment.to), segment.end + offset)
      let middle = (start.x + end.x) / 2
      path.steps.isEmpty ? path.move(start) : path.line(start)
      path.cubic(Point(middle, start.y), Point(middle, end.y), end)
    }
    return path
  }

  /// Right of the node, over the flows.
  private func label(_ index: Int) -> Scene.Label {
    let text = labels[index]
    let y = placement.top[index] + placement.extent(index) / 2
    let away = Self.gap + text.width / 2
    var label = Scene.Label(
      text, role: .axis, center: Point(left(index) + Self.nodeWidth + away, y), alignment: .start,
      owner: id(index))
    // No single colour of text is read on an author's colours in both themes.
    if hasOwnColors {
      label.plate = Figure(.rect(label.bounds.inset(-2, 0), radius: 3))
      label.plateAppearance = Appearance(.plate)
    }
    return label
  }

  private var hasOwnColors: Bool {
    if case .color = sankey.flowColor { return true }
    return sankey.nodes.contains { $0.color != nil }
  }
}

extension StateDiagram {
  /// The diagram placed and measured.
  ///
  /// ```swift
  /// let svg = try states.scene(DiagramHeader(title: "Jobs")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    var drawn = try LayeredEngine.layout(direction, limits: limits) {
      StateDrawing(self, header.spacing, $0)
    }
    let chosen = drawn.0.graph.direction
    if chosen.isHorizontal, hasFreeComposites {
      // Composite states without a direction of their own go down where the drawing is wider than a page.
      drawn = try LayeredEngine.narrower(drawn, limits: limits) {
        StateDrawing(self, header.spacing, chosen, compositeDirection: .topToBottom)
      }
    }
    return drawn.0.scene(drawn.1, title: header.title)
  }
}

extension StateDiagram {
  /// Whether a composite state leaves its direction open.
  fileprivate var hasFreeComposites: Bool {
    states.contains { if case .composite(_, nil) = $0.kind { true } else { false } }
  }
}

/// A state diagram on its way through the layered engine.
struct StateDrawing: LayeredDrawing {
  /// The element of the graph that represents a state.
  enum Place {
    case node(Int)
    case cluster(Int)
  }

  let diagram: StateDiagram
  var graph: LayeredGraph
  var places: [Place] = []
  private var bodies: [Int: Body] = [:]
  private var titles: [Int: TextBlock] = [:]
  /// The state or region of each cluster of the graph.
  private var clusters: [(state: Int, region: Int?)] = []
  private var regions: [Int: [Int]] = [:]
  private var labels: [TextBlock?] = []
  /// The text of each note and the size of its box.
  var notes: [(text: TextBlock, size: Size)] = []
  /// For each note of a composite state, the index of its box among the nodes.
  var noteNode: [Int: Int] = [:]

  /// Whether the ranks around each node go sideways, which a composite state may decide for its own.
  var isHorizontal: [Bool] = []

  /// Transitions' labels are broken at this width, in CSS pixels: a little wider than those of flowcharts, because guards
  /// and actions belong together.
  private static let labelLimit = 170.0
  /// The most regions of a state that are drawn apart.
  private static let mostRegions = 64

  /// - Parameter compositeDirection: the direction of composite states without a `direction` of their own; `nil` for that
  ///   of the diagram around them.
  init(
    _ diagram: StateDiagram, _ spacing: DiagramSpacing, _ direction: Direction,
    compositeDirection: Direction? = nil
  ) {
    self.diagram = diagram
    graph = LayeredGraph(direction: direction, spacing: .init(spacing))
    var hasMembers = [Bool](repeating: false, count: diagram.states.count)
    var isRegionUsed: [Int: Set<Int>] = [:]
    for state in diagram.states {
      guard let parent = state.parent else { continue }
      hasMembers[parent] = true
      isRegionUsed[parent, default: []].insert(state.region)
    }
    for (index, state) in diagram.states.enumerated() {
      let parent = cluster(of: state)
      if case .composite(let count, let own) = state.kind, hasMembers[index] {
        let direction = own ?? compositeDirection
        let title = Cluster.title(Self.heading(state), font: state.style.font(.title))
        titles[index] = title
        places.append(.cluster(graph.clusters.count))
        clusters.append((index, nil))
        graph.clusters.append(
          .init(
            parent: parent, title: Cluster.room(for: title), direction: direction))
        guard count > 1, case .cluster(let whole)? = places.last else { continue }
        for region in 0..<min(count, Self.mostRegions) {
          guard isRegionUsed[index]?.contains(region) == true else {
            regions[index, default: []].append(whole)
            continue
          }
          regions[index, default: []].append(graph.clusters.count)
          clusters.append((index, region))
          graph.clusters.append(.init(parent: whole, title: Size(0, 0), direction: direction))
        }
      } else {
        places.append(.node(graph.nodes.count))
        let body = Self.body(state, horizontal: graph.direction.isHorizontal)
        bodies[index] = body
        graph.nodes.append(
          .init(size: body.size, cluster: parent, outline: body.outline, portSpread: body.portSpread))
      }
    }
    for transition in diagram.transitions {
      let label = transition.label.flatMap {
        $0.isEmpty ? nil : TextBlock($0, font: .small, limit: Self.labelLimit)
      }
      labels.append(label)
      graph.links.append(
        .init(
          from: end(transition.from), to: end(transition.to), label: Scene.Label.roomOnLink(label)))
    }
    for (index, note) in diagram.notes.enumerated() { add(note, index) }
    isHorizontal = graph.directions().map(\.isHorizontal)
    for (index, state) in diagram.states.enumerated() {
      guard state.kind == .fork || state.kind == .join, case .node(let node) = places[index],
        isHorizontal[node] != graph.direction.isHorizontal
      else { continue }
      let body = Self.body(state, horizontal: isHorizontal[node])
      bodies[index] = body
      graph.nodes[node].size = body.size
    }
    for (index, note) in diagram.notes.enumerated() { makeRoom(for: note, index) }
    for node in graph.nodes.indices {
      graph.nodes[node].hasLoopsBefore = graph.nodes[node].roomAfter > 0 && graph.nodes[node].roomBefore == 0
    }
  }

  private func cluster(of state: StateDiagram.State) -> Int? {
    guard let parent = state.parent, case .cluster(let cluster) = places[parent] else { return nil }
    if let own = regions[parent], state.region < own.count { return own[state.region] }
    return cluster
  }

  private func end(_ state: Int) -> LayeredGraph.End {
    switch places[state] {
    case .node(let node): .node(node)
    case .cluster(let cluster): .cluster(cluster)
    }
  }

  private static func heading(_ state: StateDiagram.State) -> RichText {
    if state.descriptions.count == 1, state.label == RichText(state.id) { return state.descriptions[0] }
    return state.label
  }

  func ancestors(_ state: Int) -> [String] {
    var result: [String] = []
    var current = state
    while let parent = diagram.states[current].parent {
      if let own = regions[parent], own.count > 1 {
        result.append(regionID(parent, diagram.states[current].region))
      }
      result.append(diagram.states[parent].id)
      current = parent
    }
    return result
  }

  private func regionID(_ state: Int, _ region: Int) -> String {
    "\(diagram.states[state].id) region \(region + 1)"
  }

  func scene(_ layout: LayeredLayout, title: String?) -> Scene {
    var builder = SceneBuilder()
    for (index, cluster) in clusters.enumerated() {
      let state = diagram.states[cluster.state]
      let above = ancestors(cluster.state)
      if let region = cluster.region {
        var appearance = Appearance(.inner)
        appearance.hasNoFill = true
        appearance.dash = Dash.long
        builder.add(
          .cluster(
            id: regionID(cluster.state, region), bounds: layout.clusters[index], band: layout.titles[index],
            title: .empty, ancestors: [state.id] + above, appearance: appearance), .clusters)
      } else {
        let (appearance, color) = Appearance.resolve(
          state.style, Cluster.surface(depth: above.count), backdrop: nil)
        builder.add(
          .cluster(
            id: state.id, bounds: layout.clusters[index], band: layout.titles[index],
            title: titles[cluster.state] ?? .empty, ancestors: above, appearance: appearance, color: color,
            link: state.link
          ),
          .clusters)
      }
    }
    for (index, transition) in diagram.transitions.enumerated() {
      let route = layout.routes[index]
      guard !route.path.steps.isEmpty else { continue }
      let from = diagram.states[transition.from].id
      var link = Scene.Link(
        from: from, to: diagram.states[transition.to].id, route: route.path,
        figures: route.path.drawn(from: .none, to: .arrow), appearance: Appearance(.link))
      if let label = labels[index], let center = route.label {
        link.labels = [.onLink(label, center: center, owner: from)]
      }
      builder.add(link)
    }
    for index in diagram.states.indices {
      if case .node(let node) = places[index] { add(index, layout.nodes[node], to: &builder) }
    }
    addNotes(layout, to: &builder)
    return builder.scene(title: title)
  }

  private func add(_ index: Int, _ bounds: Rect, to builder: inout SceneBuilder) {
    guard let body = bodies[index] else { return }
    let state = diagram.states[index]
    let (appearance, color) = Appearance.resolve(state.style, body.surface, backdrop: nil)
    var figures = body.figures.map { $0.offset(by: bounds.center) }
    var labels: [Scene.Label] = []
    if let compartments = body.compartments {
      let (rules, texts) = compartments.contents(in: bounds, owner: state.id, color: color)
      figures += rules
      labels = texts
    } else if let text = body.text, !text.isEmpty {
      var label = Scene.Label(text, role: .box, center: bounds.center, owner: state.id, color: color)
      label.isUnderlined = state.style.underline ?? false
      labels = [label]
    }
    builder.add(
      Scene.Box(
        id: state.id, role: .node, bounds: bounds, ancestors: ancestors(index), figures: figures,
        labels: labels, appearance: appearance, link: state.link))
  }
}

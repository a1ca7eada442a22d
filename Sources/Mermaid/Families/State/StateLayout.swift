extension StateDiagram {
  /// The diagram placed and measured.
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    var drawing = StateDrawing(self, header.spacing)
    var layout = try LayeredEngine.layout(drawing.graph, limits: limits)
    if direction.isHorizontal, layout.size.width > LayeredEngine.pageWidth, hasFreeComposites {
      // Composite states without a direction of their own go down where the drawing is wider than a page.
      let turned = StateDrawing(self, header.spacing, compositeDirection: .topToBottom)
      let other = try LayeredEngine.layout(turned.graph, limits: limits)
      if other.size.width < layout.size.width { (drawing, layout) = (turned, other) }
    }
    return drawing.scene(layout, title: header.title)
  }
}

extension StateDiagram {
  /// Whether a composite state leaves its direction open.
  fileprivate var hasFreeComposites: Bool {
    states.contains { if case .composite(_, nil) = $0.kind { true } else { false } }
  }
}

private struct StateDrawing {
  /// What a state is in the graph.
  private enum Place {
    case node(Int)
    case cluster(Int)
  }

  /// How a state that is not a cluster looks.
  private struct Body {
    var size: Size
    var figures: [Figure]
    var surface: Surface
    var outline: [Point]?
    var text: TextBlock?
    var compartments: Compartments?
    var portSpread = 0.7
  }

  let diagram: StateDiagram
  var graph: LayeredGraph
  private var places: [Place] = []
  private var bodies: [Int: Body] = [:]
  private var titles: [Int: TextBlock] = [:]
  /// What each cluster of the graph is: a composite state, or one of its regions.
  private var clusters: [(state: Int, region: Int?)] = []
  private var regions: [Int: [Int]] = [:]
  private var labels: [TextBlock?] = []
  /// Notes beside a node: on which side, measured.
  private var notes: [(text: TextBlock, size: Size)] = []
  /// Notes of composite states are boxes of their own: index among the nodes.
  private var noteNode: [Int: Int] = [:]

  /// Whether the ranks round each node go sideways, which a composite state may decide for its own.
  private var isHorizontal: [Bool] = []

  private static let noteGap = 22.0

  /// - Parameter compositeDirection: of composite states that have none of their own; `nil` for that of what is round
  ///   them.
  init(_ diagram: StateDiagram, _ spacing: DiagramSpacing, compositeDirection: Direction? = nil) {
    self.diagram = diagram
    graph = LayeredGraph(direction: diagram.direction, spacing: .init(spacing))
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
        let title = TextBlock(Self.heading(state), font: state.style.font(.title), limit: 260)
        titles[index] = title
        places.append(.cluster(graph.clusters.count))
        clusters.append((index, nil))
        graph.clusters.append(
          .init(
            parent: parent,
            title: title.isEmpty ? Size(0, 0) : Size(title.width + 28, title.height + 14),
            direction: direction))
        guard count > 1, case .cluster(let whole)? = places.last else { continue }
        for region in 0..<min(count, 64) {
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
        let body = Self.body(state, horizontal: diagram.direction.isHorizontal)
        bodies[index] = body
        graph.nodes.append(
          .init(size: body.size, cluster: parent, outline: body.outline, portSpread: body.portSpread))
      }
    }
    for transition in diagram.transitions {
      let label = transition.label.flatMap { $0.isEmpty ? nil : TextBlock($0, font: .small, limit: 170) }
      labels.append(label)
      graph.links.append(
        .init(
          from: end(transition.from), to: end(transition.to), label: Scene.Label.roomOnLink(label)))
    }
    for (index, note) in diagram.notes.enumerated() { add(note, index) }
    isHorizontal = graph.directions().map(\.isHorizontal)
    for (index, state) in diagram.states.enumerated() {
      guard state.kind == .fork || state.kind == .join, case .node(let node) = places[index],
        isHorizontal[node] != diagram.direction.isHorizontal
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

  /// Measures a note. A composite state's is a box of its own that hangs on it.
  private mutating func add(_ note: StateDiagram.Note, _ index: Int) {
    let text = TextBlock(note.text, font: .small, limit: 190)
    let size = Size(text.width + 22, text.height + 16)
    notes.append((text, size))
    guard case .cluster(let cluster) = places[note.state] else { return }
    noteNode[index] = graph.nodes.count
    graph.nodes.append(.init(size: size, cluster: graph.clusters[cluster].parent))
    graph.links.append(.init(from: .cluster(cluster), to: .node(graph.nodes.count - 1)))
  }

  /// Keeps room free for a note beside its state.
  private mutating func makeRoom(for note: StateDiagram.Note, _ index: Int) {
    guard case .node(let node) = places[note.state] else { return }
    let size = notes[index].size
    let across = (isHorizontal[node] ? size.height : size.width) + Self.noteGap
    if note.side == .left {
      graph.nodes[node].roomBefore += across
    } else {
      graph.nodes[node].roomAfter += across
    }
    graph.nodes[node].leastDepth = max(
      graph.nodes[node].leastDepth, isHorizontal[node] ? size.width : size.height)
  }

  private static func heading(_ state: StateDiagram.State) -> RichText {
    if state.descriptions.count == 1, state.label == RichText(state.id) { return state.descriptions[0] }
    return state.label
  }

  private static func body(_ state: StateDiagram.State, horizontal: Bool) -> Body {
    func symbol(_ shape: NodeShape) -> Body {
      let drawing = NodeDrawing(shape, label: Size(0, 0))
      return Body(
        size: drawing.size, figures: drawing.figures, surface: drawing.surface, outline: drawing.outline,
        portSpread: drawing.portSpread)
    }
    switch state.kind {
    case .start: return symbol(.smallCircle)
    case .end: return symbol(.framedCircle)
    case .choice: return symbol(.choice)
    case .fork, .join:
      let size = horizontal ? Size(8, 76) : Size(76, 8)
      return Body(
        size: size, figures: [Figure(.rect(Rect(center: Point(0, 0), size: size), radius: 2), .solid)],
        surface: .solid, portSpread: 0.9)
    case .history(let deep):
      let size = Size(28, 28)
      return Body(
        size: size, figures: [Figure(.ellipse(center: Point(0, 0), radius: Size(14, 14)))], surface: .node,
        outline: NodeDrawing.ellipseOutline(size), text: TextBlock(RichText(deep ? "H*" : "H"), limit: 60),
        portSpread: 0.3)
    case .simple, .composite:
      var lines = state.descriptions
      var name = state.label
      if name == RichText(state.id), !lines.isEmpty { name = lines.removeFirst() }
      let font = state.style.font(.label)
      let text = TextBlock(name, font: font, limit: 200)
      var size = Size(max(text.width + 32, 54), text.height + 22)
      var compartments: Compartments?
      if !lines.isEmpty {
        let box = Compartments([
          .header([
            (TextBlock(name, font: Font(size: font.size, bold: true, italic: font.italic), limit: 220), false)
          ]),
          .header(lines.map { (TextBlock($0, font: state.style.font(.small), limit: 220), false) }),
        ])
        size = box.size
        compartments = box
      }
      return Body(
        size: size, figures: [Figure(.rect(Rect(center: Point(0, 0), size: size), radius: 12))],
        surface: .node,
        text: compartments == nil ? text : nil, compartments: compartments)
    }
  }

  private func ancestors(_ state: Int) -> [String] {
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
        appearance.dash = [5, 4]
        builder.add(
          .cluster(
            id: regionID(cluster.state, region), bounds: layout.clusters[index], band: layout.titles[index],
            title: .empty, ancestors: [state.id] + above, appearance: appearance), .clusters)
      } else {
        let (appearance, color) = Appearance.resolve(
          state.style, above.count % 2 == 0 ? .cluster : .inner, backdrop: nil)
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

  private func addNotes(_ layout: LayeredLayout, to builder: inout SceneBuilder) {
    // Several notes on one side follow each other away from the state.
    var used: [Int: (left: Double, right: Double)] = [:]
    var link = diagram.transitions.count
    for (index, note) in diagram.notes.enumerated() {
      let (text, size) = notes[index]
      let id = "note \(index + 1)"
      var bounds: Rect
      var tie: Path
      switch places[note.state] {
      case .cluster:
        guard let node = noteNode[index] else { continue }
        bounds = layout.nodes[node]
        tie = layout.routes[link].path
        link += 1
      case .node(let node):
        let state = layout.nodes[node]
        // With notes on both sides, loops are between the state and its right note.
        let loops = graph.nodes[node].hasLoopsBefore ? 0 : layout.loopRoom[node]
        var offsets = used[node] ?? (0, loops)
        let offset = (note.side == .left ? offsets.left : offsets.right) + Self.noteGap
        let sign = note.side == .left ? -1.0 : 1
        if isHorizontal[node] {
          let y = state.midY + sign * (state.height / 2 + offset + size.height / 2)
          bounds = Rect(center: Point(state.midX, y), size: size)
          tie = Path([
            .move(Point(state.midX, sign < 0 ? state.minY : state.maxY + loops)),
            .line(Point(state.midX, sign < 0 ? bounds.maxY : bounds.minY)),
          ])
        } else {
          let x = state.midX + sign * (state.width / 2 + offset + size.width / 2)
          bounds = Rect(center: Point(x, state.midY), size: size)
          tie = Path([
            .move(Point(sign < 0 ? state.minX : state.maxX + loops, state.midY)),
            .line(Point(sign < 0 ? bounds.maxX : bounds.minX, state.midY)),
          ])
        }
        let grown = offset + (isHorizontal[node] ? size.height : size.width)
        if note.side == .left { offsets.left = grown } else { offsets.right = grown }
        used[node] = offsets
      }
      var appearance = Appearance(.rule)
      appearance.dash = [3, 4]
      builder.add(
        Scene.Link(
          from: diagram.states[note.state].id, to: id, route: tie, figures: [Figure(.path(tie), .line)],
          appearance: appearance), .rules)
      let drawing = NodeDrawing(.note, label: Size(size.width - 32, size.height - 22))
      builder.add(
        Scene.Box(
          id: id, role: .note, bounds: bounds, ancestors: ancestors(note.state),
          figures: drawing.size == size
            ? drawing.figures.map { $0.offset(by: bounds.center) } : [Figure(.rect(bounds, radius: 3))],
          labels: [Scene.Label(text, role: .box, center: bounds.center, owner: id)],
          appearance: Appearance(.note)))
    }
  }
}

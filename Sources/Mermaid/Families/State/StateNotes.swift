/// Notes: beside a state, or as a box of their own that is linked to a composite state.
extension StateDrawing {
  // CSS pixels.
  private static let noteGap = 22.0
  private static let noteLimit = 190.0
  /// Around the text, both sides together.
  private static let notePadding = Size(22, 16)
  private static let noteRadius = 3.0

  /// Measures a note. The note of a composite state becomes a node beside the cluster of that state.
  mutating func add(_ note: StateDiagram.Note, _ index: Int) {
    let text = TextBlock(note.text, font: .small, limit: Self.noteLimit)
    let size = Size(text.width + Self.notePadding.width, text.height + Self.notePadding.height)
    notes.append((text, size))
    guard case .cluster(let cluster) = places[note.state] else { return }
    noteNode[index] = graph.nodes.count
    graph.nodes.append(.init(size: size, cluster: graph.clusters[cluster].parent))
    graph.links.append(.init(from: .cluster(cluster), to: .node(graph.nodes.count - 1)))
  }

  /// Keeps room free for a note beside its state.
  mutating func makeRoom(for note: StateDiagram.Note, _ index: Int) {
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

  func addNotes(_ layout: LayeredLayout, to builder: inout SceneBuilder) {
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
      appearance.dash = Dash.dotted
      builder.add(
        Scene.Link(
          from: diagram.states[note.state].id, to: id, route: tie, figures: [Figure(.path(tie), .line)],
          appearance: appearance), .rules)
      // Notes are drawn as the note shape of flowcharts where both have one size.
      let padding = NodeDrawing.Padding.sides
      let drawing = NodeDrawing(
        .note, label: Size(size.width - padding.width, size.height - padding.height))
      builder.add(
        Scene.Box(
          id: id, role: .note, bounds: bounds, ancestors: ancestors(note.state),
          figures: drawing.size == size
            ? drawing.figures.map { $0.offset(by: bounds.center) }
            : [Figure(.rect(bounds, radius: Self.noteRadius))],
          labels: [Scene.Label(text, role: .box, center: bounds.center, owner: id)],
          appearance: Appearance(.note)))
    }
  }
}

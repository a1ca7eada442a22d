/// Collects the statements of a flowchart and resolves them at the end, as mermaid.js's own database does: the subgraph
/// of each node, the styles that apply, the meaning of ids.
struct FlowchartBuilder {
  struct Vertex {
    var node: Flowchart.Node
    var classes: [String] = []
    var ownStyle = Style.inherited
  }

  struct Draft {
    /// Ids of nodes or subgraphs: which they are is known at the end.
    var from: String
    var to: String
    var edge: Flowchart.Edge
    var classes: [String] = []
    var ownStyle: Style?
  }

  /// A `subgraph` without its `end` so far.
  struct OpenSubgraph {
    /// Position of its line among all `subgraph` lines.
    var order: Int
    /// The word `subgraph`, in the text.
    var keyword: Range<Int>
    var id: String?
    var title: RichText
    var range: Range<Int>
    var members: [String] = []
    var direction: Direction?
  }

  private struct Group {
    var order: Int
    var subgraph: Flowchart.Subgraph
    var members: [String]
  }

  private(set) var vertices: [Vertex] = []
  private(set) var vertexIndex: [String: Int] = [:]
  private(set) var drafts: [Draft] = []
  private var edgeIndex: [String: Int] = [:]
  private(set) var open: [OpenSubgraph] = []
  private var groups: [Group] = []
  private var groupIndex: [String: Int] = [:]
  /// Ids in a finished subgraph; the innermost that mentions an id first keeps it.
  private var placed: Set<String> = []
  private var subgraphCount = 0
  private var finishedCount = 0
  var classes = ClassTable()
  private var classesOfSubgraphs: [String: [String]] = [:]
  private var defaultEdgeStyle = Style.inherited
  var direction: Direction?

  /// - Returns: the index of the node; `nil` when `id` names an edge.
  @discardableResult
  mutating func vertex(_ id: String, range: Range<Int>) -> Int? {
    if edgeIndex[id] != nil { return nil }
    if let index = vertexIndex[id] { return index }
    vertices.append(Vertex(node: Flowchart.Node(id: id, range: range)))
    vertexIndex[id] = vertices.count - 1
    return vertices.count - 1
  }

  mutating func set(label: RichText, shape: NodeShape?, of id: String) {
    guard let index = vertexIndex[id] else { return }
    vertices[index].node.label = label
    if let shape { vertices[index].node.shape = shape }
  }

  /// Whether a node shows other words than its id.
  func hasLabel(_ id: String) -> Bool {
    vertexIndex[id].map { vertices[$0].node.label != RichText(id) } ?? false
  }

  mutating func set(shape: NodeShape, of id: String) {
    guard let index = vertexIndex[id] else { return }
    vertices[index].node.shape = shape
  }

  mutating func animate(_ id: String, _ motion: LineMotion?) {
    if let index = edgeIndex[id] { drafts[index].edge.motion = motion }
  }

  /// Notes that a statement of the subgraph being read mentions `id`.
  mutating func mention(_ id: String) {
    guard !open.isEmpty else { return }
    open[open.count - 1].members.append(id)
  }

  mutating func add(class name: String, to ids: String) {
    for id in ids.split(separator: ",").map(String.init) {
      if let index = vertexIndex[id] { vertices[index].classes.append(name) }
      if let index = edgeIndex[id] { drafts[index].classes.append(name) }
      classesOfSubgraphs[id, default: []].append(name)
    }
  }

  mutating func style(_ id: String, _ declarations: [UInt8]) {
    guard let index = vertexIndex[id] else { return }
    StyleDeclarations.apply(declarations, to: &vertices[index].ownStyle)
  }

  mutating func link(_ ids: String, _ link: DiagramLink?, tooltip: String?) {
    for id in ids.split(separator: ",").map(String.init) {
      guard let index = vertexIndex[id], var link = link ?? vertices[index].node.link else { continue }
      link.tooltip = tooltip ?? link.tooltip
      vertices[index].node.link = link
    }
  }

  mutating func edges(from sources: [String], to targets: [String], _ edge: Flowchart.Edge) {
    for source in sources {
      for target in targets {
        var edge = edge
        // Of several edges written at once the id belongs to the one between the neighbours.
        if source != sources.last || target != targets.first { edge.id = nil }
        if let id = edge.id {
          if edgeIndex[id] == nil { edgeIndex[id] = drafts.count } else { edge.id = nil }
        }
        drafts.append(Draft(from: source, to: target, edge: edge))
      }
    }
  }

  mutating func styleEdges(_ indices: [Int]?, _ declarations: [UInt8]) {
    var style = Style.inherited
    StyleDeclarations.apply(declarations, to: &style)
    guard let indices else {
      defaultEdgeStyle = style
      return
    }
    for index in indices where drafts.indices.contains(index) { drafts[index].ownStyle = style }
  }

  mutating func openSubgraph(id: String?, title: RichText, keyword: Range<Int>, range: Range<Int>) {
    open.append(OpenSubgraph(order: subgraphCount, keyword: keyword, id: id, title: title, range: range))
    subgraphCount += 1
  }

  mutating func retitle(_ title: RichText) {
    guard !open.isEmpty else { return }
    open[open.count - 1].title = title
  }

  mutating func setDirection(_ direction: Direction) {
    // Outside of subgraphs mermaid.js reads the statement and does nothing with it.
    guard !open.isEmpty else { return }
    open[open.count - 1].direction = direction
  }

  mutating func closeSubgraph() {
    guard let frame = open.popLast() else { return }
    let id = frame.id ?? "subGraph\(finishedCount)"
    finishedCount += 1
    let members = frame.members.filter { $0 != id && placed.insert($0).inserted }
    if let index = groupIndex[id] {
      groups[index].members += members
    } else {
      groupIndex[id] = groups.count
      groups.append(
        Group(
          order: frame.order,
          subgraph: Flowchart.Subgraph(
            id: id, title: frame.title, direction: frame.direction, range: frame.range),
          members: members))
    }
    mention(id)
  }

  func isKnown(_ id: String) -> Bool {
    vertexIndex[id] != nil || groupIndex[id] != nil || edgeIndex[id] != nil
  }

  var knownIDs: [String] { vertices.map(\.node.id) + groups.map(\.subgraph.id) + edgeIndex.keys.sorted() }

  func build() -> Flowchart {
    var chart = Flowchart(direction: direction)
    var parents: [String: String] = [:]
    for group in groups {
      for member in group.members where member != group.subgraph.id {
        if parents[member] == nil, !isAncestor(member, of: group.subgraph.id, parents) {
          parents[member] = group.subgraph.id
        }
      }
    }
    let subgraphIndex = addSubgraphs(parents, to: &chart)
    var nodeIndex: [String: Int] = [:]
    for vertex in vertices where groupIndex[vertex.node.id] == nil {
      var node = vertex.node
      node.subgraph = parents[node.id].flatMap { subgraphIndex[$0] }
      node.style = classes.resolve(["node"] + vertex.classes, own: vertex.ownStyle)
      nodeIndex[node.id] = chart.nodes.count
      chart.nodes.append(node)
    }
    func endpoint(_ id: String) -> Flowchart.Endpoint? {
      if let index = subgraphIndex[id] { return .subgraph(index) }
      return nodeIndex[id].map { .node($0) }
    }
    for draft in drafts {
      guard let from = endpoint(draft.from), let to = endpoint(draft.to) else { continue }
      var edge = draft.edge
      edge.from = from
      edge.to = to
      edge.style = defaultEdgeStyle
      for name in draft.classes {
        if let style = classes[name] { edge.style = edge.style.overridden(by: style) }
      }
      if let own = draft.ownStyle { edge.style = edge.style.overridden(by: own) }
      chart.edges.append(edge)
    }
    return chart
  }

  /// Whether `id` is `other` or contains it.
  private func isAncestor(_ id: String, of other: String, _ parents: [String: String]) -> Bool {
    var current: String? = other
    while let step = current {
      if step == id { return true }
      current = parents[step]
    }
    return false
  }

  /// Parents before children, otherwise in the order of their lines.
  private func addSubgraphs(_ parents: [String: String], to chart: inout Flowchart) -> [String: Int] {
    var children: [String: [Group]] = [:]
    var roots: [Group] = []
    for group in groups.sorted(by: { $0.order < $1.order }) {
      if let parent = parents[group.subgraph.id], groupIndex[parent] != nil {
        children[parent, default: []].append(group)
      } else {
        roots.append(group)
      }
    }
    var indices: [String: Int] = [:]
    var waiting = Array(roots.reversed())
    while let group = waiting.popLast() {
      var subgraph = group.subgraph
      let id = subgraph.id
      subgraph.parent = parents[id].flatMap { indices[$0] }
      let vertex = vertexIndex[id].map { vertices[$0] }
      for name in classesOfSubgraphs[id] ?? [] {
        if let style = classes[name] { subgraph.style = subgraph.style.overridden(by: style) }
      }
      if let vertex {
        subgraph.style = subgraph.style.overridden(by: vertex.ownStyle)
        subgraph.link = vertex.node.link
      }
      indices[id] = chart.subgraphs.count
      chart.subgraphs.append(subgraph)
      waiting += (children[id] ?? []).reversed()
    }
    return indices
  }
}

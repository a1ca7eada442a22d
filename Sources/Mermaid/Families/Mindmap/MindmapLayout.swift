extension Mindmap {
  /// The map placed and measured: the topic in the middle and its branches at both sides, or at the right alone where
  /// the map would be wider than a page.
  ///
  /// ```swift
  /// let svg = try map.scene(DiagramHeader(title: "Release")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    if nodes.count > limits.nodes { throw .tooMany(what: "nodes", count: nodes.count, limit: limits.nodes) }
    guard !nodes.isEmpty else { return SceneBuilder().scene(title: header.title) }
    let measured = MindmapDrawing(self)
    let both = measured.placed(isTwoSided: true).scene(header.title)
    if both.size.width <= LayeredEngine.pageWidth { return try both.checked(limits) }
    let right = measured.placed(isTwoSided: false).scene(header.title)
    return try (right.size.width < both.size.width ? right : both).checked(limits)
  }
}

/// Lengths are CSS pixels.
private struct MindmapDrawing {
  private struct Node {
    var text: TextBlock
    var drawing: NodeDrawing
    /// Of the node and all that hangs on it.
    var height = 0.0
    /// The middle of the node in that height.
    var anchor = 0.0
    var depth = 0
    /// The branch of the topic that it belongs to.
    var branch = 0
    var isLeft = false
    var center = Point(0, 0)
    var left: Double { center.x - drawing.size.width / 2 }
    var right: Double { center.x + drawing.size.width / 2 }
  }

  private let map: Mindmap
  private let children: [[Int]]
  private var nodes: [Node]

  private static let leafGap = 10.0
  /// Between two nodes of which one has children.
  private static let branchGap = 20.0
  private static let levelGap = 44.0
  /// Links end inside of their nodes, whose outlines may have bumps and spikes.
  private static let overlap = 8.0

  /// Measures the nodes; `placed` gives them places.
  init(_ map: Mindmap) {
    self.map = map
    children = map.children
    nodes = map.nodes.enumerated().map { index, node in
      let shape = NodeShape(node.shape)
      let font = index == 0 ? Font.heading : .label
      let text = TextBlock(node.label, font: font, limit: NodeDrawing.labelLimit(shape))
      return Node(text: text, drawing: NodeDrawing(shape, label: text.size))
    }
    for index in nodes.indices { spread(index) }
    for index in nodes.indices.reversed() { measure(index) }
  }

  func placed(isTwoSided: Bool) -> MindmapDrawing {
    var drawing = self
    drawing.place(isTwoSided: isTwoSided)
    return drawing
  }

  /// Tells the children their depth and branch.
  private mutating func spread(_ index: Int) {
    for (number, child) in children[index].enumerated() {
      nodes[child].depth = nodes[index].depth + 1
      nodes[child].branch = index == 0 ? number : nodes[index].branch
    }
  }

  private func gap(_ a: Int, _ b: Int) -> Double {
    children[a].isEmpty && children[b].isEmpty ? Self.leafGap : Self.branchGap
  }

  private func stackHeight(_ members: ArraySlice<Int>) -> Double {
    let gaps = zip(members, members.dropFirst()).reduce(0) { $0 + gap($1.0, $1.1) }
    return members.reduce(gaps) { $0 + nodes[$1].height }
  }

  private mutating func measure(_ index: Int) {
    let own = nodes[index].drawing.size.height
    let stack = stackHeight(children[index][...])
    nodes[index].height = max(own, stack)
    nodes[index].anchor = max(own, stack) / 2
    guard let first = children[index].first, let last = children[index].last, stack >= own else { return }
    // In the middle between the first and the last child, within its own height.
    let middle = (nodes[first].anchor + stack - nodes[last].height + nodes[last].anchor) / 2
    nodes[index].anchor = min(max(middle, own / 2), stack - own / 2)
  }

  private mutating func place(isTwoSided: Bool) {
    let branches = children[0]
    let split = isTwoSided && branches.count > 2 ? balancedSplit(branches) : branches.count
    for branch in branches[split...] { nodes[branch].isLeft = true }
    stack(branches[..<split], on: 0, around: 0)
    stack(branches[split...], on: 0, around: 0)
    for index in nodes.indices.dropFirst() {
      let top = nodes[index].center.y - nodes[index].anchor
      for child in children[index] { nodes[child].isLeft = nodes[index].isLeft }
      let height = stackHeight(children[index][...])
      stack(children[index][...], on: index, around: top + nodes[index].height / 2, height: height)
    }
  }

  /// How many branches are at the right, so that both sides are about as high.
  private func balancedSplit(_ branches: [Int]) -> Int {
    let whole = stackHeight(branches[...])
    var best = (split: branches.count, difference: Double.infinity)
    var right = 0.0
    for (index, branch) in branches.enumerated() {
      right += nodes[branch].height + (index > 0 ? gap(branches[index - 1], branch) : 0)
      let isLast = index + 1 == branches.count
      let left = isLast ? 0 : whole - right - gap(branch, branches[index + 1])
      // Sums of the same heights differ in their last digits.
      let difference = abs(right - left)
      if difference < best.difference - 0.001 { best = (index + 1, difference) }
    }
    return best.split
  }

  /// Places the blocks of some children one above the other.
  private mutating func stack(
    _ members: ArraySlice<Int>, on parent: Int, around middle: Double, height: Double? = nil
  ) {
    var y = middle - (height ?? stackHeight(members)) / 2
    var previous: Int?
    for member in members {
      if let previous { y += gap(previous, member) }
      let half = nodes[member].drawing.size.width / 2
      let x =
        nodes[member].isLeft
        ? nodes[parent].left - Self.levelGap - half : nodes[parent].right + Self.levelGap + half
      nodes[member].center = Point(x, y + nodes[member].anchor)
      y += nodes[member].height
      previous = member
    }
  }

  func scene(_ title: String?) -> Scene {
    var builder = SceneBuilder()
    for index in nodes.indices.dropFirst() {
      builder.add(link(to: index, from: map.nodes[index].parent ?? 0))
    }
    for index in nodes.indices { builder.add(box(index)) }
    return builder.scene(title: title)
  }

  private func id(_ index: Int) -> String { "node \(index + 1)" }

  private func surface(_ index: Int) -> Surface {
    index == 0 ? .node : Surface.series[nodes[index].branch % Surface.series.count]
  }

  private func link(to child: Int, from parent: Int) -> Scene.Link {
    let side = nodes[child].isLeft ? -1.0 : 1
    let start = Point(
      (nodes[child].isLeft ? nodes[parent].left : nodes[parent].right) - side * Self.overlap,
      nodes[parent].center.y)
    let end = Point(
      (nodes[child].isLeft ? nodes[child].right : nodes[child].left) + side * Self.overlap,
      nodes[child].center.y)
    let middle = (start.x + end.x) / 2
    let path = Path([.move(start), .cubic(Point(middle, start.y), Point(middle, end.y), end)])
    var appearance = Appearance(surface(child))
    // Branches get thinner towards their ends, as they are drawn by hand.
    appearance.strokeWidth = max(1.5, 4 - Double(nodes[child].depth))
    return Scene.Link(
      from: id(parent), to: id(child), route: path, figures: [Figure(.path(path), .line)],
      appearance: appearance)
  }

  private func box(_ index: Int) -> Scene.Box {
    let node = nodes[index]
    var appearance = Appearance(surface(index))
    if index == 0 {
      appearance.strokeWidth = 2
    } else if map.nodes[index].shape == .plain {
      appearance.hasNoStroke = true
    }
    return Scene.Box(
      id: id(index), role: .node, bounds: Rect(center: node.center, size: node.drawing.size),
      figures: node.drawing.figures.map { $0.offset(by: node.center) },
      labels: [
        Scene.Label(node.text, role: .box, center: node.center + node.drawing.labelOffset, owner: id(index))
      ],
      appearance: appearance, link: map.nodes[index].link)
  }
}

extension NodeShape {
  fileprivate init(_ shape: Mindmap.Shape) {
    switch shape {
    case .plain, .rounded: self = .rounded
    case .rectangle: self = .rectangle
    case .circle: self = .circle
    case .cloud: self = .cloud
    case .bang: self = .bang
    case .hexagon: self = .hexagon
    }
  }
}

/// Draws a block diagram whose blocks have their places. Lengths are CSS pixels.
struct BlockDrawing {
  let diagram: BlockDiagram
  let grid: BlockGrid
  var builder = SceneBuilder()
  private let nesting: Nesting
  private var drawings: [NodeDrawing?] = []
  private var backdrops: [Color?] = []

  private static let bendRadius = 6.0
  private static let thickWidth = 3.0

  init(_ diagram: BlockDiagram, _ grid: BlockGrid) {
    self.diagram = diagram
    self.grid = grid
    nesting = Nesting(diagram.blocks.map(\.parent))
  }

  mutating func draw() {
    for index in diagram.blocks.indices { add(block: index) }
    addLinks()
  }

  private func ancestors(_ index: Int) -> [String] {
    nesting.chain(diagram.blocks[index].parent).map { diagram.blocks[$0].id }
  }

  private mutating func add(block index: Int) {
    let block = diagram.blocks[index]
    drawings.append(nil)
    let behind = block.parent.flatMap { backdrops[$0] }
    backdrops.append(behind)
    switch block.kind {
    case .space: break
    case .group:
      let surface = Cluster.surface(depth: nesting.chain(block.parent).count)
      let (appearance, color) = Appearance.resolve(block.style, surface, backdrop: behind)
      backdrops[index] = appearance.fill ?? behind
      let bounds = grid.bounds[index]
      builder.add(
        .cluster(
          id: block.id, bounds: bounds, band: bounds, title: grid.texts[index], ancestors: ancestors(index),
          appearance: appearance, color: color, link: block.link), .clusters)
    case .arrow(let sides):
      let arrow = BlockArrow(sides, label: grid.texts[index].size)
      let bounds = grid.bounds[index]
      add(
        index, bounds, [Figure(.path(arrow.path(in: bounds)))], .node, label: bounds.center, behind: behind)
    case .node(let shape):
      let drawing = Self.drawing(shape, grid.texts[index].size, in: grid.bounds[index].size)
      drawings[index] = drawing
      let bounds = Rect(center: grid.bounds[index].center, size: drawing.size)
      add(
        index, bounds, drawing.figures.map { $0.offset(by: bounds.center) }, drawing.surface,
        label: bounds.center + drawing.labelOffset, behind: behind)
    }
  }

  private mutating func add(
    _ index: Int, _ bounds: Rect, _ figures: [Figure], _ surface: Surface, label: Point, behind: Color?
  ) {
    let block = diagram.blocks[index]
    let (appearance, color) = Appearance.resolve(block.style, surface, backdrop: behind)
    var labels: [Scene.Label] = []
    if !grid.texts[index].isEmpty {
      var text = Scene.Label(grid.texts[index], role: .box, center: label, owner: block.id, color: color)
      text.isUnderlined = block.style.underline ?? false
      labels.append(text)
    }
    builder.add(
      Scene.Box(
        id: block.id, role: .node, bounds: bounds, ancestors: ancestors(index), figures: figures,
        labels: labels, appearance: appearance, link: block.link))
  }

  /// The shape as large as its cell, where it can be stretched.
  private static func drawing(_ shape: NodeShape, _ label: Size, in cell: Size) -> NodeDrawing {
    let natural = NodeDrawing(shape, label: label)
    switch shape {
    case .circle, .doubleCircle, .diamond: return natural
    default: break
    }
    var wanted = label
    for _ in 0..<4 {
      let size = NodeDrawing(shape, label: wanted).size
      wanted = Size(
        max(label.width, wanted.width + cell.width - size.width),
        max(label.height, wanted.height + cell.height - size.height))
    }
    let stretched = NodeDrawing(shape, label: wanted)
    let fits = stretched.size.width <= cell.width + 0.01 && stretched.size.height <= cell.height + 0.01
    return fits ? stretched : natural
  }

  // Links.

  private func stop(_ index: Int) -> OrthogonalRouter.Stop {
    guard let drawing = drawings[index] else { return .init(bounds: grid.bounds[index]) }
    return .init(
      bounds: Rect(center: grid.bounds[index].center, size: drawing.size), outline: drawing.outline)
  }

  private mutating func addLinks() {
    let visible = diagram.blocks.indices.filter { diagram.blocks[$0].kind != .space }
    var router = OrthogonalRouter(
      obstacles: visible.map { stop($0).bounds }, clearance: min(grid.gap.width, grid.gap.height) / 3)
    let place = Dictionary(uniqueKeysWithValues: visible.enumerated().map { ($1, $0) })
    let routes = diagram.links.map { link in
      router.route(from: stop(link.from), to: stop(link.to), passing: passable(link, visible, place))
    }
    let leaves = visible.filter { !diagram.blocks[$0].isGroup }
    var labels = RouteLabels(routes: routes, boxes: leaves.map { stop($0).bounds })
    for (index, link) in diagram.links.enumerated() { add(link, routes[index], &labels, index) }
  }

  /// The groups around the ends of a link, and all that is in a group where it ends.
  private func passable(_ link: BlockDiagram.Link, _ visible: [Int], _ place: [Int: Int]) -> Set<Int> {
    let around = [link.from, link.to].flatMap { nesting.chain(diagram.blocks[$0].parent) }
    let inside = [link.from, link.to].filter { diagram.blocks[$0].isGroup }.flatMap { end in
      visible.filter { $0 != end && nesting.chain($0).contains(end) }
    }
    return Set((around + inside).compactMap { place[$0] })
  }

  private mutating func add(
    _ link: BlockDiagram.Link, _ corners: [Point], _ labels: inout RouteLabels, _ index: Int
  ) {
    var appearance = Appearance(.link)
    switch link.line {
    case .dotted: appearance.dash = Dash.dotted
    case .thick: appearance.strokeWidth = Self.thickWidth
    case .solid, .invisible: break
    }
    let from = diagram.blocks[link.from].id
    let route = Path(corners: corners, radius: Self.bendRadius)
    var result = Scene.Link(
      from: from, to: diagram.blocks[link.to].id, route: route,
      figures: route.drawn(from: ArrowHead(link.fromHead), to: ArrowHead(link.toHead)), appearance: appearance
    )
    let text = link.label.map { TextBlock($0, font: .small, limit: Scene.Label.linkLimit) }
    if let text, let room = Scene.Label.roomOnLink(text), let center = labels.place(room, on: index) {
      result.labels = [.onLink(text, center: center, owner: from)]
    }
    builder.add(result)
  }
}

extension BlockDiagram {
  /// The diagram placed and measured: every column of a grid is as wide as its widest block.
  ///
  /// ```swift
  /// let svg = try diagram.scene(DiagramHeader(title: "Parts")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    if blocks.count > limits.nodes {
      throw .tooMany(what: "blocks", count: blocks.count, limit: limits.nodes)
    }
    if links.count > limits.edges { throw .tooMany(what: "links", count: links.count, limit: limits.edges) }
    var grid = BlockGrid(self)
    grid.place()
    var drawing = BlockDrawing(self, grid)
    drawing.draw()
    return try drawing.builder.scene(title: header.title).checked(limits)
  }
}

/// Sizes and places of blocks. Lengths are CSS pixels.
struct BlockGrid {
  let diagram: BlockDiagram
  /// Between two cells.
  let gap: Size
  private(set) var texts: [TextBlock] = []
  private(set) var bounds: [Rect]
  private var members: [Int: [Int]] = [:]
  private var measured: [Int: Measure] = [:]

  /// Around the cells of a group.
  static let padding = 12.0
  private static let plainGap = 10.0
  private static let linkedGap = 28.0
  private static let labelRoom = 18.0
  private static let widestLabel = 200.0
  private static let narrowestLabel = 84.0
  /// The room of an empty row, and the least of any.
  private static let leastHeight = 40.0

  /// The cells of a group.
  private struct Measure {
    var columns = 1
    var rows: [[(block: Int, column: Int, span: Int)]] = []
    var cellWidth = 0.0
    var heights: [Double] = []
    var title = Size(0, 0)
    var size = Size(0, 0)
  }

  init(_ diagram: BlockDiagram) {
    self.diagram = diagram
    let labels = diagram.links.compactMap(\.label).map {
      TextBlock($0, font: .small, limit: Scene.Label.linkLimit)
    }
    let plain = diagram.links.isEmpty ? Self.plainGap : Self.linkedGap
    gap = labels.reduce(Size(plain, plain)) {
      Size(max($0.width, $1.width + Self.labelRoom * 2), max($0.height, $1.height + Self.labelRoom * 2))
    }
    bounds = [Rect](repeating: Rect(x: 0, y: 0, width: 0, height: 0), count: diagram.blocks.count)
    for (index, block) in diagram.blocks.enumerated() {
      members[block.parent ?? -1, default: []].append(index)
    }
    texts = diagram.blocks.map { _ in .empty }
    for (group, own) in members {
      let limit = min(
        Self.widestLabel,
        max(Self.narrowestLabel, LayeredEngine.pageWidth / Double(columns(group)) - Self.labelRoom * 2))
      for index in own {
        let block = diagram.blocks[index]
        texts[index] = Self.text(block, limit * Double(max(1, min(block.span, columns(group)))))
      }
    }
  }

  private static func text(_ block: BlockDiagram.Block, _ limit: Double) -> TextBlock {
    if block.label.isEmpty { return .empty }
    if block.isGroup { return Cluster.title(block.label, font: block.style.font(.title)) }
    return TextBlock(block.label, font: block.style.font(.label), limit: limit)
  }

  /// Columns of a group (-1 for the diagram): as many as wanted, or as its blocks fill.
  private func columns(_ group: Int) -> Int {
    var wanted = diagram.columns
    if group >= 0, case .group(let own) = diagram.blocks[group].kind { wanted = own }
    let filled = (members[group] ?? []).reduce(0) {
      min($0 + diagram.blocks[$1].span, BlockDiagram.mostColumns)
    }
    return max(1, min(wanted ?? filled, filled))
  }

  mutating func place() {
    measure(-1)
    let size = measured[-1]?.size ?? Size(0, 0)
    place(-1, Rect(x: 0, y: 0, width: size.width, height: size.height))
  }

  private func naturalSize(_ index: Int) -> Size {
    let block = diagram.blocks[index]
    switch block.kind {
    case .space: return Size(0, 0)
    case .group: return measured[index]?.size ?? Size(0, 0)
    case .node(let shape): return NodeDrawing(shape, label: texts[index].size).size
    case .arrow(let sides): return BlockArrow(sides, label: texts[index].size).size
    }
  }

  private mutating func measure(_ group: Int) {
    var measure = Measure(columns: columns(group))
    var position = 0
    for index in members[group] ?? [] {
      if diagram.blocks[index].isGroup { self.measure(index) }
      let column = position % measure.columns
      // As in mermaid.js, a block that is wider than the rest of its row takes the rest.
      let span = min(diagram.blocks[index].span, measure.columns - column)
      if column == 0 { measure.rows.append([]) }
      measure.rows[measure.rows.count - 1].append((index, column, span))
      position += span
      let width = naturalSize(index).width - Double(span - 1) * gap.width
      measure.cellWidth = max(measure.cellWidth, width / Double(span))
    }
    measure.cellWidth.round(.up)
    measure.heights = measure.rows.map { row in
      row.reduce(Self.leastHeight) { max($0, naturalSize($1.block).height) }
    }
    measure.title = group >= 0 ? Cluster.room(for: texts[group]) : measure.title
    let width =
      Double(measure.columns) * measure.cellWidth + Double(measure.columns - 1) * gap.width
    let height = measure.heights.reduce(0, +) + Double(max(0, measure.rows.count - 1)) * gap.height
    measure.size =
      group < 0
      ? Size(width, height)
      : Size(
        max(width + 2 * Self.padding, measure.title.width),
        height + Self.padding + max(Self.padding, measure.title.height))
    measured[group] = measure
  }

  private mutating func place(_ group: Int, _ area: Rect) {
    guard let measure = measured[group], !measure.rows.isEmpty else { return }
    let top = group < 0 ? 0 : max(Self.padding, measure.title.height)
    let side = group < 0 ? 0 : Self.padding
    let width =
      (area.width - 2 * side - Double(measure.columns - 1) * gap.width) / Double(measure.columns)
    let growth = (area.height - measure.size.height) / Double(measure.rows.count)
    var y = area.minY + top
    for (row, height) in zip(measure.rows, measure.heights) {
      for cell in row {
        bounds[cell.block] = Rect(
          x: area.minX + side + Double(cell.column) * (width + gap.width), y: y,
          width: Double(cell.span) * width + Double(cell.span - 1) * gap.width, height: height + growth)
        if diagram.blocks[cell.block].isGroup { place(cell.block, bounds[cell.block]) }
      }
      y += height + growth + gap.height
    }
  }
}

extension Treemap {
  /// The map drawn and measured: areas are as large as their values, and as square as they can be.
  ///
  /// ```swift
  /// let svg = try costs.scene(DiagramHeader(title: "Costs")).svg(SVGOptions(mode: .standalone))
  /// ```
  public func scene(_ header: DiagramHeader = .init(), limits: LayoutLimits = .standard) throws(LayoutError)
    -> Scene
  {
    if nodes.count > limits.nodes {
      throw .tooMany(what: "sections and leaves", count: nodes.count, limit: limits.nodes)
    }
    var drawing = TreemapDrawing(self)
    drawing.draw()
    return try drawing.builder.scene(title: header.title).checked(limits)
  }
}

/// Lengths are CSS pixels.
private struct TreemapDrawing {
  let map: Treemap
  let totals: [Double]
  var builder = SceneBuilder()
  private var children: [Int: [Int]] = [:]
  private var colors: [Int: Surface] = [:]

  private static let size = Size(LayeredEngine.columnWidth - 2 * SceneBuilder.margin, 460)
  /// Around the parts of a section, and between them.
  private static let padding = 5.0
  private static let gap = 2.0
  private static let headerHeight = 24.0
  /// Sections smaller than this have no header.
  private static let leastHeader = Size(40, 44)
  private static let side = 6.0

  init(_ map: Treemap) {
    self.map = map
    totals = map.totals
    for (index, node) in map.nodes.enumerated() { children[node.parent ?? -1, default: []].append(index) }
    // Colours tell the parts of the outermost section that has several.
    var parts = children[-1] ?? []
    while parts.count == 1, let inside = children[parts[0]] { parts = inside }
    for (order, part) in parts.enumerated() { colors[part] = Surface.series[order % Surface.series.count] }
  }

  mutating func draw() {
    place(
      children[-1] ?? [], in: Rect(x: 0, y: 0, width: Self.size.width, height: Self.size.height), series: nil,
      ancestors: [])
  }

  private func id(_ index: Int) -> String { "area \(index + 1)" }

  private mutating func place(_ nodes: [Int], in area: Rect, series: Surface?, ancestors: [String]) {
    let shown = nodes.filter { totals[$0] > 0 }.sorted { (totals[$1], $0) < (totals[$0], $1) }
    let rects = Squarify.rects(shown.map { totals[$0] }, in: area)
    for (index, rect) in zip(shown, rects) {
      let bounds = rect.inset(min(Self.gap / 2, rect.width / 4), min(Self.gap / 2, rect.height / 4))
      let surface = colors[index] ?? series ?? .series1
      if map.nodes[index].value != nil {
        addLeaf(index, bounds, surface, ancestors)
      } else {
        addSection(index, bounds, surface, ancestors)
      }
    }
  }

  private mutating func addSection(_ index: Int, _ bounds: Rect, _ surface: Surface, _ ancestors: [String]) {
    let node = map.nodes[index]
    let hasHeader = bounds.width >= Self.leastHeader.width && bounds.height >= Self.leastHeader.height
    let (appearance, color) = Appearance.resolve(
      node.style, Cluster.surface(depth: ancestors.count), backdrop: nil)
    var labels: [Scene.Label] = []
    if hasHeader { labels = headerLabels(index, bounds, color) }
    builder.add(
      Scene.Box(
        id: id(index), role: .cluster, bounds: bounds, ancestors: ancestors,
        figures: [Figure(.rect(bounds, radius: 4))], labels: labels, appearance: appearance, link: node.link),
      .clusters)
    let padding = min(Self.padding, bounds.width / 8, bounds.height / 8)
    let top = hasHeader ? Self.headerHeight : padding
    let inside = Rect(
      x: bounds.x + padding, y: bounds.y + top, width: bounds.width - 2 * padding,
      height: bounds.height - top - padding)
    place(children[index] ?? [], in: inside, series: surface, ancestors: [id(index)] + ancestors)
  }

  /// The name at the left, and the sum at the right where there is room for both.
  private func headerLabels(_ index: Int, _ bounds: Rect, _ color: Color?) -> [Scene.Label] {
    let width = bounds.width - 2 * Self.side
    guard let name = oneLine(map.nodes[index].label, width, [.title, Font(size: Font.tiny.size, bold: true)])
    else { return [] }
    let y = bounds.minY + Self.headerHeight / 2
    func label(_ text: TextBlock, _ x: Double) -> Scene.Label {
      Scene.Label(
        text, role: .box, center: Point(x, y), owner: id(index), color: color, isMuted: color == nil)
    }
    var labels = [label(name, bounds.minX + Self.side + name.width / 2)]
    let value = TextBlock(RichText(map.format.written(totals[index])), font: .tiny, limit: width)
    if map.showsValues, name.width + value.width + 2 * Self.side <= width {
      labels.append(label(value, bounds.maxX - Self.side - value.width / 2))
    }
    return labels
  }

  private func oneLine(_ words: RichText, _ width: Double, _ fonts: [Font]) -> TextBlock? {
    guard !words.isEmpty else { return nil }
    return fonts.lazy.map { TextBlock(words, font: $0, limit: max(width, 20)) }
      .first { $0.width <= width && $0.lines.count == 1 }
  }

  private mutating func addLeaf(_ index: Int, _ bounds: Rect, _ surface: Surface, _ ancestors: [String]) {
    let node = map.nodes[index]
    let (appearance, color) = Appearance.resolve(node.style, surface, backdrop: nil)
    builder.add(
      Scene.Box(
        id: id(index), role: .bar, bounds: bounds, ancestors: ancestors,
        figures: [Figure(.rect(bounds, radius: 3))],
        labels: leafLabels(index, bounds, color), appearance: appearance, link: node.link))
  }

  /// The name and the value below it, in the largest type that has room; the name alone, or nothing, in small areas.
  private func leafLabels(_ index: Int, _ bounds: Rect, _ color: Color?) -> [Scene.Label] {
    let node = map.nodes[index]
    let room = Size(bounds.width - 2 * Self.side, bounds.height - 4)
    guard !node.label.isEmpty, room.width > 12 else { return [] }
    let value = RichText(map.format.written(totals[index]))
    let fonts = [Font(size: 18), Font.label, .small, .tiny]
    for showsValue in map.showsValues ? [true, false] : [false] {
      for font in fonts {
        let name = TextBlock(node.label, font: node.style.font(font), limit: room.width)
        let number = TextBlock(value, font: Font(size: max(Font.tiny.size, font.size - 2)), limit: room.width)
        let height = name.height + (showsValue ? number.height : 0)
        guard max(name.width, showsValue ? number.width : 0) <= room.width, height <= room.height else {
          continue
        }
        var labels = [
          Scene.Label(
            name, role: .box, center: Point(bounds.midX, bounds.midY - height / 2 + name.height / 2),
            owner: id(index), color: color)
        ]
        if showsValue {
          labels.append(
            Scene.Label(
              number, role: .box, center: Point(bounds.midX, bounds.midY + height / 2 - number.height / 2),
              owner: id(index), color: color))
        }
        return labels
      }
    }
    return []
  }
}

/// Squarified treemaps: Bruls, Huizing and van Wijk, "Squarified Treemaps", 2000.
enum Squarify {
  /// The rectangle of each value within an area.
  /// - Parameter values: more than 0, from the largest to the smallest.
  static func rects(_ values: [Double], in area: Rect) -> [Rect] {
    let total = values.reduce(0, +)
    guard total > 0, area.width > 0, area.height > 0 else {
      return values.map { _ in Rect(x: area.x, y: area.y, width: 0, height: 0) }
    }
    let scale = area.width / total * area.height
    var result: [Rect] = []
    var rest = area
    var row: [Double] = []
    var sum = 0.0
    for value in values {
      let size = value * scale
      let side = min(rest.width, rest.height)
      if row.isEmpty || worst(row[0], size, sum + size, side) <= worst(row[0], row[row.count - 1], sum, side)
      {
        row.append(size)
        sum += size
      } else {
        result += place(row, sum, &rest)
        row = [size]
        sum = size
      }
    }
    return result + place(row, sum, &rest)
  }

  /// The largest ratio of sides in a row of areas, of which the largest and the smallest are given.
  private static func worst(_ largest: Double, _ smallest: Double, _ sum: Double, _ side: Double) -> Double {
    let thickness = side > 0 ? sum / side : 0
    guard thickness > 0, smallest > 0 else { return .infinity }
    return max(largest / (thickness * thickness), thickness * thickness / smallest)
  }

  /// Areas side by side along the shorter side of what is left.
  private static func place(_ row: [Double], _ sum: Double, _ rest: inout Rect) -> [Rect] {
    let isColumn = rest.width >= rest.height
    let side = isColumn ? rest.height : rest.width
    let thickness = side > 0 ? min(sum / side, isColumn ? rest.width : rest.height) : 0
    var at = isColumn ? rest.y : rest.x
    let result = row.map { area in
      let length = sum > 0 ? side * (area / sum) : 0
      defer { at += length }
      return isColumn
        ? Rect(x: rest.x, y: at, width: thickness, height: length)
        : Rect(x: at, y: rest.y, width: length, height: thickness)
    }
    if isColumn {
      rest = Rect(x: rest.x + thickness, y: rest.y, width: rest.width - thickness, height: rest.height)
    } else {
      rest = Rect(x: rest.x, y: rest.y + thickness, width: rest.width, height: rest.height - thickness)
    }
    return result
  }
}

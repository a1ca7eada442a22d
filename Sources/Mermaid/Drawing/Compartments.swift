/// A box of compartments one above the other: a class, an entity, a state with a description.
struct Compartments {
  struct Row {
    var cells: [TextBlock]
    var isUnderlined = false
    /// Which cells are paler than other text; missing ones are not.
    var isMuted: [Bool] = []
  }

  enum Part {
    /// Lines in the middle.
    case header([(text: TextBlock, isMuted: Bool)])
    /// Rows of cells in columns.
    case rows([Row])
  }

  private(set) var size = Size(0, 0)
  private let parts: [Part]
  private var columns: [Double] = []
  // Distances in CSS pixels.
  /// Between the text and the sides of the box.
  private static let side = 12.0
  private static let columnGap = 14.0
  /// Above and below the lines of a header.
  private static let headerPadding = 8.0
  /// Above and below all rows.
  private static let rowsPadding = 6.0
  /// Vertical padding of a row.
  private static let rowSpacing = 3.0
  private static let cornerRadius = 5.0
  /// Names of classes and entities are broken at this width.
  private static let headingLimit = 320.0

  /// The name of a class or entity, for the header.
  static func heading(_ name: RichText, _ style: Style) -> (text: TextBlock, isMuted: Bool) {
    (TextBlock(name, font: style.font(.boxHeading), limit: headingLimit), false)
  }

  init(_ parts: [Part], leastWidth: Double = 70) {
    self.parts = parts
    var width = leastWidth
    var height = 0.0
    var columns: [Double] = []
    for part in parts {
      switch part {
      case .header(let lines):
        for line in lines { width = max(width, line.text.width + 2 * Self.side) }
        height += lines.reduce(2 * Self.headerPadding) { $0 + $1.text.height }
      case .rows(let rows):
        for row in rows {
          for (index, cell) in row.cells.enumerated() {
            if index == columns.count { columns.append(0) }
            columns[index] = max(columns[index], cell.width)
          }
        }
        height += rows.reduce(2 * Self.rowsPadding) { $0 + Self.height($1) }
      }
    }
    let used = columns.filter { $0 > 0 }
    width = max(width, used.reduce(2 * Self.side - Self.columnGap) { $0 + $1 + Self.columnGap })
    self.columns = columns
    size = Size(width.rounded(.up), height)
  }

  private static func height(_ row: Row) -> Double {
    row.cells.reduce(0) { max($0, $1.height) } + rowSpacing
  }

  /// The whole box of a class or an entity at a place.
  func box(
    _ id: String, in bounds: Rect, style: Style, ancestors: [String] = [], link: DiagramLink?
  ) -> Scene.Box {
    let (appearance, color) = Appearance.resolve(style, .node, backdrop: nil)
    let (rules, labels) = contents(in: bounds, owner: id, color: color)
    return Scene.Box(
      id: id, role: .node, bounds: bounds, ancestors: ancestors,
      figures: [Figure(.rect(bounds, radius: Self.cornerRadius))] + rules, labels: labels,
      appearance: appearance, link: link)
  }

  /// Dividers and labels for a box at a place.
  func contents(in bounds: Rect, owner: String, color: Color?) -> (figures: [Figure], labels: [Scene.Label]) {
    var figures: [Figure] = []
    var labels: [Scene.Label] = []
    // The engine makes a box higher when many links end at its sides; a header without rows stays in the middle.
    var y = bounds.minY + (parts.count == 1 ? (bounds.height - size.height) / 2 : 0)
    for (index, part) in parts.enumerated() {
      if index > 0 {
        figures.append(
          Figure(.path(Path([.move(Point(bounds.minX, y)), .line(Point(bounds.maxX, y))])), .outline))
      }
      switch part {
      case .header(let lines):
        y += Self.headerPadding
        for line in lines {
          labels.append(
            Scene.Label(
              line.text, role: .box, center: Point(bounds.midX, y + line.text.height / 2), owner: owner,
              color: color, isMuted: line.isMuted && color == nil))
          y += line.text.height
        }
        y += Self.headerPadding
      case .rows(let rows):
        y += Self.rowsPadding
        for row in rows {
          let height = Self.height(row)
          var x = bounds.minX + Self.side
          for (column, cell) in row.cells.enumerated() {
            if !cell.isEmpty {
              var label = Scene.Label(
                cell, role: .box, center: Point(x + cell.width / 2, y + height / 2), alignment: .start,
                owner: owner, color: color,
                isMuted: color == nil && column < row.isMuted.count && row.isMuted[column])
              label.isUnderlined = row.isUnderlined
              labels.append(label)
            }
            if columns[column] > 0 { x += columns[column] + Self.columnGap }
          }
          y += height
        }
        y += Self.rowsPadding
      }
    }
    return (figures, labels)
  }
}

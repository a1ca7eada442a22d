/// Places the parts of an architecture diagram: each group is a grid of its own, in which what a line joins stands at the
/// sides that the line names. Lengths are CSS pixels.
struct ArchitecturePlan {
  let diagram: Architecture
  private(set) var nodeBounds: [Rect]
  private(set) var groupBounds: [Rect]
  let titles: [TextBlock]
  private let sizes: [Size]
  private let gap: Size
  private var groupSizes: [Size]
  private var grids: [Int: Grid] = [:]
  /// Of each group, -1 for the diagram: what is directly in it, and where its members stand to each other by the sides of
  /// the lines between them.
  private var members: [Int: [Member]] = [:]
  private var steps: [Int: [Member: [Step]]] = [:]

  /// A group or a node inside of a group.
  private enum Member: Hashable {
    case group(Int)
    case node(Int)
  }

  /// From a member to another.
  private struct Step {
    var to: Member
    var column: Int
    var row: Int
  }

  private struct Grid {
    var cells: [(member: Member, column: Int, row: Int)] = []
    var widths: [Double] = []
    var heights: [Double] = []
  }

  private static let gap = Size(48, 48)
  private static let labelRoom = Size(32, 28)
  private static let padding = 24.0
  static let iconSize = 16.0
  static let iconGap = 6.0
  private static let leastGroup = Size(80, 60)

  /// - Parameter sizes: of the nodes, as drawn.
  init(_ diagram: Architecture, sizes: [Size]) {
    self.diagram = diagram
    self.sizes = sizes
    titles = diagram.groups.map { Cluster.title($0.label) }
    let none = Rect(x: 0, y: 0, width: 0, height: 0)
    nodeBounds = sizes.map { _ in none }
    groupBounds = titles.map { _ in none }
    groupSizes = titles.map { _ in Size(0, 0) }
    var gap = Self.gap
    for edge in diagram.edges {
      guard let label = edge.label else { continue }
      let text = TextBlock(label, font: .small, limit: Scene.Label.linkLimit)
      gap.width = max(gap.width, text.width + Self.labelRoom.width)
      gap.height = max(gap.height, text.height + Self.labelRoom.height)
    }
    self.gap = gap
    for (index, node) in diagram.nodes.enumerated() {
      members[node.group ?? -1, default: []].append(.node(index))
    }
    for (index, group) in diagram.groups.enumerated() {
      members[group.parent ?? -1, default: []].append(.group(index))
    }
    for edge in diagram.edges { addSteps(edge) }
    for group in diagram.groups.indices.reversed() { arrange(group) }
    arrange(nil)
    place(nil, at: Point(0, 0))
  }

  /// The room of a group's title.
  func titleRoom(_ group: Int) -> Size {
    var room = Cluster.room(for: titles[group])
    if ArchitectureIcon(name: diagram.groups[group].icon) != nil {
      room.width += Self.iconSize + Self.iconGap
      room.height = max(room.height, Self.iconSize + Self.iconGap * 2)
    }
    return room
  }

  private func size(_ member: Member) -> Size {
    switch member {
    case .group(let group): groupSizes[group]
    case .node(let node): sizes[node]
    }
  }

  /// A node and the groups around it, from the inside out, each with the group that it is in.
  private func path(_ node: Int) -> [(member: Member, parent: Int)] {
    var path = [(member: Member.node(node), parent: diagram.nodes[node].group ?? -1)]
    while let last = path.last, last.parent >= 0 {
      path.append((.group(last.parent), diagram.groups[last.parent].parent ?? -1))
    }
    return path
  }

  /// A line places the two members of the innermost group that has both its ends.
  private mutating func addSteps(_ edge: Architecture.Edge) {
    var (from, to) = (path(edge.from.node), path(edge.to.node))
    while from.count > 1, to.count > 1, from[from.count - 1].member == to[to.count - 1].member {
      from.removeLast()
      to.removeLast()
    }
    let (a, b, group) = (from[from.count - 1].member, to[to.count - 1].member, from[from.count - 1].parent)
    let (out, back) = (BoxSide(edge.from.side).outward, BoxSide(edge.to.side).outward)
    let column = Int((out.x - back.x).sign(0.5))
    let row = Int((out.y - back.y).sign(0.5))
    guard a != b, column != 0 || row != 0 else { return }
    steps[group, default: [:]][a, default: []].append(Step(to: b, column: column, row: row))
    steps[group, default: [:]][b, default: []].append(Step(to: a, column: -column, row: -row))
  }

  private mutating func arrange(_ group: Int?) {
    var grid = Grid(cells: cells(members[group ?? -1] ?? [], steps[group ?? -1] ?? [:]))
    let left = grid.cells.map(\.column).min() ?? 0
    let top = grid.cells.map(\.row).min() ?? 0
    for index in grid.cells.indices {
      grid.cells[index].column -= left
      grid.cells[index].row -= top
    }
    grid.widths = [Double](repeating: 0, count: (grid.cells.map(\.column).max() ?? -1) + 1)
    grid.heights = [Double](repeating: 0, count: (grid.cells.map(\.row).max() ?? -1) + 1)
    for cell in grid.cells {
      let size = size(cell.member)
      grid.widths[cell.column] = max(grid.widths[cell.column], size.width)
      grid.heights[cell.row] = max(grid.heights[cell.row], size.height)
    }
    grids[group ?? -1] = grid
    guard let group else { return }
    let room = titleRoom(group)
    groupSizes[group] = Size(
      max(Self.extent(grid.widths, gap.width) + 2 * Self.padding, room.width, Self.leastGroup.width),
      max(
        Self.extent(grid.heights, gap.height) + Self.padding + max(Self.padding, room.height),
        Self.leastGroup.height))
  }

  private static func extent(_ lengths: [Double], _ gap: Double) -> Double {
    lengths.reduce(0, +) + gap * Double(max(0, lengths.filter { $0 > 0 }.count - 1))
  }

  /// Breadth first from the first member of each part; a place that is taken is passed in the same direction.
  private func cells(
    _ members: [Member], _ steps: [Member: [Step]]
  ) -> [(member: Member, column: Int, row: Int)] {
    struct Place: Hashable {
      var column: Int
      var row: Int
    }
    var cells: [(member: Member, column: Int, row: Int)] = []
    var places: [Member: Place] = [:]
    var nextColumn = 0
    for first in members where places[first] == nil {
      var part: [Member: Place] = [first: Place(column: 0, row: 0)]
      var taken: Set<Place> = [Place(column: 0, row: 0)]
      var queue = [first]
      var at = 0
      while at < queue.count {
        let member = queue[at]
        at += 1
        guard let from = part[member] else { continue }
        for step in steps[member] ?? [] where part[step.to] == nil {
          var place = Place(column: from.column + step.column, row: from.row + step.row)
          while taken.contains(place) {
            place.column += step.column
            place.row += step.row
          }
          part[step.to] = place
          taken.insert(place)
          queue.append(step.to)
        }
      }
      let left = part.values.map(\.column).min() ?? 0
      let top = part.values.map(\.row).min() ?? 0
      for member in queue {
        guard let place = part[member] else { continue }
        let column = place.column - left + nextColumn
        places[member] = place
        cells.append((member, column, place.row - top))
      }
      nextColumn = (cells.map(\.column).max() ?? -1) + 1
    }
    return cells
  }

  private mutating func place(_ group: Int?, at corner: Point) {
    guard let grid = grids[group ?? -1] else { return }
    func starts(_ lengths: [Double], _ gap: Double, _ start: Double) -> [Double] {
      var at = start
      return lengths.map { length in
        defer { at += length > 0 ? length + gap : 0 }
        return at
      }
    }
    var origin = corner
    if let group {
      let size = groupSizes[group]
      groupBounds[group] = Rect(x: corner.x, y: corner.y, width: size.width, height: size.height)
      origin.x += (size.width - Self.extent(grid.widths, gap.width)) / 2
      origin.y += max(Self.padding, titleRoom(group).height)
    }
    let xs = starts(grid.widths, gap.width, origin.x)
    let ys = starts(grid.heights, gap.height, origin.y)
    for cell in grid.cells {
      let size = size(cell.member)
      let place = Point(
        xs[cell.column] + (grid.widths[cell.column] - size.width) / 2,
        ys[cell.row] + (grid.heights[cell.row] - size.height) / 2)
      switch cell.member {
      case .node(let node):
        nodeBounds[node] = Rect(x: place.x, y: place.y, width: size.width, height: size.height)
      case .group(let inner): self.place(inner, at: place)
      }
    }
  }
}

extension Double {
  /// -1, 0 or 1; 0 within `tolerance`.
  fileprivate func sign(_ tolerance: Double) -> Double { self > tolerance ? 1 : self < -tolerance ? -1 : 0 }
}

extension BoxSide {
  init(_ side: Architecture.Side) {
    switch side {
    case .left: self = .left
    case .right: self = .right
    case .top: self = .top
    case .bottom: self = .bottom
    }
  }
}

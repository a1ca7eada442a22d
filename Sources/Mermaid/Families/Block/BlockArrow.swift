/// A thick arrow with heads at some of its sides, and a label inside. Lengths are CSS pixels.
struct BlockArrow {
  let sides: Set<BlockDiagram.Side>
  let label: Size
  /// Without stretching.
  let size: Size

  /// By how much a head is wider than the shaft, on each side, and how long it is.
  private static let barb = 9.0
  private static let head = 18.0
  private static let padding = Size(16, 14)
  private static let leastShaft = 18.0
  private static let leastLength = 44.0

  init(_ sides: Set<BlockDiagram.Side>, label: Size) {
    self.sides = sides
    self.label = label
    let shaft = Self.shaft(label)
    let isLevel = sides.contains(.left) || sides.contains(.right)
    let isUpright = sides.contains(.up) || sides.contains(.down)
    // Between heads at neighbouring sides their barbs have room.
    let head = 2 * (Self.head + (isLevel && isUpright ? Self.barb : 0))
    let heads = Size(isLevel ? head : 0, isUpright ? head : 0)
    size = Size(
      max(shaft.width + heads.width, isUpright ? shaft.width + 2 * Self.barb : Self.leastLength),
      max(shaft.height + heads.height, isLevel ? shaft.height + 2 * Self.barb : Self.leastLength))
  }

  private static func shaft(_ label: Size) -> Size {
    Size(max(leastShaft, label.width + padding.width), max(leastShaft, label.height + padding.height))
  }

  /// The outline in a cell. An arrow is as long as its cell, and no thicker than it must be.
  func path(in cell: Rect) -> Path {
    let isLevel = sides.contains(.left) || sides.contains(.right)
    let isUpright = sides.contains(.up) || sides.contains(.down)
    let area = Rect(
      center: cell.center,
      size: Size(isLevel ? cell.width : size.width, isUpright ? cell.height : size.height))
    let shaft = Self.shaft(label)
    let half = Size(shaft.width / 2, shaft.height / 2)
    let center = area.center
    var points: [Point] = []
    func arm(
      _ side: BlockDiagram.Side, _ reach: Double, _ thickness: Double, _ opposite: Bool, _ hasOthers: Bool
    ) {
      // In the direction of the side: `along` from the centre, `across` to its right hand.
      func at(_ along: Double, _ across: Double) {
        switch side {
        case .up: points.append(Point(center.x + across, center.y - along))
        case .right: points.append(Point(center.x + along, center.y + across))
        case .down: points.append(Point(center.x - across, center.y + along))
        case .left: points.append(Point(center.x - along, center.y - across))
        }
      }
      guard sides.contains(side) else {
        if opposite, !hasOthers {
          at(reach, -thickness)
          at(reach, thickness)
        }
        return
      }
      at(reach - Self.head, -thickness)
      at(reach - Self.head, -thickness - Self.barb)
      at(reach, 0)
      at(reach - Self.head, thickness + Self.barb)
      at(reach - Self.head, thickness)
    }
    /// The corner of the middle part after a side, clockwise.
    func corner(_ x: Double, _ y: Double) {
      points.append(Point(center.x + x * half.width, center.y + y * half.height))
    }
    arm(.up, area.height / 2, half.width, sides.contains(.down), isLevel)
    corner(1, -1)
    arm(.right, area.width / 2, half.height, sides.contains(.left), isUpright)
    corner(1, 1)
    arm(.down, area.height / 2, half.width, sides.contains(.up), isLevel)
    corner(-1, 1)
    arm(.left, area.width / 2, half.height, sides.contains(.right), isUpright)
    corner(-1, -1)
    return Path(polygon: points)
  }
}

/// The head at an end of a link. It is drawn in place of the last pixels of the line.
///
/// Lengths are in CSS pixels for a line of 1.5 px, the usual width of links; thicker lines scale them.
enum ArrowHead: Sendable, Hashable {
  case none
  /// A filled arrow.
  case arrow
  /// Two strokes.
  case open
  case circle
  case cross
  /// A hollow triangle.
  case triangle
  case diamond(filled: Bool)
  case ring
  /// A ring with a cross inside: containment in SysML.
  case crossedRing
  /// One side of an arrow: the one above or below a line that goes to the right.
  case half(above: Bool, filled: Bool)
  /// Crow's foot notation of entity relationships: one or many, and whether there may be zero.
  case crow(isMany: Bool, isOptional: Bool)

  /// Lengths along the line (from the tip) and distances beside it, in CSS pixels. They are chosen by eye at 100 % beside
  /// labels of 14 px: a head is a little smaller than a capital letter; the hollow ones of UML are larger, so that the
  /// page shows inside of them.
  private enum Measure {
    /// Half the width of a stroke, by which a stroked tip would reach into the box.
    static let strokeInset = 0.5
    /// The barbs of filled and half arrows; the notch of a filled one is before its line ends.
    static let arrow = (barb: 9.0, side: 4.2, notch: 7.4, length: 8.0)
    static let half = (barb: 9.0, side: 5.0)
    /// The mitre of the two strokes reaches further than their ends: the tip is drawn back by it.
    static let open = (barb: 8.0, side: 4.5, tip: 0.6)
    /// The centre is half a pixel behind the radius, so that the dot touches the outline and does not cover it.
    static let circle = (center: 4.5, radius: 4.0, length: 9.0)
    /// The line ends in the middle of the cross.
    static let cross = (near: 1.0, far: 9.0, side: 4.0, length: 5.0)
    static let triangle = (length: 13.0, side: 6.5)
    static let diamond = (length: 16.0, widest: 8.3, side: 5.0)
    static let ring = 6.0
    /// The foot of "many"; the bars of "one" and their distances; the circle of "zero".
    static let crow = (
      foot: 11.0, footSide: 6.5, barSide: 5.5, firstBar: 7.0, secondBar: 12.5, behindFoot: 15.5, circle: 4.5,
      circleShift: 3.5
    )
  }

  /// How far crow's feet reach along the line, circle included.
  static let crowExtent = 20.0

  /// How much of the line it replaces. The line ends where a filled head begins, so that a thick or translucent line
  /// does not show inside it.
  var length: Double {
    switch self {
    case .none, .open, .crow, .half: 0
    case .arrow: Measure.arrow.length
    case .circle: Measure.circle.length
    case .cross: Measure.cross.length
    case .triangle: Measure.triangle.length
    case .diamond: Measure.diamond.length
    case .ring, .crossedRing: 2 * Measure.ring
    }
  }

  /// How far it reaches along the line, whether it is drawn over the line or replaces it.
  var extent: Double {
    switch self {
    case .open, .half: Measure.open.barb
    case .crow: Self.crowExtent
    default: length
    }
  }

  /// The figures at `tip`, for a line that arrives there in the direction of the unit vector `along`.
  func figures(at tip: Point, along: Point, scale: Double = 1) -> [Figure] {
    let across = Point(-along.y, along.x)
    /// The point `back` pixels before the tip and `side` pixels beside the line.
    func at(_ back: Double, _ side: Double) -> Point {
      tip - along * (back * scale) + across * (side * scale)
    }
    func circle(_ center: Point, radius: Double, _ paint: Figure.Paint) -> Figure {
      Figure(.ellipse(center: center, radius: Size(radius, radius)), paint)
    }
    func polygon(_ points: [Point], _ paint: Figure.Paint) -> Figure {
      Figure(.path(Path(polygon: points)), paint)
    }
    func strokes(_ steps: [Path.Step]) -> Figure { Figure(.path(Path(steps)), .outline) }
    let inset = Measure.strokeInset
    switch self {
    case .none: return []
    case .arrow:
      let size = Measure.arrow
      return [
        polygon(
          [at(0, 0), at(size.barb, size.side), at(size.notch, 0), at(size.barb, -size.side)], .solid)
      ]
    case .open:
      let size = Measure.open
      return [
        strokes([.move(at(size.barb, size.side)), .line(at(size.tip, 0)), .line(at(size.barb, -size.side))])
      ]
    case .circle: return [circle(at(Measure.circle.center, 0), radius: Measure.circle.radius, .solid)]
    case .cross:
      let size = Measure.cross
      return [
        strokes([
          .move(at(size.near, size.side)), .line(at(size.far, -size.side)),
          .move(at(size.far, size.side)), .line(at(size.near, -size.side)),
        ])
      ]
    case .triangle:
      let size = Measure.triangle
      return [polygon([at(inset, 0), at(size.length, size.side), at(size.length, -size.side)], .hollow)]
    case .diamond(let filled):
      let size = Measure.diamond
      return [
        polygon(
          [at(inset, 0), at(size.widest, size.side), at(size.length, 0), at(size.widest, -size.side)],
          filled ? .solid : .hollow)
      ]
    case .half(let above, let filled):
      // `across` points down for a line to the right; the sides stay where they are for one to the left.
      let size = Measure.half
      let side = above == (along.x >= 0) ? -size.side : size.side
      return [
        filled
          ? polygon([at(0, 0), at(size.barb, side), at(size.barb, 0)], .solid)
          : strokes([.move(at(size.barb, side)), .line(at(0, 0))])
      ]
    case .crow(let isMany, let isOptional):
      let size = Measure.crow
      func bar(_ back: Double) -> [Path.Step] {
        [.move(at(back, size.barSide)), .line(at(back, -size.barSide))]
      }
      var steps =
        isMany
        ? [.move(at(0, size.footSide)), .line(at(size.foot, 0)), .line(at(0, -size.footSide))]
        : bar(size.firstBar)
      let back = isMany ? size.behindFoot : size.secondBar
      guard isOptional else {
        steps += bar(back)
        return [strokes(steps)]
      }
      let center = at(back + (isMany ? 0 : size.circleShift), 0)
      return [strokes(steps), circle(center, radius: size.circle, .hollow)]
    case .ring: return [circle(at(Measure.ring, 0), radius: Measure.ring, .hollow)]
    case .crossedRing:
      let reach = Measure.ring
      return [
        circle(at(reach, 0), radius: reach, .hollow),
        strokes([.move(at(0, 0)), .line(at(2 * reach, 0)), .move(at(reach, reach)), .line(at(reach, -reach))]
        ),
      ]
    }
  }
}

extension Path {
  /// The path without the ends that its heads replace, and the heads.
  func drawn(from start: ArrowHead, to end: ArrowHead, scale: Double = 1) -> [Figure] {
    var line = self
    var heads: [Figure] = []
    if let (tip, along) = line.arrival {
      heads += end.figures(at: tip, along: along, scale: scale)
      line = line.shortened(by: end.length * scale)
    }
    var back = line.reversed
    if let (tip, along) = back.arrival, start != .none {
      heads += start.figures(at: tip, along: along, scale: scale)
      back = back.shortened(by: start.length * scale)
      line = back.reversed
    }
    return [Figure(.path(line), .line)] + heads
  }
}

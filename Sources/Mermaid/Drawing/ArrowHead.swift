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
  /// One side of an arrow: that over or under a line that goes to the right.
  case half(above: Bool, filled: Bool)
  /// Crow's foot notation of entity relationships: one or many, and whether there may be zero.
  case crow(isMany: Bool, isOptional: Bool)

  /// How much of the line it replaces. The line ends where a filled head begins, so that a thick or translucent line
  /// does not show inside it.
  var length: Double {
    switch self {
    case .none, .open, .crow, .half: 0
    case .arrow: 8
    case .circle: 9
    case .cross: 5
    case .triangle: 13
    case .diamond: 16
    case .ring: 12
    }
  }

  /// How far it reaches along the line, whether it is drawn over the line or replaces it.
  var extent: Double {
    switch self {
    case .open, .half: 8
    case .crow: 20
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
    switch self {
    case .none: return []
    case .arrow:
      return [Figure(.path(Path(polygon: [at(0, 0), at(9, 4.2), at(7.4, 0), at(9, -4.2)])), .solid)]
    case .open:
      return [Figure(.path(Path([.move(at(8, 4.5)), .line(at(0.6, 0)), .line(at(8, -4.5))])), .outline)]
    case .circle:
      return [circle(at(4.5, 0), radius: 4, .solid)]
    case .cross:
      return [
        Figure(
          .path(Path([.move(at(1, 4)), .line(at(9, -4)), .move(at(9, 4)), .line(at(1, -4))])), .outline)
      ]
    case .triangle:
      return [Figure(.path(Path(polygon: [at(0.5, 0), at(13, 6.5), at(13, -6.5)])), .hollow)]
    case .diamond(let filled):
      return [
        Figure(
          .path(Path(polygon: [at(0.5, 0), at(8.3, 5), at(16, 0), at(8.3, -5)])), filled ? .solid : .hollow)
      ]
    case .half(let above, let filled):
      // `across` points down for a line to the right; the sides stay where they are for one to the left.
      let side = above == (along.x >= 0) ? -5.0 : 5
      return [
        filled
          ? Figure(.path(Path(polygon: [at(0, 0), at(9, side), at(9, 0)])), .solid)
          : Figure(.path(Path([.move(at(9, side)), .line(at(0, 0))])), .outline)
      ]
    case .crow(let isMany, let isOptional):
      var strokes = Path()
      func bar(_ back: Double) {
        strokes.move(at(back, 5.5))
        strokes.line(at(back, -5.5))
      }
      if isMany {
        strokes.move(at(0, 6.5))
        strokes.line(at(11, 0))
        strokes.line(at(0, -6.5))
      } else {
        bar(7)
      }
      var figures: [Figure] = []
      let back = isMany ? 15.5 : 12.5
      if isOptional {
        figures.append(
          circle(at(back + (isMany ? 0 : 3.5), 0), radius: 4.5, .hollow))
      } else {
        bar(back)
      }
      return [Figure(.path(strokes), .outline)] + figures
    case .ring:
      return [circle(at(6, 0), radius: 6, .hollow)]
    }
  }
}

extension Path {
  /// The path without what its heads replace, and the heads.
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

/// Heads at the ends of links. Each takes a length off the line and is drawn in its place.
enum Head: Sendable, Hashable {
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
  /// Of entity relationships: one or many, and whether there may be none.
  case crow(isMany: Bool, isOptional: Bool)

  /// How much of the line it replaces, in pixels.
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

  /// What it takes of the line, drawn over or in its place.
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
    func at(_ back: Double, _ side: Double) -> Point {
      tip - along * (back * scale) + across * (side * scale)
    }
    switch self {
    case .none: return []
    case .arrow:
      return [Figure(.path(Path(polygon: [at(0, 0), at(9, 4.2), at(7.4, 0), at(9, -4.2)])), .solid)]
    case .open:
      return [Figure(.path(Path([.move(at(8, 4.5)), .line(at(0.6, 0)), .line(at(8, -4.5))])), .outline)]
    case .circle:
      return [Figure(.ellipse(center: at(4.5, 0), radius: Size(4, 4)), .solid)]
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
          Figure(.ellipse(center: at(back + (isMany ? 0 : 3.5), 0), radius: Size(4.5, 4.5)), .hollow))
      } else {
        bar(back)
      }
      return [Figure(.path(strokes), .outline)] + figures
    case .ring:
      return [Figure(.ellipse(center: at(6, 0), radius: Size(6, 6)), .hollow)]
    }
  }
}

extension Path {
  /// The path without what its heads replace, and the heads.
  func drawn(from start: Head, to end: Head, scale: Double = 1) -> [Figure] {
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

  /// The last point and the direction in which the path comes there.
  var arrival: (tip: Point, along: Point)? {
    guard steps.count > 1, let last = steps.last, let tip = last.end, let before = steps[steps.count - 2].end
    else { return nil }
    var from = before
    if case .cubic(let first, let second, _) = last {
      from = (tip - second).length > 0.01 ? second : (tip - first).length > 0.01 ? first : before
    }
    let way = tip - from
    return way.length > 0 ? (tip, way * (1 / way.length)) : nil
  }

  /// Ends earlier by a few pixels, which are cut from the last step.
  func shortened(by length: Double) -> Path {
    guard length > 0, let (tip, along) = arrival, let last = steps.last else { return self }
    var result = self
    switch last {
    case .line:
      let before = steps[steps.count - 2].end ?? tip
      let cut = Swift.min(length, (tip - before).length * 0.9)
      result.steps[steps.count - 1] = .line(tip - along * cut)
    case .cubic(let a, let b, _):
      result.steps[steps.count - 1] = .cubic(a, b - along * length * 0.5, tip - along * length)
    default: break
    }
    return result
  }

  /// The same way back.
  var reversed: Path {
    guard let last = steps.last?.end else { return self }
    var result = Path([.move(last)])
    for index in steps.indices.dropFirst().reversed() {
      guard let target = steps[index - 1].end else { continue }
      switch steps[index] {
      case .cubic(let a, let b, _): result.cubic(b, a, target)
      case .arc(let radius, let large, let clockwise, _):
        result.arc(radius, large: large, clockwise: !clockwise, target)
      default: result.line(target)
      }
    }
    return result
  }
}

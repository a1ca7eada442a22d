extension Path {
  /// The path up to its first point inside a rectangle; all of it when it begins inside or never enters.
  func endingAtBorder(of rect: Rect) -> Path {
    var result = Path()
    var from = Point(0, 0)
    for step in steps {
      let curve: (Point, Point, Point)?
      switch step {
      case .line(let p): curve = (from.interpolated(to: p, 1 / 3), from.interpolated(to: p, 2 / 3), p)
      case .cubic(let a, let b, let p): curve = (a, b, p)
      default: curve = nil
      }
      if let (a, b, p) = curve {
        let count = 64
        for index in 1...count {
          let t = Double(index) / Double(count)
          // De Casteljau: the curve up to t.
          let (ab, bc, cd) = (from.interpolated(to: a, t), a.interpolated(to: b, t), b.interpolated(to: p, t))
          let (abc, bcd) = (ab.interpolated(to: bc, t), bc.interpolated(to: cd, t))
          let end = abc.interpolated(to: bcd, t)
          guard rect.contains(end) else { continue }
          if result.steps.isEmpty || (index == 1 && result.steps.count == 1) { return self }
          result.cubic(ab, abc, end)
          return result
        }
      }
      result.steps.append(step)
      from = step.end ?? from
    }
    return self
  }

  /// Where a route that always goes down or always up is at a height.
  func position(atY y: Double) -> Double? {
    let points = flattened()
    for (a, b) in zip(points, points.dropFirst()) where min(a.y, b.y) <= y && y <= max(a.y, b.y) {
      return a.y == b.y ? a.x : a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y)
    }
    return nil
  }

  /// The point at half of the length of the path; `nil` for a path without points.
  var middle: Point? {
    let points = flattened()
    guard points.count > 1 else { return points.first }
    let lengths = zip(points, points.dropFirst()).map { ($1 - $0).length }
    var rest = lengths.reduce(0, +) / 2
    for (index, length) in lengths.enumerated() {
      if rest <= length {
        return points[index].interpolated(to: points[index + 1], length > 0 ? rest / length : 0)
      }
      rest -= length
    }
    return points.last
  }

  /// Straight lines that continue each other, as one.
  var joiningLines: Path {
    var result = Path()
    for step in steps {
      if case .line(let end) = step, case .line(let corner) = result.steps.last, result.steps.count > 1,
        let start = result.steps[result.steps.count - 2].end,
        abs(start.x - corner.x) < 0.01, abs(corner.x - end.x) < 0.01
      {
        result.steps[result.steps.count - 1] = .line(end)
      } else {
        result.steps.append(step)
      }
    }
    return result
  }

  /// The last point, and the direction of the path there as a unit vector.
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

  /// The path without its last `length` pixels, which are cut from the last step.
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

  /// The path from its end to its start.
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

extension Path.Step {
  var end: Point? {
    switch self {
    case .move(let p), .line(let p), .cubic(_, _, let p), .arc(_, _, _, let p): p
    case .close: nil
    }
  }
}

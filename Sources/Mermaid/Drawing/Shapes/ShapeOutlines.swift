// Outlines that links meet.
extension NodeDrawing {
  /// Points on an ellipse about the centre, from the right, clockwise.
  ///
  /// A quarter circle is taken from a cubic curve: the trigonometric functions of different machines differ
  /// in the last digit.
  static func ellipsePoints(_ size: Size, count: Int) -> [Point] {
    (0..<count).map { index in
      let turn = Double(index) / Double(count) * 4
      let quarter = Int(turn)
      let t = turn - Double(quarter)
      let u = 1 - t
      let k = 0.5522848
      let c = u * u * u + 3 * u * u * t + 3 * u * t * t * k
      let s = 3 * u * u * t * k + 3 * u * t * t + t * t * t
      let unit =
        switch quarter % 4 {
        case 0: Point(c, s)
        case 1: Point(-s, c)
        case 2: Point(-c, -s)
        default: Point(s, -c)
        }
      return Point(unit.x * size.width / 2, unit.y * size.height / 2)
    }
  }

  static func ellipseOutline(_ size: Size) -> [Point] { ellipsePoints(size, count: 32) }

  /// A box with quarter circles at its corners.
  static func roundedOutline(_ size: Size, radius: Double) -> [Point] {
    let r = min(radius, size.width / 2, size.height / 2)
    let dx = size.width / 2 - r
    let dy = size.height / 2 - r
    return ellipsePoints(Size(2 * r, 2 * r), count: 32).enumerated().flatMap { index, point -> [Point] in
      let right = Point(point.x + dx, 0).x
      let left = point.x - dx
      let below = point.y + dy
      let above = point.y - dy
      switch index {
      case 0: return [Point(right, above), Point(right, below)]
      case 1..<8: return [Point(right, below)]
      case 8: return [Point(right, below), Point(left, below)]
      case 9..<16: return [Point(left, below)]
      case 16: return [Point(left, below), Point(left, above)]
      case 17..<24: return [Point(left, above)]
      case 24: return [Point(left, above), Point(right, above)]
      default: return [Point(right, above)]
      }
    }
  }
}

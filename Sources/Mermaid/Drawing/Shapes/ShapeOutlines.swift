// Outlines that links meet.
extension NodeDrawing {
  /// Corners of the polygon that replaces an ellipse: with a radius of 100 px it is off by half a pixel at most.
  private static var ellipseCorners: Int { 32 }

  /// Points on an ellipse about the centre, from the right, clockwise.
  ///
  /// A quarter circle is computed from a cubic curve: the trigonometric functions of different machines differ in the
  /// last digit.
  static func ellipsePoints(_ size: Size, count: Int) -> [Point] {
    (0..<count).map { index in
      let turn = Double(index) / Double(count) * 4
      let quarter = Int(turn)
      let t = turn - Double(quarter)
      let u = 1 - t
      // 4/3 (√2 − 1): the control points of a cubic curve along a quarter circle.
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

  static func ellipseOutline(_ size: Size) -> [Point] { ellipsePoints(size, count: ellipseCorners) }

  /// A box with quarter circles at its corners.
  static func roundedOutline(_ size: Size, radius: Double) -> [Point] {
    let r = min(radius, size.width / 2, size.height / 2)
    let quarter = ellipseCorners / 4
    let dx = size.width / 2 - r
    let dy = size.height / 2 - r
    return ellipsePoints(Size(2 * r, 2 * r), count: ellipseCorners).enumerated().flatMap {
      index, point -> [Point] in
      let right = Point(point.x + dx, 0).x
      let left = point.x - dx
      let below = point.y + dy
      let above = point.y - dy
      switch index {
      case 0: return [Point(right, above), Point(right, below)]
      case 1..<quarter: return [Point(right, below)]
      case quarter: return [Point(right, below), Point(left, below)]
      case (quarter + 1)..<(2 * quarter): return [Point(left, below)]
      case 2 * quarter: return [Point(left, below), Point(left, above)]
      case (2 * quarter + 1)..<(3 * quarter): return [Point(left, above)]
      case 3 * quarter: return [Point(left, above), Point(right, above)]
      default: return [Point(right, above)]
      }
    }
  }
}

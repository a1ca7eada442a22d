extension QuadrantChart {
  public var summary: String { "Quadrant chart of \(points.count.counted("point", "points"))" }

  public var walkthrough: [String] {
    let axes = [("To the right", xAxis), ("Upwards", yAxis)].compactMap { name, axis -> String? in
      guard let low = axis.low else { return nil }
      return "\(name): " + (axis.high.map { "from \(low) to \($0)." } ?? "\(low).")
    }
    let places = ["Upper right", "Upper left", "Lower left", "Lower right"]
    let names = zip(places, quadrants).filter { !$1.isEmpty }.map { "\($0): \($1)." }
    return axes + names
      + points.map {
        "\($0.label) at \($0.x.written), \($0.y.written)" + (name(of: $0).map { ": \($0)." } ?? ".")
      }
  }

  private func name(of point: Point) -> String? {
    let index = point.y >= 0.5 ? (point.x >= 0.5 ? 0 : 1) : (point.x >= 0.5 ? 3 : 2)
    return index < quadrants.count && !quadrants[index].isEmpty ? quadrants[index] : nil
  }
}

/// The pictures that mermaid.js has for services and groups, drawn in lines.
enum ArchitectureIcon: String, Sendable, Hashable, CaseIterable {
  case cloud, database, disk, internet, server

  /// The picture of a name; `nil` for one that is not known: packs of icons are not loaded.
  init?(name: String?) {
    guard let name, let icon = Self(rawValue: name) else { return nil }
    self = icon
  }

  /// - Parameter size: width and height, in CSS pixels.
  func figures(center: Point, size: Double) -> [Figure] {
    let unit = size / 16
    func at(_ x: Double, _ y: Double) -> Point { Point(center.x + x * unit, center.y + y * unit) }
    func line(_ points: [Point]) -> Figure {
      Figure(.path(Path([.move(points[0])] + points.dropFirst().map { .line($0) })), .outline)
    }
    func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, radius: Double) -> Figure {
      let corner = at(x, y)
      return Figure(
        .rect(
          Rect(x: corner.x, y: corner.y, width: width * unit, height: height * unit), radius: radius * unit),
        .outline)
    }
    func circle(_ x: Double, _ y: Double, _ radius: Double, _ paint: Figure.Paint = .outline) -> Figure {
      Figure(.ellipse(center: at(x, y), radius: Size(radius * unit, radius * unit)), paint)
    }
    switch self {
    case .server:
      return [rect(-7, -7, 14, 6, radius: 1.2), rect(-7, 1, 14, 6, radius: 1.2)]
        + [-4.0, 4].flatMap { y in [circle(-4.2, y, 0.6), line([at(0, y), at(4.5, y)])] }
    case .disk:
      return [
        rect(-7, -7, 14, 14, radius: 2), circle(0, -1.2, 4), circle(0, -1.2, 1),
        line([at(-4, 5), at(-1, 5)]),
      ]
    case .database:
      var body = Path([.move(at(-6, -5))])
      body.line(at(-6, 5))
      body.arc(Size(6 * unit, 2.4 * unit), clockwise: false, at(6, 5))
      body.line(at(6, -5))
      var ring = Path([.move(at(-6, 0))])
      ring.arc(Size(6 * unit, 2.4 * unit), clockwise: false, at(6, 0))
      return [
        Figure(.path(body), .outline), Figure(.path(ring), .outline),
        Figure(.ellipse(center: at(0, -5), radius: Size(6 * unit, 2.4 * unit)), .outline),
      ]
    case .internet:
      return [
        circle(0, 0, 7), Figure(.ellipse(center: center, radius: Size(3 * unit, 7 * unit)), .outline),
        line([at(-7, 0), at(7, 0)]), line([at(-6, -3.6), at(6, -3.6)]), line([at(-6, 3.6), at(6, 3.6)]),
      ]
    case .cloud:
      var path = Path([.move(at(-4, 5))])
      path.arc(Size(3.4 * unit, 3.4 * unit), at(-4.6, -1.6))
      path.arc(Size(4.6 * unit, 4.6 * unit), at(4, -2.6))
      path.arc(Size(3.9 * unit, 3.9 * unit), at(4.2, 5))
      path.close()
      return [Figure(.path(path), .outline)]
    }
  }
}

/// Places for labels on routes that are all known: off other routes, boxes and labels where there is room.
struct RouteLabels {
  let routes: [[Point]]
  /// Boxes that labels do not lie on.
  let boxes: [Rect]
  private var taken: [Rect] = []

  init(routes: [[Point]], boxes: [Rect]) {
    self.routes = routes
    self.boxes = boxes
  }

  /// The centre of a label: on a long line of its route, near the middle.
  mutating func place(_ size: Size, on route: Int) -> Point? {
    let lines = zip(routes[route], routes[route].dropFirst()).sorted {
      ($0.1 - $0.0).length > ($1.1 - $1.0).length
    }
    let places = [0.5, 0.35, 0.65, 0.2, 0.8].flatMap { share in
      lines.map { $0.0.interpolated(to: $0.1, share) }
    }
    let center = places.first { isFree(Rect(center: $0, size: size).inset(-1), route) } ?? places.first
    if let center { taken.append(Rect(center: center, size: size)) }
    return center
  }

  private func isFree(_ area: Rect, _ own: Int) -> Bool {
    if boxes.contains(where: area.overlaps) || taken.contains(where: area.overlaps) { return false }
    return !routes.indices.contains { other in
      other != own
        && zip(routes[other], routes[other].dropFirst()).contains {
          area.overlaps(RouteSegment($0, $1).bounds.inset(-0.5))
        }
    }
  }
}

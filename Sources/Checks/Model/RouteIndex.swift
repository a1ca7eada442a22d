/// Routes by the parts of their paths: a portal may have a page with requests for each of some thousand routes, and comparing
/// every request with every route is then what a check spends its time on.
struct RouteIndex<Route: Sendable>: Sendable {
  let routes: [Route]
  private let paths: [RoutePath]
  /// The positions of the routes that have a part at a distance from their end.
  private var positions: [Place: [Int]] = [:]
  /// The positions of the routes of so many parts.
  private var positionsByCount: [Int: [Int]] = [:]

  private struct Place: Hashable, Sendable {
    var distance: Int
    var part: RoutePath.Part
  }

  init(_ routes: [Route], path: (Route) -> RoutePath) {
    self.routes = routes
    paths = routes.map(path)
    for (position, path) in paths.enumerated() {
      positionsByCount[path.parts.count, default: []].append(position)
      for (distance, part) in path.parts.reversed().enumerated() {
        positions[Place(distance: distance, part: part), default: []].append(position)
      }
    }
  }

  /// The routes that a path fits (`RoutePath.fits`), in their order.
  func fitting(_ path: RoutePath) -> [Route] {
    candidates(for: path).filter { path.fits(paths[$0]) }.map { routes[$0] }
  }

  /// A part of the path that few routes have: a route that the path fits has that part at the same distance from its end,
  /// or a parameter there, or it is shorter.
  private func candidates(for path: RoutePath) -> [Int] {
    var fewest: [Int]?
    var shorter = positionsByCount[0] ?? []
    for (distance, part) in path.parts.reversed().enumerated() {
      if part != .any {
        let found =
          (positions[Place(distance: distance, part: part)] ?? [])
          + (positions[Place(distance: distance, part: .any)] ?? []) + shorter
        if found.count < fewest?.count ?? .max { fewest = found }
      }
      shorter += positionsByCount[distance + 1] ?? []
    }
    // A path of nothing but parameters fits no route.
    return (fewest ?? []).sorted()
  }
}

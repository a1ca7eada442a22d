/// Routes by the parts of their paths, so that a request is not compared with every route: a portal may have thousands of
/// routes, each with a page of requests.
struct RouteIndex<Route: Sendable>: Sendable {
  let all: [Route]
  private let paths: [RoutePath]
  /// The positions of the routes that have a part at a distance from their end.
  private var positions: [Place: [Int]] = [:]
  /// The positions of the routes by their number of parts.
  private var positionsByCount: [Int: [Int]] = [:]

  private struct Place: Hashable, Sendable {
    var distance: Int
    var part: RoutePath.Part
  }

  init(_ routes: [Route], path: (Route) -> RoutePath) {
    all = routes
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
    candidates(for: path).filter { path.fits(paths[$0]) }.map { all[$0] }
  }

  /// The routes to compare a path with: by the part of the path that the fewest routes have. A route that the path fits has
  /// that part, or a parameter, at the same distance from its end, or it is shorter.
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

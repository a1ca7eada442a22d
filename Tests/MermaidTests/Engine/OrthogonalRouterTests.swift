import Testing

@testable import Mermaid

struct OrthogonalRouterTests {
  private let box = Rect(x: 0, y: 0, width: 40, height: 40)

  private func route(
    _ from: OrthogonalRouter.Stop, _ to: OrthogonalRouter.Stop, _ obstacles: [Rect]
  ) -> [Point] {
    var router = OrthogonalRouter(obstacles: obstacles, clearance: 10)
    return router.route(from: from, to: to, passing: [])
  }

  @Test func aLoopHasTheSidesThatAreWritten() {
    let route = route(.init(bounds: box, sides: [.left]), .init(bounds: box, sides: [.bottom]), [box])
    #expect(route.first == Point(0, 20) && route.last == Point(20, 40))
  }

  /// The box next to the first leaves no room for a line at the side that is asked for.
  @Test func aLineWhoseSideIsBlockedGoesAround() {
    let (next, end) = (Rect(x: 42, y: 0, width: 40, height: 40), Rect(x: 200, y: 0, width: 40, height: 40))
    let route = route(
      .init(bounds: box, sides: [.right]), .init(bounds: end, sides: [.left]), [box, next, end])
    #expect(route.count > 2)
    #expect(!zip(route, route.dropFirst()).contains { RouteSegment($0, $1).passes(next) })
  }

  /// The second and third line arrive next to the first, not over it.
  @Test func linesToOneSideSpreadOverIt() {
    let target = Rect(x: 100, y: 200, width: 120, height: 40)
    let sources = [100.0, 260, -60].map { Rect(x: $0, y: 0, width: 120, height: 40) }
    var router = OrthogonalRouter(obstacles: sources + [target], clearance: 10)
    let ends = sources.map { source in
      router.route(from: .init(bounds: source), to: .init(bounds: target, sides: [.top]), passing: []).last
    }
    #expect(ends == [Point(160, 200), Point(190, 200), Point(130, 200)])
  }
}

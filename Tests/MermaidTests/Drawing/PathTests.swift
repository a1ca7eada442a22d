import Testing

@testable import Mermaid

struct PathTests {
  @Test(arguments: [Double.infinity, .nan, 1e300])
  func curvesOfAnyLengthBecomePoints(far: Double) {
    let path = Path([.move(Point(0, 0)), .cubic(Point(1, 0), Point(far, 0), Point(4, 0))])
    #expect((3...65).contains(path.flattened().count))
  }

  @Test func curvesHavePointsAtTheirTolerance() {
    let path = Path([.move(Point(0, 0)), .cubic(Point(8, 0), Point(16, 0), Point(24, 0))])
    #expect(path.flattened(step: 4).count == 7)
  }
}

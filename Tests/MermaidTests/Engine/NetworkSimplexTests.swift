import Testing

@testable import Mermaid

struct NetworkSimplexTests {
  private func solve(_ count: Int, _ edges: [(Int, Int, Int, Int)]) -> [Int]? {
    NetworkSimplex.solve(
      vertexCount: count,
      edges: edges.map { .init(from: $0.0, to: $0.1, minLength: $0.2, weight: $0.3) }, work: 1_000_000)
  }

  @Test func ranksOfADiamondWithALongSide() {
    // 0 → 1 → 2 → 4 and 0 → 3 → 4: the short side stretches by one.
    let ranks = solve(5, [(0, 1, 1, 1), (1, 2, 1, 1), (2, 4, 1, 1), (0, 3, 1, 2), (3, 4, 1, 1)])
    #expect(ranks == [0, 1, 2, 1, 3])
  }

  @Test func heavyEdgesStayShort() {
    let ranks = solve(4, [(0, 1, 1, 1), (1, 3, 1, 1), (0, 2, 1, 1), (2, 3, 1, 5), (0, 3, 3, 1)])
    #expect(ranks == [0, 1, 2, 3] || ranks == [0, 2, 2, 3])
  }

  @Test func negativeLengthsAlign() {
    // Vertex 2 ties 0 and 1 with offsets 10 and 4: position 1 = position 0 + 6.
    let ranks = solve(3, [(2, 0, -10, 1), (2, 1, -4, 1)])
    #expect(ranks.map { $0[1] - $0[0] } == 6)
  }

  @Test func componentsBeginAtZero() {
    #expect(solve(4, [(0, 1, 1, 1), (2, 3, 2, 1)]) == [0, 1, 0, 2])
  }

  @Test func cyclesAreRefused() {
    #expect(solve(2, [(0, 1, 1, 1), (1, 0, 1, 1)]) == nil)
  }

  /// Every result is feasible and no worse than what longest paths give.
  @Test(arguments: 1...20) func resultsAreFeasibleAndNotWorse(seed: Int) {
    var state = UInt64(seed)
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let edges = (0..<60).map { _ -> (Int, Int, Int, Int) in
      let a = random(29)
      return (a, a + 1 + random(29 - a), 1 + random(3), 1 + random(4))
    }
    guard let ranks = solve(30, edges) else {
      Issue.record("an acyclic graph was refused")
      return
    }
    var longest = [Int](repeating: 0, count: 30)
    for vertex in 0..<30 {
      for (from, to, length, _) in edges where from == vertex {
        longest[to] = max(longest[to], longest[from] + length)
      }
    }
    func cost(_ ranks: [Int]) -> Int { edges.reduce(0) { $0 + (ranks[$1.1] - ranks[$1.0]) * $1.3 } }
    #expect(edges.allSatisfy { ranks[$0.1] - ranks[$0.0] >= $0.2 })
    #expect(cost(ranks) <= cost(longest))
  }
}

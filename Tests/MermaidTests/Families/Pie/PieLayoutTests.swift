import Testing

@testable import Mermaid

struct PieLayoutTests {
  private func pie(_ settings: String) throws -> Scene {
    try drawn("---\nconfig:\n  pie:\n    \(settings)\n---\npie\n  \"Dogs\" : 3\n  \"Cats\" : 2\n")
  }

  private func steps(_ box: Scene.Box) -> [Path.Step] {
    if case .path(let path) = box.figures[0].geometry { path.steps } else { [] }
  }

  @Test func donutHoleMakesARing() throws {
    let scene = try pie("donutHole: 0.4")
    let radii = steps(scene.boxes[0]).compactMap { step -> Double? in
      if case .arc(let radius, _, _, _) = step { radius.width } else { nil }
    }
    #expect(radii == [130, 52])
    // The share is in the middle of the band: 0.7 of the radius from the centre.
    let label = scene.boxes[0].labels[0].bounds.center - scene.boxes[0].bounds.center
    #expect(abs(label.length - 91) < 0.001)
    for ignored in ["donutHole: 1", "donutHole: -0.2", "donutHole: wide"] {
      #expect(try pie(ignored) == pie("useMaxWidth: true"))
    }
  }

  @Test func highlightSliceMovesTheSliceOutwards() throws {
    let scene = try pie("highlightSlice: Cats")
    let shift = scene.boxes[1].bounds.center - scene.boxes[0].bounds.center
    #expect(abs(shift.length - 12) < 0.001)
    #expect(shift.x < 0)
    #expect(try pie("highlightSlice: hover") == pie("useMaxWidth: true"))
  }

  @Test func textPositionMovesThePercentages() throws {
    let scene = try pie("textPosition: 0.9")
    let label = scene.boxes[0].labels[0].bounds.center - scene.boxes[0].bounds.center
    #expect(abs(label.length - 117) < 0.001)
  }

  @Test func legendPositionMovesTheLegend() throws {
    func legend(_ position: String) throws -> Point {
      let scene = try pie(position)
      let label = try #require(scene.freeLabels.first { $0.text.plain.hasPrefix("Dogs") })
      return label.bounds.center - scene.boxes[0].bounds.center
    }
    #expect(try legend("legendPosition: right").x > 130)
    #expect(try legend("legendPosition: left").x < -130)
    #expect(try legend("legendPosition: top").y < -130)
    #expect(try legend("legendPosition: bottom").y > 130)
    // In the hole where it fits, else where it always is.
    #expect(try legend("legendPosition: center").x > 130)
    #expect(try legend("donutHole: 0.8\n    legendPosition: center").length < 100)
  }

  @Test func singleSliceIsDrawnAsAFullRing() throws {
    let scene = try drawn("---\nconfig: {pie: {donutHole: 0.5}}\n---\npie\n  \"All\" : 3\n")
    #expect(steps(scene.boxes[0]).count == 8)
  }
}

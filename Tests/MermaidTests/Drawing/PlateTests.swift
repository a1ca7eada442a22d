import Foundation
import Testing

@testable import Mermaid

/// A plate behind a text has the colour of what it lies on, in light and dark.
struct PlateTests {
  @Test func platesOnARectBandHaveTheBandColor() throws {
    let scene = try drawn(
      """
      sequenceDiagram
        participant A
        participant B
        participant C
        A->>C: outside of the band
        rect rgb(255, 255, 190)
          A->>C: a text over the lifeline of B
          loop a title over a line of its own
            A->>C: again
          end
        end
      """)
    let washes = scene.links.map { $0.labels[0].plateWashes.map(\.fill) }
    let band = Color(0xFFFFBE)
    #expect(washes == [[], [band], [band]])
    let title = try #require(scene.freeLabels.first { $0.text.plain.hasPrefix("a title") })
    #expect(title.plateWashes.map(\.fill) == [band])
    let svg = String(decoding: scene.svg(), as: UTF8.self)
    // The band itself, two messages and a title.
    #expect(svg.components(separatedBy: "fill=\"#ffffbe\"").count == 5)
  }

  @Test func platesInASubgraphHaveItsColor() throws {
    let scene = try drawn(
      """
      flowchart TB
        subgraph one
          a -->|inside| b
        end
        subgraph two
          c -->|painted| d
        end
        style two fill:#204060
        b -->|between| c
      """)
    func plate(_ words: String) throws -> Appearance {
      try #require(
        scene.links.flatMap(\.labels).first { $0.text.plain == words }?.plateAppearance)
    }
    #expect(try plate("inside").surface == .cluster)
    #expect(try plate("inside").fill == nil)
    #expect(try plate("painted").fill == Color(0x204060))
    #expect(try plate("between").surface == .plate)
    #expect(scene.contrastFindings().filter { $0.kind == .label } == [])
  }
}

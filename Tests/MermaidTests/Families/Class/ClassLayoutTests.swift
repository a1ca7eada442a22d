import Testing

@testable import Mermaid

struct ClassLayoutTests {
  @Test(arguments: ["LR", "TB"])
  func arrowheadsAtOneClassDoNotOverlap(direction: String) throws {
    let scene = try drawn(
      """
      classDiagram
        direction \(direction)
        Hub *-- Part : has
        Hub o-- Leaf
        Hub --> Used : uses
        Hub ..> Dep
        Hub <|-- Sub
        Hub "1" --> "0..*" Many : owns
        Hub <|.. Impl
        Hub -- Peer
      """)
    let isHorizontal = direction == "LR"
    let ends = scene.links.compactMap { $0.route.steps.first?.end }.map { isHorizontal ? $0.y : $0.x }
      .sorted()
    // A head is 8 to 13 px across.
    for (a, b) in zip(ends, ends.dropFirst()) { #expect(b - a >= 13) }
    let hub = try scene.box("Hub")
    #expect(hub.labels[0].bounds.center.y == hub.bounds.midY)
  }
}

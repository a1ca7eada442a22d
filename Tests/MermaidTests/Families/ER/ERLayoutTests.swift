import Testing

@testable import Mermaid

struct ERLayoutTests {
  @Test func entityFontStylesAreApplied() throws {
    let scene = try drawn("erDiagram\n  A ||--|| B : has\n  style A font-size:20px,font-weight:normal\n")
    #expect(try scene.box("A").labels[0].text.font == Font(size: 20))
  }
}

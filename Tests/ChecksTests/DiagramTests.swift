import Testing

struct DiagramTests {
  @Test func aMistakeHasItsPlaceInTheFileAlsoInAList() async throws {
    let page = """
      - The loop:

        ```mermaid
        flowchart LR
          a["One"] --> b[Compute (fast)]
        ```

      """
    let lines = try await Tree.plain(page).lines()
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("page.md:5:28: ") == true, "\(lines)")
    #expect(lines.first?.contains("b[\"Compute (fast)\"]") == true, "\(lines)")
  }

  @Test func whatIsRightHasNoFindingAndTextIsNotRead() async throws {
    let page = """
      ```mermaid
      sequenceDiagram
        A->>B: hello
      ```

      ```mermaid text
      flowchart LR
        a --> (
      ```

      """
    try await expectEqual(Tree.plain(page).lines(), [])
  }

  @Test func aFamilyThatIsNotDrawnIsNamed() async throws {
    let lines = try await Tree.plain("```mermaid\nvenn-beta\n  root\n```\n").lines()
    #expect(lines.count == 1)
    #expect(lines.first?.contains("venn-beta") == true, "\(lines)")
  }

  @Test func equalDiagramsOnTwoShownPagesHaveTheirOwnPlaces() async throws {
    let shown = "````markdown\n```mermaid\nvenn-beta\n  root\n```\n````\n"
    let lines = try await Tree.portal(shown + "\n" + shown).diagnostics().compactMap { $0.span?.start.line }
    #expect(lines.count == 2)
    #expect(lines.last == lines.first.map { $0 + 7 })
  }
}

import Testing

struct FormulaTests {
  @Test func formulasInBlocksAndInText() async throws {
    let page = """
      # A

      Before $`x^2`$ and $`\\alhpa`$, then `$x$` as code; $`\\alhpa`$
      again.

      ```math
      a +
      \\fraq{1}{2}
      ```

      ```math text
      \\anything
      ```

      """
    try await expectEqual(
      Tree.portal(page).lines(),
      [
        "content/page.md:3:22: `\\alhpa` is not known → write `\\alpha`",
        "content/page.md:3:54: `\\alhpa` is not known → write `\\alpha`",
        "content/page.md:8:1: `\\fraq` is not known → write `\\frac`",
      ])
    let plain = try await Tree.plain("$`\\unheard`$\n").diagnostics()
    #expect(plain.map(\.severity) == [.warning])
    // The tool of a folder may know the command, but no tool reads a brace that is never closed.
    let tool = ["mkdocs.yml": "markdown_extensions: [pymdownx.arithmatex]\n"]
    let ofTool = try await Tree.plain("$`\\unheard`$ $`{a`$\n", tool).diagnostics()
    #expect(ofTool.count == 1)
    #expect(ofTool.first?.message.contains("unheard") == false)
  }
}

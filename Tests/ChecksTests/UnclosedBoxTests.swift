import Testing

/// Boxes of other tools whose end is missing.
struct UnclosedBoxTests {
  private let page = "# A\n\n:::tip Cups\n\nText\n\n## B\n\nMore\n"

  @Test func anOpenBoxIsToTheEndOfThePage() async throws {
    try await expectEqual(
      Tree.plain(page, ["docusaurus.config.js": ""]).report(),
      """
      page.md:3:1: error: `:::tip` is not closed: the rest of the page is in the box [unclosed-box]
       3 | :::tip Cups
         | ^~~~~~
         = fix: write `:::` on a line of its own after it

      """)
  }

  @Test(arguments: [
    ":::tip\n\nText\n\n:::\n", ":::tip[Cups]\nText\n:::\n", "::::note\n:::tip\n:::\n::::\n", "Text :::tip\n",
    "`:::tip`\n", ":::cups\n", ":::tips\n", "::tip\n", "```\n:::tip\n```\n",
  ])
  func whatIsClosedOrNoBox(_ text: String) async throws {
    try await expectEqual(Tree.plain("# A\n\n" + text, [".vitepress/config.ts": ""]).lines(), [])
  }

  @Test(arguments: [
    "Text\n::: warning\nText\n", "- item\n\n  :::note\n\n  Text\n", "::::note\n:::tip\n\n::::\n",
  ])
  func openBoxesInText(_ text: String) async throws {
    try await #expect(Tree.plain("# A\n\n" + text, [".vitepress/config.ts": ""]).lines().count == 1)
  }

  /// A box with as many colons as the one around it.
  @Test func aBoxInABoxThatIsNotClosed() async throws {
    let text = "# A\n\n::: warning\nText\n\n::: info\nText\n:::\n"
    try await expectEqual(
      Tree.plain(text, [".vitepress/config.ts": ""]).lines(),
      [
        "page.md:6:1: `::: info` is in a box that the next `:::` closes → close the box around it before it, or open that one with more colons"
      ])
  }

  /// The fence is the mistake.
  @Test func anEndInCode() async throws {
    let text = "# A\n\n:::tip\n\n````js\na\n```\n\n:::\n\n````\n"
    try await expectEqual(Tree.plain(text, [".vitepress/config.ts": ""]).lines(of: .unclosedBox), [])
  }

  /// Other tools show the colons.
  @Test(arguments: ["mkdocs.yml", "README.txt"])
  func foldersOfOtherTools(_ file: String) async throws {
    try await expectEqual(Tree.plain(page, [file: ""]).lines(), [])
  }
}

import Testing

/// Front matter that is not read, and so is text on the page.
struct FrontMatterTests {
  @Test func frontMatterThatIsNotClosed() async throws {
    let page = "---\ntitle: A\nkind: how-to\n\n# A\n"
    try await expectEqual(
      Tree.plain(page).lines(),
      [
        "page.md:1:1: The front matter is not closed, so it is shown as text → write `---` on a line of its own below it"
      ])
    try await expectEqual(
      Tree.plain(page).fixed().files["page.md"], "---\ntitle: A\nkind: how-to\n---\n\n# A\n")
    // Where it ends is not known.
    let unclear = "---\ntitle: A\n# A\n"
    let fixed = try await Tree.plain(unclear).fixed()
    #expect(fixed.files["page.md"] == unclear)
    #expect(fixed.remaining.count == 1)
  }

  @Test func frontMatterThatIsTOML() async throws {
    let message =
      "The front matter is TOML, which is shown as text → write YAML between two lines `---`, such as `title: Start`"
    let page = "+++\ntitle = \"A\"\n+++\n\n# A\n"
    try await expectEqual(Tree.portal(page).lines(), ["content/page.md:1:1: \(message)"])
    // In a folder of another tool, once for all pages.
    let plain = try await Tree(["a.md": page, "b.md": page, "c.md": "# C\n"]).diagnostics()
    #expect(plain.map(\.severity) == [.warning])
    #expect(plain.map(\.message) == ["The front matter of 2 pages is TOML, which is shown as text"])
  }

  @Test func pagesThatBeginWithALine() async throws {
    for page in [
      "---\n\ntitle: A\n\n---\nText: a\n", "---\nText\n", "---\n", "+++\n\n# A\n", "---\ntitle: A\n---\n",
    ] {
      try await expectEqual(Tree.plain(page).lines(), [])
    }
  }
}

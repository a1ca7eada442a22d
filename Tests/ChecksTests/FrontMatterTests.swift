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
    let page = "+++\ntitle = \"A\"\nweight = 3\ntags = [\"a\"]\n[params]\nx = 1\n+++\n\n# B\n"
    try await expectEqual(Tree.portal(page).lines(), [])
    try await expectEqual(
      Tree.portal("+++\ntitle = \"A\"\n\n# B\n").lines(),
      [
        "content/page.md:1:1: The front matter is not closed, so it is shown as text → write `+++` on a line of its own below it"
      ])
  }

  @Test func pagesThatBeginWithALine() async throws {
    for page in [
      "---\n\ntitle: A\n\n---\nText: a\n", "---\nText\n", "---\n", "+++\n\n# A\n", "---\ntitle: A\n---\n",
    ] {
      try await expectEqual(Tree.plain(page).lines(), [])
    }
  }
}

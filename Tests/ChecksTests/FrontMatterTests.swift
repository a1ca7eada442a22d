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
    // A line that divides the text does not end it, and the text above that line is read.
    try await expectEqual(
      Tree.plain("---\ntitle: A\n\n!!! note\n    [x](gone.md)\n\n---\n\nText\n").lines(),
      [
        "page.md:1:1: The front matter is not closed, so it is shown as text → write `---` on a line of its own below it",
        "page.md:5:9: No page `gone.md`",
      ])
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

  @Test func frontMatterBelowAnEmptyLine() async throws {
    let message =
      "The front matter is not at the beginning of the page, so it is shown as text → remove the empty lines above it"
    for page in ["\n---\ntitle: A\n---\n\n# A\n", " \n\n---\ntitle: A\nkind: b\n---\n# A\n"] {
      let line = page.hasPrefix(" ") ? 3 : 2
      try await expectEqual(Tree.plain(page).lines(), ["page.md:\(line):1: \(message)"])
      let fixed = try await Tree.plain(page).fixed()
      #expect(fixed.files["page.md"]?.hasPrefix("---\ntitle: A\n") == true)
      #expect(fixed.remaining == [])
    }
    for page in ["\n---\n\ntitle: A\n---\n", "\n---\nText\n---\n", "\n\n", "\n---\ntitle: A\n\n---\n"] {
      try await expectEqual(Tree.plain(page).lines(), [])
    }
  }

  @Test(arguments: [
    ("---toml\ntitle = \"A\"\n---\n", "TOML"), ("{\n\"title\": \"A\"\n}\n", "JSON"),
    (";;;\n{\"title\": \"A\"}\n;;;\n", "JSON"), ("---json\n{\"title\": \"A\"}\n---\n", "JSON"),
  ])
  func frontMatterOfAnotherFormat(page: String, format: String) async throws {
    try await expectEqual(
      Tree.portal(page + "\n# A\n").lines(),
      [
        "content/page.md:1:1: The front matter is \(format), which is shown as text → write YAML between two lines `---`, such as `title: Start`"
      ])
    #expect(try await Tree.plain(page).diagnostics().map(\.severity) == [.warning])
  }

  /// In a plain folder a format is told once.
  @Test func frontMatterOfOtherFormats() async throws {
    let json = "{\n\"title\": \"A\"\n}\n"
    let fix = "write YAML between two lines `---`, such as `title: Start`"
    try await expectEqual(
      Tree(["a.md": json, "b.md": "---toml\ntitle = \"A\"\n---\n", "c.md": json, "d.md": json]).lines(),
      [
        "a.md:1:1: The front matter of 3 pages is JSON, which is shown as text → \(fix)",
        "b.md:1:1: The front matter is TOML, which is shown as text → \(fix)",
      ])
  }

  @Test func pagesThatBeginWithOtherMarks() async throws {
    for page in ["{\n\n\"a\": 1}\n", ";;;\n\n;;;\n", "---a\n", "{ a }\n", "{\n\"a\n"] {
      try await expectEqual(Tree.plain(page).lines(), [])
    }
  }

  @Test func pagesThatBeginWithALine() async throws {
    for page in [
      "---\n\ntitle: A\n\n---\nText: a\n", "---\nText\n", "---\n", "+++\n\n# A\n", "---\ntitle: A\n---\n",
    ] {
      try await expectEqual(Tree.plain(page).lines(), [])
    }
  }
}

import Checks
import Diagnostics
import Testing

/// Reference links and footnotes without their other half.
struct ReferenceTests {
  @Test func labelsWithoutADefinition() async throws {
    let page =
      "See [the guide][guid], [`gone`][gone], [lost][] and\n*[this one\n][far away]*.\n\n[guide]: page.md\n"
    let findings = [
      "1:16: No link definition `[guid]` on this page. Did you mean `guide`?",
      "1:32: No link definition `[gone]` on this page → define it, `[gone]: address`, or write the address in parentheses",
      "1:40: No link definition `[lost]` on this page → define it, `[lost]: address`, or write the address in parentheses",
      "3:2: No link definition `[far away]` on this page → define it, `[far away]: address`, or write the address in parentheses",
    ]
    try await expectEqual(Tree.portal(page).lines(), findings.map { "content/page.md:" + $0 })
    try await expectEqual(Tree.plain(page).lines(), findings.map { "page.md:" + $0 })
  }

  @Test func aMisspeltLabelIsReplaced() async throws {
    let page = "[the guide][guid], [guid][]\n\n[guide]: page.md\n"
    try await expectEqual(
      Tree.portal(page).fixed().files["content/page.md"],
      "[the guide][guide], [guid][guide]\n\n[guide]: page.md\n")
  }

  /// "This post" may be another one than "a post".
  @Test func phrasesAreNotGuessed() async throws {
    let page = "[this blog post][]\n\n[a blog post]: page.md\n"
    let fixed = try await Tree.portal(page).fixed()
    #expect(fixed.files["content/page.md"] == page)
    #expect(fixed.remaining.count == 1)
  }

  @Test func numberedLinks() async throws {
    try await expectEqual(
      Tree.plain("[a][1] [b][2]\n\n[1]: page.md\n").lines(),
      [
        "page.md:1:11: No link definition `[2]` on this page → define it, `[2]: address`, or write the address in parentheses"
      ])
  }

  @Test func bracketsThatAreNotLinks() async throws {
    for text in [
      "[optional]", "- [x] done\n- [ ] [text]", "a[i][j] and f()[a][b]", "[a-z][A-Za-z0-9_]*", "[0][1]",
      "`[a][b]` and ``[a][b]``", "\\[a][b] [a\\][b] [a]\\[b]", "[options][--flag]", "[[Page]][b]", "[a] [b]",
      "[][b]",
      "int[][] x", "[a][b][c]", "[see][std::vec]", "[guide][guide] [Guide][]", "<!-- [a][b] -->",
      "```text\n[a][b]\n```", "[a][b](page.md)",
    ] {
      try await expectEqual(Tree.portal(text + "\n\n[guide]: page.md\n").lines(), [])
    }
    // What the generator of a plain folder may know.
    try await expectEqual(Tree.plain("[A][pkg.Type]\n\n[guide]: page.md\n").lines(), [])
    let phrase = "[the guide][guide]\n"
    try await expectEqual(Tree(["docs/a.md": phrase, "mkdocs.yml": "site_name: A\n"]).lines(), [])
    try await expectEqual(
      Tree.plain(phrase).lines(),
      [
        "page.md:1:12: No link definition `[guide]` on this page → define it, `[guide]: address`, or write the address in parentheses"
      ])
    try await expectEqual(Tree.plain("[guide][guide] and [options 1][args]\n").lines(), [])
  }

  /// Labels that a generator defines are on many pages.
  @Test func labelsThatAGeneratorDefines() async throws {
    let pages = (0..<10).map { ("p\($0).md", "[a][label-\($0)]\n\n[b]: p1.md\n") }
    try await expectEqual(Tree(Dictionary(uniqueKeysWithValues: pages)).lines(), [])
    let one = try await Tree(Dictionary(uniqueKeysWithValues: pages.prefix(1))).lines()
    #expect(one.count == 1)
  }

  @Test func footnotesWithoutAText() async throws {
    try await expectEqual(
      Tree.portal("A[^1], b[^nots] and `c[^c]`.\n\n[^note]: Text\n\nD[^note] e[^gone]\n").lines(),
      [
        "content/page.md:1:2: No footnote `[^1]` on this page → write its text, `[^1]: …`, or remove it",
        "content/page.md:1:9: No footnote `[^nots]` on this page. Did you mean `[^note]`?",
        "content/page.md:5:11: No footnote `[^gone]` on this page → write its text, `[^gone]: …`, or remove it",
      ])
    try await expectEqual(
      Tree.portal("b[^nots]\n\n[^note]: Text\n").fixed().files["content/page.md"],
      "b[^note]\n\n[^note]: Text\n")
    for text in ["[^a-z] [^x] [^ab]", "([^abc]+) [^\"]", "\\[^note]", "[^]"] {
      try await expectEqual(Tree.portal(text + "\n").lines(), [])
    }
  }

  @Test func footnotesWithoutAReference() async throws {
    try await expectEqual(
      Tree.plain("Text[^a] [^A]\n\n[^a]: one\n[^b]: two\n[^A]: three\n\n```text\n[^c]: code\n```\n").lines(),
      [
        "page.md:4:1: Nothing refers to the footnote `[^b]`, so its text is not shown → refer to it, `[^b]`, or remove it",
        "page.md:5:1: The page has two footnotes `[^A]`, and shows the text of the first → rename or remove one of them",
      ])
    // A reference in what another tool indents or draws.
    try await expectEqual(Tree.plain("```grammar\nA[^b]\n```\n\n[^b]: two\n").lines(), [])
  }

  @Test func labelsThatAreDefinedTwice() async throws {
    try await expectEqual(
      Tree.plain(
        "[a], [B  c] and [d]\n\n[a]: x.md\n[a]: y.md\n[b C]: <>\n\n> [d]: https://a.b\n\n[B c]: #z\n[A]: x.md\n"
      )
      .lines(of: .duplicateDefinition),
      [
        "page.md:4:1: Links to `[a]` use the first definition on this page, so this one is ignored → remove it, or give it and its links another label",
        "page.md:9:1: Links to `[B c]` use the first definition on this page, so this one is ignored → remove it, or give it and its links another label",
      ])
  }

  @Test func theFirstDefinitionIsNamed() async throws {
    let found = try await Tree.plain("[a]\n\n[a]: #x\n[a]: #y\n").diagnostics()
      .filter { $0.rule == .duplicateDefinition }
    try #require(found.count == 1)
    #expect(found[0].severity == .warning)
    #expect(found[0].notes.map(\.message) == ["the first, which leads to `#x`"])
    #expect(found[0].notes[0].span?.start.line == 3)
  }

  /// The same destination, code, text that only looks like a definition, and labels that differ.
  @Test(arguments: [
    "[a]: #b\n[a]: #b 'title'", "[a]: #b\n\n```text\n[a]: #c\n```", "[a]: #b\n\ntext\n[a]: #c",
    "[a]: #b\n[a]: #c d",
    "[a]: #b\n[á]: #c", "[a]: #b\n\\[a]: #c", "[a]: #b\n\n    [a]: #c", "[a]: #b\n\n<!--\n[a]: #c\n-->",
    "[^a]: one\n[^a]: two", "[a b]: #b\n[ab]: #c",
  ])
  func labelsThatAreDefinedOnce(text: String) async throws {
    try await expectEqual(
      Tree.plain("# B\n\n" + text + "\n").lines(of: .duplicateDefinition), [])
  }
}

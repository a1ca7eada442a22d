import Testing

struct WordTests {
  private func portal(_ page: String, _ words: String = "- { find: [by heart], instead: memorize }") -> Tree {
    Tree.portal(page, ["site/portal.yml": "words:\n  \(words)\n"])
  }

  @Test func findsPhrasesInAnyCaseAndOverLineEnds() async throws {
    try await expectEqual(
      portal("## By heart\n\nIt learns by\nheart. Learned *by heart*!\n").lines(),
      [
        "content/page.md:1:4: These pages do not say `by heart` → write: memorize",
        "content/page.md:3:11: These pages do not say `by heart` → write: memorize",
        "content/page.md:4:17: These pages do not say `by heart` → write: memorize",
      ])
  }

  @Test func findsPhrasesInTablesListsAndFrontMatter() async throws {
    let page = """
      ---
      description: Tasks by heart.
      ---
      - > by heart

      | a | b |
      |---|---|
      | x | by heart |

      """
    try await expectEqual(
      portal(page).lines(),
      [2: 20, 4: 5, 8: 7].sorted { $0.key < $1.key }.map {
        "content/page.md:\($0.key):\($0.value): These pages do not say `by heart` → write: memorize"
      })
  }

  @Test func comparesWholeWordsOutsideOfCode() async throws {
    let page = """
      A goby heart, by hearts, by-heart, by éheart, `by heart`, by `x` heart, [guide](by%20heart.md "by heart").

      ```text
      by heart
      ```

      <!-- by heart -->

      """
    try await expectEqual(
      Tree.portal(
        page,
        [
          "site/portal.yml": "words: [{ find: [by heart], instead: memorize }]\n",
          "content/by heart.md": "# B\n",
        ]
      ).lines(), [])
  }

  @Test func findsWordsWithLettersOutsideOfASCII() async throws {
    try await expectEqual(
      portal(
        "A Na\u{EF}ve, NA\u{CF}VE and naive model.\n",
        "- { find: [na\u{EF}ve model, na\u{EF}ve], instead: simple }"
      )
      .lines(),
      [
        "content/page.md:1:3: These pages do not say `na\u{EF}ve` → write: simple",
        "content/page.md:1:10: These pages do not say `na\u{EF}ve` → write: simple",
      ])
  }

  @Test func findsNumbersWithASpaceBeforeASign() async throws {
    try await expectEqual(
      portal("31 %, 31\u{A0}%, 31%, a %\n", ##"- { find: ["# %"], instead: 31% }"##).lines(),
      [
        "content/page.md:1:1: These pages do not say `# %` → write: 31%",
        "content/page.md:1:7: These pages do not say `# %` → write: 31%",
      ])
  }

  @Test func markupWithinAPhraseGivesItsLine() async throws {
    try await expectEqual(
      portal("# A\n\nby *heart*\n").lines(),
      ["content/page.md:3:1: These pages do not say `by heart` → write: memorize"])
  }

  /// The place is that of the text, not of code, tags, destinations and titles before it.
  @Test(arguments: [
    ("`utilize` and [x](b.md#utilize) utilize\n", [33]),
    ("[x](b.md \"utilize\") ``a ` utilize`` utilize, utilize\n", [37, 46]),
    ("<kbd title=\"utilize\">utilize</kbd> \\`utilize\n", [22, 38]),
    ("![utilize](<a utilize.md>) <https://x.org/utilize>\n", [3, 43]),
    ("É `utilize` É utilize\n", [15]),
    ("| `utilize` | utilize | utilize |\n|---|---|---|\n", [15, 25]),
  ])
  func placesBesideCodeAndDestinations(_ text: String, _ columns: [Int]) async throws {
    let lines = try await portal(text, "- { find: [utilize], instead: use }").lines()
    #expect(
      lines.filter { $0.contains("do not say") }
        == columns.map { "content/page.md:1:\($0): These pages do not say `utilize` → write: use" })
  }

  @Test func withoutAListAnyWordIsRight() async throws {
    try await expectEqual(Tree.portal("# By heart\n").lines(), [])
  }
}

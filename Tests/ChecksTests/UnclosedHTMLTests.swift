import Testing

/// HTML that hides what follows it, or keeps it from being read as Markdown.
struct UnclosedHTMLTests {
  @Test(arguments: [
    ("# A\n\n<!-- note\n\n## B\n", "<!--", "the rest of the page is not shown", "-->"),
    ("- a\n\n  <!-- note\n\nText\n", "<!--", "the rest of the list item or quote is not shown", "-->"),
    ("> <!-- note\n\nText\n", "<!--", "the rest of the list item or quote is not shown", "-->"),
    ("<!-- note --\n\n[x](y.md)\n", "<!--", "the rest of the page is not shown", "-->"),
    ("<?php\n\n## B\n", "<?", "the rest of the page is not shown", "?>"),
    ("<![CDATA[ a\n\n## B\n", "<![CDATA[", "the rest of the page is not shown", "]]>"),
    ("<!DOCTYPE html\n\n## B\n", "<!DOCTYPE", "the rest of the page is not shown", ">"),
    ("<pre>\n\n## B\n", "<pre", "the rest of the page is not read as Markdown", "</pre>"),
    (
      "<PRE class=x>\n\n```sh\nfalse\n```\n", "<PRE", "the rest of the page is not read as Markdown", "</pre>"
    ),
    ("Text\n<script>\n\n## B\n", "<script", "the rest of the page is not read as Markdown", "</script>"),
  ])
  func blocksThatLastUntilTheirEnd(page: String, start: String, rest: String, end: String) async throws {
    let lines = try await Tree.plain(page).lines()
    #expect(lines.count == 1)
    #expect(
      lines.first?.hasSuffix("`\(start)` is not closed: \(rest) → write `\(end)` after it") == true,
      "\(lines)")
  }

  @Test func placeOfAnUnclosedComment() async throws {
    try await expectEqual(
      Tree.portal("# A\n\nText\n\n  <!-- later\n\n## B\n\n[x](gone.md)\n").report(),
      """
      content/page.md:5:3: error: `<!--` is not closed: the rest of the page is not shown [unclosed-html]
       5 |   <!-- later
         |   ^~~~
         = fix: write `-->` after it

      """)
  }

  @Test func aFoldedPartThatNeverEnds() async throws {
    let message =
      "`<details>` is not closed: what follows it is in the folded part → write `</details>` on a line of its own after it"
    for page in [
      "<details>\n<summary>A</summary>\n\n## B\n", "Text\n\n<details><summary>A</summary>\n\nText\n",
    ] {
      let line = page.hasPrefix("<") ? 1 : 3
      try await expectEqual(Tree.plain(page).lines(), ["page.md:\(line):1: \(message)"])
    }
    // In a portal the end of a paragraph does not end what was opened outside of it.
    let inText = "<details>\n<summary>A</summary>\n\nText </details>\n\n## B\n"
    try await expectEqual(Tree.plain(inText).lines(), [])
    try await expectEqual(Tree.portal(inText).lines(), ["content/page.md:1:1: \(message)"])
  }

  @Test(arguments: [
    "<!-- a -->\n\n<!-- b\n\nc -->\nText <!-- d --> e\n", "<pre>\n\na\n</pre>\n\n<PRE>a</Pre>\n",
    "<details>\n<summary>A</summary>\n\n<details>\n\nB\n\n</details>\n\n</details>\n",
    "```html\n<!-- a\n<pre>\n<details>\n```\n\n`<details>` and \\<details>\n", "<div>\n\nText <b>bold\n",
    "<? a ?>\n\n<![CDATA[a]]>\n\n<!DOCTYPE html>\n", "    <!-- code\n", "<pre-view>\n\nText\n",
    "<script>a\n</style>\n\nText\n",
  ])
  func htmlThatEnds(page: String) async throws {
    try await expectEqual(Tree.plain(page).lines(), [])
  }
}

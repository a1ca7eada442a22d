import Testing

/// Fences and links that are shown as they are written.
struct UnreadMarkdownTests {
  @Test func aFenceInsideHTMLIsNoExample() async throws {
    try await expectEqual(
      Tree.portal("# A\n\n<details>\n<summary>B</summary>\n```json\n{\n```\n</details>\n").report(),
      """
      content/page.md:5:1: error: This fence is inside HTML: it is shown as text, and its code is not checked [unread-markdown]
       5 | ```json
         | ^~~~~~~
         = fix: write an empty line before it, after the HTML tag

      """)
  }

  @Test(arguments: [
    ("<div>\n[a](b.md)\n</div>\n", 2), ("<div>[a](https://example.com)</div>\n", 1),
    ("- a\n  <div>\n  [a](#b)\n  </div>\n", 3), ("<table><tr><td>\n![a](b.png)\n</td></tr></table>\n", 2),
  ])
  func aLinkInsideHTMLIsText(page: String, line: Int) async throws {
    let lines = try await Tree.plain(page).lines()
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("page.md:\(line):") == true, "\(lines)")
    #expect(lines.first?.contains("This link is inside HTML: it is shown as text") == true, "\(lines)")
  }

  /// Code hosts end a paragraph there; other tools follow CommonMark.
  @Test func breaksInListItems() async throws {
    let page = "1. Item\n<br>\n    Text\n    ```json\n    {}\n    ```\n"
    try await #expect(Tree.plain(page).lines().count == 1)
    try await expectEqual(Tree.plain(page, ["hugo.toml": ""]).lines(), [])
    try await #expect(Tree.plain("1. Item\n\n<br>\n[a](page.md)\n", ["hugo.toml": ""]).lines().count == 1)
  }

  @Test(arguments: [
    // Markdown after an empty line, code and comments, and text that only looks like it.
    "<details>\n<summary>B</summary>\n\n```json\n{}\n```\n\n</details>\n",
    "<pre>\n```\n[a](b.md)\n</pre>\n", "<div><code>[a](b.md)</code></div>\n", "<!-- [a](b.md) -->\n",
    "<div>a[1](x)</div>\n", "<div>\n``a``\n</div>\n", "<div markdown=\"1\">\n[a](page.md)\n</div>\n",
    "<script>\nx = a[0](b.md)\n</script>\n",
    "- <Link id=\"a\"/> text [a](page.md)\n", "<div style={{ a: 1 }}>[a](page.md)</div>\n",
  ])
  func whatIsMeantAsHTMLIsNoFinding(page: String) async throws {
    try await expectEqual(Tree.plain(page).lines(), [])
  }

  @Test(arguments: [
    ("[a](my page.md)", 1, "write the address between `<` and `>`, or `%20` for a space in it"),
    ("[a](my(page.md)", 1, "write the address between `<` and `>`, or `%20` for a space in it"),
    ("[`a` b](./my page)", 5, "write the address between `<` and `>`, or `%20` for a space in it"),
    ("[a](page.md", 1, "write `)` after the address"),
    ("(a)[https://example.com]", 1, "write `[text](address)`"),
    ("(a)[page.md#b]", 1, "write `[text](address)`"),
    (
      "[ok](page.md) and [a](my page.md)", 19,
      "write the address between `<` and `>`, or `%20` for a space in it"
    ),
  ])
  func aLinkThatIsNotReadIsFound(text: String, column: Int, fix: String) async throws {
    try await expectEqual(
      Tree.plain(text + "\n").lines(),
      ["page.md:1:\(column): This is not a link, and is shown as it is written → \(fix)"])
  }

  @Test(arguments: [
    "[a](page.md) and [b](<page.md>)", "\\[a](my page.md)", "`[a](my page.md)`", "f(x)[i] and a[i](x y)",
    "[optional](see below)", "(1)[2]", "- [ ] (a)[b]", "[a](page.md \"my title\")",
    "[a](https://example.com/{{< param version >}}/x)", "[a](/{% link b.md %})", "[a](/${b c}/d.md)",
  ])
  func textInBracketsIsNoFinding(text: String) async throws {
    try await expectEqual(Tree.plain(text + "\n").lines(), [])
  }

  /// The end of a longer address is not looked for.
  @Test func addressesHaveALimit() async throws {
    let address = "./" + String(repeating: "a", count: 504) + ".md"
    try await expectEqual(Tree.plain("[a](b \(address))\n").lines().count, 1)
    try await expectEqual(Tree.plain("[a](bcd \(address))\n").lines(), [])
  }

  /// Each mark costs the same, however long the line is.
  @Test func manyOpenLinksAreRead() async throws {
    try await expectEqual(Tree.plain(String(repeating: "[a](", count: 20_000) + "\n").lines(), [])
  }

  @Test func aMisspelledDirectiveIsNoComment() async throws {
    let tree = Tree.plain(
      "<!-- FlowDocs:table a.json -->\n\nText <!-- flowdoc:table a.json -->\n\n<!-- flow: a -->\n\n<!-- docs:a -->\n"
    )
    try await expectEqual(
      tree.lines(),
      [
        "page.md:1:6: This comment is not a directive, because `FlowDocs:` is not `flowdocs:` → write `flowdocs:`",
        "page.md:3:11: This comment is not a directive, because `flowdoc:` is not `flowdocs:` → write `flowdocs:`",
      ])
  }
}

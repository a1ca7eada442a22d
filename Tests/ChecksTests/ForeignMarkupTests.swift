import Markdown
import TestSupport
import Testing

struct ForeignMarkupTests {
  /// A box that its tool would not open, because its end is missing, is text.
  @Test func boxesWithoutAnEnd() async throws {
    let page = "# A\n\n:::tip[Faster]\nUse a cache.\n\n::: code-group\n\n!!! note\nNot indented.\n"
    let shown = "of another tool, and is shown as text here"
    try await expectEqual(
      Tree.portal(page).lines().map { String($0.prefix { $0 != "→" }) },
      [
        "content/page.md:3:1: `:::tip[Faster]` is an admonition \(shown) ",
        "content/page.md:6:1: `::: code-group` is a tab \(shown) ",
      ])
  }

  @Test func whatIsInBoxesIsChecked() async throws {
    let page = """
      # A

      !!! note
          [x](gone.md)

          ```json run
          {"a": }
          ```

      === "One"

          [y](lost.md)

      :::tip
      [z](none.md)
      :::

      """
    try await expectEqual(
      Tree.portal(page).lines().map { String($0.prefix { $0 != "→" }) },
      [
        "content/page.md:4:9: No page `gone.md`",
        "content/page.md:7:11: Expected a value, found \"}\"",
        "content/page.md:12:9: No page `lost.md`", "content/page.md:15:5: No page `none.md`",
      ])
  }

  @Test func componentsAndHTML() async throws {
    let page = """
      import Tabs from '@theme/Tabs';

      # A

      ::: parcel.Box

      Two <font> lines, <kbd>Ctrl</kbd><br>. <!-- no <script> -->

      <Tabs groupId="os">
        <TabItem value="mac" label="macOS">

      Text <BR>

        </TabItem>
      </Tabs>

      <iframe src="https://example.com"></iframe>

      <Tabs>

      """
    let shown = "and is shown as text here"
    try await expectEqual(
      Tree.portal(page).lines(),
      [
        "content/page.md:1:1: `import Tabs from '@theme/Tabs';` loads a component of another tool, \(shown) → remove it, and write in Markdown what the component shows",
        "content/page.md:5:1: `::: parcel.Box` is expanded by other tools, \(shown) → write out its content, or remove it",
        "content/page.md:7:5: `<font>` is HTML that is shown as text here, as is 1 more on this page → write Markdown, put it between backticks if it is meant as text, or write `trustsHTML: true` in `site/portal.yml` if you trust everyone who writes pages",
        "content/page.md:19:1: `<Tabs>` is a component of another tool, \(shown) → put it between backticks if it is meant as text, or write in Markdown what it shows; tabs are blocks with `tab=Name` after the language",
      ])
    // A browser knows the one, and not the other.
    let trusted = Tree([
      "content/page.md": "<font>\n\n<script>\nx\n</script>\n\n<Tabs>\n",
      "site/portal.yml": "trustsHTML: true\n",
    ])
    try await expectEqual(
      trusted.report(),
      """
      content/page.md:3:1: warning: `<script>` is HTML that is shown as text here [foreign-markup]
       3 | <script>
         | ^~~~~~~~
         = fix: write Markdown, put it between backticks if it is meant as text

      content/page.md:7:1: warning: `<Tabs>` is a component of another tool, and does nothing here [foreign-markup]
       7 | <Tabs>
         | ^~~~~~
         = fix: put it between backticks if it is meant as text, or write in Markdown what it shows; tabs are blocks with `tab=Name` after the language

      """)
  }

  /// In tools that do not have them. Code hosts do.
  @Test func formulasBetweenDollarsAreShownAsText() async throws {
    let settings = ["site/portal.yml": "dialect: starlight\n"]
    let shown = "begins a formula in other tools, and is shown as text here"
    let fix = "write the formula as a block whose language is `math`"
    try await expectEqual(
      Tree.portal("# A\n\n$$\nx_1\n$$\n\nIt costs $$5.\n\n$$y$$\n\n$$\n\nz\n\n$$\n", settings).lines(),
      [
        "content/page.md:3:1: `$$` \(shown) → \(fix)", "content/page.md:9:1: `$$y$$` \(shown) → \(fix)",
        "content/page.md:11:1: `$$` \(shown) → \(fix)",
      ])
    try await expectEqual(
      Tree.portal("# A\n\n$$ x\n$$\n\n$$\ny $$\n\n$$\nz\n$$\n", settings).lines(),
      [
        "content/page.md:3:1: `$$ x` \(shown) → \(fix)", "content/page.md:6:1: `$$` \(shown) → \(fix)",
        "content/page.md:9:1: `$$` \(shown) → \(fix)",
      ])
    try await expectEqual(Tree.portal("# A\n\n$$ x\n$$\n\n$y$ and $$z$$\n").lines(), [])
    try await #expect(Tree.portal("# A\n\n$$\n\\nosuch\n$$\n").lines().count == 1)
  }

  @Test func whatIsNone() async throws {
    let page = """
      # A {not an id}

      ## `GET /flags/{key}` or {key}

      ## The block `{#if ok}`

      $$ is the process of the shell.

      $$$ is dear, $$ is not.

      That is how you
      import "Parcel" and 'Parcels', or
      import the part called "there"

      Read `a`{b} and [c](#a-not-an-id) {d}. <!-- flow --> Then
      import what you need from "there".

      ```text
      !!! note
      :::tip
      === "Tab"
      ```

          !!! note

      !!!
      Really??? Yes!!! ::: and `:::tip` in text.

      Setext
      ===

      ```swift
      a === "b"
      ```

      """
    try await expectEqual(Tree.portal(page).lines(), [])
    // Where no portal is, the tool that knows them may be the reader.
    try await expectEqual(Tree.plain("# A {#a}\n\n!!! note\n    Text\n").lines(), [])
  }

  /// What is not read is reported once for its kind.
  @Test(arguments: [
    ("*[RPM]: turns", "An abbreviation"), ("Pump\n:   Moves water.", "A definition list"),
    ("@Metadata {\n  @Foo\n}", "A directive of DocC"), ("{{< hint info >}}", "A shortcode of Hugo"),
    ("[p]({{% ref \"p.md\" %}})", "A shortcode of Hugo"), ("{* ../a.py hl[1] *}", "An include"),
    ("--8<-- \"parts/legal.md\"", "An include"), ("{{#include ../a.rs:2:5}}", "An include"),
    ("<<< @/a.js{2}", "An include"), ("Version {{ version }}.", "A template expression"),
    ("{% if a %}", "A template expression"), ("{/* note */}", "A comment of MDX"),
    ("See {ref}`label`.", "A role of MyST"),
    ("So ==hot== it is", "A highlight"), ("(==two words==).", "A highlight"),
    ("++ctrl+alt+del++ ends it", "Names of keys"),
    ("[[Pump]] and ![[p.png]]", "A wiki link"), (":rocket: and :no-such-icon:", "A short code"),
    ("So \\(b\\) is", "A formula"), ("\\[ c \\]", "A formula"),
  ])
  func markupThatIsNotRead(_ text: String, _ kind: String) async throws {
    let lines = try await Tree.portal("# A\n\n\(text)\n", ["content/b.md": "# B\n\n\(text)\n"]).lines()
    #expect(lines.count == 1)
    #expect(lines.first?.contains(": " + kind) == true)
    #expect(lines.first?.contains(" shown as text, here and 1 more time → ") == true)
    try await expectEqual(Tree.plain("# A\n\n\(text)\n").lines(), [])
    // In code it is meant.
    try await expectEqual(Tree.portal("# A\n\n```text\n\(text)\n```\n").lines(), [])
  }

  /// Every page has a table of contents.
  @Test(arguments: ["[TOC]", "[toc]", "[[toc]]", "[[TOC]]", "[[_TOC_]]"])
  func markersForATableOfContentsAreLeftOut(_ marker: String) async throws {
    let page = try #require(
      try await TestProject.portal("# A\n\n\(marker)\n\nB\n").site().page("page.md"))
    let html = String(decoding: MarkdownHTML.render(page.document), as: UTF8.self)
    #expect(html == "<h1>A</h1>\n<p>B</p>\n")
  }

  @Test(arguments: [
    "At 10:30:15 or a:b:c.", "A `{{ x }}` and `:a:` and `[[x]]`.", "\\[optional\\] text", "[[1, 2](a.md)]",
    "@mention (them)", "Smile :)", "a\\{{ b }}", "a == b and c == d", "a==b==c", "C++ and D++", "i++ + j++",
    "====x====",
    "`==a==` and `++b++`", "++ two words++", "[TOC]", "[[toc]]", "[[_TOC_]]",
  ])
  func textThatIsNoMarkup(_ text: String) async throws {
    try await expectEqual(Tree.portal("# A\n\n\(text)\n", ["content/a.md": "# A\n"]).lines(), [])
  }
}

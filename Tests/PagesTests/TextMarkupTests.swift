import Diagnostics
import Dialects
import Markdown
import Pages
import Project
import TestSupport
import Testing

/// Markup in text that Markdown does not have, as the Markdown and HTML that it becomes.
struct TextMarkupTests {
  private static let all: TextMarkup = [
    .dollars, .brackets, .emoji, .abbreviations, .keys, .marks,
  ]

  private func rewritten(_ text: String, _ markup: TextMarkup = all) -> String {
    let source = SourceText(path: "page.md", text: text)
    return (TextRewriting.rewritten(source, from: 0, markup) ?? source).text
  }

  /// Icons of Material for MkDocs go with their attributes.
  @Test(arguments: [
    ("-   :material-clock-fast:{ .lg .middle } __Fast__", "-   __Fast__"),
    ("[:octicons-heart-24: Sponsor](a.md)", "[Sponsor](a.md)"), ("`:material-cup:` a", "`:material-cup:` a"),
    ("a :simple-x: b:material-c:", "a b:material-c:"), ("immaterial :cups-big:", "immaterial :cups-big:"),
  ])
  func iconsAreLeftOut(_ text: String, _ expected: String) { #expect(rewritten(text) == expected) }

  /// Roles of MyST are shown as their text.
  @Test(arguments: [
    ("See {ref}`Setup <setup>`, {ref}`setup`.", "See Setup, setup."), ("{doc}`../a/setup`", "setup"),
    ("{abbr}`MyST (Markedly Structured Text)`", "<abbr title=\"Markedly Structured Text\">MyST</abbr>"),
    ("{octicon}`rocket` Go {kbd}`Ctrl`", " Go <kbd>Ctrl</kbd>"), ("{myst:directive}`figure`", "`figure`"),
    ("{py:func}`os.walk <walk>`", "`os.walk`"), ("H{sub}`2`O {math}`x^2`", "H<sub>2</sub>O $`x^2`$"),
    ("{bdg-primary}`new`", "new"), ("`{ref}` and {x} `a`", "`{ref}` and {x} `a`"),
    ("``{ref}`a` ``", "``{ref}`a` ``"), ("A\n\n+++ {\"a\": 1}\n\n% note\nB\n", "A\n\n\n\n\nB\n"),
    ("++++ 5 % 3", "++++ 5 % 3"),
  ])
  func rolesOfMyST(_ text: String, _ expected: String) { #expect(rewritten(text, .roles) == expected) }

  @Test(arguments: [
    ("Of $x^2$, $$y$$ and \\(z\\).", "Of $`x^2`$, $`y`$ and $`z`$."),
    ("\\[x\\] and \\[y\\]", "$`x`$ and \\[y\\]"), ("- \\[x\\], z", "- $`x`$, z"),
    ("<sup>\\[[1](a.md#L1)\\]</sup>", "<sup>\\[[1](a.md#L1)\\]</sup>"),
    ("($a_1$)", "($`a_1`$)"), ("$`x`$ stays", "$`x`$ stays"),
    ("5$ or $6, $HOME:$PATH", "5$ or $6, $HOME:$PATH"), ("$ x $", "$ x $"), ("\\$x$", "\\$x$"),
    ("($`b`$), [$`c`$] $d$", "($`b`$), [$`c`$] $`d`$"),
    ("`$x$` and ``a ` $x$``", "`$x$` and ``a ` $x$``"),
    ("[a](b$x$c) <a title=\"$x$\">", "[a](b$x$c) <a title=\"$x$\">"),
    ("[ref]: a$x$", "[ref]: a$x$"), ("[a]:/x/$b$", "[a]:/x/$b$"),
    ("[^1]: Thanks :rocket:", "[^1]: Thanks 🚀"), ("[a](g.md) and [b]: $x$", "[a](g.md) and [b]: $`x`$"),
    // Code that a tab indents, and HTML that its quotation ends.
    ("Text\n\n\techo $a$ :rocket:\n", "Text\n\n\techo $a$ :rocket:\n"),
    ("> <!-- open\n\nText $x$\n", "> <!-- open\n\nText $`x`$\n"),
    ("Go :rocket: :+1:!", "Go 🚀 👍!"),
    ("At 12:30:00, a:smile:b, :nosuchcode:", "At 12:30:00, a:smile:b, :nosuchcode:"),
    ("Press ++ctrl+shift+p++", "Press <kbd>Ctrl</kbd>+<kbd>Shift</kbd>+<kbd>P</kbd>"),
    ("++page-up++ ++\"Save as\"++", "<kbd>Page Up</kbd> <kbd>Save as</kbd>"),
    ("i++ and j++, C++ or D++", "i++ and j++, C++ or D++"),
    ("A ==marked $x$== word", "A <mark>marked $`x`$</mark> word"),
    ("a == b == c, a==b==c, ===", "a == b == c, a==b==c, ==="),
    ("==see http://x/a== now", "==see http://x/a== now"),
    (
      "==see [b](a==c) or \\(x==y\\) <i title=\"a==b\">== now",
      "<mark>see [b](a==c) or $`x==y`$ <i title=\"a==b\"></mark> now"
    ),
    ("a =`==b==` c", "a =`==b==` c"),
    ("See https://example.com/a==b==c?$x$ now", "See https://example.com/a==b==c?$x$ now"),
  ])
  func markupInLines(_ text: String, _ expected: String) {
    expectText(rewritten(text), expected)
  }

  @Test func formulasOverSeveralLines() {
    expectText(
      rewritten(
        """
        Text
        $$
        a = b
        $$

        - Item

          $$ c
          = d $$
        > $$ e $$
        > after

        \\[
        f
        \\]

        $$ never closed

        End
        """),
      """
      Text
      ```math
      a = b
      ```

      - Item

        ```math
        c
        = d
        ```
      > ```math
      > e
      > ```
      > after

      ```math
      f
      ```

      $$ never closed

      End
      """)
  }

  /// As on code hosts, where a stray `$$` is text.
  @Test(arguments: [
    "$$\n\n# Head\n\nText\n\n$$\n", "$$\n# Head\n$$\n", "$$\n```sh\necho $$\n```\n$$\n",
    "- a\n\n  $$\n\n  b\n\n  $$\n", "$$\na\n\nb\n$$\n", "\\[\na\n\n\\]\n",
  ])
  func formulasDoNotReachOverTheirParagraph(_ text: String) { expectText(rewritten(text), text) }

  @Test func formulasOfSphinxMayHaveEmptyLines() {
    expectText(rewritten("$$\na\n\nb\n$$\n", [.dollars, .columns]), "```math\na\n\nb\n```\n")
    let text = "$$\n\n# Head\n\n$$\n"
    expectText(rewritten(text, [.dollars, .columns]), text)
  }

  /// Sphinx names formulas, and aligns those with several lines.
  @Test func formulasOfSphinx() {
    expectText(
      rewritten("$$\na &= b \\\\\n  &= c\n$$ (sum)\n", [.dollars, .columns]),
      "(sum)=\n\n```math\n\\begin{aligned}\na &= b \\\\\n  &= c\n\\end{aligned}\n```\n")
  }

  @Test func formulasOfMdBook() {
    expectText(
      rewritten("A \\\\(x\\\\) and \\(y\\)\n\n\\\\[ z \\\\]\n", .doubleBrackets),
      "A $`x`$ and \\(y\\)\n\n```math\nz\n```\n")
  }

  @Test func abbreviations() {
    expectText(
      rewritten("HTML5 and HTML, XHTML, `HTML`.\n\n*[HTML]: Hypertext <\"M\"> Language\n*[HTML5]: Five\n"),
      "<abbr title=\"Five\">HTML5</abbr> and <abbr title=\"Hypertext &lt;&quot;M&quot;> Language\">HTML</abbr>, XHTML, `HTML`.\n\n\n\n"
    )
  }

  @Test func abbreviationsOfSeveralWords() {
    expectText(
      rewritten(
        "A C++ API, C and C API2, HTML_x.\n\n*[C]: See\n*[C++ API]: Plus\n*[C API]: Call\n*[HTML]: H\n"),
      """
      A <abbr title="Plus">C++ API</abbr>, <abbr title="See">C</abbr> and <abbr title="See">C</abbr> API2, HTML_x.






      """)
  }

  /// The time is that of the text, however many names begin with one word.
  @Test func manyAbbreviationsOfOneWord() {
    let count = 4_000
    let definitions = (0..<count).map { "*[A \($0)]: T\($0)\n" }.joined()
    let text = rewritten((0..<count).map { _ in "A x\n" }.joined() + "A 17\n\n" + definitions, .abbreviations)
    #expect(text.contains("<abbr title=\"T17\">A 17</abbr>"))
    #expect(text.hasPrefix("A x\nA x\n"))
  }

  @Test func codeAndHTMLStayAsTheyAre() {
    let text = """
      ```
      $x$ :rocket:
      ```

      > ~~~
      > $x$
      > ~~~

          $x$

      <pre>
      $x$
      </pre>

      `a
      $x$`

      """
    expectText(rewritten(text), text)
  }

  private func lists(_ text: String, hasTerms: Bool = false) -> String {
    let source = SourceText(path: "page.md", text: text)
    return (DefinitionLists.rewritten(source, from: 0, hasTerms: hasTerms) ?? source).text
  }

  @Test func definitionLists() {
    expectText(
      lists("Text.\n\nOne *a*\nTwo\n: First\n  more\n: Second\n\n    - b\n\n`Three`\n\n:   Third\n\nEnd.\n"),
      """
      Text.

      <dl>
      <dt>

      One *a*

      </dt>
      <dt>

      Two

      </dt>
      <dd>

      First
      more

      </dd>
      <dd>

      Second

        - b

      </dd>
      <dt>

      `Three`

      </dt>
      <dd>

      Third

      </dd>
      </dl>


      End.

      """)
  }

  @Test(arguments: [
    "# Head\n: text\n", ": alone\n", "- a\n: b\n", "```\nA\n: b\n```\n", "a: b\n:c\n", "| a |\n| - |\n: b\n",
  ])
  func textThatIsNoDefinitionList(_ text: String) { expectText(lists(text), text) }

  /// Terms have addresses in Hugo, with headings in the order of the page.
  @Test func addressesOfTerms() {
    let text = lists("## Date\n\nDate\n: a\n\ntitleCase\n: b\n", hasTerms: true)
    #expect(
      text.split(separator: "\n").filter { $0.hasPrefix("<dt") } == [
        "<dt id=\"date-1\">", "<dt id=\"titlecase\">",
      ])
  }

  @Test func addressesOfHeadingsBehindTerms() async throws {
    let tree = [
      "site/portal.yml": "content: docs\n", "hugo.toml": "", "docs/page.md": "Cascade\n: a\n\n## Cascade\n",
    ]
    let page = try await TestProject(tree).site().page("page.md")
    #expect(page?.headings.map(\.anchor) == ["cascade-1"])
  }

  @Test func definitionListsInHTML() async throws {
    let page = try await TestProject([
      "site/portal.yml": "content: docs\ndialect: hugo\n", "docs/a.md": "", "hugo.toml": "",
      "docs/page.md": "> A\n> : **b**\n",
    ]).site().pages.first { $0.path == "page.md" }
    expectText(
      String(
        decoding: MarkdownHTML.render(try #require(page).document, rawHTML: .filtered(.harmless)),
        as: UTF8.self),
      "<blockquote>\n<dl>\n<dt id=\"a\">\n<p>A</p>\n</dt>\n<dd>\n<p><strong>b</strong></p>\n</dd>\n</dl>\n</blockquote>\n"
    )
  }

  /// Which markup there is depends on the tool and its settings.
  @Test(
    arguments: [
      (["docs/a.md": ""], [.dollars, .emoji]),
      (["mkdocs.yml": "site_name: A\n"], []),
      (
        [
          "mkdocs.yml":
            "markdown_extensions:\n  - def_list\n  - pymdownx.keys\n  - pymdownx.arithmatex:\n      generic: true\n"
        ],
        [.definitions, .keys, .dollars, .brackets]
      ),
      (
        [
          "mkdocs.yml": "INHERIT: a/b.yml\n", "a/b.yml": "INHERIT: c.yml\n",
          "a/c.yml": "markdown_extensions: [abbr]\n",
        ], .abbreviations
      ),
      (["docs/conf.py": "myst_enable_extensions = ['dollarmath']\n"], [.dollars, .columns, .roles]),
      (["docs/myst.yml": "version: 1\n"], [.dollars, .columns, .definitions, .roles]),
      (["hugo.toml": "enableEmoji = true\n"], [.definitions, .emoji]),
      (["docusaurus.config.js": "import math from 'remark-math';\n"], [.emoji, .dollars]),
      (["book.toml": "[output.html]\nmathjax-support = true\n"], [.definitions, .doubleBrackets]),
    ] as [([String: String], TextMarkup)])
  func markupOfTools(_ files: [String: String], _ expected: TextMarkup) throws {
    let tree = files.merging(["site/portal.yml": "content: docs\n", "docs/a.md": ""]) { own, _ in own }
    try #expect(Project.load(root: "/project", files: TestProject(tree).reader).textMarkup == expected)
  }
}

import Markdown
import Pages
import TestSupport
import Testing

struct HeadingTests {
  @Test(arguments: [
    ("Start a job", "start-a-job"),
    ("What's `training.start_grpo`?", "whats-trainingstart_grpo"),
    ("C++ & Swift — both", "c--swift--both"),
    ("Überblick: Größe", "überblick-größe"),
    ("Установка", "установка"),
    ("日本語 テスト", "日本語-テスト"),
    ("🚀 Launch", "-launch"),
    ("a_b-c 1.2", "a_b-c-12"),
    ("١٢ x²", "١٢-x"),
    ("!!!", "section"),
  ])
  func anchors(_ text: String, _ anchor: String) {
    #expect(page("# \(text)\n").headings.map(\.anchor) == [anchor])
  }

  /// The form of Fumadocs and Nextra. The number of an issue is text.
  @Test(arguments: [
    ("Mount [#api]", "api", "Mount"), ("Mount[#api]", "api", "Mount"), ("`a_b` [#a_b-1]", "a_b-1", "a_b"),
    ("Crash [#12]", "crash-12", "Crash [#12]"), ("A [b]", "a-b", "A [b]"), ("[#api]", "api", "[#api]"),
  ])
  func anIDInBrackets(_ text: String, _ anchor: String, _ shown: String) {
    let headings = page("## \(text)\n").headings
    #expect(headings.map(\.anchor) == [anchor])
    #expect(headings.map(\.text) == [shown])
  }

  /// The form of Python-Markdown.
  @Test func anIDAmongAttributes() {
    let headings = page("## 9.7 { id=\"9.7\" }\n\n## Path { .wide id=my-path }\n").headings
    #expect(headings.map(\.anchor) == ["9.7", "my-path"])
    #expect(headings.map(\.text) == ["9.7", "Path"])
  }

  @Test func duplicatesAreNumbered() {
    #expect(
      page("# Foo\n## Foo\n### Foo 1\n# foo\n# Foo-1\n").headings.map(\.anchor)
        == ["foo", "foo-1", "foo-1-1", "foo-2", "foo-1-2"])
  }

  /// A name that the page gives is given once; a heading that had it by its text gets the next address.
  @Test func aGivenNameGoesBeforeThoseOfTexts() {
    let page = page("# Foo\n\n# Bar {#foo}\n\n# Foo\n\n[](){#foo-1}\n\n# Foo 1\n")
    #expect(page.headings.map(\.anchor) == ["foo-3", "foo", "foo-2", "foo-1-1"])
    #expect(page.diagnostics == [])
  }

  @Test func namesThatAreGivenTwice() {
    let page = page(
      "# Foo foo {#foo}\n\n![a](b.png){#foo}\n\n## Bar {#bar .x}\n\nText\n{#bar}\n\n## Bar {#foo}\n")
    #expect(page.headings.map(\.anchor) == ["foo", "bar", "bar-1"])
    #expect(
      page.diagnostics.map { "\($0.span?.start.line ?? 0):\($0.span?.start.column ?? 0): \($0.message)" } == [
        "3:14: `foo` names two places of the page, so links lead to the first one",
        "8:3: `bar` names two places of the page, so links lead to the first one",
        "10:10: `foo` names two places of the page, so links lead to the first one",
      ])
    let first = page.diagnostics.first
    #expect(first?.fix == "give one of them another name")
    #expect(first?.notes.map { "\($0.message) \($0.span?.start.line ?? 0)" } == ["the first one 1"])
    #expect(page.document.nodes.count { $0.kind == .htmlInline } == 0)
  }

  /// A name that raw HTML gives as well, unless both are at the same place.
  @Test func namesThatHTMLGivesAgain() {
    let page = page(
      "<a id=\"foo\"></a>\n\n## Foo {#foo}\n\n## Bar {#bar}\n\nText\n\n<a name=\"bar\"></a>\n\n<p id=\"x\">a</p>\n\nText\n\n<p id=\"x\">b</p>\n"
    )
    #expect(page.headings.map(\.anchor) == ["foo", "bar"])
    #expect(
      page.diagnostics.map { "\($0.span?.start.line ?? 0): \($0.message)" } == [
        "9: `bar` names two places of the page, so links lead to the first one",
        "15: `x` names two places of the page, so links lead to the first one",
      ])
  }

  /// A line is a marker unless a definition makes it a link.
  @Test func markersForATableOfContents() {
    #expect(page("[toc]\n\n[TOC]\n").links.isEmpty)
    #expect(page("[toc]\n\n[toc]: a.md\n").links.map(\.destination) == ["a.md"])
  }

  /// Where the names of places are in the HTML.
  @Test(arguments: [
    ("![a](b.png){#fig_a}\n", "<p><img src=\"b.png\" alt=\"a\" /><a id=\"fig_a\"></a></p>\n"),
    (
      "![a](b.png){#fig}. `c`{#d .e} f\n",
      "<p><img src=\"b.png\" alt=\"a\" /><a id=\"fig\"></a>. <code>c</code><a id=\"d\"></a> f</p>\n"
    ),
    ("![a](b.png){ width=4_0 } b\n", "<p><img src=\"b.png\" alt=\"a\" /> b</p>\n"),
    ("[](){#a_b}Text\n", "<p><a id=\"a_b\"></a>Text</p>\n"),
    ("(a_b)=\n\nText\n", "<p><a id=\"a_b\"></a></p>\n<p>Text</p>\n"),
    ("It is\n(a+b)=\nc\n", "<p>It is\n(a+b)=\nc</p>\n"),
    ("(a b)=\n", "<p>(a b)=</p>\n"), ("(f(x))=\n", "<p>(f(x))=</p>\n"),
    ("Text\n{#a_b}\n", "<p>Text\n<a id=\"a_b\"></a></p>\n"),
    ("{#a}\nText\n", "<p>{#a}\nText</p>\n"),
  ])
  func placesInHTML(_ text: String, _ html: String) {
    let rendered = MarkdownHTML.render(page(text).document, rawHTML: .passed)
    expectText(String(decoding: rendered, as: UTF8.self), html)
  }

  /// A label above a heading whose address is the same names the heading.
  @Test func labelsOfHeadings() {
    let page = page("(foo)=\n# Foo\n\n(bar)=\n# Foo\n\n(foo-2)=\n\nText\n\n# Foo 2\n")
    #expect(page.headings.map(\.anchor) == ["foo", "foo-1", "foo-2-1"])
    #expect(page.document.nodes.count { $0.kind == .htmlInline } == 2)
  }

  @Test func textsWithoutMarkup() {
    let headings = page("# A *b* [c](d) ![no](e) <i>f</i> `g`\n\nTwo\nlines\n---\n").headings
    #expect(headings.map(\.text) == ["A b c  f g", "Two lines"])
    #expect(headings.map(\.level) == [1, 2])
  }

  @Test func theTitleIsOfTheFrontMatterTheHeadingOrTheFile() {
    #expect(page("---\ntitle: Front\n---\n# Heading\n").title == "Front")
    #expect(page("## Second\n# First\n# Later\n").title == "First")
    #expect(page("text\n", path: "guides/quick-start.md").title == "quick-start")
  }
}

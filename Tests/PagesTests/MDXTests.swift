import Diagnostics
import Dialects
import Markdown
import Pages
import TestSupport
import Testing

/// MDX: what is left of a page when its components are left out. Each line stays a line.
struct MDXTests {
  private func rewritten(_ text: String) -> String {
    let (source, _) = MDXRewriting.rewritten(SourceText(path: "a.mdx", text: text), from: 0)
    return (ContainerRewriting.rewritten(source, from: 0, .github, isMDX: true) ?? source).text
  }

  @Test func modulesCommentsAndComponents() {
    expectText(
      rewritten(
        """
        import Card from '@site/Card';
        import {
          A,
        } from "b";

        # Title

        export const level = {
          a: 1,
        };

        Some {/* hidden */} text <Badge text="new" /> and <Link to="/x">a link</Link>.

        {/* over
        lines */}

        <Card title="x">
            Indented text, no code.

            ```js
            <Card />
            ```
        </Card>

        <Hero />

        Keep `<Card />`, 1 < 2 and <br/>.

        """),
      """





      # Title





      Some  text new and a link.





      Indented text, no code.

      ```js
      <Card />
      ```




      Keep `<Card />`, 1 < 2 and <br/>.

      """)
  }

  @Test func boxesAndTabsOverLines() {
    expectText(
      rewritten(
        "<Tabs\n  groupId=\"os\"\n  values={[{a: '>'}]}\n>\n<TabItem\n  value=\"mac\"\n  label=\"macOS\">\n\nBrew.\n\n</TabItem>\n</Tabs>\n"
      ),
      "\n\n\n\n> [!tab] macOS\n>\n>\n>\n> Brew.\n>\n\n\n")
  }

  /// A box or tab is one wherever its tags are, as long as the opening one begins a block.
  @Test(arguments: [
    ("<Note>Mind *this*.</Note>\n", "> [!note]\n> Mind *this*.\n\n"),
    ("<Note>A.\nB.</Note> C.\n", "> [!note]\n> A.\n> B.\n\nC.\n"),
    (
      "<Tabs><TabItem label=\"A\">a</TabItem><TabItem label=\"B\">b</TabItem></Tabs>\n",
      "\n> [!tab] A\n> a\n\n> [!tab] B\n> b\n\n\n"
    ),
    ("- <Tip>x</Tip>\n- y\n", "- > [!tip]\n  > x\n\n- y\n"),
    ("<Tabs><TabItem label=\"A\">\n\na\n\n</TabItem></Tabs>\n", "\n> [!tab] A\n>\n> a\n>\n\n\n"),
    ("<Tip\n  title=\"T\">x</Tip>\n", "> [!tip] T\n>\n> x\n\n"),
  ])
  func boxesAndTabsOnOneLine(_ text: String, _ expected: String) { expectText(rewritten(text), expected) }

  /// Inside of a sentence a box cannot be shown, which is told.
  @Test func aBoxInASentence() {
    let page = page("See <Tip>this</Tip> and <Note text=\"x\" />.\n", path: "a.mdx")
    #expect(MarkdownText.of(page) == "See this and .")
    #expect(page.components.map(\.name) == ["Tip", "Note"])
  }

  @Test func spacesAroundTheSignOfAnAttribute() {
    #expect(
      rewritten("<TabItem label = \"Linux\">\n\n## A\n\n</TabItem>\n") == "> [!tab] Linux\n>\n> ## A\n>\n\n")
  }

  /// What is in components is mostly indented. Lists and code in them keep their own indentation.
  @Test func thereIsNoIndentedCode() {
    let text = "    Text\n\n    - item\n\n      more\n\n    ```js\n      code\n    ```\n\n\t## Heading\n"
    #expect(rewritten(text) == "Text\n\n- item\n\n  more\n\n```js\n  code\n```\n\n## Heading\n")
    #expect(rewritten("1. a\n\n       b\n") == "1. a\n\n   b\n")
  }

  /// What a component shows is in its attributes.
  @Test func badgesAndCardsOfLinks() {
    #expect(rewritten("## Cups <Badge type=\"tip\" text=\"new\" />\n") == "## Cups \n\nnew\n\n")
    #expect(rewritten("## <Badge text=\"new\" /> Cups\nText\n") == "##  Cups\n\nnew\n\nText\n")
    #expect(page("## <Badge text=\"new\" /> Cups\n", path: "a.mdx").headings.map(\.anchor) == ["cups"])
    #expect(
      rewritten("<LinkCard\n  title=\"Big cups\"\n  href=\"../cups/big\"\n/>\n")
        == "[Big cups](../cups/big)\n\n\n\n")
    #expect(rewritten("<LinkCard title={t} href=\"/a\" /> <Badge />\n") == " \n")
    let page = page("[x] <LinkCard title=\"a\" href=\"gone.md\" />\n", path: "a.mdx")
    #expect(page.links.map(\.destination) == ["gone.md"])
    #expect(page.components.isEmpty)
  }

  /// Markdown of VitePress has components, but no modules or comments in braces.
  @Test func componentsOfVue() {
    let text = """
      <script setup>
      import A from 'a'
      </script>

      import it: {/* text */} <Badge text="v2" /><A :b="c" />

          <A /> code

      """
    let source = SourceText(path: "a.md", text: text)
    let (plain, components) = MDXRewriting.rewritten(source, from: 0, isMDX: false)
    expectText(plain.text, "\n\n\n\nimport it: {/* text */} v2\n\n     code\n")
    #expect(components.map(\.name) == ["A", "A"])
  }

  @Test func textThatIsNoModule() {
    let text =
      "# A\n\nText\nimport it from \"there\".\n\nexport is a word.\n\n```js\nimport a from 'b';\n```\n"
    #expect(rewritten(text) == text)
  }

  @Test func componentsAreCounted() {
    let page = page("<Foo a=\"b\" />\n\n<Tabs>\n</Tabs>\n\nx <Bar>y</Bar>\n", path: "a.mdx")
    #expect(page.components.map(\.name) == ["Foo", "Bar"])
    #expect(page.components.map(\.span.start.line) == [1, 6])
    #expect(MarkdownText.of(page) == "x y")
  }

  @Test func tagsWithoutAnEndAreText() {
    let text = "a <Foo b\n\nc <Bar d=\"\n"
    #expect(rewritten(text) == text)
  }

  /// Code behind a tag, a comment or an escape that goes over the end of a line.
  @Test func codeBehindWhatGoesOverALine() {
    #expect(rewritten("A {/* x\ny */} `<B />` c\n") == "A \n `<B />` c\n")
    #expect(rewritten("A <B\n c=\"d\" /> `<B />` and [x](<a b>)\n") == "A \n `<B />` and [x](<a b>)\n")
    #expect(rewritten("A\\\n`<B />` c\n") == "A\\\n`<B />` c\n")
  }
}

private enum MarkdownText {
  /// The text of the paragraphs of a page.
  static func of(_ page: Page) -> String {
    page.document.children(of: 0).map { page.document.plainText(of: $0) }.joined(separator: " ")
      .split(separator: " ").joined(separator: " ")
  }
}

import Diagnostics
import Dialects
import Pages
import TestSupport
import Testing

/// Images and options of code that directives of Sphinx give.
struct ImageDirectiveTests {
  private func rewritten(_ text: String) -> String {
    let source = SourceText(path: "page.md", text: text)
    return (ImageDirectives.rewritten(source, from: 0) ?? source).text
  }

  @Test func figures() {
    expectText(
      rewritten("Text\n```{figure} img/cup.png\n:alt: A [red] cup\n:width: 9\n\nTea for *one*.\n```\nMore\n"),
      "Text\n\n![A red cup](img/cup.png)\n\nTea for *one*.\n\nMore\n")
    expectText(
      rewritten(":::{figure} ./a b.png\nTea\n:::\n\n:::{image} c.png\n:::\n"),
      "![](<./a b.png>)\n\nTea\n\n\n![](c.png)\n\n\n")
  }

  @Test func imagesInLists() {
    expectText(
      rewritten("- ```{image} a.png\n  :alt: A\n  ```\n\n  ```{image} b.png\n  ```\n"),
      "- ![A](a.png)\n\n  \n\n  ![](b.png)\n\n  \n")
  }

  /// Other figures, patterns for several files, code, and directives without an end.
  @Test(arguments: [
    "```{figure} #cup\n```\n", "```{figure} cup.*\n```\n", "```{image}\n```\n", "```{image} a.png\n",
    "````md\n```{image} a.png\n```\n````\n", "```{figure-md} cup\n![](a.png)\n```\n",
  ])
  func whatStaysAsItIs(_ text: String) { #expect(rewritten(text) == text) }

  @Test func aMissingImageIsFound() async throws {
    let page = page("# P\n\n```{figure} gone.png\n:name: cup\n\nCaption\n```\n")
    #expect(page.links.map(\.destination) == ["gone.png"])
    #expect(page.links.map(\.isImage) == [true])
  }

  /// The lines of code in a list are indented like its fence: they do not go on with the option above them.
  @Test func optionsOfCodeInLists() {
    let text = "1. Item\n\n   ```{code-block} yaml\n   :filename: a.yml\n   a: 1\n   b: 2\n   ```\n"
    let block = page(text).blocks.first
    #expect(block?.code == "a: 1\nb: 2\n")
    #expect(block?.attributes.title == "a.yml")
  }

  /// A value may go on below its name.
  @Test func optionsThatGoOn() {
    let block = page("```{code-block} yaml\n:caption: a\n  b\n:name: c\na: 1\n```\n").blocks.first
    #expect(block?.code == "a: 1\n")
  }
}

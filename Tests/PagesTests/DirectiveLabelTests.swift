import Diagnostics
import Dialects
import TestSupport
import Testing

/// Labels that directives give, as lines before them.
struct DirectiveLabelTests {
  private func rewritten(_ text: String) -> String {
    let source = SourceText(path: "page.md", text: text)
    return (DirectiveLabels.rewritten(source, from: 0) ?? source).text
  }

  @Test func options() {
    expectText(
      rewritten(
        "```{figure} a.png\n:width: 9\n:name: cup\n```\nText\n:::{note}\n---\nname: hint\n---\n:::\n"),
      "(cup)=\n\n```{figure} a.png\n:width: 9\n:name: cup\n```\nText\n\n(hint)=\n\n:::{note}\n---\nname: hint\n---\n:::\n"
    )
  }

  /// A space before the name is part of the fence; the next lines of an item are below its text.
  @Test func fencesWithASpaceAndInLists() {
    expectText(
      rewritten("Text\n- ``` {figure} a.png\n  :name: cup\n  ```\n12. ~~~{note}\n    :name: hint\n    ~~~\n"),
      """
      Text
      - (cup)=

        ``` {figure} a.png
        :name: cup
        ```
      12. (hint)=

          ~~~{note}
          :name: hint
          ~~~

      """)
  }

  @Test func whatIsNoMarkdownOpensNothing() {
    expectText(
      rewritten("```{raw} html\n<!--\n```\n\n```{note}\n:name: a\n```\n"),
      "```{raw} html\n<!--\n```\n\n(a)=\n\n```{note}\n:name: a\n```\n")
  }

  /// `{.python}` is a class of Pandoc, and what has more backticks is code in a line.
  @Test func whatIsNoDirective() {
    let text = "``` {.python}\n:name: a\n```\n\n```{note}`\n:name: b\n"
    #expect(rewritten(text) == text)
  }

  @Test func namesInOtherPlaces() {
    expectText(
      rewritten("::::{figure-md} cup\n::::\n\n  ```{eval-rst}\n  .. _mill:\n  .. _bean:\n\n  Text\n  ```\n"),
      "(cup)=\n\n::::{figure-md} cup\n::::\n\n  (mill)=\n\n  (bean)=\n\n  ```{eval-rst}\n  .. _mill:\n  .. _bean:\n\n  Text\n  ```\n"
    )
  }

  /// What is in reStructuredText opens nothing; without an end it goes to the end of the page.
  @Test func reStructuredText() {
    expectText(
      rewritten("````{eval-rst}\n.. _a:\n```{eval-rst}\n.. _b:\n```\n````\n```{note}\n:name: c\n```\n"),
      """
      (a)=

      (b)=

      ````{eval-rst}
      .. _a:
      ```{eval-rst}
      .. _b:
      ```
      ````

      (c)=

      ```{note}
      :name: c
      ```

      """)
    expectText(
      rewritten("```{eval-rst}\n.. _a:\n:::{eval-rst}\n.. _b:\n"),
      "(a)=\n\n(b)=\n\n```{eval-rst}\n.. _a:\n:::{eval-rst}\n.. _b:\n")
  }

  /// Fences that never end are read once: each label is written once.
  @Test func manyOpenFences() {
    let text = String(repeating: "```{eval-rst}\n.. _a:\n", count: 50)
    #expect(rewritten(text).utf8.count == text.utf8.count + 50 * "(a)=\n\n".utf8.count)
  }

  @Test(arguments: [
    "```{note}\nText\n:name: cup\n```\n", "```py\n:name: cup\n```\n", "```{note}\n:name:\n```\n",
  ])
  func noLabels(_ text: String) { expectText(rewritten(text), text) }
}

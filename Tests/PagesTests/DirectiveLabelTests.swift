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

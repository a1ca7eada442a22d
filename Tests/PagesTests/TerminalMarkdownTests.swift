import Markdown
import TestSupport
import Testing

/// Markdown as text for a terminal.
struct TerminalMarkdownTests {
  private func text(_ markdown: String, width: Int = 40) -> String {
    let document = MarkdownParser().parse(Array(markdown.utf8))
    let terminal = TerminalMarkdown(document, width: width)
    return document.children(of: 0).map { terminal.text(of: $0) }.joined(separator: "\n\n")
  }

  @Test func textIsWrappedAndLinksHaveTheirAddresses() {
    expectText(
      text("Go to the [guide](guide.md#a) with `code`, *soft* and **loud** words that fill two lines.\n"),
      """
      Go to the guide <guide.md#a> with
      `code`, soft and *loud* words that fill
      two lines.
      """)
  }

  @Test func listsCodeAndQuotationsAreIndented() {
    expectText(
      text(
        "1. one\n2. two that is longer than one line of a terminal\n   - inner\n\n```sh\nls\n```\n\n> said\n"),
      """
      1. one
      2. two that is longer than one line of a
         terminal
         - inner

          ls

      │ said
      """)
  }

  @Test func tablesAreColumnsWhereTheyFit() {
    let table = "| cup | price |\n|---|---|\n| small | 3 |\n| large, with a long description | 12 |\n"
    expectText(
      text(table),
      """
      cup                             price
      ──────────────────────────────  ─────
      small                           3
      large, with a long description  12
      """)
    expectText(
      text(table, width: 24),
      """
      small
        price: 3
      large, with a long
        description
        price: 12
      """)
  }
}

import Diagnostics
import Mermaid
import Testing

struct KanbanGrammarTests {
  /// The rows below `kanban`, told in words; the findings where there are any.
  private func told(_ rows: String) -> String {
    ReadResult("kanban\n" + rows + "\n").told
  }

  @Test func columnsAndTasksAreReadByTheirIndentation() {
    let text = """
        Todo
          [Write tests]
          docs[Write a page]@{ ticket: MC-1, assigned: 'Kim', priority: 'High' }
        doing["In progress (now)"]
            deep

              deeper@{
                label: "In words"
              }
        Done
      """
    #expect(
      told(text) == """
        Todo: Write tests; Write a page (ticket MC-1, priority High, Kim).
        In progress (now): deep; In words.
        Done: no tasks.
        """)
  }

  @Test func ticketsLeadWhereTheSettingSays() {
    let text = """
      ---
      config: {kanban: {ticketBaseUrl: 'https://example.org/#TICKET#'}}
      ---
      kanban
        Todo
          a@{ ticket: MC-1 }
          b
      """
    #expect(ReadResult(text + "\n").diagram?.links.map(\.destination) == ["https://example.org/MC-1"])
  }

  @Test(arguments: [
    (
      "  Todo\n    a[open",
      "3:5-6 The brackets that begin here are never closed → write the closing bracket after the words"
    ),
    ("  Todo\n    a@{ ticket: 1", "3:6-8 This `@{` has no `}` → write `}` after the last value"),
    ("  Todo\n    a@{ shape: Rect }", "3:8-21 Mermaid.js knows no shape \"Rect\" → remove `shape`"),
    ("  Todo\n  :::", "3:3-6 The name of a class must follow `:::` → write the name, or remove `:::`"),
    ("  ::icon(bomb)", "2:3-14 An icon must follow the node that it belongs to → write the node first"),
    (
      "    Todo\n  a\n  b",
      "3:3-4 A task cannot be indented less than the first column → indent it like the columns, or more"
    ),
    (
      "  Todo\n    a[one] b",
      "3:12-13 Nothing may follow a node on its line, found \"b\" → put it on a line of its own, or all words in quotes: `[\"…\"]`"
    ),
  ])
  func mistakesHaveAPlaceAndAFix(rows: String, report: String) {
    #expect(told(rows).split(separator: "\n").first.map(String.init) == report)
  }

  @Test func theNumberOfTasksIsLimited() {
    var limits = Limits()
    limits.nodes = 2
    let source = SourceText(path: "d.mmd", text: "kanban\n  a\n    b\n    c\n")
    #expect(
      MermaidParser.parse(source, limits: limits).diagnostics.map(\.message) == [
        "The diagram has more than 2 columns and tasks"
      ])
  }
}

import Diagnostics
import TestSupport
import Testing

@testable import Mermaid

private func outline(_ body: String) -> String {
  let reading = ReadResult("stateDiagram-v2\n\(body)\n")
  guard let diagram = reading.diagram?.content as? StateDiagram else { return reading.report }
  var lines = diagram.direction.map { [$0.rawValue] } ?? []
  for state in diagram.states {
    var line = "\(state.id)"
    switch state.kind {
    case .simple: break
    case .composite(let regions, let direction):
      line += " composite(\(regions))" + (direction.map { " \($0.rawValue)" } ?? "")
    case .history(let deep): line += deep ? " deep history" : " history"
    case .start: line += " start"
    case .end: line += " end"
    case .choice: line += " choice"
    case .fork: line += " fork"
    case .join: line += " join"
    }
    if !state.label.isEmpty, state.label.plain != state.id { line += " \"\(state.label.plain)\"" }
    for text in state.descriptions { line += " + \"\(text.plain)\"" }
    if let parent = state.parent { line += " in \(diagram.states[parent].id)/\(state.region)" }
    lines.append(line)
  }
  for transition in diagram.transitions {
    lines.append(
      "\(diagram.states[transition.from].id) → \(diagram.states[transition.to].id)"
        + (transition.label.map { " \"\($0.plain)\"" } ?? ""))
  }
  for note in diagram.notes {
    lines.append("note \(note.side) of \(diagram.states[note.state].id) \"\(note.text.plain)\"")
  }
  return lines.joined(separator: "\n")
}

struct StateGrammarTests {
  @Test func statesAndTransitions() {
    expectText(
      outline(
        "direction LR\n[*] --> A\nA --> B : go on\nB --> [*]\nA : first\nstate \"Long name\" as B\nB : more"),
      """
      LR
      [*]start start
      A "first"
      B "Long name" + "more"
      [*]end end
      [*]start → A
      A → B "go on"
      B → [*]end
      """)
  }

  @Test func compositeStatesHaveRegionsWithTheirOwnEnds() {
    let text = """
      A --> Active
      state Active {
        direction RL
        [*] --> x
        --
        [*] --> y
        y --> [*]
        state Inner {
          z
        }
      }
      """
    expectText(
      outline(text),
      """
      A
      Active composite(2) RL
      [*]startActive/0 start in Active/0
      x in Active/0
      [*]startActive/1 start in Active/1
      y in Active/1
      [*]endActive/1 end in Active/1
      Inner composite(1) in Active/1
      z in Inner/0
      A → Active
      [*]startActive/0 → x
      [*]startActive/1 → y
      y → [*]endActive/1
      """)
  }

  @Test func specialStates() {
    expectText(
      outline("state f <<fork>>\nstate j [[join]]\nstate c <<choice>>\nf --> [H]\nA --> [H*]"),
      """
      f fork
      j join
      c choice
      [H] history "H"
      A
      [H*] deep history "H*"
      f → [H]
      A → [H*]
      """)
  }

  @Test func notesHaveOneLineOrSeveral() {
    expectText(
      outline("A\nnote right of A : one line\nnote left of A\n  two\n  lines\nend note\nA --> B"),
      """
      A
      B
      A → B
      note right of A "one line"
      note left of A "two lines"
      """)
  }

  @Test func stylesAreResolved() throws {
    let text =
      "stateDiagram\n  A:::hot --> B\n  classDef hot fill:red\n  class B,C hot\n  style B fill:blue\n"
    guard let diagram = ReadResult(text).diagram?.content as? StateDiagram else {
      Issue.record("\(ReadResult(text).report)")
      return
    }
    #expect(diagram.states.map(\.style.fill) == [.color(Color(0xFF0000)), .color(Color(0x0000FF))])
  }

  @Test(arguments: [
    ("A -> B", "2:3-5 \"->\" is not a transition → write `-->`"),
    (
      "A-B --> C",
      """
      2:2-3 "-" is not allowed in a state's id → \
      write an id without it, and `state "text" as id` for its text
      """
    ),
    (
      "state Two Words {\n  A\n}",
      "2:7-16 A state's id is one word, found \"Two Words\" → write `state \"Two Words\" as id {`"
    ),
    (
      "state A {\n  B",
      """
      2:9-10 This "{" has no "}" → \
      write `}` on a line of its own after the last statement of the composite state
      """
    ),
    ("A --> ", "3:1-1 This arrow has no target → write a state after `-->`"),
    (
      "note over A : x",
      "2:6-7 A note must be `left of` or `right of` a state → write `note right of A : text`"
    ),
    (
      "note right of A",
      "2:1-6 This note has no text → write `note right of A : text`, or lines of text and `end note`"
    ),
    ("A:", "2:2-3 The text after this \":\" is missing → write `A : text`"),
  ])
  func mistakes(_ source: String, _ expected: String) {
    let reading = ReadResult("stateDiagram-v2\n\(source)\n")
    #expect(reading.report == expected)
    #expect(reading.diagram == nil)
  }

  @Test func strayBraceGivesWarning() {
    let reading = ReadResult("stateDiagram-v2\nA --> B\n}\n")
    #expect(reading.diagram != nil)
    #expect(reading.report == "3:1-2 \"}\" is read as part of a state's id → remove the \"}\"")
  }
}

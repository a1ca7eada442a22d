import Diagnostics
import TestSupport
import Testing

@testable import Mermaid

struct FlowchartMessageTests {
  @Test(arguments: [
    (
      "Advantage[Compute Advantages (r - mean)] --> B",
      #"2:30-31 "(" inside an unquoted label → write `Advantage["Compute Advantages (r - mean)"]`"#
    ),
    (#"  A{is "it"}"#, #"2:8-9 '"' inside an unquoted label → write `A{"is #quot;it#quot;"}`"#),
    ("  A -->|f(x)| B", #"2:10-11 "(" inside an unquoted label → write `-->|"f(x)"|`"#),
    ("  A -> B", #"2:5-7 "->" is not an edge → write `-->`"#),
    ("  A --> end", #"2:9-12 `end` is a keyword and cannot name a node → write `End`, or `e["end"]`"#),
    (
      "  A B",
      "2:5-6 \"B\" is not allowed after `A` → join nodes with an edge such as `-->`, or begin a new line"
    ),
    ("  A -->", "2:5-8 This edge has no target → write a node after it"),
    ("  A[abc --> B", "2:4-5 This \"[\" has no \"]\" → write `]` at the end of the label"),
    ("  A[\"abc] --> B", "2:5-6 This string has no closing quote → write `\"` before the \"]\""),
    ("  A[]", "2:4-6 This label is empty → write `[\" \"]` for a label without text"),
    (
      "  subgraph one\n  A",
      "2:3-11 This subgraph has no `end` → write `end` on a line of its own after its last statement"
    ),
    (
      "  A\n  end",
      """
      3:3-6 No subgraph is open for this `end` → \
      remove it; a node of that name is written `End`, or `e["end"]`
      """
    ),
    ("  A@{ shape: diamon }", "2:14-20 Mermaid.js knows no shape \"diamon\" → write `shape: diamond`"),
    ("  A@{ shape: rect", "2:4-6 This `@{` has no `}` → write `}` after the last value"),
    (
      "  A --> B\n  linkStyle 1 stroke:red",
      """
      3:13-14 There is no edge 1 before this line; the edges so far are 0 to 0 → \
      count the edges from 0 in the order they are written
      """
    ),
    (
      "  A\n  style A fill:rgb(1,2,3)",
      "3:19-20 Parentheses are not allowed in a style → write the colour as `#rrggbb` or by its name"
    ),
    (
      "  😀 --> B",
      "2:3-4 \"😀\" is not allowed in a node's id → write a plain id and keep the text as label: `id[\"…\"]`"
    ),
    (
      "  A[me@example.com]",
      """
      2:3-8 "A[me@" is read as the id of an edge, because of its "@" → \
      put text that has a "@" in double quotes, such as `id["me@example.com"]`
      """
    ),
    (
      "  A -- text B",
      """
      2:5-7 "--" begins an edge with text, and the edge has no end → \
      write `-- text -->`, or `-->` for an edge without text
      """
    ),
  ])
  func mistakes(_ source: String, _ expected: String) {
    let reading = ReadResult("flowchart TD\n\(source)\n")
    #expect(reading.report == expected)
    #expect(reading.diagram == nil)
  }

  @Test(arguments: [
    (
      "flowchart XY\nA\n",
      """
      1:11-13 "XY" is not a direction → \
      write one of `TB`, `TD`, `BT`, `LR` and `RL`, and the statements on the lines below
      """
    ),
    (
      "flowchart TD A\n",
      "1:14-15 The direction is followed by \"A\" on the same line → begin a new line after the direction"
    ),
  ])
  func headers(_ source: String, _ expected: String) { #expect(ReadResult(source).report == expected) }

  @Test func severalMistakesAtOnce() {
    let report = ReadResult("flowchart TD\n  A[x(y)] --> B\n  B --> C\n  C -> D\n  D{a (b)}\n").report
    expectText(
      report,
      """
      2:6-7 "(" inside an unquoted label → write `A["x(y)"]`
      4:5-7 "->" is not an edge → write `-->`
      5:7-8 "(" inside an unquoted label → write `D{"a (b)"}`
      """)
  }

  @Test func unknownNamesAreWarnings() {
    let reading = ReadResult("flowchart TD\n  Alpha\n  class Alpa big\n")
    #expect(reading.diagram != nil)
    #expect(reading.report == "3:9-13 No node, edge or subgraph is called \"Alpa\" → write `Alpha`")
  }

  @Test func addressesThatADrawingLeavesOutAreWarnings() {
    let reading = ReadResult("flowchart TD\n  a --> b\n  click a \"javascript:alert(1)\"\n")
    #expect(reading.diagram != nil)
    #expect(
      reading.report
        == "3:12-31 `javascript:alert(1)` is not an address that a drawing may link to; the link is left out → "
        + "write an address that begins with `https://`, or a relative one")
    for address in ["https://example.com/a:b", "guide.md#x", "watch(job:every:)"] {
      #expect(ReadResult("flowchart TD\n  a --> b\n  click a \"\(address)\"\n").report == "")
    }
  }

  @Test func limitsAreFindings() {
    var limits = Limits()
    limits.flowchartEdges = 3
    let (diagram, diagnostics) = MermaidParser.parse(
      SourceText(path: "d.mmd", text: "flowchart TD\n  A & B --> C & D\n"), limits: limits)
    #expect(diagram == nil)
    #expect(diagnostics.map(\.rule.id) == ["mermaid-limit"])
    let nested = "flowchart TD\n" + String(repeating: "subgraph s\n", count: 70)
    #expect(ReadResult(nested).report.hasPrefix("66:1-9 Subgraphs are nested more than 64 deep → "))
  }

  /// Broken text of every kind ends in a value, never in a crash, and soon.
  @Test func brokenTextIsRead() {
    let parts = [
      "flowchart TD", "\n", "A", "[", "]", "(", ")", "{", "}", "\"", "`", "-->", "--", "-", ".", "=", "@{",
      "|", "%%",
      "%%{", "---", "&", ";", ":::", "end", "subgraph ", "style ", "click ", " ", "é", "😀", "\u{1}", "#35;",
      "<br",
      "classDef ", "linkStyle ", "accDescr {", "direction TB",
    ]
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var read = 0
    for family in ["flowchart TD\n", "stateDiagram-v2\n", "erDiagram\n"] {
      for _ in 0..<300 {
        let body = (0..<random(40)).map { _ in parts[random(parts.count)] }.joined()
        let (diagram, diagnostics) = MermaidParser.parse(SourceText(path: "d.mmd", text: family + body))
        #expect(diagram != nil || diagnostics.hasErrors)
        read += 1
      }
    }
    #expect(read == 900)
    for part in parts {
      let (diagram, diagnostics) = MermaidParser.parse(
        SourceText(path: "d.mmd", text: "flowchart TD\n" + String(repeating: part, count: 5_000)))
      #expect(diagram != nil || diagnostics.hasErrors)
    }
  }
}

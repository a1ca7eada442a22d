import Diagnostics
import Testing

@testable import Mermaid

struct PreambleTests {
  @Test func frontMatterGivesTheTitleAndShiftsNothing() {
    let reading = ReadResult(
      "---\ntitle: \"Steps: all\"\nconfig:\n  theme: dark\n---\nflowchart TD\n  A[x(y)]\n")
    #expect(reading.report == #"7:6-7 "(" inside an unquoted label → write `A["x(y)"]`"#)
    let good = ReadResult("---\ntitle: \"Steps: all\"\n---\nflowchart TD\n  A\n")
    #expect(good.diagram?.header.title == "Steps: all")
  }

  @Test func commentsAndDirectivesShiftNothing() {
    let text = """
      %%{init: {'theme': 'dark'}}%%
      %% a comment

      flowchart TD
        %% another
        A --> B %%{wrap}%%
        B -> C
      """
    #expect(ReadResult(text).report == #"7:5-7 "->" is not an edge → write `-->`"#)
  }

  @Test func carriageReturnsShiftNothing() {
    #expect(
      ReadResult("flowchart TD\r\n  A --> B\r\n  B -> C\r\n").report
        == #"3:5-7 "->" is not an edge → write `-->`"#)
  }

  @Test func placesAreThoseOfTheMarkdownFile() {
    let source = SourceText(path: "page.md", text: "# Päge\n\n```mermaid\nflowchart TD\n  Ä -> B\n```\n")
    let start = source.offset(ofLine: 4)
    let end = source.offset(ofLine: 6)
    let (_, diagnostics) = MermaidParser.parse(source, range: start..<end)
    #expect(diagnostics.map { $0.span?.label } == ["page.md:5:5"])
  }

  @Test func severalRangesMakeOneDiagram() {
    let source = SourceText(path: "page.md", text: "> flowchart TD\n>   A -> B\n")
    let first = 2..<source.offset(ofLine: 2)
    let second = source.offset(ofLine: 2) + 2..<source.bytes.count
    let (_, diagnostics) = MermaidParser.parse(source, ranges: [first, second])
    #expect(diagnostics.map { $0.span?.label } == ["page.md:2:7"])
  }

  @Test func severalErrorsAreReportedAtOnceWhereTheyAre() {
    let source = SourceText(
      path: "page.md",
      text: """
        - A list:

          ```mermaid
          ---
          title: Steps
          ---
          flowchart TD
            %% the loop
            Advantage[Compute Advantages (r - mean)] --> Update
            Update -> Next
            Next --> Last{done?
          ```
        """)
    // As Markdown gives them: without the indentation of the list.
    let ranges = (4...11).map { source.offset(ofLine: $0) + 2..<source.offset(ofLine: $0 + 1) }
    let (_, diagnostics) = MermaidParser.parse(source, ranges: ranges)
    #expect(
      diagnostics.map { "\($0.span?.label ?? "") \($0.message) → \($0.fix ?? "")" } == [
        #"page.md:9:34 "(" inside an unquoted label → write `Advantage["Compute Advantages (r - mean)"]`"#,
        #"page.md:10:12 "->" is not an edge → write `-->`"#,
        #"page.md:11:18 This "{" has no "}" → write `}` at the end of the label"#,
      ])
  }

  @Test func errorsAreKeptBehindManyWarnings() {
    let warnings = (1...12).map { "  class a\($0) hot\n" }.joined()
    let report = ReadResult("flowchart TD\n" + warnings + "  x -> y\n").report
    #expect(report.hasSuffix(#"14:5-7 "->" is not an edge → write `-->`"#))
  }

  @Test func unfinishedFrontMatterIsOneFinding() {
    #expect(
      ReadResult("---\ntitle: x\nflowchart TD\nA\n").report
        == "1:1-4 The front matter that begins here has no end → write `---` alone on a line, with the same "
        + "indentation, after the last line of the front matter")
  }

  @Test func frontMatterErrorsNameThePlace() {
    #expect(
      ReadResult("---\ntitle: a: b\n---\nflowchart TD\nA\n").report
        == "2:9-10 An unquoted value contains a colon and a space → put the value in double quotes")
  }

  @Test func brokenDirectiveIsAWarningOnly() {
    let reading = ReadResult("%%{init: {'theme': }}%%\nflowchart TD\nA\n")
    #expect(reading.diagram != nil)
    let broken = ReadResult("%%{init: {'theme' 'dark'}}%%\nflowchart TD\nA\n")
    #expect(broken.diagram != nil)
    #expect(broken.report == "1:19-20 Expected `,` between two values here")
  }

  @Test func familiesAreNamed() {
    #expect(
      ReadResult("flowchrt TD\nA\n").report
        == "1:1-9 Unknown kind of diagram `flowchrt`. Did you mean `flowchart`?")
    #expect(
      ReadResult("venn-beta\n  a\n").report.hasPrefix(
        "1:1-10 A Venn diagram (`venn-beta`) cannot be drawn yet → "))
    #expect(
      ReadResult("\n\n").report
        == "3:1-1 The diagram is empty → begin it with the kind of diagram, such as `flowchart TD`")
  }

  @Test func accessibleWordsAreRead() {
    let header = ReadResult(
      "flowchart TD\n  accTitle: Steps #35;1\n  accDescr {\n    two\n    lines\n  }\n  A\n"
    ).diagram?.header
    #expect(header?.accessibleTitle == "Steps #1")
    #expect(header?.accessibleDescription == "two\nlines")
  }

  @Test func largeDiagramsAreRefused() {
    let (diagram, diagnostics) = MermaidParser.parse(
      SourceText(path: "d.mmd", text: "flowchart TD\nA\n"), limits: Limits(bytes: 4))
    #expect(diagram == nil)
    #expect(diagnostics.map(\.message) == ["The diagram has 15 bytes; at most 4 are read"])
    let long = ReadResult("flowchart TD\nA[\"" + String(repeating: "x", count: 50_000) + "\"]\n")
    #expect(
      long.report
        == "1:1-1 The diagram has 50019 characters; at most 50000 are read → split it into several diagrams")
  }

  @Test(arguments: [
    "erDiagram\nCUP {\n}\n", "stateDiagram-v2\ncup\n", "flowchart LR\ncup\n", "journey\ncup: 1\n",
    "sequenceDiagram\ncup ->> cup: x\n",
  ])
  func aDiagramIsReadWhenNoFindingsAreWanted(text: String) {
    let (diagram, diagnostics) = MermaidParser.parse(
      SourceText(path: "d.mmd", text: text), limits: Limits(findings: 0))
    #expect(diagram?.parts.map { $0.label.lowercased() } == ["cup"])
    #expect(diagnostics == [])
  }
}

import Diagnostics
import Mermaid
import Testing

struct TreemapGrammarTests {
  /// The rows below `treemap-beta`, told in words; the findings where there are any.
  private func told(_ rows: String) -> String {
    ReadResult("treemap-beta\n" + rows + "\n").told
  }

  @Test func sectionsAndLeavesAreReadByTheirIndentation() {
    let text = """
      title Costs %% of May
      "Compute"
          "GPU": 1,200.5
          "More"
            'CPU' , 80
      "Judge" : 20
      """
    #expect(
      told(text) == """
        Compute: 1,280.5.
        Compute, GPU: 1,200.5.
        Compute, More: 80.
        More, CPU: 80.
        Judge: 20.
        """)
    #expect(ReadResult("treemap\n" + text).diagram?.header.title == "Costs")
  }

  @Test func classesAreRead() {
    let text = "treemap-beta\n\"a\":::loud\n  \"b\": 1:::loud\nclassDef loud fill:#f00,color:#fff;\n"
    let nodes = (ReadResult(text).diagram?.content as? Treemap)?.nodes
    #expect(nodes?.map { $0.style.fill?.color?.hex } == ["#f00", "#f00"])
  }

  @Test(arguments: [
    (",", "1,234.5"), ("$0,0", "$1,234.5"), ("$,.2f", "$1,234.50"), (".0f", "1235"), (".1%", "123450.0%"),
    ("", "1234.5"),
  ])
  func valuesAreWrittenInTheFormatOfTheAuthor(format: String, value: String) {
    let text = "---\nconfig: {treemap: {valueFormat: '\(format)'}}\n---\ntreemap-beta\n\"a\": 1234.5\n"
    #expect(ReadResult(text).diagram?.walkthrough == ["a: \(value)."])
  }

  @Test(arguments: [
    (
      "a: 1",
      "2:1-2 A section or a leaf begins with its label in quotes, found \"a\" → write `\"label\"` or `\"label\": 10`"
    ),
    (
      "\"a\": -1",
      "2:6-7 The value of a leaf must be a number such as `12` or `1,200.5`, found \"-\" → write it in digits, without a sign or a unit"
    ),
    ("\"a", "2:1-2 This quotation is never closed → write '\"' after the label"),
    (
      "\"a\": 9999999999999999",
      "2:6-22 This number is too large to be drawn → write it in a larger unit, such as millions: numbers go up to 1,000,000,000,000,000"
    ),
    ("\"a\"  \n  \"b\": 1", "2:4-5 Mermaid.js does not read white space at the end of a line → remove it"),
    ("\"a\":::1", "2:1-8 The name of a class must follow `:::` → write the name, or remove `:::`"),
  ])
  func mistakesHaveAPlaceAndAFix(rows: String, report: String) {
    #expect(told(rows).split(separator: "\n").first.map(String.init) == report)
  }

  @Test func depthAndNumberAreLimited() {
    let deep = (0..<66).map { String(repeating: " ", count: $0) + "\"s\"\n" }.joined()
    #expect(told(deep).contains("Sections are nested more than 64 deep"))
    var limits = Limits()
    limits.nodes = 1
    let source = SourceText(path: "d.mmd", text: "treemap-beta\n\"a\": 1\n\"b\": 1\n")
    #expect(
      MermaidParser.parse(source, limits: limits).diagnostics.map(\.message) == [
        "The diagram has more than 1 sections and leaves"
      ])
  }
}

import Diagnostics
import Mermaid
import Testing

struct RequirementGrammarTests {
  /// The statements below `requirementDiagram`, read and told in words; the findings where there are any.
  private func told(_ statements: String) -> String {
    ReadResult("requirementDiagram\n" + statements + "\n").told
  }

  @Test func requirementsElementsAndRelationshipsAreRead() {
    let text = """
      performanceRequirement latency {
        id: 1.2
        text: Answer within 100 ms. # of all calls
        risk: High
        verifyMethod: test
      }
      element "load test" {
        type: "test suite"
        docRef: tests/load
      }
      "load test" - verifies -> latency
      latency <- satisfies - "load test"
      """
    #expect(
      told(text) == """
        Performance requirement 1.2, latency: Answer within 100 ms. # of all calls. Risk: high. Verified by: test.
        Element load test: test suite, tests/load.
        load test verifies latency.
        load test satisfies latency.
        """)
  }

  @Test(arguments: [
    ("requirement", "Requirement"), ("functionalRequirement", "Functional requirement"),
    ("interfaceRequirement", "Interface requirement"), ("physicalRequirement", "Physical requirement"),
    ("DESIGNCONSTRAINT", "Design constraint"),
  ])
  func everyKindIsRead(keyword: String, words: String) {
    #expect(told("\(keyword) a {\n}") == "\(words), a.")
  }

  @Test func classesAndStylesAreRead() {
    let text = """
      requirementDiagram
      requirement a:::loud {
      }
      element b {
      }
      b:::loud
      class b quiet
      style b stroke:#333
      classDef loud fill:#f00
      classDef quiet fill:#eee
      """
    let nodes = (ReadResult(text).diagram?.content as? RequirementDiagram)?.nodes
    #expect(nodes?.map { $0.style.fill?.color?.hex } == ["#f00", "#eee"])
    #expect(nodes?.last?.style.stroke?.color?.hex == "#333")
  }

  @Test(arguments: [
    ("", nil as Direction?), ("direction LR", .leftToRight), ("DIRECTION BT", .bottomToTop),
  ])
  func theDirectionIsRead(statement: String, direction: Direction?) {
    let diagram = ReadResult("requirementDiagram\n\(statement)\n").diagram?.content as? RequirementDiagram
    #expect(diagram?.direction == direction)
  }

  @Test func wordsForScreenReadersAreRead() {
    let header = ReadResult("requirementDiagram\naccTitle: Goals\naccDescr {\n one\n two\n}\n").diagram?
      .header
    #expect(header?.accessibleTitle == "Goals")
    #expect(header?.accessibleDescription == "one\ntwo")
  }

  @Test(arguments: [
    (
      "requirement a {\nrisk: severe\nid: 1\n}",
      "3:7-13 Expected `low`, `medium` or `high`, found \"severe\""
    ),
    (
      "requirement a {\ntext: one: two\n}",
      "3:10-11 Expected the end of the line, found \":\" → "
        + "write words with `:`, `,`, `-`, `=`, `<`, `>` or `{` in double quotes"
    ),
    ("element a {\nid: 1\n}", "3:1-3 Expected `type:`, `docRef:` or `}`, found \"id\""),
    ("element a { }", "2:13-14 Expected a line end after `{`, without a space before it, found \"}\""),
    (
      "element a {\n",
      "2:11-12 This \"{\" has no \"}\" → write `}` on a line of its own after the last line about `a`"
    ),
    (
      "element a {\n}\na - verifies -> c",
      "4:17-18 No requirement or element has the name `c`. Did you mean `a`?"
    ),
    ("element \"a {\n}", "2:9-10 This string has no closing quote → write `\"` at its end"),
    ("element test {\n}", "2:9-13 Expected a name, found \"test\" → write it in double quotes"),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(told(statements) == report)
  }

  @Test func theFirstLineIsTheKeywordAlone() {
    #expect(
      ReadResult("requirementDiagram a").report
        == "1:1-21 A requirement diagram begins with `requirementDiagram` on a line of its own → "
        + "write `requirementDiagram` and a new line")
  }

  @Test func aSecondDescriptionIsReported() {
    let text = "element a {\ntype: first\n}\nelement a {\ntype: second\n}"
    #expect(
      told(text)
        == "5:9-10 `a` has been described before; this description is not drawn → "
        + "give it another name, or remove itElement a: first.")
  }

  @Test func numbersOfNodesAndRelationshipsAreLimited() {
    var limits = Limits()
    limits.nodes = 1
    limits.edges = 1
    func messages(_ text: String) -> [String] {
      MermaidParser.parse(SourceText(path: "d.mmd", text: "requirementDiagram\n" + text), limits: limits)
        .diagnostics.map(\.message)
    }
    let one = "element a {\n}\na - copies -> a\n"
    #expect(messages(one) == [])
    #expect(messages(one + "element b {\n}\n") == ["The diagram has more than 1 requirements and elements"])
    #expect(messages(one + "a - traces -> a\n") == ["The diagram has more than 1 relationships"])
    limits.edges = 1_000
    let many = String(repeating: "a - traces -> a\n", count: 500)
    #expect(messages(one + many) == ["The diagram has more than 500 relationships"])
  }
}

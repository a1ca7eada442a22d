import Diagnostics
import TestSupport
import Testing

@testable import Mermaid

private func outline(_ body: String) -> String {
  let reading = ReadResult("erDiagram\n\(body)\n")
  guard let diagram = reading.diagram?.content as? ERDiagram else { return reading.report }
  var lines = diagram.direction.map { [$0.rawValue] } ?? []
  for entity in diagram.entities {
    lines.append(entity.id + (entity.label.plain == entity.id ? "" : " \"\(entity.label.plain)\""))
    for attribute in entity.attributes {
      lines.append(
        "  \(attribute.type) \(attribute.name)" + attribute.keys.map { " \($0.rawValue)" }.joined()
          + (attribute.comment.map { " \"\($0.plain)\"" } ?? ""))
    }
  }
  for relationship in diagram.relationships {
    lines.append(
      "\(diagram.entities[relationship.from].id) \(relationship.fromCardinality)"
        + (relationship.identifying ? " -- " : " .. ")
        + "\(relationship.toCardinality) \(diagram.entities[relationship.to].id)"
        + (relationship.label.map { " \"\($0.plain)\"" } ?? ""))
  }
  return lines.joined(separator: "\n")
}

struct ERGrammarTests {
  @Test(arguments: [
    ("||--||", "exactlyOne -- exactlyOne"), ("|o--o|", "zeroOrOne -- zeroOrOne"),
    ("}o..o{", "zeroOrMore .. zeroOrMore"), ("}|.-|{", "oneOrMore .. oneOrMore"),
    ("u--o{", "onlyParent -- zeroOrMore"), (" only one to zero or more ", "exactlyOne -- zeroOrMore"),
    (" one optionally to many(1) ", "exactlyOne .. oneOrMore"), (" 1 to 0+ ", "exactlyOne -- zeroOrMore"),
    (" one or many to one or zero ", "oneOrMore -- zeroOrOne"),
    (" 1+ to many(0) ", "oneOrMore -- zeroOrMore"),
    (" zero or one TO many ", "zeroOrOne -- zeroOrMore"),
  ])
  func cardinalities(_ source: String, _ expected: String) {
    #expect(outline("A \(source) B : has") == "A\nB\nA \(expected) B \"has\"")
  }

  @Test func attributesHaveTypesKeysAndComments() {
    let text = """
      direction LR
      CAR["A car"] {
        string id PK, FK "the *key*"
        List~Map~int~~ parts
        int? `two words`
        string(99) name UK
      }
      "LINE ITEM" ||--o{ CAR : ""
      """
    expectText(
      outline(text),
      """
      LR
      CAR "A car"
        string id PK FK "the *key*"
        List<Map<int>> parts
        int? two words
        string(99) name UK
      LINE ITEM
      LINE ITEM exactlyOne -- zeroOrMore CAR
      """)
  }

  @Test func stylesAreResolved() {
    let text = """
      erDiagram
        A:::hot ||--|| B : x
        B:::hot,thick
        classDef hot fill:#f00
        classDef thick stroke-width:4px
        style A fill:#00f
      """
    guard let diagram = ReadResult(text).diagram?.content as? ERDiagram else {
      Issue.record("\(ReadResult(text).report)")
      return
    }
    #expect(diagram.entities.map(\.style.fill) == [.color(Color(0x0000FF)), .color(Color(0xFF0000))])
    #expect(diagram.entities.map(\.style.strokeWidth) == [nil, 4])
  }

  @Test(arguments: [
    ("A ||--o{ B", "2:1-11 This relationship has no label → write `: \"\"` after it for an empty one"),
    ("A ||-o{ B : x", "2:5-7 Expected `--` or `..` between the two cardinalities, found \"-o\""),
    (
      "A { string }\nB { int x }",
      "2:5-11 The attribute \"string\" has a type and no name, or a name and no type → write `type name`"
    ),
    ("A {\n  int x", "2:3-4 This \"{\" has no \"}\" → write `}` after the last attribute"),
    ("A ||--|| B : \"x", "2:14-15 This string has no closing quote → write `\"` at its end"),
    (
      "A[x y]",
      """
      2:5-6 Expected `]` after the name of the entity, found "y" → \
      write the name in double quotes: `A["…"]`
      """
    ),
  ])
  func mistakes(_ source: String, _ expected: String) {
    let reading = ReadResult("erDiagram\n\(source)\n")
    #expect(reading.report == expected)
    #expect(reading.diagram == nil)
  }
}

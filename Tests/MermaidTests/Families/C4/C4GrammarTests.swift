import Diagnostics
import Mermaid
import Testing

struct C4GrammarTests {
  /// The statements below `C4Context`, read and told in words; the findings where there are any.
  private func told(_ statements: String, kind: String = "C4Context") -> String {
    ReadResult("\(kind)\n\(statements)\n").told
  }

  @Test func elementsBoundariesAndRelationshipsAreRead() {
    let text = """
      title Training
      Person(dev, Developer, "Starts jobs")
      System_Boundary(service, "Service") {
        Container(api, "API", "Swift", "Answers calls")
        ContainerDb(db, "Jobs", "PostgreSQL")
        ContainerQueue_Ext(queue, "Queue")
      }

      Rel(dev, api, "calls", "JSON-RPC")
      BiRel(api, db, "reads and writes")
      Rel_Back(api, queue, "delivers")
      """
    #expect(
      told(text) == """
        Developer (Person): Starts jobs.
        API (Container: Swift) in Service: Answers calls.
        Jobs (Container: PostgreSQL) in Service.
        Queue (External container) in Service.
        Developer to API: calls (JSON-RPC).
        API to Jobs: reads and writes and back.
        Queue to API: delivers.
        """)
    #expect(ReadResult("C4Context\n" + text + "\n").diagram?.header.title == "Training")
  }

  @Test(arguments: C4Diagram.Kind.allCases)
  func allFiveKindsAreRead(kind: C4Diagram.Kind) {
    let diagram = ReadResult("\(kind.rawValue)\nSystem(a, \"A\")\n").diagram?.content as? C4Diagram
    #expect(diagram?.kind == kind)
  }

  @Test func relationshipsOfADynamicDiagramAreNumbered() {
    let text = "System(a, \"A\")\nSystem(b, \"B\")\nRel(a, b, \"asks\")\nRelIndex(7, b, a, \"answers\")"
    #expect(told(text, kind: "C4Dynamic").hasSuffix("1. A to B: asks.\n2. B to A: answers."))
  }

  @Test func valuesWithNamesStandInThePlaceOfOthers() {
    let text = "C4Context\nSystem(a, \"A\", $descr=\"What it does\", $link=\"a.md\", $tags=\"x\")\n"
    let element = (ReadResult(text).diagram?.content as? C4Diagram)?.elements.first
    #expect(element?.description.plain == "What it does")
    #expect(element?.link?.destination == "a.md")
  }

  @Test func nodesOfADeploymentAreBoundaries() {
    let text = """
      C4Deployment
      Deployment_Node(host, "Server", "Ubuntu 24.04", "One of three")
      {
        Node(vm, "VM") {
          Container(api, "API")
        }
      }
      """
    let boundaries = (ReadResult(text + "\n").diagram?.content as? C4Diagram)?.boundaries
    #expect(
      boundaries?.map { "\($0.label.plain) [\($0.type.plain)] \($0.description.plain)" } == [
        "Server [Ubuntu 24.04] One of three", "VM [Node] ",
      ])
    #expect(boundaries?.map(\.parent) == [nil, 0])
  }

  @Test func coloursAreThoseOfUpdateStatements() {
    let text = """
      C4Context
      System(a, "A")
      System(b, "B")
      Rel(a, b, "calls")
      UpdateElementStyle(a, $bgColor="#222", $fontColor="#eee", $borderColor="red")
      UpdateRelStyle(a, b, $textColor="blue", $lineColor="green", $offsetY="-40")
      UpdateLayoutConfig($c4ShapeInRow="3")
      """
    let diagram = ReadResult(text + "\n").diagram?.content as? C4Diagram
    #expect(diagram?.elements[0].style.fill?.color?.hex == "#222")
    #expect(diagram?.elements[0].style.stroke?.color?.hex == "#f00")
    #expect(diagram?.relationships[0].style.color?.color?.hex == "#00f")
    #expect(diagram?.relationships[0].style.stroke?.color?.hex == "#008000")
  }

  @Test func wordsForScreenReadersAreRead() {
    let header = ReadResult("C4Context\naccTitle: A\naccDescr: B\nSystem(a, \"A\")\n").diagram?.header
    #expect(header?.accessibleTitle == "A" && header?.accessibleDescription == "B")
  }

  @Test(arguments: [
    ("", "1:1-10 The diagram has no statement → write an element below it, as in `Person(alias, \"Label\")`"),
    ("Sistem(a, \"A\")", "2:1-7 Unknown statement `Sistem` of a C4 diagram → write `System`"),
    ("System (a, \"A\")", "2:1-7 `(` must follow `System` at once, found \" \" → write `System(…)`"),
    ("System()", "2:1-7 `System` has no values → write `System(alias, \"label\")`"),
    ("System(a, A)", "2:11-12 A value before `)` must be in quotes → write `\"A\"`"),
    ("System(a, \"A)", "2:11-12 This string has no closing quote → write `\"` at its end"),
    (
      "System(a, \"A\", $link=a.md)",
      "2:16-21 A value with a name is written `$name=\"value\"` → write the value in double quotes"
    ),
    ("System(a, \"A\", $link=\"\")", "2:22-23 This value is empty → write a value, or remove the name, too"),
    (
      "System(a, $tags=\"x\")",
      "2:1-7 The label must be the second value of `System` → write it before the values with `$`"
    ),
    (
      "System(a, \"A\") System(b, \"B\")",
      "2:16-17 Nothing may follow a statement on its line, found \"System\" → put it on a line of its own"
    ),
    (
      "Node(a, \"A\")",
      "2:1-5 `Node` must be followed by `{`, found the end of the diagram → write `{`, its elements, and `}`"
    ),
    (
      "Boundary(a, \"A\") {\n}",
      "3:1-2 A boundary has at least one element → write an element before `}`, or remove it"
    ),
    (
      "Boundary(a, \"A\") {\nSystem(b, \"B\")",
      "2:1-9 This boundary has no end → write `}` on a line of its own after its elements"
    ),
    ("System(a, \"A\")\n}", "3:1-2 This \"}\" has no \"{\" → remove it"),
    (
      "System(a, \"A\")\nRel(a, c, \"x\")",
      "3:8-9 No element has the alias `c`. Did you mean `a`?"
    ),
    (
      "Boundary(b, \"B\") {\nSystem(a, \"A\")\n}\nRel(a, b, \"x\")",
      "5:8-9 `b` is a boundary, and relationships end at elements → name an element inside of it"
    ),
    ("System(a, \"direction LR\")", "2:1-26 A C4 diagram has no direction → remove `direction`"),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(told(statements) == report)
  }

  @Test func aRelationshipWithoutALabelIsReported() {
    let text = "System(a, \"A\")\nRel(a, \"a\")"
    #expect(
      told(text)
        == "3:1-4 A relationship without a label is not drawn → write `Rel(from, to, \"label\")`A (System).")
  }

  @Test func theFirstWordStandsAlone() {
    #expect(
      ReadResult("C4Context;\nSystem(a, \"A\")\n").report
        == "1:1-10 `C4Context` stands on a line of its own → write a new line after it")
  }

  @Test func depthAndNumberAreLimited() {
    let deep =
      (0..<65).map { "Boundary(b\($0), \"B\") {\n" }.joined() + "System(a, \"A\")\n"
      + String(repeating: "}\n", count: 65)
    #expect(told(deep).contains("Boundaries are nested more than 64 deep"))
    var limits = Limits()
    limits.nodes = 1
    let text = "C4Context\nSystem(a, \"A\")\nSystem(b, \"B\")\n"
    let (_, findings) = MermaidParser.parse(SourceText(path: "d.mmd", text: text), limits: limits)
    #expect(findings.map(\.message) == ["The diagram has more than 1 elements and relationships"])
  }
}

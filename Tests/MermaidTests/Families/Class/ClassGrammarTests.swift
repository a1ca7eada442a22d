import Mermaid
import TestSupport
import Testing

private func classes(_ body: String) -> (diagram: ClassDiagram?, header: DiagramHeader?, report: String) {
  let reading = ReadResult("classDiagram\n" + body)
  guard let diagram = reading.diagram?.content as? ClassDiagram else {
    return (nil, reading.diagram?.header, reading.report)
  }
  return (diagram, reading.diagram?.header, reading.report)
}

struct ClassGrammarTests {
  @Test(arguments: [
    ("<|--", ClassDiagram.End.inheritance, ClassDiagram.End.none, LineKind.solid),
    ("--|>", .none, .inheritance, .solid), ("*--", .composition, .none, .solid),
    ("--o", .none, .aggregation, .solid), ("-->", .none, .dependency, .solid),
    ("<..", .dependency, .none, .dotted), ("..|>", .none, .inheritance, .dotted),
    ("..", .none, .none, .dotted), ("--", .none, .none, .solid),
    ("<|--|>", .inheritance, .inheritance, .solid),
    ("o..*", .aggregation, .composition, .dotted), ("<-->", .dependency, .dependency, .solid),
  ])
  func readsEveryRelation(
    _ arrow: String, _ from: ClassDiagram.End, _ to: ClassDiagram.End, _ line: LineKind
  ) throws {
    let (diagram, _, report) = classes("Animal \"1\" \(arrow) \"0..*\" Dog-house.Kennel : lives **in**\n")
    #expect(report == "")
    let relation = try #require(diagram?.relations.first)
    #expect(diagram?.classes.map(\.id) == ["Animal", "Dog-house.Kennel"])
    #expect(relation.fromEnd == from)
    #expect(relation.toEnd == to)
    #expect(relation.line == line)
    #expect(relation.fromCardinality == "1")
    #expect(relation.toCardinality == "0..*")
    #expect(relation.label?.plain == "lives in")
  }

  @Test func theNameAtALollipopIsNoClass() throws {
    let (diagram, _, report) = classes("foo ()-- Bar\nBar --() baz\nA ()--() B\n")
    #expect(report == "")
    #expect(diagram?.classes.map(\.id) == ["Bar", "foo", "baz", "A", "B"])
    #expect(diagram?.classes.map(\.isInterfaceName) == [false, true, true, false, false])
    #expect(diagram?.relations.map(\.fromEnd) == [.lollipop, .none, .lollipop])
    #expect(diagram?.relations.map { [$0.from, $0.to] } == [[1, 0], [0, 2], [3, 4]])
  }

  @Test func readsMembers() throws {
    let (diagram, _, report) = classes(
      """
      class Shelf~T~["The shelf"] {
        <<service>>
        +List~Map~K, V~~ items
        -int count$
        ~hidden
        #find(key: K, rest) Optional~T~
        +clear()* void
        draw()$
        notify(f(x)) void*
      }
      Shelf : +add(item T) bool
      Shelf : size
      """)
    #expect(report == "")
    let shelf = try #require(diagram?.classes.first)
    #expect(shelf.id == "Shelf")
    #expect(shelf.label.plain == "The shelf<T>")
    #expect(shelf.annotations == ["service"])
    #expect(
      shelf.attributes == [
        .init("List<Map<K, V>> items", visibility: .public),
        .init("int count", visibility: .private, classifier: .static), .init("hidden", visibility: .package),
        .init("size"),
      ])
    #expect(
      shelf.methods == [
        .init("find(key: K, rest) : Optional<T>", visibility: .protected),
        .init("clear() : void", visibility: .public, classifier: .abstract),
        .init("draw()", classifier: .static), .init("notify(f(x)) : void", classifier: .abstract),
        .init("add(item T) : bool", visibility: .public),
      ])
  }

  @Test func readsNamespacesNotesAndAnnotations() throws {
    let (diagram, header, report) = classes(
      """
      direction LR
      accTitle: Shop
      namespace Shop.Core["The core"] {
        class Item
        note "loose"
        namespace Inner {
          class Deep
        }
      }
      namespace Shop { class Till <<device>> }
      <<interface>> Item
      class `Odd name!`~T~
      note for Item "line one\\nline two"
      """)
    #expect(report == "")
    #expect(header?.accessibleTitle == "Shop")
    #expect(diagram?.direction == .leftToRight)
    #expect(diagram?.namespaces.map(\.id) == ["Shop", "Shop.Core", "Shop.Core.Inner"])
    #expect(diagram?.namespaces.map(\.title.plain) == ["Shop", "The core", "Inner"])
    #expect(diagram?.namespaces.map(\.parent) == [nil, 0, 1])
    #expect(diagram?.classes.map(\.id) == ["Item", "Deep", "Till", "Odd name!"])
    #expect(diagram?.classes.map(\.namespace) == [1, 2, 0, nil])
    #expect(diagram?.classes.map(\.annotations) == [["interface"], [], ["device"], []])
    #expect(diagram?.classes.last?.label.plain == "Odd name!<T>")
    #expect(diagram?.notes.map(\.subject) == [nil, 0])
    #expect(diagram?.notes.map(\.namespace) == [1, nil])
    #expect(diagram?.notes.last?.text.lines.count == 2)
  }

  @Test func appliesStylesAndLinks() throws {
    let (diagram, _, report) = classes(
      """
      classDef default color:#111
      classDef hot,cold fill:#f00,stroke-width:2px
      class A:::hot
      class B
      class C
      cssClass "B, C" cold
      style C fill:rgb(0,0,255)
      click A href "https://example.org/a" "Go there" _blank
      link B "https://example.org/b"
      callback C "run" "tip"
      click C call run(1, 2) "tip"
      """)
    #expect(report == "")
    let styles = try #require(diagram?.classes.map(\.style))
    #expect(
      styles.map(\.fill) == [.color(Color(0xFF0000)), .color(Color(0xFF0000)), .color(Color(0x0000FF))])
    #expect(styles.map(\.strokeWidth) == [2, 2, 2])
    #expect(
      styles.map(\.color) == [.color(Color(0x111111)), .color(Color(0x111111)), .color(Color(0x111111))])
    let links = diagram?.classes.map(\.link)
    #expect(links?.map { $0?.destination } == ["https://example.org/a", "https://example.org/b", nil])
    #expect(links?.first??.tooltip == "Go there")
    #expect(links?.first??.target == "_blank")
  }

  @Test(arguments: [
    ("", "1:1-13 The class diagram is empty → write a class, such as `class Item`, below it"),
    (
      "A --> B;",
      "2:8-9 `;` does not end a statement in a class diagram → remove it; in words, write `#59;` for it"
    ),
    ("A --> B : a:b", "2:12-14 The text after `:` contains a second `:` → write `#58;` for it"),
    (
      "A:::hot --> B",
      "2:2-5 `:::` is allowed only after a class's name in a `class` statement → "
        + "write `class` before the name, or `cssClass \"NAME\" STYLE`"
    ),
    (
      "A {\n}",
      "2:3-4 `{` begins the members of a class only after `class` → write `class` before the name\n"
        + "3:1-2 This `}` has no opening `{` → remove it"
    ),
    (
      "clas A {\n}",
      "2:1-5 `clas` does not begin a statement → write `class`\n3:1-2 This `}` has no opening `{` → remove it"
    ),
    ("class A {\n+x", "2:9-10 This `{` is never closed → write `}` on a line after the last member"),
    (
      "<<interface>> A",
      "2:15-16 The class `A` is not declared before its annotation → "
        + "write `class A <<interface>>` in place of this line"
    ),
    (
      "A --> o",
      "2:7-8 `o` alone is the diamond of an aggregation and cannot name a class → give the class another name"
    ),
    (
      "class A {\n  done)\n}",
      "3:3-8 This member has a `)` without a name and `(` before it → "
        + "write `name()`; in an attribute, write `#41;` for `)`"
    ),
    (
      "note words",
      "2:6-11 The words of a note must be in quotes, found `words` → write it in quotes: `\"words\"`"
    ),
    (
      "namespace N {\n}",
      "2:1-12 A namespace has at least one class or note → put a class into it, or remove it"
    ),
    (
      "namespace N {\nclass A\nA --> B\n}",
      "4:1-2 A namespace holds classes, notes and namespaces, found `A` → "
        + "move the line behind the `}` of the namespace"
    ),
    (
      "namespace N {\nclass A",
      "2:1-12 This `namespace` is never closed → write `}` on a line after its last class"
    ),
    (
      "A --> B %% why\nC --> D",
      "2:9-15 A comment behind a statement joins the next line to it → put the comment on a line of its own"
    ),
    (
      "class A\nstyle A stroke-width:4px",
      "3:15-16 Nothing may follow here, found `-` → begin the next statement on a new line"
    ),
    ("note \"open", "2:6-7 This `\"` is never closed → write `\"` after the words"),
    (
      "class A:::b {\n}",
      "2:13-14 After `:::` the braces of a class cannot be empty → "
        + "remove the braces, or write a member into them"
    ),
  ])
  func saysWhatIsWrong(_ body: String, _ expected: String) {
    let (diagram, _, report) = classes(body)
    #expect(diagram == nil)
    #expect(report == expected)
  }

  @Test func warnsOfWhatHasNoEffect() {
    let (diagram, _, report) = classes("class Item\nstyle Itme fill:red\ntitle Shop\nnote for Cart \"x\"\n")
    #expect(diagram != nil)
    expectText(
      report,
      """
      4:1-11 `title Shop` alone has no effect → write `class title Shop`
      3:7-11 There is no class `Itme`, so this style has no effect → write `Item`
      5:10-14 There is no class `Cart`, so this note has no effect → write `class Cart`
      """)
  }

  @Test func boundsDepthAndSurvivesAnything() {
    let deep = String(repeating: "namespace N {\n", count: 3_000)
    #expect(classes(deep).report.contains("Namespaces are nested more than 64 deep"))
    let dotted = "namespace " + String(repeating: "a.", count: 20_000) + "b {\nclass A\n}"
    #expect(classes(dotted).report.contains("Namespaces are nested more than 64 deep"))
    for body in [
      "class", "class A {", "class A~", "class `", "A \"", "A --", "-- A", "note for", "<<", "<<a>>",
      "click A call",
      "click A call f(", "class A call ", "class Item call x(", "callback call y", "namespace",
      "namespace N {", "accDescr {", "style", "style A", "classDef",
      "cssClass \"A\"",
      "direction", "%%", "}", "{", "A : ", ":", "[*]", "A~~ --> B", "class A[", "class A[\"x\"", "\u{1}",
    ] {
      let (diagram, _, report) = classes(body)
      #expect(diagram != nil || !report.isEmpty, "\(body)")
    }
    #expect(classes(String(repeating: "A.", count: 20_000)).diagram == nil)
    #expect(classes("A : " + String(repeating: "~,", count: 20_000)).diagram != nil)
  }
}

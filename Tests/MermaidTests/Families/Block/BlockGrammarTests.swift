import Diagnostics
import Mermaid
import Testing

struct BlockGrammarTests {
  /// One line a block: `group / id "label" kind span`.
  private func blocks(_ statements: String) -> String {
    let reading = ReadResult("block\n" + statements + "\n")
    guard let diagram = reading.diagram?.content as? BlockDiagram else { return reading.report }
    return diagram.blocks.map { block in
      let group = block.parent.map { diagram.blocks[$0].id + " / " } ?? ""
      let label = block.label.plain == block.id ? "" : " \"\(block.label.plain)\""
      return "\(group)\(block.id)\(label) \(Self.words(block.kind))\(block.span == 1 ? "" : " \(block.span)")"
    }.joined(separator: "\n")
  }

  private static func words(_ kind: BlockDiagram.Kind) -> String {
    switch kind {
    case .node(let shape): shape.rawValue
    case .arrow(let sides): sides.map(\.rawValue).sorted().joined(separator: "+")
    case .space: "space"
    case .group(let columns): columns.map { "group of \($0) columns" } ?? "group"
    }
  }

  @Test func blocksShapesAndSpansAreRead() {
    let text = """
      columns 3
      a b["B"] c("C"):2
      d{"D"} e(("E")) f[("F")] g{{"G"}} h(["H"]) i[["I"]] j>"J"] k[/"K"/] l[\\"L"\\] m[/"M"\\] n[\\"N"/]
      o((("O")))
      """
    #expect(
      blocks(text) == """
        a rect
        b "B" rect
        c "C" rounded 2
        d "D" diamond
        e "E" circle
        f "F" cyl
        g "G" hex
        h "H" stadium
        i "I" fr-rect
        j "J" odd
        k "K" lean-r
        l "L" lean-l
        m "M" trap-b
        n "N" trap-t
        o "O" dbl-circ
        """)
  }

  @Test func groupsSpacesAndArrowsAreRead() {
    let text = """
      block:outer["Outer"]:2
        columns 2
        a space:2
        block
          b
        end
      end
      arrow<["go"]>(right, down) both<[" "]>(x)
      """
    #expect(
      blocks(text) == """
        outer "Outer" group of 2 columns 2
        outer / a rect
        outer / (1) "" space
        outer / (2) "" space
        outer / (3) "" group
        (3) / b rect
        arrow "go" down+right
        both "" left+right
        """)
  }

  @Test func laterMentionsGiveABlockItsLabelAndNoSecondPlace() {
    #expect(blocks("a b\na[\"first\"] --> c\na") == "a \"first\" rect\nb rect\nc rect")
  }

  @Test(arguments: [
    ("a --> b", "solid none arrow"), ("a <--> b", "solid arrow arrow"), ("a --- b", "solid none none"),
    ("a ==> b", "thick none arrow"), ("a -.-> b", "dotted none arrow"), ("a --x b", "solid none cross"),
    ("a --o b", "solid none circle"), ("a -- \"calls\" --> b", "solid none arrow calls"),
  ])
  func linksAreRead(statement: String, words: String) {
    let diagram = ReadResult("block\n\(statement)\n").diagram?.content as? BlockDiagram
    let links = diagram?.links.map { link in
      [link.line.rawValue, link.fromHead.rawValue, link.toHead.rawValue, link.label?.plain ?? ""]
        .filter { !$0.isEmpty }.joined(separator: " ")
    }
    #expect(links == [words])
  }

  @Test func aChainLinksEachBlockWithTheNext() {
    #expect(
      ReadResult("block\na --> b --> c\n").diagram?.walkthrough == [
        "Blocks: a, b and c.", "a leads to b.", "b leads to c.",
      ])
  }

  @Test func classesAndStylesAreRead() {
    let text = "block\na b\nclassDef loud fill:#f00\nclass a,b loud\nstyle b fill:#0f0,stroke:#00f\n"
    let styles = (ReadResult(text).diagram?.content as? BlockDiagram)?.blocks.map(\.style)
    #expect(styles?.map { $0.fill?.color?.hex } == ["#f00", "#0f0"])
    #expect(styles?.last?.stroke?.color?.hex == "#00f")
  }

  @Test(arguments: [
    ("", "1:1-6 The diagram has no block → write the name of a block below `block`"),
    (
      "a[text]",
      "2:3-4 Expected the label in double quotes, found \"text\" → write `a[\"…\"]`, without spaces at the quotes"
    ),
    ("a[\"open]", "2:4-9 This string has no closing quote → write `\"` at its end"),
    ("a[\"`bold`\"]", "2:4-10 A block diagram has no Markdown strings → remove the backticks"),
    ("block\na", "2:1-6 This group has no end → write `end` after its blocks"),
    ("a\nend", "3:1-4 `end` closes no group → remove it, or begin a group with `block`"),
    ("block\nend", "3:1-4 A group has at least one block → write a block before `end`"),
    ("columns 0\na", "2:1-10 A grid has at least one column → write `columns 1`"),
    ("a --> ", "3:1-1 Expected a block at the end of the link, found the end of the diagram"),
    ("a - b", "2:3-4 Expected a block, `columns`, `space` or another statement, found \"-\""),
    ("a<[\"x\"]>()", "2:10-11 Expected `right`, `left`, `up`, `down`, `x` or `y`, and `)`, found \")\""),
    ("a\nstyle b fill:#f00", "3:7-8 No block has the name `b`. Did you mean `a`?"),
    (
      "a\nstyle a,b fill:#f00",
      "3:7-10 A `style` names one block, found `a,b` → write one `style` for each block"
    ),
    (
      "a\naccTitle: x",
      "3:1-11 Mermaid.js has no `accTitle` and `accDescr` in block diagrams → "
        + "remove it, or write the title in front matter"
    ),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(blocks(statements) == report)
  }

  @Test(arguments: [
    ("columns 99999999999999999999\na", "A block diagram has at most 200 columns side by side"),
    ("a:201", "A block diagram has at most 200 columns side by side"),
    ("space:500 a", "A block diagram has at most 200 spaces side by side"),
  ])
  func hugeGridsAreRefused(statements: String, message: String) {
    #expect(blocks(statements).contains(message))
  }

  @Test func depthAndNumberOfBlocksAreLimited() {
    let deep = String(repeating: "block\n", count: 65) + "a\n" + String(repeating: "end\n", count: 65)
    #expect(blocks(deep).contains("Groups are nested more than 64 deep"))
    var limits = Limits()
    limits.nodes = 2
    let (_, findings) = MermaidParser.parse(SourceText(path: "d.mmd", text: "block\na b c\n"), limits: limits)
    #expect(findings.map(\.message) == ["The diagram has more than 2 blocks and links"])
  }
}

import Diagnostics
import TestSupport
import Testing

@testable import Mermaid

/// A flowchart as lines: nodes with shape and label, edges, subgraphs.
private func outline(_ body: String, _ head: String = "flowchart LR") -> String {
  let reading = ReadResult("\(head)\n\(body)\n")
  guard let chart = reading.diagram?.content as? Flowchart else { return reading.report }
  func name(_ end: Flowchart.Endpoint) -> String {
    switch end {
    case .node(let index): chart.nodes[index].id
    case .subgraph(let index): "(\(chart.subgraphs[index].id))"
    }
  }
  var lines: [String] = []
  for subgraph in chart.subgraphs {
    lines.append(
      "subgraph \(subgraph.id) \"\(subgraph.title.plain)\""
        + (subgraph.parent.map { " in \(chart.subgraphs[$0].id)" } ?? "")
        + (subgraph.direction.map { " \($0.rawValue)" } ?? ""))
  }
  for node in chart.nodes {
    lines.append(
      "\(node.id) \(node.shape.rawValue)" + (node.label.plain == node.id ? "" : " \"\(node.label.plain)\"")
        + (node.subgraph.map { " in \(chart.subgraphs[$0].id)" } ?? ""))
  }
  for edge in chart.edges {
    lines.append(
      (edge.id.map { "\($0): " } ?? "") + "\(name(edge.from)) \(edge.fromHead)-\(edge.line)-\(edge.toHead) "
        + "\(edge.minLength) \(name(edge.to))" + (edge.label.map { " \"\($0.plain)\"" } ?? ""))
  }
  return lines.joined(separator: "\n")
}

struct FlowchartGrammarTests {
  @Test(arguments: [
    ("A[x]", "A rect \"x\""), ("A(x)", "A rounded \"x\""), ("A([x])", "A stadium \"x\""),
    ("A[[x]]", "A fr-rect \"x\""), ("A[(x)]", "A cyl \"x\""), ("A((x))", "A circle \"x\""),
    ("A(((x)))", "A dbl-circ \"x\""), ("A>x]", "A odd \"x\""), ("A{x}", "A diamond \"x\""),
    ("A{{x}}", "A hex \"x\""), ("A[/x/]", "A lean-r \"x\""), (#"A[\x\]"#, "A lean-l \"x\""),
    (#"A[/x\]"#, "A trap-b \"x\""), (#"A[\x/]"#, "A trap-t \"x\""), ("A[|borders:lt|x]", "A rect \"x\""),
    ("A@{ shape: docs, label: \"x: y\" }", "A docs \"x: y\""),
    ("A@{\n  shape: cyl\n  label: x\n}", "A cyl \"x\""),
    ("A[\"a (b) #quot;c#quot;\"]", "A rect \"a (b) \"c\"\""),
    ("A[\"`**a** b`\"]", "A rect \"a b\""), ("über[Ä]", "über rect \"Ä\""),
    ("A[one]\nA(two)", "A rounded \"two\""), ("a.b_c-d/e", "a.b_c-d/e rect"),
  ])
  func shapes(_ source: String, _ expected: String) { #expect(outline(source) == expected) }

  @Test(arguments: [
    ("A-->B", "A none-solid-arrow 1 B"), ("A---B", "A none-solid-none 1 B"),
    ("A---->B", "A none-solid-arrow 3 B"), ("A-.->B", "A none-dotted-arrow 1 B"),
    ("A-..->B", "A none-dotted-arrow 2 B"), ("A==>B", "A none-thick-arrow 1 B"),
    ("A====B", "A none-thick-none 2 B"), ("A~~~B", "A none-invisible-none 1 B"),
    ("A<-->B", "A arrow-solid-arrow 1 B"), ("A x--x B", "A cross-solid-cross 1 B"),
    ("A o-.-o B", "A circle-dotted-circle 1 B"), ("A--oB", "A none-solid-circle 1 B"),
    ("A-->|x y|B", "A none-solid-arrow 1 B \"x y\""), ("A-- x y -->B", "A none-solid-arrow 1 B \"x y\""),
    ("A-. x .->B", "A none-dotted-arrow 1 B \"x\""), ("A== x ==>B", "A none-thick-arrow 1 B \"x\""),
    ("A<-- \"x\" -->B", "A arrow-solid-arrow 1 B \"x\""), ("A e1@--> B", "e1: A none-solid-arrow 1 B"),
    ("A\n  -->\n  B", "A none-solid-arrow 1 B"),
  ])
  func edges(_ source: String, _ expected: String) {
    #expect(outline(source) == "A rect\nB rect\n" + expected)
  }

  @Test func chainsAndGroups() {
    expectText(
      outline("A & B --> C -->|x| D & E"),
      """
      A rect
      B rect
      C rect
      D rect
      E rect
      A none-solid-arrow 1 C
      B none-solid-arrow 1 C
      C none-solid-arrow 1 D "x"
      C none-solid-arrow 1 E "x"
      """)
  }

  @Test func innermostSubgraphThatMentionsANodeFirstHasIt() {
    let text = """
      A --> B
      subgraph one [Title here]
        direction TB
        B
        subgraph two
          C --> D
        end
        C
      end
      subgraph three words
        C --> E
      end
      one --> three
      """
    expectText(
      outline(text),
      """
      subgraph one "Title here" TB
      subgraph two "two" in one
      subgraph subGraph2 "three words"
      A rect
      B rect in one
      C rect in two
      D rect in two
      E rect in subGraph2
      three rect
      A none-solid-arrow 1 B
      C none-solid-arrow 1 D
      C none-solid-arrow 1 E
      (one) none-solid-arrow 1 three
      """)
  }

  @Test func subgraphsMentionedLaterMoveInside() {
    expectText(
      outline("subgraph a\n x\nend\nsubgraph b\n a --> y\nend"),
      """
      subgraph b "b"
      subgraph a "a" in b
      x rect in a
      y rect in b
      (a) none-solid-arrow 1 y
      """)
  }

  @Test func mutualMembershipEndsSomewhere() {
    expectText(
      outline("subgraph a\n b\nend\nsubgraph b\n a\nend"),
      """
      subgraph a "a"
      subgraph b "b" in a
      """)
  }

  @Test func stylesAreResolved() throws {
    let text = """
      flowchart LR
        A:::late --> B --> C
        classDef default fill:#eee
        classDef late,other stroke:red,stroke-width:4px
        class B other
        style B fill:#00f,color:white
        linkStyle default stroke:green
        linkStyle 1 stroke:#f00,stroke-dasharray: 5 5
        click A "https://example.com/a" "Go there" _blank
        click B href "https://example.com/b"
        click C call run()
      """
    guard let chart = ReadResult(text).diagram?.content as? Flowchart else {
      Issue.record("\(ReadResult(text).report)")
      return
    }
    let red = Paint.color(Color(0xFF0000))
    #expect(chart.nodes.map(\.style.fill) == [0xEEEEEE, 0x0000FF, 0xEEEEEE].map { .color(Color($0)) })
    #expect(chart.nodes.map(\.style.stroke) == [red, red, nil])
    #expect(chart.edges.map(\.style.stroke) == [.color(Color(0x008000)), red])
    #expect(chart.edges.map(\.style.strokeDash) == [nil, [5, 5]])
    #expect(chart.nodes[0].link?.destination == "https://example.com/a")
    #expect(chart.nodes[0].link?.tooltip == "Go there")
    #expect(chart.nodes[0].link?.target == "_blank")
    #expect(chart.nodes[1].link?.destination == "https://example.com/b")
    #expect(chart.nodes[2].link == nil)
  }

  @Test(arguments: [
    ("flowchart", nil as Direction?), ("graph RL", .rightToLeft), ("graph TD", .topToBottom),
    ("graph >", .leftToRight), ("flowchart BT;", .bottomToTop), ("flowchart-elk LR", .leftToRight),
  ])
  func directions(_ head: String, _ expected: Direction?) {
    guard let chart = ReadResult("\(head)\nA\n").diagram?.content as? Flowchart else {
      Issue.record("\(ReadResult("\(head)\nA\n").report)")
      return
    }
    #expect(chart.direction == expected)
  }

  @Test func semicolonsSeparate() {
    #expect(outline("A-->B;B-->C;", "graph TD;").hasSuffix("A none-solid-arrow 1 B\nB none-solid-arrow 1 C"))
  }
}

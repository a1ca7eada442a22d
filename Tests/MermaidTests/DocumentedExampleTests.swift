import Diagnostics
import Foundation
import Mermaid
import Testing

/// The examples of the public entry points, as their documentation has them.
struct DocumentedExampleTests {
  @Test func aDiagramIsParsedDrawnAndDescribed() throws {
    let source = SourceText(path: "job.mmd", text: "flowchart LR\n  queued --> running")
    let (diagram, diagnostics) = MermaidParser.parse(source)
    #expect(ConsoleRenderer().render(diagnostics).isEmpty)
    #expect(diagram != nil)
    if let diagram {
      let svg = try diagram.svg(SVGOptions(mode: .standalone))
      #expect(String(decoding: svg, as: UTF8.self).hasPrefix("<svg "))
      #expect(diagram.walkthrough == ["queued leads to running."])
      #expect(diagram.accessibleTitle == "Flowchart of 2 steps")
      let scene = try diagram.scene()
      #expect(scene.size.width > scene.size.height)
      #expect(!scene.svg(SVGOptions(title: "How a job runs")).isEmpty)
      #expect(
        diagram.parts.map { "\($0.kind) \($0.id) \($0.label)" } == [
          "node queued queued", "node running running",
        ])
      let linked = diagram.linked { part in DiagramLink(destination: "states.html#\(part.id)") }
      #expect(linked.links.map(\.destination) == ["states.html#queued", "states.html#running"])
      let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).svg")
      try Data(svg).write(to: url)
      #expect(try Data(contentsOf: url).count == svg.count)
      try FileManager.default.removeItem(at: url)
    }
  }

  @Test func aDiagramInAQuoteIsParsed() {
    let page = SourceText(path: "page.md", text: "> flowchart LR\n>   a --> b")
    let (diagram, _) = MermaidParser.parse(page, ranges: [2..<15, 17..<26])
    #expect(diagram?.walkthrough == ["a leads to b."])
  }

  @Test func aProgramMakesADiagram() throws {
    let chart = Flowchart(nodes: [.init(id: "queued"), .init(id: "running")])
    let svg = try Diagram(content: chart).svg()
    #expect(String(decoding: svg, as: UTF8.self).contains(">running<"))
  }

  @Test func coloursAreMixedAndCompared() {
    #expect(Color.black.contrast(with: .white) == 21)
    let purple = Color(0x6A0DAD)
    let text = Color(0x333333).legible(on: purple)
    #expect(text.contrast(with: purple) >= 4.5)
    #expect(Color(red: 0, green: 0, blue: 0, alpha: 128).over(.white).hex == "#7f7f7f")
  }

  @Test func stylesAreSetAndOverridden() {
    var own = Style()
    own.fill = .color(.white)
    #expect(Style.inherited.overridden(by: own).fill == .color(.white))
    var style = Style()
    let isDrawn = style.apply(property: "stroke-width", value: "2px")
    let isIgnored = !style.apply(property: "cursor", value: "pointer")
    #expect(isDrawn && isIgnored)
  }

  @Test func headingsAreWiderThanLabels() {
    #expect(Font.label.width(of: "running") < Font.heading.width(of: "running"))
  }

  @Test func aPageCarriesTheStylesheetOnce() {
    #expect(Stylesheet.page.contains("prefers-color-scheme:dark"))
  }

  @Test func eachModelIsDrawnFromAProgram() throws {
    let models: [any DiagramContent] = [
      Flowchart(
        direction: .leftToRight, nodes: [.init(id: "A", subgraph: 0)], subgraphs: [.init(id: "Group")]),
      SequenceDiagram(
        participants: [.init(id: "Client"), .init(id: "Service")],
        elements: [.message(.init(from: 0, to: 1, text: "start"))]),
      StateDiagram(
        states: [.init(id: "start", kind: .start), .init(id: "Running")],
        transitions: [.init(from: 0, to: 1)]),
      ERDiagram(
        entities: [.init(id: "Customer"), .init(id: "Order")],
        relationships: [
          .init(from: 0, to: 1, fromCardinality: .exactlyOne, toCardinality: .zeroOrMore, label: "places")
        ]),
      ClassDiagram(
        classes: [.init(id: "Animal"), .init(id: "Dog")],
        relations: [.init(from: 0, to: 1, fromEnd: .inheritance)]),
      PieChart(
        slices: [.init(label: "Passed", value: 97), .init(label: "Failed", value: 3)], showsData: true),
      GanttChart(
        sections: [.init(title: "Build")],
        tasks: [.init(title: "Compile", section: 0, start: 1_767_225_600, end: 1_767_312_000)]),
      GitGraph(
        branches: [.init(name: "main"), .init(name: "develop", start: 0)],
        commits: [.init(id: "1"), .init(id: "2", branch: 1, parents: [0])]),
      Timeline(
        sections: [.init(title: "Early")],
        periods: [.init(title: "1957", section: 0, events: ["Sputnik 1"])]),
      Journey(
        sections: [.init(title: "Morning")],
        tasks: [.init(title: "Make tea", section: 0, score: 5, people: ["Me"])]),
      Mindmap(nodes: [.init(label: "Training"), .init(label: "Rewards", parent: 0)]),
      QuadrantChart(
        xAxis: .init(low: "Low reach", high: "High reach"),
        quadrants: ["Expand", "Promote", "Drop", "Improve"],
        points: [.init(label: "Campaign A", x: 0.3, y: 0.6)]),
      XYChart(
        yAxis: .init(title: "Revenue"), categories: ["May", "June"], plots: [.init(.bar, values: [5, 6])]),
      Sankey(
        nodes: [.init(label: "Solar"), .init(label: "Grid")], flows: [.init(from: 0, to: 1, value: 12.5)]),
      RequirementDiagram(
        nodes: [
          .init(name: "latency", content: .requirement(.init(.performance, text: "Answer within 100 ms."))),
          .init(name: "load test", content: .element(type: "test")),
        ],
        relationships: [.init(.verifies, from: 1, to: 0)]),
      BlockDiagram(
        columns: 2, blocks: [.init(id: "client"), .init(id: "server")], links: [.init(from: 0, to: 1)]),
      C4Diagram(
        elements: [
          .init(alias: "dev", label: "Developer", kind: .person), .init(alias: "api", label: "API"),
        ],
        relationships: [.init(from: 0, to: 1, label: "calls", technology: "JSON-RPC")]),
      Architecture(
        nodes: [
          .init(id: "api", label: "API", icon: "server"), .init(id: "db", label: "Jobs", icon: "database"),
        ],
        edges: [.init(from: .init(node: 0, side: .right), to: .init(node: 1, side: .left, hasHead: true))]),
      Kanban(columns: [.init(title: "Doing")], tasks: [.init(label: "Write tests", column: 0)]),
      Packet(fields: [.init(bits: 0...15, label: "Source port"), .init(bits: 16...31, label: "Length")]),
      Radar(
        axes: [.init(name: "speed"), .init(name: "cost"), .init(name: "quality")],
        curves: [.init(name: "ours", values: [3, 2, 5])], most: 5),
      Treemap(
        nodes: [
          .init(label: "Costs"), .init(label: "GPU", value: 80, parent: 0),
          .init(label: "Judge", value: 20, parent: 0),
        ]),
    ]
    let families = models.map { Diagram(content: $0).family }
    #expect(families == Family.all)
    for model in models {
      let svg = try Diagram(header: DiagramHeader(title: "A title"), content: model).svg()
      #expect(String(decoding: svg, as: UTF8.self).contains(">A title<"), "\(model)")
    }
  }

  @Test func modelsArePutTogetherFromTheirParts() {
    let animal = ClassDiagram.Class(
      id: "Animal", annotations: ["abstract"], attributes: [.init("age : int", visibility: .private)])
    #expect(animal.label == "Animal")
    let owns = ClassDiagram.Relation(
      from: 0, to: 1, fromEnd: .composition, toCardinality: "*", label: "owns")
    #expect(owns.line == .solid)
    #expect(ClassDiagram.Namespace(id: "Model").title == "Model")
    #expect(ClassDiagram.Note(text: "A draft").subject == nil)
    let order = ERDiagram.Entity(
      id: "Order", attributes: [.init(type: "int", name: "id", keys: [.primary])])
    #expect(order.label == "Order")
    let ready = Flowchart.Node(id: "ready", label: "Ready?", shape: .diamond)
    #expect(ready.label.plain == "Ready?")
    let no = Flowchart.Edge(from: .node(0), to: .node(1), line: .dotted, label: "no")
    #expect(no.toHead == .arrow)
    let database = SequenceDiagram.Participant(id: "db", label: "Orders", kind: .database)
    #expect(database.label == "Orders")
    let box = SequenceDiagram.Box(title: "Cloud", fill: Paint(css: "aliceblue"))
    #expect(box.fill?.color == Color(0xF0F8FF))
    let job = StateDiagram.State(
      id: "job", label: "A job", kind: .composite(regions: 1, direction: nil))
    #expect(job.parent == nil)
    let launch = GanttChart.Task(
      title: "Launch", start: 1_767_225_600, end: 1_767_225_600, tags: [.milestone])
    #expect(launch.section == nil)
  }

  @Test func namesOfShapesAndColoursAreRead() {
    #expect(NodeShape(name: "database") == .cylinder)
    #expect(NodeShape(name: "cyl") == .cylinder)
    #expect(NodeShape(name: "cube") == nil)
    #expect(Color(css: "#f9f")?.hex == "#f9f")
    #expect(Color(css: "hsl(120 100% 25%)")?.hex == "#008000")
    #expect(Color(css: "inherit") == nil)
    #expect(Paint(css: "none") == Paint.none)
    #expect(Paint(css: "url(#a)") == nil)
  }

  @Test func textIsSplitIntoLinesAndMeasured() {
    #expect(RichText("two\nlines").lines.count == 2)
    let block = TextBlock("A label of several words", font: .small, limit: 80)
    #expect(block.lines.count == 2)
    #expect(block.height == 2 * Font.small.lineHeight)
  }

  @Test func aSceneIsMadeOfBoxesAndLinks() {
    let bounds = Rect(x: 0, y: 0, width: 48, height: 40)
    let title = Scene.Label(
      TextBlock("Job", limit: 200), role: .box, center: bounds.center, owner: "queued")
    let box = Scene.Box(
      id: "queued", role: .node, bounds: bounds, figures: [Figure(.rect(bounds, radius: 5))],
      labels: [title], appearance: Appearance(.node))
    let route = Path([.move(Point(48, 20)), .line(Point(96, 20))])
    let link = Scene.Link(
      from: "queued", to: "running", route: route, figures: [Figure(.path(route), .line)],
      appearance: Appearance(.link))
    let scene = Scene(size: Size(100, 60), layers: [Scene.Layer([.box(box), .link(link)])])
    #expect(String(decoding: scene.svg(SVGOptions()), as: UTF8.self).contains(">Job<"))
  }
}

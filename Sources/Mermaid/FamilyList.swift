extension Family {
  /// The families that are read and drawn, in the order in which messages name them. A new family is one folder below
  /// `Families` and one line here.
  public static let all: [Family] = [
    Flowchart.family,
    SequenceDiagram.family,
    StateDiagram.family,
    ERDiagram.family,
    ClassDiagram.family,
    PieChart.family,
    GanttChart.family,
    GitGraph.family,
    Timeline.family,
    Journey.family,
    Mindmap.family,
    QuadrantChart.family,
    XYChart.family,
    Sankey.family,
    RequirementDiagram.family,
    BlockDiagram.family,
    C4Diagram.family,
    Architecture.family,
    Kanban.family,
    Packet.family,
    Radar.family,
    Treemap.family,
  ]
}

/// A kind of diagram that mermaid.js 11 draws and this library does not, known so that a message can name it.
struct UndrawnFamily {
  /// With "a" or "an".
  let name: String
  let keywords: [String]

  static let all: [UndrawnFamily] = [
    .init(name: "a ZenUML diagram", keywords: ["zenuml"]),
    .init(name: "a tree view", keywords: ["treeView-beta"]),
    .init(name: "a Venn diagram", keywords: ["venn-beta"]),
    .init(name: "an Ishikawa diagram", keywords: ["ishikawa-beta", "ishikawa"]),
    .init(name: "an info diagram", keywords: ["info"]),
    .init(name: "a swimlane diagram", keywords: ["swimlane-beta"]),
    .init(name: "a Wardley map", keywords: ["wardley-beta"]),
    .init(name: "a Cynefin diagram", keywords: ["cynefin-beta"]),
    .init(name: "an event model", keywords: ["eventmodeling"]),
    .init(
      name: "a railroad diagram",
      keywords: ["railroad-beta", "railroad-abnf-beta", "railroad-ebnf-beta", "railroad-peg-beta"]),
  ]
}

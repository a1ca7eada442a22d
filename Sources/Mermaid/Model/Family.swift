/// The kinds of diagram that mermaid 11 knows, each with the words that begin it.
///
/// The table is complete so that a diagram of a family that is not drawn yet gets a message that names it,
/// instead of "unknown diagram".
public enum Family: String, Sendable, Hashable, CaseIterable {
  case flowchart, sequence, state, entityRelationship, classes, pie, gantt
  case journey, gitGraph, mindmap, timeline, quadrantChart, requirement, c4, sankey, xyChart, block, packet
  case kanban, architecture, radar, treemap, zenUML, treeView, venn, ishikawa, info
  case swimlanes, wardley, cynefin, eventModel, railroad

  /// The words that begin a diagram of this family; the first is the one that messages recommend.
  public var keywords: [String] {
    switch self {
    case .flowchart: ["flowchart", "graph", "flowchart-elk"]
    case .sequence: ["sequenceDiagram"]
    case .state: ["stateDiagram-v2", "stateDiagram"]
    case .entityRelationship: ["erDiagram"]
    case .classes: ["classDiagram", "classDiagram-v2"]
    case .pie: ["pie"]
    case .gantt: ["gantt"]
    case .journey: ["journey"]
    case .gitGraph: ["gitGraph"]
    case .mindmap: ["mindmap"]
    case .timeline: ["timeline"]
    case .quadrantChart: ["quadrantChart"]
    case .requirement: ["requirementDiagram", "requirement"]
    case .c4: ["C4Context", "C4Container", "C4Component", "C4Dynamic", "C4Deployment"]
    case .sankey: ["sankey-beta", "sankey"]
    case .xyChart: ["xychart-beta", "xychart"]
    case .block: ["block-beta", "block"]
    case .packet: ["packet-beta", "packet"]
    case .kanban: ["kanban"]
    case .architecture: ["architecture-beta", "architecture"]
    case .radar: ["radar-beta"]
    case .treemap: ["treemap-beta", "treemap"]
    case .zenUML: ["zenuml"]
    case .treeView: ["treeView-beta"]
    case .venn: ["venn-beta"]
    case .ishikawa: ["ishikawa-beta", "ishikawa"]
    case .info: ["info"]
    case .swimlanes: ["swimlane-beta"]
    case .wardley: ["wardley-beta"]
    case .cynefin: ["cynefin-beta"]
    case .eventModel: ["eventmodeling"]
    case .railroad: ["railroad-beta", "railroad-abnf-beta", "railroad-ebnf-beta", "railroad-peg-beta"]
    }
  }

  /// The family in words, for messages: "entity relationship diagram".
  public var name: String {
    switch self {
    case .flowchart: "flowchart"
    case .sequence: "sequence diagram"
    case .state: "state diagram"
    case .entityRelationship: "entity relationship diagram"
    case .classes: "class diagram"
    case .pie: "pie chart"
    case .gantt: "Gantt chart"
    case .journey: "user journey"
    case .gitGraph: "Git graph"
    case .mindmap: "mind map"
    case .timeline: "timeline"
    case .quadrantChart: "quadrant chart"
    case .requirement: "requirement diagram"
    case .c4: "C4 diagram"
    case .sankey: "Sankey diagram"
    case .xyChart: "XY chart"
    case .block: "block diagram"
    case .packet: "packet diagram"
    case .kanban: "Kanban board"
    case .architecture: "architecture diagram"
    case .radar: "radar chart"
    case .treemap: "treemap"
    case .zenUML: "ZenUML diagram"
    case .treeView: "tree view"
    case .venn: "Venn diagram"
    case .ishikawa: "Ishikawa diagram"
    case .info: "info diagram"
    case .swimlanes: "swimlane diagram"
    case .wardley: "Wardley map"
    case .cynefin: "Cynefin diagram"
    case .eventModel: "event model"
    case .railroad: "railroad diagram"
    }
  }

  /// The name with "a" or "an".
  var nameWithArticle: String {
    switch self {
    case .entityRelationship, .xyChart, .architecture, .ishikawa, .info, .eventModel: "an \(name)"
    default: "a \(name)"
    }
  }

  /// Whether this package draws the family.
  public var isDrawn: Bool {
    switch self {
    case .flowchart, .sequence, .state, .entityRelationship, .classes, .pie, .gantt: true
    default: false
    }
  }

  /// The family that a header word begins, case-sensitively as mermaid reads it.
  public init?(keyword: String) {
    guard let family = Self.allCases.first(where: { $0.keywords.contains(keyword) }) else { return nil }
    self = family
  }
}

import Diagnostics

extension Rule {
  public static let mermaidSyntax = Rule(
    "mermaid-syntax", .error, "A Mermaid diagram says something that mermaid.js does not read")
  public static let mermaidUnknownFamily = Rule(
    "mermaid-unknown-family", .error, "A Mermaid diagram begins with a word that names no kind of diagram")
  public static let mermaidFamilyNotDrawn = Rule(
    "mermaid-family-not-drawn", .error, "A Mermaid diagram is of a kind that is not drawn yet")
  public static let mermaidLimit = Rule(
    "mermaid-limit", .error, "A Mermaid diagram is larger or deeper than the limits allow")
  public static let mermaidReference = Rule(
    "mermaid-reference", .error, "A Mermaid statement refers to something that the diagram does not have")
  public static let mermaidFrontMatter = Rule(
    "mermaid-front-matter", .error, "The front matter of a Mermaid diagram is not YAML that mermaid.js reads")
  public static let mermaidDirective = Rule(
    "mermaid-directive", .warning, "A %%{init: …}%% directive is not JSON, and mermaid.js ignores it")
  public static let mermaidDoubtful = Rule(
    "mermaid-doubtful", .warning, "mermaid.js reads this, and surely not as it was meant")
  public static let mermaidShape = Rule(
    "mermaid-shape", .error, "A flowchart node asks for a shape that mermaid.js does not know")
}

/// How large a diagram may be. The layout has limits of its own; these bound the work of reading.
public struct Limits: Sendable, Hashable {
  /// Bytes of source.
  public var bytes: Int
  /// UTF-16 code units of source. mermaid.js draws nothing of a longer text, unless its host raises
  /// `maxTextSize`.
  public var characters: Int
  /// Nodes, states, entities, classes or participants.
  public var nodes: Int
  /// Transitions, relationships or messages.
  public var edges: Int
  /// Edges of a flowchart. mermaid.js refuses more, unless its host raises `maxEdges`.
  public var flowchartEdges: Int
  /// Subgraphs, composite states, blocks or namespaces inside each other.
  public var depth: Int
  /// How many findings of one diagram are reported; the rest would be consequences of the first.
  public var findings: Int

  public init(
    bytes: Int = 200_000, characters: Int = 50_000, nodes: Int = 4_000, edges: Int = 8_000,
    flowchartEdges: Int = 500, depth: Int = 64, findings: Int = 10
  ) {
    self.bytes = bytes
    self.characters = characters
    self.nodes = nodes
    self.edges = edges
    self.flowchartEdges = flowchartEdges
    self.depth = depth
    self.findings = findings
  }
}

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
  /// Subgraphs, composite states, blocks or namespaces inside each other.
  public var depth: Int
  /// How many findings of one diagram are reported; the rest would be consequences of the first.
  public var findings: Int
  /// The limits of single families that were changed, by name; the folder of a family has their defaults.
  var ofFamilies: [String: Int] = [:]

  /// Upper bounds for one diagram; the defaults are far above what fits on a page.
  ///
  /// ```swift
  /// let (diagram, findings) = MermaidParser.parse(source, limits: Limits(nodes: 200))
  /// ```
  public init(
    bytes: Int = 200_000, characters: Int = 50_000, nodes: Int = 4_000, edges: Int = 8_000,
    depth: Int = 64, findings: Int = 10
  ) {
    self.bytes = bytes
    self.characters = characters
    self.nodes = nodes
    self.edges = edges
    self.depth = depth
    self.findings = findings
  }
}

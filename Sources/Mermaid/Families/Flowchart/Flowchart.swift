/// `flowchart` / `graph`: nodes, edges and nested subgraphs.
///
/// Order matters: nodes are in the order of their first mention and edges in the order they were
/// written, and the layout keeps that order wherever nothing else decides.
public struct Flowchart: Sendable, Hashable {
  public var direction: Direction
  /// In the order of first mention.
  public var nodes: [Node]
  public var edges: [Edge]
  /// In the order of their `subgraph` lines; a parent always comes before its children.
  public var subgraphs: [Subgraph]

  public init(
    direction: Direction = .topToBottom, nodes: [Node] = [], edges: [Edge] = [], subgraphs: [Subgraph] = []
  ) {
    self.direction = direction
    self.nodes = nodes
    self.edges = edges
    self.subgraphs = subgraphs
  }

  public struct Node: Sendable, Hashable {
    /// As written; unique among nodes and subgraphs.
    public var id: String
    public var label: RichText
    public var shape: NodeShape
    /// Index of the innermost subgraph the node is in.
    public var subgraph: Int?
    public var style: Style
    public var link: DiagramLink?
    /// UTF-8 byte range of the first mention in the diagram's source.
    public var range: Range<Int>?

    /// A node's label is its id until another is given.
    public init(
      id: String, label: RichText? = nil, shape: NodeShape = .rectangle, subgraph: Int? = nil,
      style: Style = .inherited, link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.id = id
      self.label = label ?? RichText(id)
      self.shape = shape
      self.subgraph = subgraph
      self.style = style
      self.link = link
      self.range = range
    }
  }

  /// The target of an edge's end.
  public enum Endpoint: Sendable, Hashable {
    /// Index into `nodes`.
    case node(Int)
    /// Index into `subgraphs`.
    case subgraph(Int)
  }

  public struct Edge: Sendable, Hashable {
    public var from: Endpoint
    public var to: Endpoint
    public var line: LineKind
    public var fromHead: EdgeHead
    public var toHead: EdgeHead
    /// Ranks the edge spans at least: 1 for `-->`, 2 for `--->`, and so on. 1…
    public var minLength: Int
    public var label: RichText?
    public var style: Style
    /// `e1` of `A e1@--> B`.
    public var id: String?
    public var range: Range<Int>?

    public init(
      from: Endpoint, to: Endpoint, line: LineKind = .solid, fromHead: EdgeHead = .none,
      toHead: EdgeHead = .arrow, minLength: Int = 1, label: RichText? = nil, style: Style = .inherited,
      id: String? = nil, range: Range<Int>? = nil
    ) {
      self.from = from
      self.to = to
      self.line = line
      self.fromHead = fromHead
      self.toHead = toHead
      self.minLength = minLength
      self.label = label
      self.style = style
      self.id = id
      self.range = range
    }
  }

  public struct Subgraph: Sendable, Hashable {
    public var id: String
    /// Empty: no title is drawn.
    public var title: RichText
    /// Index of the enclosing subgraph; always smaller than the own index.
    public var parent: Int?
    /// Its own `direction` statement.
    public var direction: Direction?
    public var style: Style
    public var link: DiagramLink?
    public var range: Range<Int>?

    public init(
      id: String, title: RichText? = nil, parent: Int? = nil, direction: Direction? = nil,
      style: Style = .inherited, link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.id = id
      self.title = title ?? RichText(id)
      self.parent = parent
      self.direction = direction
      self.style = style
      self.link = link
      self.range = range
    }
  }
}

/// How a line is drawn.
public enum LineKind: String, Sendable, Hashable {
  /// `-->`
  case solid
  /// `-.->`
  case dotted
  /// `==>`
  case thick
  /// `~~~`: laid out, and not drawn.
  case invisible
}

/// The head at an end of a flowchart's edge.
public enum EdgeHead: String, Sendable, Hashable {
  /// `---`
  case none
  /// `-->`
  case arrow
  /// `--o`
  case circle
  /// `--x`
  case cross
}

/// `flowchart` / `graph`: nodes, edges and nested subgraphs.
///
/// Order matters: nodes are in the order of their first mention and edges in the order they were
/// written, and the layout keeps that order wherever nothing else decides.
///
/// ```swift
/// let chart = Flowchart(
///   nodes: [.init(id: "queued"), .init(id: "running")], edges: [.init(from: .node(0), to: .node(1))])
/// let svg = try Diagram(content: chart).svg()
/// ```
public struct Flowchart: Sendable, Hashable {
  /// The way in which ranks follow each other.
  /// `nil` where the author leaves it open: downwards, or to the right where that fits a page and downwards does not.
  public var direction: Direction?
  /// In the order of first mention.
  public var nodes: [Node]
  /// The edges in source order.
  public var edges: [Edge]
  /// In the order of their `subgraph` lines; a parent always precedes its children.
  public var subgraphs: [Subgraph]

  /// A flowchart of nodes, edges and subgraphs, which refer to each other by index.
  ///
  /// ```swift
  /// let chart = Flowchart(
  ///   direction: .leftToRight, nodes: [.init(id: "A", subgraph: 0)], subgraphs: [.init(id: "Group")])
  /// ```
  public init(
    direction: Direction? = nil, nodes: [Node] = [], edges: [Edge] = [], subgraphs: [Subgraph] = []
  ) {
    self.direction = direction
    self.nodes = nodes
    self.edges = edges
    self.subgraphs = subgraphs
  }

  /// A node: its id, label and shape.
  public struct Node: Sendable, Hashable {
    /// As written; unique among nodes and subgraphs.
    public var id: String
    /// The words in the shape.
    public var label: RichText
    /// The outline around the label.
    public var shape: NodeShape
    /// Index of the innermost subgraph the node is in.
    public var subgraph: Int?
    /// What the author declared; the theme decides the rest.
    public var style: Style
    /// Where a click leads; `nil` for nowhere.
    public var link: DiagramLink?
    /// UTF-8 byte range of the first mention in the diagram's source.
    public var range: Range<Int>?

    /// A node's label is its id until another is given.
    ///
    /// ```swift
    /// let ready = Flowchart.Node(id: "ready", label: "Ready?", shape: .diamond)
    /// ```
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

  /// A line between two nodes or subgraphs.
  public struct Edge: Sendable, Hashable {
    /// The node or subgraph where the edge begins.
    public var from: Endpoint
    /// Where it ends; `from` for a loop.
    public var to: Endpoint
    /// How the line is drawn.
    public var line: LineKind
    /// The head at the `from` end.
    public var fromHead: EdgeHead
    /// The head at the `to` end.
    public var toHead: EdgeHead
    /// Ranks the edge spans at least: 1 for `-->`, 2 for `--->`, and so on. 1…
    public var minLength: Int
    /// The words on the line; `nil` for none.
    public var label: RichText?
    /// What the author declared; the theme decides the rest.
    public var style: Style
    /// `e1` of `A e1@--> B`.
    public var id: String?
    /// `animate` and `animation` of `e1@{ … }`; `nil` for an edge that does not move.
    public var motion: LineMotion?
    /// UTF-8 byte range of its statement in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// An edge with an arrow at its end unless other heads are given.
    ///
    /// ```swift
    /// let no = Flowchart.Edge(from: .node(0), to: .node(1), line: .dotted, label: "no")  // A -. no .-> B
    /// ```
    public init(
      from: Endpoint, to: Endpoint, line: LineKind = .solid, fromHead: EdgeHead = .none,
      toHead: EdgeHead = .arrow, minLength: Int = 1, label: RichText? = nil, style: Style = .inherited,
      id: String? = nil, motion: LineMotion? = nil, range: Range<Int>? = nil
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
      self.motion = motion
      self.range = range
    }
  }

  /// `subgraph … end`, a box around nodes.
  public struct Subgraph: Sendable, Hashable {
    /// As written; unique among nodes and subgraphs.
    public var id: String
    /// Empty: no title is drawn.
    public var title: RichText
    /// Index of the enclosing subgraph; always smaller than the own index.
    public var parent: Int?
    /// The direction of its own `direction` statement.
    public var direction: Direction?
    /// What the author declared; the theme decides the rest.
    public var style: Style
    /// Where a click leads; `nil` for nowhere.
    public var link: DiagramLink?
    /// UTF-8 byte range of its statement in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A subgraph whose title is its id unless another is given.
    ///
    /// ```swift
    /// let group = Flowchart.Subgraph(id: "api", title: "API", direction: .leftToRight)
    /// ```
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

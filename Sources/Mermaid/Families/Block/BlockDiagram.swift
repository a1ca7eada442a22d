/// `block`: blocks in a grid whose columns the author chooses, groups of blocks, and links between them.
public struct BlockDiagram: Sendable, Hashable {
  /// Columns of the outer grid; `nil` for one row.
  public var columns: Int?
  /// In the order written, groups before their members.
  public var blocks: [Block]
  /// The links in source order.
  public var links: [Link]

  /// A grid of blocks, with the links between them.
  ///
  /// ```swift
  /// let diagram = BlockDiagram(
  ///   columns: 2, blocks: [.init(id: "client"), .init(id: "server")], links: [.init(from: 0, to: 1)])
  /// ```
  public init(columns: Int? = nil, blocks: [Block] = [], links: [Link] = []) {
    self.columns = columns
    self.blocks = blocks
    self.links = links
  }

  /// A cell of a grid, or several side by side.
  public struct Block: Sendable, Hashable {
    /// As links name it; unique. Spaces and groups without a name have one that cannot be written.
    public var id: String
    /// The words in it; none for a space.
    public var label: RichText
    public var kind: Kind
    /// Index of the group around it.
    public var parent: Int?
    /// How many columns it takes.
    public var span: Int
    /// What the author declared; the theme decides the rest.
    public var style: Style
    /// Mermaid has no statement for it: a page may set one, see `Diagram.linked(_:)`.
    public var link: DiagramLink?
    /// UTF-8 byte range of the first mention in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A block whose label is its id unless another is given.
    ///
    /// ```swift
    /// let store = BlockDiagram.Block(id: "db", label: "Database", kind: .node(.cylinder), span: 2)
    /// ```
    public init(
      id: String, label: RichText? = nil, kind: Kind = .node(.rectangle), parent: Int? = nil, span: Int = 1,
      style: Style = .inherited, link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.id = id
      self.label = label ?? RichText(id)
      self.kind = kind
      self.parent = parent
      self.span = span
      self.style = style
      self.link = link
      self.range = range
    }
  }

  public enum Kind: Sendable, Hashable {
    case node(NodeShape)
    /// A block arrow with heads at these sides.
    case arrow(Set<Side>)
    /// An empty cell.
    case space
    /// A grid of its own; `nil` for one row.
    case group(columns: Int?)
  }

  /// A side of a block arrow.
  public enum Side: String, Sendable, Hashable, CaseIterable { case left, right, up, down }

  /// A line between two blocks.
  public struct Link: Sendable, Hashable {
    /// Indices into `blocks`.
    public var from: Int
    public var to: Int
    public var line: LineKind
    public var fromHead: EdgeHead
    public var toHead: EdgeHead
    /// The words on it; `nil` for none.
    public var label: RichText?

    /// An arrow between two blocks, given by their indices.
    ///
    /// ```swift
    /// let calls = BlockDiagram.Link(from: 0, to: 1, label: "calls")
    /// ```
    public init(
      from: Int, to: Int, line: LineKind = .solid, fromHead: EdgeHead = .none, toHead: EdgeHead = .arrow,
      label: RichText? = nil
    ) {
      self.from = from
      self.to = to
      self.line = line
      self.fromHead = fromHead
      self.toHead = toHead
      self.label = label
    }
  }
}

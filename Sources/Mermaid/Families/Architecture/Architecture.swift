/// `architecture-beta`: services in groups, and lines between the sides of services.
public struct Architecture: Sendable, Hashable {
  /// In the order written, each after the one around it.
  public var groups: [Group]
  /// Services and junctions, in the order written.
  public var nodes: [Node]
  /// The edges in source order.
  public var edges: [Edge]

  /// Services in groups, with the lines between them.
  ///
  /// ```swift
  /// let plan = Architecture(
  ///   nodes: [.init(id: "api", label: "API", icon: "server"), .init(id: "db", label: "Jobs", icon: "database")],
  ///   edges: [.init(from: .init(node: 0, side: .right), to: .init(node: 1, side: .left, hasHead: true))])
  /// ```
  public init(groups: [Group] = [], nodes: [Node] = [], edges: [Edge] = []) {
    self.groups = groups
    self.nodes = nodes
    self.edges = edges
  }

  /// A frame around services and other groups.
  public struct Group: Sendable, Hashable {
    /// Unique among groups and nodes.
    public var id: String
    /// The words at the top; empty for none.
    public var label: RichText
    /// The name of a picture: `cloud`, `database`, `disk`, `internet` or `server`; others are not drawn.
    public var icon: String?
    /// Index of the group around it.
    public var parent: Int?
    public var link: DiagramLink?
    /// UTF-8 byte range of the id in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A group with its label.
    ///
    /// ```swift
    /// let cloud = Architecture.Group(id: "cloud", label: "Our cloud", icon: "cloud")
    /// ```
    public init(
      id: String, label: RichText = "", icon: String? = nil, parent: Int? = nil, link: DiagramLink? = nil,
      range: Range<Int>? = nil
    ) {
      self.id = id
      self.label = label
      self.icon = icon
      self.parent = parent
      self.link = link
      self.range = range
    }
  }

  /// A service, or a junction, where lines meet.
  public struct Node: Sendable, Hashable {
    /// Unique among groups and nodes.
    public var id: String
    /// The words below the icon; empty for none.
    public var label: RichText
    /// The name of an icon, as for groups.
    public var icon: String?
    /// Words in place of an icon.
    public var iconText: RichText?
    public var isJunction: Bool
    /// Index into `groups`; `nil` outside of all.
    public var group: Int?
    public var link: DiagramLink?
    /// UTF-8 byte range of the id in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A service with its label.
    ///
    /// ```swift
    /// let store = Architecture.Node(id: "db", label: "Jobs", icon: "database")
    /// ```
    public init(
      id: String, label: RichText = "", icon: String? = nil, iconText: RichText? = nil,
      isJunction: Bool = false,
      group: Int? = nil, link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.id = id
      self.label = label
      self.icon = icon
      self.iconText = iconText
      self.isJunction = isJunction
      self.group = group
      self.link = link
      self.range = range
    }
  }

  /// A side of a node.
  public enum Side: String, Sendable, Hashable, CaseIterable {
    case left = "L"
    case right = "R"
    case top = "T"
    case bottom = "B"
  }

  /// An end of a line.
  public struct End: Sendable, Hashable {
    /// Index into `nodes`.
    public var node: Int
    public var side: Side
    /// Whether there is an arrow head.
    public var hasHead: Bool
    /// Whether the line ends at the group around the node.
    public var isAtGroup: Bool

    /// An end at a side of a node.
    ///
    /// ```swift
    /// let end = Architecture.End(node: 0, side: .left, hasHead: true)
    /// ```
    public init(node: Int, side: Side, hasHead: Bool = false, isAtGroup: Bool = false) {
      self.node = node
      self.side = side
      self.hasHead = hasHead
      self.isAtGroup = isAtGroup
    }
  }

  /// A line between two nodes.
  public struct Edge: Sendable, Hashable {
    public var from: End
    public var to: End
    /// The words on it; `nil` for none.
    public var label: RichText?

    /// A line from one side to another.
    ///
    /// ```swift
    /// let line = Architecture.Edge(from: .init(node: 0, side: .right), to: .init(node: 1, side: .left))
    /// ```
    public init(from: End, to: End, label: RichText? = nil) {
      self.from = from
      self.to = to
      self.label = label
    }
  }
}

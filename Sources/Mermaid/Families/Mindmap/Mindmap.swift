/// `mindmap`: ideas around a topic, as a tree.
public struct Mindmap: Sendable, Hashable {
  /// The topic first, each node before its children.
  public var nodes: [Node]

  /// A map of nodes, each of which names the one that it hangs on by index.
  ///
  /// ```swift
  /// let map = Mindmap(nodes: [.init(label: "Release"), .init(label: "Tests", parent: 0)])
  /// ```
  public init(nodes: [Node] = []) { self.nodes = nodes }

  /// The outline of a node.
  public enum Shape: Sendable, Hashable {
    /// A node without brackets: a surface without a line around it.
    case plain
    case rectangle
    case rounded
    case circle
    case cloud
    case bang
    case hexagon
  }

  /// An idea.
  public struct Node: Sendable, Hashable {
    /// The words before the brackets; empty where there are none.
    public var id: String
    /// The words that are drawn.
    public var label: RichText
    /// The outline of the node.
    public var shape: Shape
    /// Index into `nodes` of an earlier node; `nil` for the topic. Another node without a parent hangs on the topic.
    public var parent: Int?
    /// The target of the node when it is a link.
    public var link: DiagramLink?
    /// UTF-8 bytes of the node in the source.
    public var range: Range<Int>?

    /// A node with its label.
    ///
    /// ```swift
    /// let idea = Mindmap.Node(label: "Rewards", shape: .cloud, parent: 0)
    /// ```
    public init(
      id: String = "", label: RichText, shape: Shape = .plain, parent: Int? = nil, link: DiagramLink? = nil,
      range: Range<Int>? = nil
    ) {
      self.id = id
      self.label = label
      self.shape = shape
      self.parent = parent
      self.link = link
      self.range = range
    }
  }

  /// For each node, its children in order.
  var children: [[Int]] {
    var result = [[Int]](repeating: [], count: nodes.count)
    for index in nodes.indices.dropFirst() {
      let parent = nodes[index].parent ?? 0
      if parent < index { result[parent].append(index) }
    }
    return result
  }
}

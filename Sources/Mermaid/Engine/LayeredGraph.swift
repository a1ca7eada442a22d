/// The input of the layered engine: boxes in nested clusters, joined by links. It has sizes and order, and nothing of a
/// family.
struct LayeredGraph: Sendable {
  struct Node: Sendable {
    /// Width and height of the drawn figure, in CSS pixels.
    var size: Size
    var cluster: Int?
    /// The drawn outline about the centre, for shapes whose border is not their bounding box.
    var outline: [Point]?
    /// Part of a side over which links spread out, 0…1.
    var portSpread = PortSpread.side
    /// Room across the ranks before and after the node (left and right when ranks go down), and the least extent along
    /// them, for figures drawn beside it.
    var roomBefore = 0.0
    var roomAfter = 0.0
    var leastDepth = 0.0
    /// Whether links to itself are drawn at the side before it, for nodes with something beside them after it.
    var hasLoopsBefore = false
  }

  struct Cluster: Sendable {
    var parent: Int?
    /// Size of the title with its padding; zero without a title.
    var title: Size
    /// Its own direction. It is followed when no link leads from the inside out or in; a link to the cluster
    /// itself does not matter.
    var direction: Direction?
    /// Whether the title of a horizontal drawing gets a row of its own, which links only pass lengthwise.
    var hasTitleRow = false
  }

  enum End: Sendable, Hashable {
    case node(Int)
    case cluster(Int)
  }

  struct Link: Sendable {
    var from: End
    var to: End
    /// Ranks it spans at least. 1…
    var minLength = 1
    var label: Size?
    /// How strongly it is pulled short and straight, from 1.
    var weight = 1
    /// Length of the straight run at either end, for long heads and for labels beside it.
    var endRoom = 0.0
    /// Width of the labels beside its ends, across the ranks: neighbouring links keep that distance.
    var endWidth = 0.0
  }

  /// Distances in CSS pixels. mermaid.js has 50 px between nodes and between ranks; less is enough here, because links
  /// keep clear of boxes by their corridors and not by the distance of boxes.
  struct Spacing: Sendable {
    /// Between neighbours of one rank.
    var node = 30.0
    /// Between ranks: a head, and a curve that is steep enough to follow.
    var rank = 46.0
    /// Between a link that passes and its neighbours.
    var link = 16.0
    /// Between a cluster's border and its content.
    var cluster = 16.0

    /// The usual distances, with those that an author wants in their place. They are bounded: heads of arrows
    /// need room, and a drawing that is mostly empty cannot be read.
    init(_ wanted: DiagramSpacing = .init()) {
      if let nodes = wanted.nodes { node = min(max(nodes, Self.leastNode), Self.most) }
      if let ranks = wanted.ranks { rank = min(max(ranks, Self.leastRank), Self.most) }
    }

    private static let leastNode = 12.0
    private static let leastRank = 24.0
    private static let most = 300.0
  }

  var direction: Direction
  var nodes: [Node] = []
  /// A parent before its children; none is empty.
  var clusters: [Cluster] = []
  var links: [Link] = []
  var spacing = Spacing()

  /// Places nodes without links in rows of `length`, by links that are not drawn.
  mutating func addRows(_ nodes: [Int], of length: Int) {
    for (above, below) in zip(nodes, nodes.dropFirst(length)) {
      links.append(.init(from: .node(above), to: .node(below)))
    }
  }
}

/// The positions of everything, in CSS pixels from the top left corner of the drawing, without a margin.
struct LayeredLayout: Sendable {
  struct Route: Sendable {
    /// From the link's own start to its end.
    var path: Path
    /// Where the label's centre is.
    var label: Point?
  }

  var size: Size
  var nodes: [Rect]
  var clusters: [Rect]
  /// The band kept for each cluster's title.
  var titles: [Rect]
  var routes: [Route]
  /// Width of the loops and their labels beside each node.
  var loopRoom: [Double] = []
  /// Clusters whose title would cross a link.
  var crossedTitles: [Int] = []
}

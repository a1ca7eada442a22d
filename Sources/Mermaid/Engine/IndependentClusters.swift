/// Clusters with a direction of their own that no link enters or leaves: each is laid out as a separate drawing, and is
/// one box in the drawing around it.
struct IndependentClusters {
  /// The clusters, none inside another.
  let groups: [Int]
  private let graph: LayeredGraph
  /// The group that each node or cluster is in; -1 for none. A group's own cluster counts as inside.
  private let groupOfNode: [Int]
  private let groupOfCluster: [Int]

  init(_ graph: LayeredGraph) {
    self.graph = graph
    guard graph.clusters.contains(where: { $0.direction != nil }) else {
      (groups, groupOfNode, groupOfCluster) = ([], [], [])
      return
    }
    let tree = ClusterTree(graph.clusters)
    // A link between two clusters crosses every cluster up to the innermost one that contains both.
    var isCrossed = [Bool](repeating: false, count: graph.clusters.count)
    func place(_ end: LayeredGraph.End) -> Int {
      switch end {
      case .node(let node): graph.nodes[node].cluster ?? -1
      case .cluster(let cluster): tree.parent[cluster]
      }
    }
    for link in graph.links {
      let (a, b) = (place(link.from), place(link.to))
      let common = tree.common(a, b)
      for end in [a, b] {
        var current = end
        while current != common, current >= 0 {
          isCrossed[current] = true
          current = tree.parent[current]
        }
      }
      // A link between a cluster and a node inside it crosses that cluster's border from within.
      for (end, other) in [(link.from, b), (link.to, a)] {
        if case .cluster(let cluster) = end, tree.holds(cluster, other) { isCrossed[cluster] = true }
      }
    }
    var groupOf = [Int](repeating: -1, count: graph.clusters.count)
    var groups: [Int] = []
    for cluster in graph.clusters.indices {
      let parent = tree.parent[cluster]
      if parent >= 0, groupOf[parent] >= 0 {
        groupOf[cluster] = groupOf[parent]
      } else if let direction = graph.clusters[cluster].direction, direction != graph.direction,
        !isCrossed[cluster]
      {
        groupOf[cluster] = cluster
        groups.append(cluster)
      }
    }
    self.groups = groups
    groupOfCluster = groupOf
    groupOfNode = graph.nodes.map { node in node.cluster.map { groupOf[$0] } ?? -1 }
  }

  /// The direction that each node's ranks follow.
  func directions() -> [Direction] {
    var result = graph.nodes.map { _ in graph.direction }
    for group in groups {
      let part = inside(group)
      for (node, direction) in zip(part.nodes, part.graph.directions()) { result[node] = direction }
    }
    return result
  }

  func layout(_ limits: LayoutLimits) throws(LayoutError) -> LayeredLayout {
    var result = LayeredLayout(
      size: Size(0, 0), nodes: [], clusters: [], titles: [],
      routes: graph.links.map { _ in .init(path: Path(), label: nil) })
    let nowhere = Rect(x: 0, y: 0, width: 0, height: 0)
    result.nodes = graph.nodes.map { _ in nowhere }
    result.clusters = graph.clusters.map { _ in nowhere }
    result.titles = result.clusters
    result.loopRoom = graph.nodes.map { _ in 0 }
    let padding = graph.spacing.cluster

    var parts: [Int: (part: Part, layout: LayeredLayout)] = [:]
    for group in groups {
      let part = inside(group)
      parts[group] = (part, try LayeredEngine.layout(part.graph, limits: limits))
    }
    let outer = outside { group in
      let title = graph.clusters[group].title
      let content = parts[group]?.layout.size ?? Size(0, 0)
      return Size(
        max(content.width + 2 * padding, title.width),
        content.height + padding + max(padding, title.height + padding * 0.5))
    }
    let outerLayout = try LayeredEngine.layout(outer.graph, limits: limits)
    result.size = outerLayout.size
    outer.copy(outerLayout, to: &result, offset: Point(0, 0))
    for group in groups {
      guard let (part, layout) = parts[group], let node = outer.nodeOfGroup[group] else { continue }
      let box = outerLayout.nodes[node]
      let title = graph.clusters[group].title
      result.clusters[group] = box
      result.titles[group] = Rect(
        x: box.x, y: box.y, width: min(title.width, box.width), height: title.height)
      let offset = Point(
        box.x + (box.width - layout.size.width) / 2, box.maxY - padding - layout.size.height)
      part.copy(layout, to: &result, offset: offset)
    }
    return result
  }

  /// A subgraph and the ids its parts have in the whole graph.
  private struct Part {
    var graph: LayeredGraph
    /// -1 for the box of a group.
    var nodes: [Int] = []
    var clusters: [Int] = []
    var links: [Int] = []
    var nodeOfGroup: [Int: Int] = [:]

    func copy(_ layout: LayeredLayout, to whole: inout LayeredLayout, offset: Point) {
      for (index, node) in nodes.enumerated() where node >= 0 {
        whole.nodes[node] = layout.nodes[index].offset(by: offset)
        whole.loopRoom[node] = layout.loopRoom[index]
      }
      for (index, cluster) in clusters.enumerated() {
        whole.clusters[cluster] = layout.clusters[index].offset(by: offset)
        whole.titles[cluster] = layout.titles[index].offset(by: offset)
      }
      for (index, link) in links.enumerated() {
        let route = layout.routes[index]
        whole.routes[link] = .init(
          path: route.path.offset(by: offset), label: route.label.map { $0 + offset })
      }
    }
  }

  private func group(of end: LayeredGraph.End) -> Int {
    switch end {
    case .node(let node): groupOfNode[node]
    case .cluster(let cluster): groupOfCluster[cluster] == cluster ? -1 : groupOfCluster[cluster]
    }
  }

  private func inside(_ group: Int) -> Part {
    var part = Part(
      graph: LayeredGraph(
        direction: graph.clusters[group].direction ?? graph.direction, spacing: graph.spacing))
    part.clusters = graph.clusters.indices.filter { groupOfCluster[$0] == group && $0 != group }
    part.nodes = graph.nodes.indices.filter { groupOfNode[$0] == group }
    part.links = graph.links.indices.filter { link in
      self.group(of: graph.links[link].from) == group && self.group(of: graph.links[link].to) == group
    }
    part.graph.fill(from: graph, part.nodes, part.clusters, part.links)
    return part
  }

  private func outside(size: (Int) -> Size) -> Part {
    var part = Part(graph: LayeredGraph(direction: graph.direction, spacing: graph.spacing))
    part.clusters = graph.clusters.indices.filter { groupOfCluster[$0] < 0 }
    part.links = graph.links.indices.filter { link in
      self.group(of: graph.links[link].from) < 0 && self.group(of: graph.links[link].to) < 0
    }
    // A group is where its first node was declared.
    var boxes: [LayeredGraph.Node] = []
    for node in graph.nodes.indices {
      let group = groupOfNode[node]
      if group < 0 {
        part.nodes.append(node)
        boxes.append(graph.nodes[node])
      } else if part.nodeOfGroup[group] == nil {
        part.nodeOfGroup[group] = boxes.count
        part.nodes.append(-1)
        boxes.append(.init(size: size(group), cluster: graph.clusters[group].parent))
      }
    }
    var clusterIndex = [Int](repeating: -1, count: graph.clusters.count)
    for (index, cluster) in part.clusters.enumerated() { clusterIndex[cluster] = index }
    var nodeIndex = [Int](repeating: -1, count: graph.nodes.count)
    for (index, node) in part.nodes.enumerated() where node >= 0 { nodeIndex[node] = index }
    part.graph.nodes = boxes.map { box in
      var box = box
      box.cluster = box.cluster.map { clusterIndex[$0] }
      return box
    }
    part.graph.clusters = part.clusters.map { cluster in
      var info = graph.clusters[cluster]
      info.parent = info.parent.map { clusterIndex[$0] }
      return info
    }
    func end(_ end: LayeredGraph.End) -> LayeredGraph.End {
      switch end {
      case .node(let node): return .node(nodeIndex[node])
      case .cluster(let cluster):
        if let box = part.nodeOfGroup[cluster] { return .node(box) }
        return .cluster(clusterIndex[cluster])
      }
    }
    part.graph.links = part.links.map { link in
      var info = graph.links[link]
      (info.from, info.to) = (end(info.from), end(info.to))
      return info
    }
    return part
  }
}

extension LayeredGraph {
  /// The direction that each node's ranks follow: that of the whole, or of the independent cluster it is in.
  /// Sizes do not matter, so they may still depend on it.
  func directions() -> [Direction] {
    let independent = IndependentClusters(self)
    return independent.groups.isEmpty ? nodes.map { _ in direction } : independent.directions()
  }

  /// Copies nodes, clusters and links of another graph. A parent that is not among the clusters is left out.
  fileprivate mutating func fill(from whole: LayeredGraph, _ nodes: [Int], _ clusters: [Int], _ links: [Int])
  {
    var clusterIndex = [Int](repeating: -1, count: whole.clusters.count)
    for (index, cluster) in clusters.enumerated() { clusterIndex[cluster] = index }
    var nodeIndex = [Int](repeating: -1, count: whole.nodes.count)
    for (index, node) in nodes.enumerated() { nodeIndex[node] = index }
    func kept(_ cluster: Int?) -> Int? {
      guard let cluster, clusterIndex[cluster] >= 0 else { return nil }
      return clusterIndex[cluster]
    }
    func end(_ end: End) -> End {
      switch end {
      case .node(let node): .node(nodeIndex[node])
      case .cluster(let cluster): .cluster(clusterIndex[cluster])
      }
    }
    self.nodes = nodes.map { node in
      var info = whole.nodes[node]
      info.cluster = kept(info.cluster)
      return info
    }
    self.clusters = clusters.map { cluster in
      var info = whole.clusters[cluster]
      info.parent = kept(info.parent)
      return info
    }
    self.links = links.map { link in
      var info = whole.links[link]
      (info.from, info.to) = (end(info.from), end(info.to))
      return info
    }
  }
}

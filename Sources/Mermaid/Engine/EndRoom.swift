extension LayeredGraph {
  /// In CSS pixels: a node with very many links would otherwise be as wide as the whole drawing.
  private static let mostForEnds = 420.0

  /// Makes nodes larger whose sides carry more heads and labels of links than they have room for. Only links with
  /// something at their ends count: plain lines may run close together.
  mutating func growForEnds() {
    var leaving = [Double](repeating: 0, count: nodes.count)
    var entering = leaving
    for link in links where link.from != link.to && link.endWidth > 0 {
      let gap = Ports.gap(endWidth: link.endWidth)
      if case .node(let node) = link.from { leaving[node] += gap }
      if case .node(let node) = link.to { entering[node] += gap }
    }
    for index in nodes.indices {
      let needed = min(max(leaving[index], entering[index]) / nodes[index].portSpread, Self.mostForEnds)
      if direction.isHorizontal {
        nodes[index].size.height = max(nodes[index].size.height, needed)
      } else {
        nodes[index].size.width = max(nodes[index].size.width, needed)
      }
    }
  }
}

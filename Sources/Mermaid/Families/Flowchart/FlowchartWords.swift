extension Flowchart {
  public var summary: String {
    "Flowchart of \(nodes.count.counted("step", "steps"))"
  }

  public var walkthrough: [String] {
    func name(_ end: Endpoint) -> String {
      switch end {
      case .node(let node): nodes[node].label.isEmpty ? nodes[node].id : nodes[node].label.plain
      case .subgraph(let subgraph):
        subgraphs[subgraph].title.isEmpty ? subgraphs[subgraph].id : subgraphs[subgraph].title.plain
      }
    }
    var sentences = subgraphs.indices.compactMap { index -> String? in
      let members =
        nodes.filter { $0.subgraph == index }.map { $0.label.isEmpty ? $0.id : $0.label.plain }
        + subgraphs.indices.filter { subgraphs[$0].parent == index }.map { name(.subgraph($0)) }
      return members.isEmpty ? nil : "\(name(.subgraph(index))) holds \(members.list)."
    }
    var linked = Set<Int>()
    for edge in edges {
      if edge.line == .invisible {
        // Only its words are shown.
        guard let label = edge.label, !label.isEmpty else { continue }
        let place = edge.from == edge.to ? "At" : "Between"
        let ends = edge.from == edge.to ? name(edge.from) : "\(name(edge.from)) and \(name(edge.to))"
        sentences.append("\(place) \(ends): \(label.plain).")
        continue
      }
      for case .node(let node) in [edge.from, edge.to] { linked.insert(node) }
      let verb =
        switch (edge.fromHead != .none, edge.toHead != .none) {
        case (true, true): "leads to and from"
        case (false, false): "is connected to"
        case (true, false): "comes from"
        case (false, true): "leads to"
        }
      let label = edge.label.map { $0.isEmpty ? "" : " (\($0.plain))" } ?? ""
      sentences.append("\(name(edge.from)) \(verb) \(name(edge.to))\(label).")
    }
    let alone = nodes.indices.filter { !linked.contains($0) && !nodes[$0].label.isEmpty }
    if !alone.isEmpty { sentences.append("Not connected: \(alone.map { name(.node($0)) }.list).") }
    return sentences
  }
}

extension Architecture {
  public var summary: String {
    "Architecture of \(nodes.count { !$0.isJunction }.counted("service", "services"))"
  }

  public var walkthrough: [String] {
    var sentences: [String] = []
    for (index, group) in groups.enumerated() {
      let inside =
        groups.filter { $0.parent == index }.map(\.words)
        + nodes.filter { $0.group == index && !$0.isJunction }.map(\.words)
      if !inside.isEmpty { sentences.append("\(group.words) holds \(inside.list).") }
    }
    let loose = nodes.filter { $0.group == nil && !$0.isJunction }.map(\.words)
    if !loose.isEmpty { sentences.append("Outside of groups: \(loose.list).") }
    return sentences + edges.map(sentence)
  }

  private func sentence(_ edge: Edge) -> String {
    let (from, to) = (nodes[edge.from.node].words, nodes[edge.to.node].words)
    let label = edge.label.map { ": \($0.plain)" } ?? ""
    return switch (edge.from.hasHead, edge.to.hasHead) {
    case (false, true): "\(from) leads to \(to)\(label)."
    case (true, false): "\(to) leads to \(from)\(label)."
    default: "\(from) and \(to) are connected\(label)."
    }
  }
}

extension Architecture.Group {
  fileprivate var words: String { label.isEmpty ? id : label.plain }
}

extension Architecture.Node {
  fileprivate var words: String {
    isJunction ? "junction \(id)" : label.isEmpty ? iconText?.plain ?? id : label.plain
  }
}

extension Mindmap {
  public var summary: String { "Mind map of \(nodes.count.counted("node", "nodes"))" }

  public var walkthrough: [String] {
    zip(nodes, children).filter { !$1.isEmpty }.map { node, children in
      "\(node.label.plain): \(children.map { nodes[$0].label.plain }.list)."
    }
  }
}

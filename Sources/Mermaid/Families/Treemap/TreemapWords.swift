extension Treemap {
  public var summary: String {
    "Treemap of \(nodes.count { $0.value != nil }.counted("value", "values"))"
  }

  public var walkthrough: [String] {
    let totals = totals
    return nodes.enumerated().map { index, node in
      let value = format.written(totals[index])
      guard let parent = node.parent else { return "\(node.label.plain): \(value)." }
      return "\(nodes[parent].label.plain), \(node.label.plain): \(value)."
    }
  }
}

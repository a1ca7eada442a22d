extension Sankey {
  public var summary: String {
    "Sankey diagram of \(flows.count.counted("flow", "flows")) between "
      + nodes.count.counted("node", "nodes")
  }

  public var walkthrough: [String] {
    flows.map { "\(nodes[$0.from].label) to \(nodes[$0.to].label): \(exactly($0.value))." }
  }
}

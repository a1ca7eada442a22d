/// `sankey`: flows from sources to targets.
public struct Sankey: Sendable, Hashable {
  /// In which column a node is: as far left as its sources allow, …; `justify` is `left`, with every end at the right.
  public enum Alignment: String, Sendable, Hashable { case justify, left, right, center }

  /// What the colour of a flow is.
  public enum FlowColor: Sendable, Hashable {
    /// That of the node it comes from. mermaid.js' `gradient` is drawn so, too.
    case source
    /// That of the node it leads to.
    case target
    case color(Color)
  }

  /// Where flows begin and end.
  public struct Node: Sendable, Hashable {
    /// The words beside it.
    public var label: String
    /// `nodeColors`: the author's colour.
    public var color: Color?
    /// The target of the node when it is a link.
    public var link: DiagramLink?
    /// UTF-8 bytes of its first mention in the source.
    public var range: Range<Int>?

    /// A node with its label.
    ///
    /// ```swift
    /// let solar = Sankey.Node(label: "Solar")
    /// ```
    public init(label: String, color: Color? = nil, link: DiagramLink? = nil, range: Range<Int>? = nil) {
      self.label = label
      self.color = color
      self.link = link
      self.range = range
    }
  }

  /// An amount that goes from one node to another.
  public struct Flow: Sendable, Hashable {
    /// Indices into `nodes`.
    public var from: Int
    public var to: Int
    /// From 0 to 1,000,000,000,000,000.
    public var value: Double

    /// A flow between two nodes, given by index.
    ///
    /// ```swift
    /// let flow = Sankey.Flow(from: 0, to: 1, value: 12.5)
    /// ```
    public init(from: Int, to: Int, value: Double) {
      self.from = from
      self.to = to
      self.value = value
    }
  }

  /// In the order of the source.
  public var nodes: [Node]
  /// In the order of the source; they never lead back to where they come from.
  public var flows: [Flow]
  public var alignment: Alignment
  public var flowColor: FlowColor
  /// `showValues`: the sum of a node follows its label.
  public var showsValues: Bool
  /// What stands before and after each sum: "$", " kWh".
  public var prefix: String
  public var suffix: String

  /// Flows between nodes.
  ///
  /// ```swift
  /// let energy = Sankey(
  ///   nodes: [.init(label: "Solar"), .init(label: "Grid")], flows: [.init(from: 0, to: 1, value: 12.5)])
  /// ```
  public init(
    nodes: [Node] = [], flows: [Flow] = [], alignment: Alignment = .justify, flowColor: FlowColor = .source,
    showsValues: Bool = true, prefix: String = "", suffix: String = ""
  ) {
    self.nodes = nodes
    self.flows = flows
    self.alignment = alignment
    self.flowColor = flowColor
    self.showsValues = showsValues
    self.prefix = prefix
    self.suffix = suffix
  }

  /// The sum of a node: what comes in or what goes out, whichever is more.
  var sums: [Double] {
    var (into, out) = ([Double](repeating: 0, count: nodes.count), [Double](repeating: 0, count: nodes.count))
    for flow in flows {
      out[flow.from] += flow.value
      into[flow.to] += flow.value
    }
    return zip(into, out).map { max($0, $1) }
  }

  /// A number in two decimals at most, with its prefix and suffix.
  func written(_ value: Double) -> String { exactly((value * 100).rounded() / 100) }

  /// A number with all its decimals, its prefix and suffix.
  func exactly(_ value: Double) -> String { prefix + value.written + suffix }

  /// For each node the nodes that its flows lead to.
  var targets: [[Int]] {
    var targets = [[Int]](repeating: [], count: nodes.count)
    for flow in flows { targets[flow.from].append(flow.to) }
    return targets
  }

  /// The nodes so that every flow leads to a later one; those in a circle, and all that follows it, are missing.
  var topologicalOrder: [Int] {
    let targets = targets
    var open = [Int](repeating: 0, count: nodes.count)
    for flow in flows { open[flow.to] += 1 }
    var order = nodes.indices.filter { open[$0] == 0 }
    var next = 0
    while next < order.count {
      for target in targets[order[next]] {
        open[target] -= 1
        if open[target] == 0 { order.append(target) }
      }
      next += 1
    }
    return order
  }
}

/// How many levels a value must at least have to fit each node: what a generator takes when it must come to
/// an end, as in a grammar.
enum ValueHeights {
  /// More than any value has: a node that nothing finite fits.
  static let endless = 1 << 20

  static func of(_ program: Program) -> [Int] {
    var heights = [Int](repeating: endless, count: program.nodes.count)
    var changed = true
    // Each round settles at least one node.
    for _ in 0...program.nodes.count where changed {
      changed = false
      for number in program.nodes.indices {
        let height = height(of: program.nodes[number], heights)
        if height < heights[number] {
          heights[number] = height
          changed = true
        }
      }
    }
    return heights
  }

  private static func height(of node: Node, _ heights: [Int]) -> Int {
    if node.isNever { return endless }
    var types: TypeSet = .all
    var height = 0
    var isConstant = false
    var required: [String] = []
    var members: [Members] = []
    var items: Int?
    var minimumItems = 0
    for rule in node.rules {
      switch rule.check {
      case .type(let set): types = set
      case .const, .choice: isConstant = true
      case .allOf(let nodes): height = nodes.reduce(height) { max($0, heights[$1]) }
      case .anyOf(let nodes), .oneOf(let nodes):
        height = max(height, nodes.map { heights[$0] }.min() ?? endless)
      case .reference(let node), .dynamicReference(let node, _): height = max(height, heights[node])
      case .required(let names): required += names
      case .members(let list): members.append(list)
      case .items(let prefix, let rest): items = prefix.first ?? rest
      case .contains(let node, let minimum, _, _) where minimum > 0:
        items = node
        minimumItems = max(minimumItems, minimum)
      case .count(let limit) where limit.subject == .items && !limit.isMaximum:
        minimumItems = max(minimumItems, limit.limit)
      default: break
      }
    }
    let isScalar = !types.isDisjoint(with: [.null, .boolean, .integer, .number, .string])
    if isConstant || isScalar { return height }
    var container = endless
    if types.contains(.array) {
      container = minimumItems == 0 ? 1 : 1 + (items.map { heights[$0] } ?? 0)
    }
    if types.contains(.object) {
      var object = 1
      for name in required {
        for list in members {
          if let node = list.node(named: name) { object = max(object, 1 + heights[node]) }
        }
      }
      container = min(container, object)
    }
    return min(endless, max(height, container))
  }
}

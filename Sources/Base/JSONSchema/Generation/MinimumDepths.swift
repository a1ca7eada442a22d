/// The least nesting depth of a value that is valid for each node of a program.
///
/// The generator prefers branches with a small minimum depth where it has to terminate, like the generation of
/// sentences from a recursive grammar.
enum MinimumDepths {
  /// The depth of a node for which no finite value is valid.
  static let infinite = 1 << 20

  static func of(_ program: Program) -> [Int] {
    var minimumDepths = [Int](repeating: infinite, count: program.nodes.count)
    var changed = true
    // Each round settles at least one node.
    for _ in 0...program.nodes.count where changed {
      changed = false
      for number in program.nodes.indices {
        let depth = depth(of: program.nodes[number], minimumDepths)
        if depth < minimumDepths[number] {
          minimumDepths[number] = depth
          changed = true
        }
      }
    }
    return minimumDepths
  }

  private static func depth(of node: Node, _ minimumDepths: [Int]) -> Int {
    if node.isNever { return infinite }
    var types: TypeSet = .all
    var depth = 0
    var isConstant = false
    var required: [String] = []
    var members: [Members] = []
    var items: Int?
    var minimumItems = 0
    for rule in node.rules {
      switch rule.check {
      case .type(let set): types = set
      case .const, .choice: isConstant = true
      case .allOf(let nodes): depth = nodes.reduce(depth) { max($0, minimumDepths[$1]) }
      case .anyOf(let nodes), .oneOf(let nodes):
        depth = max(depth, nodes.map { minimumDepths[$0] }.min() ?? infinite)
      case .reference(let node), .dynamicReference(let node, _): depth = max(depth, minimumDepths[node])
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
    if isConstant || isScalar { return depth }
    var container = infinite
    if types.contains(.array) {
      container = minimumItems == 0 ? 1 : 1 + (items.map { minimumDepths[$0] } ?? 0)
    }
    if types.contains(.object) {
      var object = 1
      for name in required {
        for list in members {
          if let node = list.node(named: name) { object = max(object, 1 + minimumDepths[node]) }
        }
      }
      container = min(container, object)
    }
    return min(infinite, max(depth, container))
  }
}

/// The least nesting depth of a value that is valid for each node of a program.
///
/// The generator prefers branches with a small minimum depth where it has to terminate, like the generation of
/// sentences from a recursive grammar.
enum MinimumDepths {
  /// The depth of a node for which no finite value is valid.
  static let infinite = 1 << 20

  /// Only the nodes that read a depth are computed again when it falls, so that a contract of many thousand schemas, each
  /// of which refers to the next, takes no longer than one whose schemas stand alone.
  static func of(_ nodes: [Node]) -> [Int] {
    var minimumDepths = [Int](repeating: infinite, count: nodes.count)
    var readers = [[Int]](repeating: [], count: nodes.count)
    for number in nodes.indices {
      // Which depths a node reads does not depend on their values.
      _ = depth(of: nodes[number]) { read in
        readers[read].append(number)
        return infinite
      }
    }
    var waiting = Array(nodes.indices.reversed())
    var isWaiting = [Bool](repeating: true, count: nodes.count)
    var next = 0
    while next < waiting.count {
      let number = waiting[next]
      next += 1
      isWaiting[number] = false
      let depth = depth(of: nodes[number]) { minimumDepths[$0] }
      guard depth < minimumDepths[number] else { continue }
      minimumDepths[number] = depth
      for reader in readers[number] where !isWaiting[reader] {
        isWaiting[reader] = true
        waiting.append(reader)
      }
    }
    return minimumDepths
  }

  private static let scalars: TypeSet = [.null, .boolean, .integer, .number, .string]

  private static func depth(of node: Node, _ minimumDepth: (Int) -> Int) -> Int {
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
      case .allOf(let nodes): depth = nodes.reduce(depth) { max($0, minimumDepth($1)) }
      case .anyOf(let nodes), .oneOf(let nodes):
        depth = max(depth, nodes.map(minimumDepth).min() ?? infinite)
      case .reference(let node), .dynamicReference(let node, _): depth = max(depth, minimumDepth(node))
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
    let isScalar = !types.isDisjoint(with: scalars)
    if isConstant || isScalar { return depth }
    var container = infinite
    if types.contains(.array) {
      container = minimumItems == 0 ? 1 : 1 + (items.map(minimumDepth) ?? 0)
    }
    if types.contains(.object) {
      var object = 1
      for name in required {
        for list in members {
          if let node = list.node(named: name) { object = max(object, 1 + minimumDepth(node)) }
        }
      }
      container = min(container, object)
    }
    return min(infinite, max(depth, container))
  }
}

extension Program {
  /// The minimum depth of a value for each node, computed for the first value that is generated: a contract has a
  /// value for each of its operations, and all of them share a program.
  var minimumDepths: [Int] {
    knownDepths.withLock { known in
      if let known { return known }
      let depths = MinimumDepths.of(nodes)
      known = depths
      return depths
    }
  }
}

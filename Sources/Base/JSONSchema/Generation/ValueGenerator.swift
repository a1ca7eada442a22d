import Determinism
import JSON

extension Schema {
  /// A value that fits the schema, the same for the same seed on every machine.
  ///
  /// `examples` and `default` are taken where they fit; the rest is drawn within what the keywords allow, with
  /// optional members near the root and none deep down, so that recursive schemas come to an end.
  ///
  /// - Returns: `nil` when no value was found: none fits, or the schema is too contrived to find it by drawing.
  public func value(seed: UInt64) -> JSON? {
    var generator = ValueGenerator(program: program, root: root)
    guard generator.heights[root] < ValueHeights.endless else { return nil }
    while generator.attempt < 60, generator.budget > 0 {
      generator.random = SplitMix64(seed: SplitMix64.derive(seed, UInt64(generator.attempt)))
      if let value = generator.value(for: [root], depth: 0), isValid(value) { return value }
      generator.attempt += 1
    }
    return nil
  }
}

/// Draws one value. Later attempts are plainer and luckier: fewer optional members, longer strings.
struct ValueGenerator {
  let program: Program
  /// The node that the value is for.
  let root: Int
  var random = SplitMix64(seed: 0)
  var attempt = 0
  /// How deep a value must at least be to fit a node.
  let heights: [Int]
  /// How many values may still be made.
  var budget = 10_000

  /// From this depth on only what must be there is made.
  static let plainDepth = 4
  static let largestDepth = 64

  init(program: Program, root: Int) {
    self.program = program
    self.root = root
    heights = ValueHeights.of(program)
  }

  func isPlain(_ depth: Int) -> Bool { depth >= Self.plainDepth || budget < 5_000 }

  func fits(_ value: JSON, _ nodes: [Int]) -> Bool {
    nodes.allSatisfy { node in
      var evaluator = Evaluator(
        program: program, root: node, limits: SchemaLimits(depth: 400, steps: 200_000, violations: 1))
      return evaluator.fits(node, value) && !evaluator.hasGivenUp
    }
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[random.below(elements.count)]
  }

  /// A value that fits all of the nodes; `nil` when none was found.
  mutating func value(for nodes: [Int], depth: Int) -> JSON? {
    budget -= 1
    guard budget > 0, depth <= Self.largestDepth else { return nil }
    for _ in 0..<(depth == 0 ? 1 : 4) {
      guard let demand = demand(of: nodes, isPlain: isPlain(depth)) else { continue }
      if let value = value(for: demand, nodes, depth) { return value }
    }
    return nil
  }

  private mutating func value(for demand: Demand, _ nodes: [Int], _ depth: Int) -> JSON? {
    // A suggestion may say too little for what stands around it; then later attempts go without.
    if attempt < 20, let suggestion = pick(demand.suggestions.filter { fits($0, nodes) }) {
      return suggestion
    }
    if let choices = demand.choices { return pick(choices.filter { fits($0, nodes) }) }
    for type in order(of: demand, depth) {
      for _ in 0..<3 {
        guard let value = value(of: type, demand, depth) else { break }
        if fits(value, nodes) { return value }
      }
    }
    return nil
  }

  /// The kinds of value to try: what the keywords speak of first, null and the like last.
  private mutating func order(of demand: Demand, _ depth: Int) -> [TypeSet] {
    let implied = demand.impliedTypes
    var types: [TypeSet] = [.object, .array, .string, .number, .integer, .boolean, .null]
    if demand.types == .all {
      types = [.string, .integer, .boolean, .object, .array, .null]
      if implied.contains(.number) { types = [.number, .integer] + types }
      if !demand.excluded.isEmpty, attempt > 0 {
        let turn = random.below(types.count)
        types = Array(types[turn...] + types[..<turn])
      }
    } else {
      types = types.filter(demand.types.contains)
      if types.count > 1 {
        // Where several kinds are allowed, all of them come up, but nothing only when nothing else does.
        let isNullable = types.last == .null
        if isNullable { types.removeLast() }
        let turn = random.below(types.count)
        types = Array(types[turn...] + types[..<turn]) + (isNullable ? [.null] : [])
      }
    }
    if isPlain(depth), demand.types.contains(.null) { types = [.null] + types.filter { $0 != .null } }
    return types.filter(implied.contains) + types.filter { !implied.contains($0) }
  }

  private mutating func value(of type: TypeSet, _ demand: Demand, _ depth: Int) -> JSON? {
    switch type {
    case .null: .null
    case .boolean: .bool(random.below(2) == 1)
    case .integer: number(demand, isInteger: true)
    case .number: number(demand, isInteger: !demand.types.contains(.number))
    case .string: string(demand).map { .string($0) }
    case .array: array(demand, depth)
    default: object(demand, depth)
    }
  }
}

// MARK: - What is asked

extension ValueGenerator {
  /// Gathers what nodes ask, with one branch chosen wherever there is a choice; `nil` where the choices
  /// contradict each other.
  private mutating func demand(of nodes: [Int], isPlain: Bool) -> Demand? {
    var demand = Demand()
    var room = 2_000
    for node in nodes { gather(node, into: &demand, isPlain, &room) }
    addDependents(&demand, isPlain, &room)
    return demand.isImpossible || room <= 0 ? nil : demand
  }

  private mutating func gather(_ number: Int, into demand: inout Demand, _ isPlain: Bool, _ room: inout Int) {
    room -= 1
    guard room > 0, !demand.isImpossible else { return }
    let node = program.nodes[number]
    demand.suggestions += node.annotations.suggestions
    if let format = node.annotations.format, !demand.formats.contains(format) {
      demand.formats.append(format)
    }
    for rule in node.rules {
      switch rule.check {
      case .never: demand.isImpossible = true
      case .type(let set): demand.restrict(to: set)
      case .const(let value): demand.restrict(to: [value])
      case .choice(let list, _): demand.restrict(to: list)
      case .number(let limit): demand.limits.append(limit)
      case .multiple(let divisor): demand.divisors.append(divisor)
      case .count(let limit): demand.restrict(limit)
      case .pattern(let pattern): demand.patterns.append(pattern)
      case .format: break
      case .uniqueItems: demand.isUnique = true
      case .required(let names): demand.required += names
      case .dependentRequired(let dependencies): demand.dependentNames += dependencies
      case .members(let members): demand.members.append(members)
      case .memberNames(let node): demand.names.append(node)
      case .items(let prefix, let rest): demand.itemLists.append((prefix, rest))
      case .contains(let node, let minimum, _, _): demand.contents.append((node, minimum))
      case .allOf(let nodes): for node in nodes { gather(node, into: &demand, isPlain, &room) }
      case .anyOf(let branches): choose(among: branches, into: &demand, isPlain, &room, alone: false)
      case .oneOf(let branches): choose(among: branches, into: &demand, isPlain, &room, alone: true)
      case .not(let node): demand.exclude(node, in: program)
      case .conditional(let condition, let then, let otherwise):
        decide(condition, then, otherwise, into: &demand, isPlain, &room)
      case .dependentSchemas(let schemas): demand.dependentSchemas += schemas
      case .reference(let node): gather(node, into: &demand, isPlain, &room)
      case .dynamicReference(let node, let name):
        gather(target(of: name) ?? node, into: &demand, isPlain, &room)
      case .unevaluatedItems(let node): demand.unevaluatedItems.append(node)
      case .unevaluatedProperties(let node): demand.unevaluatedMembers.append(node)
      }
    }
  }

  /// The outermost resource decides what a dynamic reference leads to: first the root's is taken for it, then
  /// the reference for a plain one (`nil`), then any of the name.
  private mutating func target(of name: String) -> Int? {
    let outermost = DynamicAnchor(resource: program.nodes[root].resource, name: name)
    return switch attempt {
    case 0: program.dynamicAnchors[outermost]
    case 1: nil
    default: pick(program.dynamicAnchors.filter { $0.key.name == name }.map(\.value).sorted())
    }
  }

  /// Takes one branch, the shallowest when the value shall be plain, that does not contradict the rest.
  private mutating func choose(
    among branches: [Int], into demand: inout Demand, _ isPlain: Bool, _ room: inout Int, alone: Bool
  ) {
    let turn = random.below(branches.count)
    var order = Array(branches[turn...] + branches[..<turn])
    if isPlain {
      let heights = heights
      order.sort { heights[$0] < heights[$1] }
    }
    for branch in order {
      var copy = demand
      gather(branch, into: &copy, isPlain, &room)
      if alone { for other in branches where other != branch { copy.excluded.append(other) } }
      guard !copy.isImpossible else { continue }
      demand = copy
      return
    }
    demand.isImpossible = true
  }

  private mutating func decide(
    _ condition: Int, _ then: Int?, _ otherwise: Int?, into demand: inout Demand, _ isPlain: Bool,
    _ room: inout Int
  ) {
    let first = random.below(2) == 0
    for holds in [first, !first] {
      var copy = demand
      if holds {
        gather(condition, into: &copy, isPlain, &room)
      } else {
        copy.exclude(condition, in: program)
      }
      if let consequence = holds ? then : otherwise { gather(consequence, into: &copy, isPlain, &room) }
      guard !copy.isImpossible else { continue }
      demand = copy
      return
    }
    demand.isImpossible = true
  }

  /// What members that must be there ask for in their turn.
  private mutating func addDependents(_ demand: inout Demand, _ isPlain: Bool, _ room: inout Int) {
    var done: Set<String> = []
    var at = 0
    while at < demand.required.count, !demand.isImpossible, room > 0 {
      let name = demand.required[at]
      at += 1
      guard done.insert(name).inserted else { continue }
      for dependency in demand.dependentNames where dependency.name == name {
        demand.required += dependency.required
      }
      for dependency in demand.dependentSchemas where dependency.name == name {
        gather(dependency.schema, into: &demand, isPlain, &room)
      }
    }
  }
}

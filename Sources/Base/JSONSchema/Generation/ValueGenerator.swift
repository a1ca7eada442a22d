import Determinism
import JSON

extension Schema {
  /// Generates a value that is valid for the schema, the same for the same seed on every machine.
  ///
  /// `examples` and `default` are used where they are valid; the rest is generated within the limits of the keywords,
  /// with optional members near the root and without them below `ValueGenerator.minimalDepth`, so that recursive
  /// schemas terminate.
  ///
  /// - Returns: `nil` when no valid value was found in 60 attempts: no value is valid, or valid ones are too rare.
  public func value(seed: UInt64) -> JSON? {
    var generator = ValueGenerator(program: program, root: root)
    guard generator.minimumDepths[root] < MinimumDepths.infinite else { return nil }
    while generator.attempt < 60, generator.budget > 0 {
      generator.random = SplitMix64(seed: SplitMix64.derive(seed, UInt64(generator.attempt)))
      if let value = generator.value(for: [root], depth: 0), isValid(value) { return value }
      generator.attempt += 1
    }
    return nil
  }
}

/// Generates one value at random. Later attempts vary the strategy: fewer optional members, longer strings.
struct ValueGenerator {
  let program: Program
  /// The node that the value is generated for.
  let root: Int
  var random = SplitMix64(seed: 0)
  var attempt = 0
  /// The minimum depth of a value for each node.
  let minimumDepths: [Int]
  /// How many values, nested ones included, may still be generated.
  var budget = 10_000

  /// From this depth on optional members and items are left out.
  static let minimalDepth = 4
  static let largestDepth = 64

  init(program: Program, root: Int) {
    self.program = program
    self.root = root
    minimumDepths = program.minimumDepths
  }

  func isMinimal(_ depth: Int) -> Bool { depth >= Self.minimalDepth || budget < 5_000 }

  func fits(_ value: JSON, _ nodes: [Int]) -> Bool {
    nodes.allSatisfy { node in
      var evaluator = Evaluator(
        program: program, root: node, limits: SchemaLimits(depth: 400, steps: 200_000, violations: 1))
      return evaluator.fits(node, value) && !evaluator.isAborted
    }
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[random.below(elements.count)]
  }

  /// A value that is valid for all of the nodes; `nil` when none was found.
  mutating func value(for nodes: [Int], depth: Int) -> JSON? {
    budget -= 1
    guard budget > 0, depth <= Self.largestDepth else { return nil }
    for _ in 0..<(depth == 0 ? 1 : 4) {
      guard let constraints = constraints(of: nodes, isMinimal: isMinimal(depth)) else { continue }
      if let value = value(for: constraints, nodes, depth) { return value }
    }
    return nil
  }

  private mutating func value(for constraints: GenerationConstraints, _ nodes: [Int], _ depth: Int) -> JSON? {
    // A suggestion may make the enclosing value invalid: later attempts ignore suggestions.
    if attempt < 20, let suggestion = pick(constraints.suggestions.filter { fits($0, nodes) }) {
      return suggestion
    }
    if let choices = constraints.choices { return pick(choices.filter { fits($0, nodes) }) }
    for type in order(of: constraints, depth) {
      for _ in 0..<3 {
        guard let value = value(of: type, constraints, depth) else { break }
        if fits(value, nodes) { return value }
      }
    }
    return nil
  }

  /// The types to try in this order: those that the keywords apply to first, null last.
  private mutating func order(of constraints: GenerationConstraints, _ depth: Int) -> [TypeSet] {
    let implied = constraints.impliedTypes
    var types: [TypeSet] = [.object, .array, .string, .number, .integer, .boolean, .null]
    if constraints.types == .all {
      types = [.string, .integer, .boolean, .object, .array, .null]
      if implied.contains(.number) { types = [.number, .integer] + types }
      if !constraints.excluded.isEmpty, attempt > 0 {
        let turn = random.below(types.count)
        types = Array(types[turn...] + types[..<turn])
      }
    } else {
      types = types.filter(constraints.types.contains)
      if types.count > 1 {
        // Where several types are allowed, each is used for some seed, null only when no other is possible.
        let isNullable = types.last == .null
        if isNullable { types.removeLast() }
        let turn = random.below(types.count)
        types = Array(types[turn...] + types[..<turn]) + (isNullable ? [.null] : [])
      }
    }
    if isMinimal(depth), constraints.types.contains(.null) { types = [.null] + types.filter { $0 != .null } }
    return types.filter(implied.contains) + types.filter { !implied.contains($0) }
  }

  private mutating func value(of type: TypeSet, _ constraints: GenerationConstraints, _ depth: Int) -> JSON? {
    switch type {
    case .null: .null
    case .boolean: .bool(random.below(2) == 1)
    case .integer: number(constraints, isInteger: true)
    case .number: number(constraints, isInteger: !constraints.types.contains(.number))
    case .string: string(constraints).map { .string($0) }
    case .array: array(constraints, depth)
    default: object(constraints, depth)
    }
  }
}

extension ValueGenerator {
  /// Collects the constraints of nodes, with one branch chosen for each `anyOf`, `oneOf` and `if`; `nil` when the
  /// chosen branches contradict each other.
  private mutating func constraints(of nodes: [Int], isMinimal: Bool) -> GenerationConstraints? {
    var constraints = GenerationConstraints()
    var room = 2_000
    for node in nodes { gather(node, into: &constraints, isMinimal, &room) }
    addDependents(&constraints, isMinimal, &room)
    return constraints.isImpossible || room <= 0 ? nil : constraints
  }

  private mutating func gather(
    _ number: Int, into constraints: inout GenerationConstraints, _ isMinimal: Bool, _ room: inout Int
  ) {
    room -= 1
    guard room > 0, !constraints.isImpossible else { return }
    let node = program.nodes[number]
    constraints.suggestions += node.annotations.suggestions
    if let format = node.annotations.format, !constraints.formats.contains(format) {
      constraints.formats.append(format)
    }
    for rule in node.rules {
      switch rule.check {
      case .never: constraints.isImpossible = true
      case .type(let set): constraints.restrict(to: set)
      case .const(let value): constraints.restrict(to: [value])
      case .choice(let choice): constraints.restrict(to: choice.values)
      case .number(let limit): constraints.limits.append(limit)
      case .multiple(let divisor): constraints.divisors.append(divisor)
      case .count(let limit): constraints.restrict(limit)
      case .pattern(let pattern): constraints.patterns.append(pattern)
      case .format: break
      case .uniqueItems: constraints.isUnique = true
      case .required(let names): constraints.required += names
      case .dependentRequired(let dependencies): constraints.dependentNames += dependencies
      case .members(let members): constraints.members.append(members)
      case .memberNames(let node): constraints.names.append(node)
      case .items(let prefix, let rest): constraints.itemLists.append((prefix, rest))
      case .contains(let node, let minimum, _, _): constraints.contents.append((node, minimum))
      case .allOf(let nodes): for node in nodes { gather(node, into: &constraints, isMinimal, &room) }
      case .anyOf(let branches): choose(among: branches, into: &constraints, isMinimal, &room, alone: false)
      case .oneOf(let branches): choose(among: branches, into: &constraints, isMinimal, &room, alone: true)
      case .not(let node): constraints.exclude(node, in: program)
      case .conditional(let condition, let then, let otherwise):
        decide(condition, then, otherwise, into: &constraints, isMinimal, &room)
      case .dependentSchemas(let schemas): constraints.dependentSchemas += schemas
      case .reference(let node): gather(node, into: &constraints, isMinimal, &room)
      case .dynamicReference(let node, let name):
        gather(target(of: name) ?? node, into: &constraints, isMinimal, &room)
      case .unevaluatedItems(let node): constraints.unevaluatedItems.append(node)
      case .unevaluatedProperties(let node): constraints.unevaluatedMembers.append(node)
      }
    }
  }

  /// The target of a dynamic reference, which depends on the outermost resource. Attempt 0 uses the root as that
  /// resource, attempt 1 treats the reference as an ordinary one (`nil`), later ones try any anchor of the name.
  private mutating func target(of name: String) -> Int? {
    let outermost = DynamicAnchor(resource: program.nodes[root].resource, name: name)
    return switch attempt {
    case 0: program.dynamicAnchors[outermost]
    case 1: nil
    default: pick(program.dynamicAnchors.filter { $0.key.name == name }.map(\.value).sorted())
    }
  }

  /// Chooses one branch that does not contradict the constraints so far, the shallowest when the value must be minimal.
  ///
  /// - Parameter alone: whether the other branches must not match (`oneOf`).
  private mutating func choose(
    among branches: [Int], into constraints: inout GenerationConstraints, _ isMinimal: Bool,
    _ room: inout Int, alone: Bool
  ) {
    let turn = random.below(branches.count)
    var order = Array(branches[turn...] + branches[..<turn])
    if isMinimal {
      let minimumDepths = minimumDepths
      order.sort { minimumDepths[$0] < minimumDepths[$1] }
    }
    for branch in order {
      var copy = constraints
      gather(branch, into: &copy, isMinimal, &room)
      if alone { for other in branches where other != branch { copy.excluded.append(other) } }
      guard !copy.isImpossible else { continue }
      constraints = copy
      return
    }
    constraints.isImpossible = true
  }

  private mutating func decide(
    _ condition: Int, _ then: Int?, _ otherwise: Int?, into constraints: inout GenerationConstraints,
    _ isMinimal: Bool,
    _ room: inout Int
  ) {
    let first = random.below(2) == 0
    for holds in [first, !first] {
      var copy = constraints
      if holds {
        gather(condition, into: &copy, isMinimal, &room)
      } else {
        copy.exclude(condition, in: program)
      }
      if let consequence = holds ? then : otherwise { gather(consequence, into: &copy, isMinimal, &room) }
      guard !copy.isImpossible else { continue }
      constraints = copy
      return
    }
    constraints.isImpossible = true
  }

  /// Adds the constraints that required members bring with them (`dependentRequired`, `dependentSchemas`).
  private mutating func addDependents(
    _ constraints: inout GenerationConstraints, _ isMinimal: Bool, _ room: inout Int
  ) {
    var done: Set<String> = []
    var at = 0
    while at < constraints.required.count, !constraints.isImpossible, room > 0 {
      let name = constraints.required[at]
      at += 1
      guard done.insert(name).inserted else { continue }
      for dependency in constraints.dependentNames where dependency.name == name {
        constraints.required += dependency.required
      }
      for dependency in constraints.dependentSchemas where dependency.name == name {
        gather(dependency.schema, into: &constraints, isMinimal, &room)
      }
    }
  }
}

import JSON

extension ValueGenerator {
  /// The most items or members that are generated, even if the schema requires more.
  private static let largestCount = 2_000

  mutating func array(_ constraints: GenerationConstraints, _ depth: Int) -> JSON? {
    let prefixes = constraints.itemLists.map(\.prefix.count).max() ?? 0
    let contained = constraints.contents.reduce(0) { $0 + $1.minimum }
    var least = max(constraints.minimum.items, constraints.contents.map(\.minimum).max() ?? 0)
    if constraints.maximum.items >= contained { least = max(least, contained) }
    guard least <= constraints.maximum.items, least <= Self.largestCount else { return nil }
    var count = least
    if !isMinimal(depth), attempt % 3 != 2 { count = max(least, prefixes, 1 + random.below(2)) }
    count = min(count, constraints.maximum.items)
    // The items required by `contains` are last, after those of `prefixItems`.
    var wanted: [Int] = []
    for content in constraints.contents { wanted += Array(repeating: content.node, count: content.minimum) }
    var items: [JSON] = []
    for position in 0..<count {
      var nodes: [Int] = []
      for list in constraints.itemLists {
        if position < list.prefix.count {
          nodes.append(list.prefix[position])
        } else if let rest = list.rest {
          nodes.append(rest)
        }
      }
      if nodes.isEmpty { nodes += constraints.unevaluatedItems }
      let fromEnd = count - 1 - position
      if wanted.count > fromEnd, attempt % 2 == 0 || constraints.contents.count < 2 {
        nodes.append(wanted[wanted.count - 1 - fromEnd])
      } else if attempt % 2 == 1, constraints.contents.count > 1 {
        // One item may satisfy several `contains`.
        nodes += constraints.contents.map(\.node)
      }
      guard let item = item(nodes, constraints.isUnique ? items : [], depth) else {
        if items.count >= least { break }
        return nil
      }
      items.append(item)
    }
    return .array(items)
  }

  /// An item that differs from all of `others`.
  private mutating func item(_ nodes: [Int], _ others: [JSON], _ depth: Int) -> JSON? {
    for _ in 0..<(others.isEmpty ? 1 : 40) {
      guard let item = value(for: nodes, depth: depth + 1) else { return nil }
      if !others.contains(item) { return item }
    }
    return nil
  }

  mutating func object(_ constraints: GenerationConstraints, _ depth: Int) -> JSON? {
    let required = Set(constraints.required)
    guard required.count <= constraints.maximum.members, constraints.minimum.members <= Self.largestCount,
      required.isDisjoint(with: constraints.forbidden)
    else { return nil }
    // Declared members first, then those that are only required.
    var order: [String] = []
    var known: Set<String> = []
    for name in constraints.members.flatMap(\.names) + constraints.required where known.insert(name).inserted
    {
      order.append(name)
    }
    var made: [(String, JSON)] = []
    var optional = min(constraints.maximum.members, Self.largestCount) - required.count
    var missing = constraints.minimum.members - required.count
    for name in order {
      let isRequired = required.contains(name)
      if !isRequired {
        guard optional > 0, !constraints.forbidden.contains(name),
          missing > 0 || wantsOptionalMember(name, constraints, depth)
        else { continue }
      }
      if let value = member(name, constraints, depth) {
        made.append((name, value))
        if !isRequired {
          optional -= 1
          missing -= 1
        }
      } else if isRequired {
        return nil
      }
    }
    // A `not` may be satisfied by an additional, undeclared member.
    let fewest = constraints.minimum.members + (constraints.excluded.isEmpty || attempt % 2 == 0 ? 0 : 1)
    var tries = 0
    while made.count < fewest, tries < 10 * fewest {
      tries += 1
      guard let name = inventedName(constraints), known.insert(name).inserted else { continue }
      if let value = member(name, constraints, depth) { made.append((name, value)) }
    }
    return made.count >= constraints.minimum.members ? .object(made) : nil
  }

  /// Near the root the first attempt includes all optional members, later ones none or some.
  private mutating func wantsOptionalMember(
    _ name: String, _ constraints: GenerationConstraints, _ depth: Int
  ) -> Bool {
    let isTrigger =
      constraints.dependentNames.contains { $0.name == name }
      || constraints.dependentSchemas.contains { $0.name == name }
    if isMinimal(depth) || isTrigger { return false }
    return switch attempt % 4 {
    case 0: true
    case 1: false
    default: random.below(2) == 0
    }
  }

  private mutating func member(_ name: String, _ constraints: GenerationConstraints, _ depth: Int) -> JSON? {
    let json = JSON.string(name)
    guard constraints.names.allSatisfy({ fits(json, [$0]) }) else { return nil }
    var nodes: [Int] = []
    var isKnown = false
    for members in constraints.members {
      var own: [Int] = []
      if let node = members.node(named: name) { own.append(node) }
      for entry in members.patterns where entry.pattern.isFound(in: name) == true { own.append(entry.schema) }
      if own.isEmpty {
        if let additional = members.additional { own.append(additional) }
      } else {
        isKnown = true
      }
      nodes += own
    }
    if !isKnown { nodes += constraints.unevaluatedMembers }
    if nodes.contains(where: { program.nodes[$0].isNever }) { return nil }
    return value(for: nodes, depth: depth + 1)
  }

  /// A name for an additional member: generated from `patternProperties` or `propertyNames`, or one of `words`.
  private mutating func inventedName(_ constraints: GenerationConstraints) -> String? {
    let patterns = constraints.members.flatMap(\.patterns).filter { !program.nodes[$0.schema].isNever }
    if let entry = pick(patterns), random.below(2) == 0 {
      return text(matching: entry.pattern, length: 3 + random.below(6))
    }
    if !constraints.names.isEmpty, let name = value(for: constraints.names, depth: Self.minimalDepth)?.string
    {
      return name
    }
    return Self.words[random.below(Self.words.count)]
      + (random.below(2) == 0 ? "" : String(random.below(100)))
  }
}

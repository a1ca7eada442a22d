import JSON

extension ValueGenerator {
  /// More items or members than this are not made, whatever the schema asks for.
  private static let largestCount = 2_000

  // MARK: Arrays

  mutating func array(_ demand: Demand, _ depth: Int) -> JSON? {
    let prefixes = demand.itemLists.map(\.prefix.count).max() ?? 0
    let contained = demand.contents.reduce(0) { $0 + $1.minimum }
    var least = max(demand.minimum.items, demand.contents.map(\.minimum).max() ?? 0)
    if demand.maximum.items >= contained { least = max(least, contained) }
    guard least <= demand.maximum.items, least <= Self.largestCount else { return nil }
    var count = least
    if !isPlain(depth), attempt % 3 != 2 { count = max(least, prefixes, 1 + random.below(2)) }
    count = min(count, demand.maximum.items)
    // The items that `contains` asks for come last, where prefixes do not reach.
    var wanted: [Int] = []
    for content in demand.contents { wanted += Array(repeating: content.node, count: content.minimum) }
    var items: [JSON] = []
    for position in 0..<count {
      var nodes: [Int] = []
      for list in demand.itemLists {
        if position < list.prefix.count {
          nodes.append(list.prefix[position])
        } else if let rest = list.rest {
          nodes.append(rest)
        }
      }
      if nodes.isEmpty { nodes += demand.unevaluatedItems }
      let fromEnd = count - 1 - position
      if wanted.count > fromEnd, attempt % 2 == 0 || demand.contents.count < 2 {
        nodes.append(wanted[wanted.count - 1 - fromEnd])
      } else if attempt % 2 == 1, demand.contents.count > 1 {
        // One item may be all that several `contains` look for.
        nodes += demand.contents.map(\.node)
      }
      guard let item = item(nodes, demand.isUnique ? items : [], depth) else {
        if items.count >= least { break }
        return nil
      }
      items.append(item)
    }
    return .array(items)
  }

  /// An item that is none of `others`.
  private mutating func item(_ nodes: [Int], _ others: [JSON], _ depth: Int) -> JSON? {
    for _ in 0..<(others.isEmpty ? 1 : 40) {
      guard let item = value(for: nodes, depth: depth + 1) else { return nil }
      if !others.contains(item) { return item }
    }
    return nil
  }

  // MARK: Objects

  mutating func object(_ demand: Demand, _ depth: Int) -> JSON? {
    let required = Set(demand.required)
    guard required.count <= demand.maximum.members, demand.minimum.members <= Self.largestCount,
      required.isDisjoint(with: demand.forbidden)
    else { return nil }
    // As they are declared, then what is only required.
    var order: [String] = []
    var known: Set<String> = []
    for name in demand.members.flatMap(\.names) + demand.required where known.insert(name).inserted {
      order.append(name)
    }
    var made: [(String, JSON)] = []
    var optional = min(demand.maximum.members, Self.largestCount) - required.count
    var missing = demand.minimum.members - required.count
    for name in order {
      let isRequired = required.contains(name)
      if !isRequired {
        guard optional > 0, !demand.forbidden.contains(name),
          missing > 0 || wantsOptionalMember(name, demand, depth)
        else { continue }
      }
      if let value = member(name, demand, depth) {
        made.append((name, value))
        if !isRequired {
          optional -= 1
          missing -= 1
        }
      } else if isRequired {
        return nil
      }
    }
    // What a `not` looks for may be the absence of unknown members.
    let fewest = demand.minimum.members + (demand.excluded.isEmpty || attempt % 2 == 0 ? 0 : 1)
    var tries = 0
    while made.count < fewest, tries < 10 * fewest {
      tries += 1
      guard let name = inventedName(demand), known.insert(name).inserted else { continue }
      if let value = member(name, demand, depth) { made.append((name, value)) }
    }
    return made.count >= demand.minimum.members ? .object(made) : nil
  }

  /// Near the root all members are shown. Where that did not fit, some or none are.
  private mutating func wantsOptionalMember(_ name: String, _ demand: Demand, _ depth: Int) -> Bool {
    let isTrigger =
      demand.dependentNames.contains { $0.name == name }
      || demand.dependentSchemas.contains { $0.name == name }
    if isPlain(depth) || isTrigger { return false }
    return switch attempt % 4 {
    case 0: true
    case 1: false
    default: random.below(2) == 0
    }
  }

  private mutating func member(_ name: String, _ demand: Demand, _ depth: Int) -> JSON? {
    let json = JSON.string(name)
    guard demand.names.allSatisfy({ fits(json, [$0]) }) else { return nil }
    var nodes: [Int] = []
    var isKnown = false
    for members in demand.members {
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
    if !isKnown { nodes += demand.unevaluatedMembers }
    if nodes.contains(where: { program.nodes[$0].isNever }) { return nil }
    return value(for: nodes, depth: depth + 1)
  }

  /// A name that no schema mentions: after a pattern for names, or one of the words.
  private mutating func inventedName(_ demand: Demand) -> String? {
    let patterns = demand.members.flatMap(\.patterns).filter { !program.nodes[$0.schema].isNever }
    if let entry = pick(patterns), random.below(2) == 0 {
      return text(matching: entry.pattern, length: 3 + random.below(6))
    }
    if !demand.names.isEmpty, let name = value(for: demand.names, depth: Self.plainDepth)?.string {
      return name
    }
    return Self.words[random.below(Self.words.count)]
      + (random.below(2) == 0 ? "" : String(random.below(100)))
  }
}

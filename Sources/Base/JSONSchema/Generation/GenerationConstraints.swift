import JSON
import Patterns

/// The combined constraints of several schemas on one value, for generating such a value.
///
/// They need not be complete, because a generated value is validated before it is returned. They make it likely that
/// it is valid.
struct GenerationConstraints {
  var types: TypeSet = .all
  /// The values that `const` and `enum` allow; `nil` where there is neither.
  var choices: [JSON]?
  /// Values of `examples` and `default`, which need not be valid.
  var suggestions: [JSON] = []
  var limits: [NumberLimit] = []
  var divisors: [Divisor] = []
  /// The lengths of strings in characters, of arrays in items, of objects in members.
  var minimum = (characters: 0, items: 0, members: 0)
  var maximum = (characters: Int.max, items: Int.max, members: Int.max)
  var patterns: [Pattern] = []
  var formats: [Format] = []
  var isUnique = false
  var itemLists: [(prefix: [Int], rest: Int?)] = []
  var unevaluatedItems: [Int] = []
  var contents: [(node: Int, minimum: Int)] = []
  var required: [String] = []
  var forbidden: Set<String> = []
  var members: [Members] = []
  var names: [Int] = []
  var unevaluatedMembers: [Int] = []
  var dependentNames: [(name: String, required: [String])] = []
  var dependentSchemas: [(name: String, schema: Int)] = []
  /// Nodes of schemas under `not`, which the value must not match.
  var excluded: [Int] = []
  /// Whether the constraints contradict each other.
  var isImpossible = false

  /// The types that the keywords apply to, for schemas without `type`.
  var impliedTypes: TypeSet {
    var implied: TypeSet = []
    if !limits.isEmpty || !divisors.isEmpty { implied.insert(.number) }
    if !patterns.isEmpty || !formats.isEmpty || minimum.characters > 0 || maximum.characters < .max {
      implied.insert(.string)
    }
    let isList = !itemLists.isEmpty || !contents.isEmpty || isUnique || !unevaluatedItems.isEmpty
    if isList || minimum.items > 0 || maximum.items < .max { implied.insert(.array) }
    let isObject = !members.isEmpty || !required.isEmpty || !names.isEmpty || !dependentNames.isEmpty
    if isObject || !dependentSchemas.isEmpty || !unevaluatedMembers.isEmpty || minimum.members > 0
      || maximum.members < .max
    {
      implied.insert(.object)
    }
    return implied
  }

  mutating func restrict(to set: TypeSet) {
    // Every integer is a number: what `number` and `integer` have in common is `integer`.
    var left = types.intersection(set)
    if (types.contains(.number) && set.contains(.integer))
      || (types.contains(.integer) && set.contains(.number))
    {
      left.insert(.integer)
    }
    types = left
    if left.isEmpty { isImpossible = true }
  }

  mutating func restrict(to list: [JSON]) {
    choices = choices.map { $0.filter(list.contains) } ?? list
    if choices?.isEmpty == true { isImpossible = true }
  }

  mutating func restrict(_ count: CountLimit) {
    switch (count.subject, count.isMaximum) {
    case (.characters, false): minimum.characters = max(minimum.characters, count.limit)
    case (.characters, true): maximum.characters = min(maximum.characters, count.limit)
    case (.items, false): minimum.items = max(minimum.items, count.limit)
    case (.items, true): maximum.items = min(maximum.items, count.limit)
    case (.members, false): minimum.members = max(minimum.members, count.limit)
    case (.members, true): maximum.members = min(maximum.members, count.limit)
    }
  }

  /// Adds a schema under `not`; `type` and a single `required` name are also applied directly.
  mutating func exclude(_ number: Int, in program: Program) {
    excluded.append(number)
    let rules = program.nodes[number].rules
    if rules.isEmpty { isImpossible = true }
    guard rules.count == 1 else { return }
    switch rules[0].check {
    case .type(let set):
      if set.contains(.number) { types.subtract(.integer) }
      types.subtract(set)
      if types.isEmpty { isImpossible = true }
    case .required(let names) where names.count == 1:
      forbidden.formUnion(names)
    default: break
    }
  }
}

extension TypeSet {
  static let all: TypeSet = [.null, .boolean, .integer, .number, .string, .array, .object]
}

import JSON
import OpenRPC

/// The constraints of a schema, in the terms in which clients declare fields: references followed, `allOf` merged,
/// `anyOf` and `oneOf` as alternatives.
struct SchemaFacts {
  /// The types of JSON Schema but `null`; empty for any.
  var types: Set<String> = []
  var isNullable = false
  /// The component that the value is, when a reference leads to one and nothing else is possible.
  var component: String?
  /// The strings that are allowed; `nil` for any.
  var values: [String]?
  var items: JSONPointer?
  /// The values of `default`, `minimum` and other keywords.
  var bounds: [String: JSON] = [:]

  init(_ pointer: JSONPointer, in contract: Contract) { self.init(pointer, in: contract, depth: 0) }

  private init(_ pointer: JSONPointer, in contract: Contract, depth: Int) {
    guard depth < 32, let written = contract.document.value(at: pointer) else { return }
    var pointer = pointer
    var value = written
    var seen: Set<JSONPointer> = []
    while let reference = value["$ref"]?.string, let target = JSONPointer(reference: reference),
      seen.insert(target).inserted, let next = contract.document.value(at: target)
    {
      (pointer, value) = (target, next)
    }
    component = pointer.schemaComponent
    let names = value["type"]?.array?.compactMap(\.string) ?? value["type"]?.string.map { [$0] } ?? []
    types = Set(names.filter { $0 != "null" })
    isNullable = names.contains("null")
    if let list = value["enum"]?.array ?? value["const"].map({ [$0] }) {
      values = list.compactMap(\.string)
      isNullable = isNullable || list.contains { $0.isNull }
      if types.isEmpty { types = Set(list.filter { !$0.isNull }.map(\.typeName)) }
    }
    if value["items"]?.object != nil { items = pointer.appending("items") }
    for keyword in Self.keywords { bounds[keyword] = value[keyword] }
    if types.isEmpty, value["properties"] != nil { types = ["object"] }
    for (index, _) in (value["allOf"]?.array ?? []).enumerated() {
      merge(Self(pointer.appending("allOf").appending(index), in: contract, depth: depth + 1))
    }
    for keyword in ["anyOf", "oneOf"] {
      guard let branches = value[keyword]?.array,
        branches.contains(where: { $0["type"] != nil || $0["$ref"] != nil })
      else { continue }
      let facts = branches.indices.map {
        Self(pointer.appending(keyword).appending($0), in: contract, depth: depth + 1)
      }
      let isNull = branches.map { $0["type"]?.string == "null" }
      let rest = zip(facts, isNull).filter { !$0.1 }.map(\.0)
      if isNull.contains(true) { isNullable = true }
      if rest.count == 1, let only = rest.first {
        merge(only)
      } else if types.isEmpty {
        // Bounds of numbers apply to the branch that is a number, of which there is mostly one.
        for facts in rest { bounds.merge(facts.bounds) { own, _ in own } }
        types = rest.contains { $0.types.isEmpty } ? [] : rest.reduce(into: []) { $0.formUnion($1.types) }
      }
    }
    // Keywords beside a reference, such as a default, apply at the reference.
    for keyword in Self.keywords { if let own = written[keyword] { bounds[keyword] = own } }
  }

  private static let keywords = [
    "default", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
    "minItems", "maxItems",
  ]

  private mutating func merge(_ other: SchemaFacts) {
    if types.isEmpty {
      types = other.types
    } else if !other.types.isEmpty {
      types.formIntersection(other.types)
    }
    isNullable = isNullable || other.isNullable
    component = component ?? other.component
    values = values ?? other.values
    items = items ?? other.items
    bounds.merge(other.bounds) { own, _ in own }
  }
}

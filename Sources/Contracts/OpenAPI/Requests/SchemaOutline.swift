import JSON
import OpenRPC

/// What a schema says of the shape of its values, as far as reading text needs it: types, items, properties.
package struct SchemaOutline {
  package let contract: Contract
  package let schema: JSON

  /// How many references and branches are followed below each other.
  private static let depth = 16
  /// How many schemas are looked at for one answer: branches that refer to each other would be without end.
  private static let budget = 1_000

  /// The names of JSON Schema; `nil` when any type is allowed.
  package var types: Set<String>? {
    var budget = Self.budget
    return types(of: schema, Self.depth, &budget)
  }

  private func types(of schema: JSON, _ depth: Int, _ budget: inout Int) -> Set<String>? {
    budget -= 1
    guard depth > 0, budget > 0, let schema = contract.resolve(schema) else { return nil }
    var types: Set<String>?
    func restrict(_ others: Set<String>?) {
      guard let others else { return }
      types = types.map { $0.intersection(others) } ?? others
    }
    restrict(schema["type"]?.string.map { [$0] })
    restrict(schema["type"]?.array.map { Set($0.compactMap(\.string)) })
    restrict(schema["enum"]?.array.map { Set($0.map(Self.type)) })
    restrict(schema["const"].map { [Self.type($0)] })
    for branch in schema["allOf"]?.array ?? [] { restrict(self.types(of: branch, depth - 1, &budget)) }
    for keyword in ["anyOf", "oneOf"] {
      guard let branches = schema[keyword]?.array else { continue }
      let each = branches.map { self.types(of: $0, depth - 1, &budget) }
      if !each.contains(where: { $0 == nil }) { restrict(Set(each.flatMap { $0 ?? [] })) }
    }
    return types
  }

  private static func type(_ value: JSON) -> String {
    value.number?.isInteger == true ? "integer" : value.typeName
  }

  /// Whether values are lists, or may be and not plain text.
  package var isList: Bool { types?.contains("array") == true && types?.contains("string") == false }
  package var isObject: Bool { types?.contains("object") == true && types?.contains("string") == false }

  package var items: SchemaOutline {
    SchemaOutline(contract: contract, schema: first(in: schema) { $0["items"] } ?? [:])
  }

  package func property(_ name: String) -> SchemaOutline {
    let value =
      first(in: schema) { $0["properties"]?[name] }
      ?? first(in: schema) { $0["additionalProperties"] }
    return SchemaOutline(contract: contract, schema: value ?? [:])
  }

  /// In the order of the contract.
  package var propertyNames: [String] {
    var names: [String] = []
    _ = first(in: schema) { schema in
      for name in schema["properties"]?.object?.names ?? [] where !names.contains(name) { names.append(name) }
      return nil
    }
    return names
  }

  /// Whether an object may have properties that the contract does not name.
  package var isOpen: Bool { first(in: schema) { $0["additionalProperties"] }?.bool != false }

  /// The first answer of the schema, what it refers to, and its branches.
  private func first(in schema: JSON, _ answer: (JSON) -> JSON?) -> JSON? {
    var budget = Self.budget
    return first(in: schema, Self.depth, &budget, answer)
  }

  private func first(
    in schema: JSON, _ depth: Int, _ budget: inout Int, _ answer: (JSON) -> JSON?
  ) -> JSON? {
    budget -= 1
    guard depth > 0, budget > 0, let schema = contract.resolve(schema) else { return nil }
    if let value = answer(schema) { return value }
    for keyword in ["allOf", "anyOf", "oneOf"] {
      for branch in schema[keyword]?.array ?? [] {
        if let value = first(in: branch, depth - 1, &budget, answer) { return value }
      }
    }
    return nil
  }

  /// A text as the value that the schema allows: `42` is a number unless only strings are allowed.
  package func value(of text: String) -> JSON {
    guard let types else { return .string(text) }
    let choices = contract.resolve(schema)?["enum"]?.array ?? []
    if choices.contains(.string(text)) { return .string(text) }
    if types.contains("integer") || types.contains("number"), let number = JSONNumber(literal: text) {
      return JSON(.number(number))
    }
    if types.contains("boolean"), text == "true" || text == "false" { return .bool(text == "true") }
    if types.contains("null"), text == "null" || (text.isEmpty && !types.contains("string")) { return .null }
    return .string(text)
  }
}

import JSON

/// Every schema inside a schema, itself included, without following references.
package enum SchemaWalk {
  private static let single: Set<String> = [
    "items", "additionalItems", "contains", "additionalProperties", "propertyNames", "not", "if", "then",
    "else",
    "unevaluatedItems", "unevaluatedProperties",
  ]
  private static let lists: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems", "items"]
  private static let maps: Set<String> = [
    "properties", "patternProperties", "definitions", "$defs", "dependentSchemas", "dependencies",
  ]

  package enum Content { case schema, list, map }

  /// How the value of a keyword contains schemas; `nil` when it does not.
  package static func content(of keyword: String, _ value: JSON) -> Content? {
    if single.contains(keyword), value.object != nil { return .schema }
    if lists.contains(keyword), value.array != nil { return .list }
    return maps.contains(keyword) && value.object != nil ? .map : nil
  }

  package static func forEach(_ schema: JSON, at pointer: JSONPointer, _ body: (JSON, JSONPointer) -> Void) {
    guard let object = schema.object else { return }
    body(schema, pointer)
    for member in object {
      let place = pointer.appending(member.name)
      switch content(of: member.name, member.value) {
      case .schema: forEach(member.value, at: place, body)
      case .list:
        for (index, item) in (member.value.array ?? []).enumerated() {
          forEach(item, at: place.appending(index), body)
        }
      case .map:
        for inner in member.value.object?.members ?? [] {
          forEach(inner.value, at: place.appending(inner.name), body)
        }
      case nil: continue
      }
    }
  }
}

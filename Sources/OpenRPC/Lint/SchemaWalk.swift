import JSON

/// Every schema inside a schema, itself included, without following references.
enum SchemaWalk {
  private static let single: Set<String> = [
    "items", "additionalItems", "contains", "additionalProperties", "propertyNames", "not", "if", "then",
    "else",
    "unevaluatedItems", "unevaluatedProperties",
  ]
  private static let lists: Set<String> = ["allOf", "anyOf", "oneOf", "prefixItems", "items"]
  private static let maps: Set<String> = [
    "properties", "patternProperties", "definitions", "$defs", "dependentSchemas", "dependencies",
  ]

  static func forEach(_ schema: JSON, at pointer: JSONPointer, _ body: (JSON, JSONPointer) -> Void) {
    guard let object = schema.object else { return }
    body(schema, pointer)
    for member in object {
      let place = pointer.appending(member.name)
      if single.contains(member.name), member.value.object != nil {
        forEach(member.value, at: place, body)
      } else if lists.contains(member.name), let items = member.value.array {
        for (index, item) in items.enumerated() { forEach(item, at: place.appending(index), body) }
      } else if maps.contains(member.name), let members = member.value.object {
        for inner in members { forEach(inner.value, at: place.appending(inner.name), body) }
      }
    }
  }
}

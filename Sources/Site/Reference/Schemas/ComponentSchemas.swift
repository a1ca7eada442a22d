import JSON
import OpenRPC

extension Contract {
  /// The component that a schema is, directly, by `allOf`, or as the items of its array.
  func component(of schema: JSON) -> String? {
    if let reference = schema["$ref"]?.string {
      guard let pointer = JSONPointer(reference: reference), pointer.tokens.count == 3,
        pointer.tokens.starts(with: ["components", "schemas"])
      else { return nil }
      return pointer.tokens[2]
    }
    if let part = schema["allOf"]?.array?.first(where: { $0["$ref"] != nil }) { return component(of: part) }
    return schema["items"].flatMap { component(of: $0) }
  }

  /// Whether values of a type are strings, numbers or booleans, which have no fields to describe.
  func isSimple(_ schema: NamedSchema) -> Bool {
    resolve(schema.value).map { isSimple($0, depth: 0) } ?? false
  }

  var simpleSchemas: [NamedSchema] { schemas.filter { isSimple($0) } }

  private func isSimple(_ schema: JSON, depth: Int) -> Bool {
    if let branches = schema["anyOf"]?.array ?? schema["oneOf"]?.array {
      return depth < 4 && branches.allSatisfy { isSimple($0, depth: depth + 1) }
    }
    let types = schema["type"]?.array?.compactMap(\.string) ?? [schema["type"]?.string].compactMap(\.self)
    return !types.isEmpty
      && types.allSatisfy { ["string", "integer", "number", "boolean", "null"].contains($0) }
  }
}

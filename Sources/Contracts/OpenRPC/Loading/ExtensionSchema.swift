import JSON

extension Contract {
  /// Our extensions of OpenRPC as a JSON Schema (draft 7), made of the table that contracts are checked with on
  /// loading. Parts that OpenRPC itself defines are in OpenRPC's own schema.
  public static var extensionSchema: JSON {
    func extensions(_ shape: ObjectShape) -> [(String, JSON)] {
      shape.fields.compactMap { field in
        field.meaning.map { (field.name, field.shape.schema.adding("description", .string($0))) }
      }
    }
    func object(_ members: [(String, JSON)]) -> JSON { .object(members) }
    func properties(_ members: [(String, JSON)]) -> JSON { object([("properties", object(members))]) }
    func reference(_ name: String) -> JSON { object([("$ref", .string("#/definitions/" + name))]) }

    let schemas = object([("additionalProperties", reference("schema"))])
    let parts: [(String, JSON)] = [
      ("methods", object([("items", reference("method"))])),
      ("components", properties([("schemas", schemas)])),
    ]
    // Subschemas in the most common places.
    let inner: [(String, JSON)] = [("properties", schemas), ("items", reference("schema"))]
    let definitions: [(String, JSON)] = [
      ("method", properties(extensions(.method))),
      ("schema", properties(extensions(.schema) + inner)),
    ]
    return object([
      ("$schema", "http://json-schema.org/draft-07/schema#"),
      ("title", "Extensions of OpenRPC"),
      (
        "description",
        """
        The extensions of OpenRPC that FlowDocs reads. Other members that begin with `x-` are ignored, except for \
        misspellings of these names.
        """
      ),
      ("type", "object"),
      ("properties", object(extensions(.document) + parts)),
      ("definitions", object(definitions)),
    ])
  }
}

extension Shape {
  /// The allowed values as a JSON Schema.
  fileprivate var schema: JSON {
    switch self {
    case .any: .object([])
    case .string, .specificationVersion: .object([("type", "string")])
    case .nonEmptyString: .object([("type", "string"), ("minLength", 1)])
    case .boolean: .object([("type", "boolean")])
    case .integer: .object([("type", "integer")])
    case .positiveInteger: .object([("type", "integer"), ("minimum", 1)])
    case .word(let words): .object([("enum", .array(words.map(JSON.string)))])
    case .schema: .object([("$ref", "http://json-schema.org/draft-07/schema#")])
    case .params: .object([("type", ["object", "array"])])
    case .array(let item): .object([("type", "array"), ("items", item.schema)])
    case .map(let item), .namedMap(_, let item):
      .object([("type", "object"), ("additionalProperties", item.schema)])
    case .later(let shape): shape().schema
    case .orReference(let shape):
      .object([("anyOf", [.object([("required", ["$ref"])]), shape.schema])])
    case .object(let object):
      .object([
        ("type", "object"),
        ("properties", .object(object.fields.map { ($0.name, $0.shape.schema) })),
        ("patternProperties", .object([("^x-", true)])),
        ("required", .array(object.fields.filter(\.isRequired).map { .string($0.name) })),
        ("additionalProperties", .bool(!object.isClosed)),
      ])
    }
  }
}

extension JSON {
  fileprivate func adding(_ name: String, _ value: JSON) -> JSON {
    // The description is first, for readers. Draft 7 ignores it beside `$ref`.
    .object([(name, value)] + (object?.members ?? []).map { ($0.name, $0.value) })
  }
}

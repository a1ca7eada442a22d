import JSON
import OpenRPC

/// Schemas of OpenAPI 3.0 as those of 3.1, which are JSON Schema: `nullable`, `exclusiveMinimum` and `exclusiveMaximum` as
/// booleans, `example`, and members beside `$ref`, which count for nothing.
///
/// The names of members and the places of schemas stay.
enum SchemaUpgrade {
  static func upgraded(_ schema: JSON) -> JSON {
    guard let object = schema.object else { return schema }
    if let reference = object.member(named: "$ref"), reference.value.string != nil {
      return JSON(.object(JSONObject([reference])), range: schema.range)
    }
    var result = mappingInner(schema, upgraded).object ?? object
    result = nullable(result)
    result = exclusive("exclusiveMinimum", "minimum", result)
    result = exclusive("exclusiveMaximum", "maximum", result)
    if let example = result["example"], result["examples"] == nil {
      result["examples"] = JSON(.array([example]), range: example.range)
    }
    return JSON(.object(result), range: schema.range)
  }

  /// A schema with those directly inside it replaced.
  static func mappingInner(_ schema: JSON, _ transform: (JSON) -> JSON) -> JSON {
    schema.mapMembers { keyword, inner in
      switch SchemaWalk.content(of: keyword, inner) {
      case .schema: transform(inner)
      case .list: JSON(.array((inner.array ?? []).map(transform)), range: inner.range)
      case .map: inner.mapMembers { _, value in transform(value) }
      case nil: inner
      }
    }
  }

  /// `nullable` means something beside `type` only.
  private static func nullable(_ schema: JSONObject) -> JSONObject {
    var result = schema
    result["nullable"] = nil
    guard schema["nullable"]?.bool == true, let type = schema["type"], type.string != nil else {
      return result
    }
    result["type"] = JSON(.array([type, "null"]), range: type.range)
    if let values = schema["enum"], let items = values.array, !items.contains(where: \.isNull) {
      result["enum"] = JSON(.array(items + [.null]), range: values.range)
    }
    return result
  }

  static func exclusive(_ keyword: String, _ limit: String, _ schema: JSONObject) -> JSONObject {
    guard let isExclusive = schema[keyword]?.bool else { return schema }
    var result = schema
    result[keyword] = isExclusive ? schema[limit] : nil
    if isExclusive { result[limit] = nil }
    return result
  }
}

import JSON
import OpenRPC

/// Parameters, headers and bodies.
extension OpenAPIObjects {
  var parameter: ObjectShape {
    let places = ["query", "header", "path", "cookie"]
    return ObjectShape(
      name: "Parameter Object",
      fields: [
        .required("name", .string),
        .required("in", .word(version >= .v32 ? places + ["querystring"] : places)),
        .optional("description", .string), .optional("required", .boolean), .optional("deprecated", .boolean),
        .optional("allowEmptyValue", .boolean), .optional("style", .string), .optional("explode", .boolean),
        .optional("allowReserved", .boolean), .optional("schema", .schema), .optional("content", content),
      ] + examples, rules: describedValue + [.parameter(version)])
  }

  var header: ObjectShape {
    var fields: [ObjectShape.Field] = [
      .optional("description", .string), .optional("required", .boolean), .optional("deprecated", .boolean),
      .optional("style", .word(["simple"])), .optional("explode", .boolean), .optional("schema", .schema),
      .optional("content", content),
    ]
    if version == .v30 {
      fields += [.optional("allowEmptyValue", .boolean), .optional("allowReserved", .boolean)]
    }
    return ObjectShape(name: "Header Object", fields: fields + examples, rules: describedValue)
  }

  private var examples: [ObjectShape.Field] {
    [.optional("example", .any), .optional("examples", .map(.orReference(.object(example))))]
  }

  private var describedValue: [ObjectRule] {
    [
      .notTogether("example", "examples"), .notTogether("schema", "content"), .someOf(["schema", "content"]),
      .oneMediaType,
    ]
  }

  var content: Shape { .map(mediaType) }

  var mediaType: Shape {
    let version = version
    let item = Shape.later { .object(OpenAPIObjects.of(version).mediaTypeObject) }
    return version >= .v32 ? .orReference(item) : item
  }

  private var mediaTypeObject: ObjectShape {
    var fields: [ObjectShape.Field] = [.optional("schema", .schema)] + examples
    fields += encodings
    if version >= .v32 { fields += [.optional("description", .string), .optional("itemSchema", .schema)] }
    return ObjectShape(
      name: "Media Type Object", fields: fields, rules: [.notTogether("example", "examples")] + encodingRules)
  }

  private var encodings: [ObjectShape.Field] {
    let version = version
    let item = Shape.later { .object(OpenAPIObjects.of(version).encoding) }
    let byName = ObjectShape.Field.optional("encoding", .map(item))
    if version < .v32 { return [byName] }
    return [byName, .optional("prefixEncoding", .array(item)), .optional("itemEncoding", item)]
  }

  private var encodingRules: [ObjectRule] {
    version < .v32
      ? [] : [.notTogether("encoding", "prefixEncoding"), .notTogether("encoding", "itemEncoding")]
  }

  private var encoding: ObjectShape {
    var fields: [ObjectShape.Field] = [
      .optional("contentType", .string), .optional("headers", headers),
      .optional("style", .word(["form", "spaceDelimited", "pipeDelimited", "deepObject"])),
      .optional("explode", .boolean), .optional("allowReserved", .boolean),
    ]
    if version >= .v32 { fields += encodings }
    return ObjectShape(name: "Encoding Object", fields: fields, rules: encodingRules)
  }
}

extension ObjectRule {
  /// The content of a parameter or header is one media type.
  fileprivate static let oneMediaType = ObjectRule { object in
    guard let content = object["content"]?.object, content.count != 1 else { return nil }
    return Problem("has a \"content\" of \(content.count) media types, not of one", field: "content")
  }

  /// What depends on the place in which a parameter is sent.
  fileprivate static func parameter(_ version: OpenAPIVersion) -> ObjectRule {
    ObjectRule { object in
      guard let place = object["in"]?.string else { return nil }
      return ParameterRules(version: version, object: object, place: place).problem
    }
  }
}

private struct ParameterRules {
  let version: OpenAPIVersion
  let object: JSONObject
  let place: String

  var problem: ObjectRule.Problem? { name ?? described ?? required ?? style ?? reserved ?? empty }

  private var name: ObjectRule.Problem? {
    guard let name = object["name"]?.string else { return nil }
    if place == "path", name.contains(where: { "{}".contains($0) }) {
      return .init("has a brace in the name of a variable of the path", field: "name", fix: "remove it")
    }
    guard version >= .v32, place == "header", !MemberNames.isToken(name) else { return nil }
    return .init("has a name that HTTP does not allow for a header", field: "name")
  }

  private var described: ObjectRule.Problem? {
    if place == "querystring", object["content"] == nil {
      return .init("is the whole query, which needs \"content\"", fix: "add it instead of \"schema\"")
    }
    guard object["schema"] == nil, version >= .v31,
      let field = ["style", "explode", "allowReserved"].first(where: { object[$0] != nil })
    else { return nil }
    return .init("has \"\(field)\" without \"schema\", which it belongs to", field: field, fix: "remove it")
  }

  private var required: ObjectRule.Problem? {
    guard place == "path", object["schema"] != nil, object["required"]?.bool != true else { return nil }
    return .init(
      "is a variable of the path, which is always required",
      field: object["required"].map { _ in "required" },
      fix: "write \"required\": true")
  }

  private var style: ObjectRule.Problem? {
    guard let style = object["style"]?.string else { return nil }
    let allowed: [String] =
      switch place {
      case "path": ["matrix", "label", "simple"]
      case "header": ["simple"]
      case "cookie": version >= .v32 ? ["form", "cookie"] : ["form"]
      default: ["form", "spaceDelimited", "pipeDelimited", "deepObject"]
      }
    if allowed.contains(style) { return nil }
    return .init(
      "has the style \"\(style)\", which parameters in \"\(place)\" cannot have", field: "style",
      fix: "write " + allowed.map { "\"\($0)\"" }.joined(separator: " or "))
  }

  /// Only what is percent-encoded can be left as it is.
  private var reserved: ObjectRule.Problem? {
    guard version >= .v31, object["allowReserved"] != nil else { return nil }
    let isEncoded: Bool =
      switch place {
      case "query": true
      case "path": version >= .v32
      case "cookie": version >= .v32 && object["style"]?.string != "cookie"
      default: false
      }
    if isEncoded { return nil }
    return .init(
      "has \"allowReserved\", which parameters in \"\(place)\" cannot have", field: "allowReserved",
      fix: "remove it")
  }

  private var empty: ObjectRule.Problem? {
    guard version >= .v31, object["allowEmptyValue"] != nil, place != "query" else { return nil }
    return .init(
      "has \"allowEmptyValue\", which only parameters in \"query\" have", field: "allowEmptyValue",
      fix: "remove it")
  }
}

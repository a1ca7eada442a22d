import JSON
import OpenRPC

/// Paths, operations and what they answer.
extension OpenAPIObjects {
  var paths: Shape {
    .namedMap(MemberNames("begin with \"/\"") { $0.hasPrefix("/") }, pathItem)
  }

  var callback: Shape { .map(pathItem) }

  var pathItem: Shape {
    let version = version
    return .orReference(.later { .object(OpenAPIObjects.of(version).pathItemObject) })
  }

  /// The operations that a path item has fields for, in the order in which they are shown.
  var verbs: [String] {
    let verbs = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
    return version >= .v32 ? verbs + ["query"] : verbs
  }

  private var pathItemObject: ObjectShape {
    let operation = Shape.object(operation)
    var fields: [ObjectShape.Field] = [
      .optional("summary", .string), .optional("description", .string),
      .optional("servers", .array(.object(server))),
      .optional("parameters", .array(.orReference(.object(parameter)))),
    ]
    fields += verbs.map { .optional($0, operation) }
    if version >= .v32 {
      let fixed = Set(verbs.map { $0.uppercased() })
      let names = MemberNames("be the name of another method than those that have a field") { name in
        MemberNames.isToken(name) && !fixed.contains(name)
      }
      fields.append(.optional("additionalOperations", .namedMap(names, operation)))
    }
    return ObjectShape(name: "Path Item Object", fields: fields, rules: [.queryString])
  }

  private var operation: ObjectShape {
    let version = version
    let responses = Shape.namedMap(.statuses, .orReference(.object(response)))
    return ObjectShape(
      name: "Operation Object",
      fields: [
        .optional("tags", .array(.string)), .optional("summary", .string), .optional("description", .string),
        .optional("externalDocs", .object(externalDocs)), .optional("operationId", .string),
        .optional("parameters", .array(.orReference(.object(parameter)))),
        .optional("requestBody", .orReference(.object(requestBody))),
        version == .v30 ? .required("responses", responses) : .optional("responses", responses),
        .optional("callbacks", .map(.orReference(callback))), .optional("deprecated", .boolean),
        .optional("security", .array(.map(.array(.string)))), .optional("servers", .array(.object(server))),
      ], rules: [.queryString, .someResponse])
  }

  var requestBody: ObjectShape {
    ObjectShape(
      name: "Request Body Object",
      fields: [
        .required("content", content), .optional("description", .string), .optional("required", .boolean),
      ])
  }

  var response: ObjectShape {
    var fields: [ObjectShape.Field] = [
      version >= .v32 ? .optional("description", .string) : .required("description", .string),
      .optional("headers", headers), .optional("content", content),
      .optional("links", .map(.orReference(.object(link)))),
    ]
    if version >= .v32 { fields.append(.optional("summary", .string)) }
    return ObjectShape(name: "Response Object", fields: fields)
  }

  var headers: Shape {
    let item = Shape.orReference(.object(header))
    return version >= .v32 ? .namedMap(.tokens, item) : .map(item)
  }

  var link: ObjectShape {
    ObjectShape(
      name: "Link Object",
      fields: [
        .optional("operationRef", .string), .optional("operationId", .string),
        .optional("parameters", .map(.any)), .optional("requestBody", .any),
        .optional("description", .string), .optional("server", .object(server)),
      ],
      rules: [.notTogether("operationRef", "operationId")]
        + (version == .v30 ? [] : [.someOf(["operationRef", "operationId"])]))
  }

  var example: ObjectShape {
    var fields: [ObjectShape.Field] = [
      .optional("summary", .string), .optional("description", .string), .optional("value", .any),
      .optional("externalValue", .string),
    ]
    var rules: [ObjectRule] = [.notTogether("value", "externalValue")]
    if version >= .v32 {
      fields += [.optional("dataValue", .any), .optional("serializedValue", .string)]
      rules += [
        .notTogether("value", "dataValue"), .notTogether("value", "serializedValue"),
        .notTogether("serializedValue", "externalValue"),
      ]
    }
    return ObjectShape(name: "Example Object", fields: fields, rules: rules)
  }
}

extension MemberNames {
  /// `200`, `4XX` or `default`.
  static let statuses = MemberNames("be a status such as \"200\", \"4XX\" or \"default\"") { isStatus($0) }

  static func isStatus(_ name: String) -> Bool {
    if name == "default" { return true }
    let bytes = Array(name.utf8)
    guard bytes.count == 3, (UInt8(ascii: "1")...UInt8(ascii: "5")).contains(bytes[0]) else { return false }
    return name.hasSuffix("XX") || (bytes[1].isDigit && bytes[2].isDigit)
  }
}

extension ObjectRule {
  /// A string of the whole query takes the place of all parameters of the query, and is there once.
  static let queryString = ObjectRule { object in
    let places = (object["parameters"]?.array ?? []).compactMap { $0["in"]?.string }
    let whole = places.filter { $0 == "querystring" }.count
    if whole > 1 {
      return Problem("has two parameters in \"querystring\", of which one is allowed", field: "parameters")
    }
    guard whole == 1, places.contains("query") else { return nil }
    return Problem(
      "has parameters in \"querystring\" and in \"query\", which are the same part of the address",
      field: "parameters", fix: "describe the whole query by one of them")
  }

  static let someResponse = ObjectRule { object in
    guard let responses = object["responses"]?.object,
      !responses.contains(where: { MemberNames.isStatus($0.name) })
    else { return nil }
    return Problem(
      "has \"responses\" without a status", field: "responses", fix: "add one, such as \"200\" or \"default\""
    )
  }
}

import JSONSchema
import OpenRPC

/// The objects of one version of the OpenAPI specification. What is part of itself is looked up when it is reached.
struct OpenAPIObjects: Sendable {
  let version: OpenAPIVersion

  static func of(_ version: OpenAPIVersion) -> OpenAPIObjects { OpenAPIObjects(version: version) }

  /// How documents of a version are read.
  static func specification(_ version: OpenAPIVersion) -> Specification {
    switch version {
    case .v30: v30
    case .v31: v31
    case .v32: v32
    }
  }

  private static let v30 = OpenAPIObjects(version: .v30).specification
  private static let v31 = OpenAPIObjects(version: .v31).specification
  private static let v32 = OpenAPIObjects(version: .v32).specification

  /// Schemas of 3.0 are rewritten to those of 3.1 before they are read.
  private var specification: Specification {
    Specification(
      name: "OpenAPI", callProtocol: .http, root: document, schema: schema, dialect: .draft202012,
      besideReference: version == .v30 ? [] : ["summary", "description"], isStrictAboutReferences: false)
  }

  var document: ObjectShape {
    var fields: [ObjectShape.Field] = [
      .required("openapi", .specificationVersion(.openAPI)),
      .required("info", .object(info)),
      .optional("servers", .array(.object(server))),
      version == .v30 ? .required("paths", paths) : .optional("paths", paths),
      .optional("components", .object(components)),
      .optional("security", .array(.map(.array(.string)))),
      .optional("tags", .array(.object(tag))),
      .optional("externalDocs", .object(externalDocs)),
    ]
    if version >= .v31 {
      fields += [.optional("webhooks", .map(pathItem)), .optional("jsonSchemaDialect", .string)]
    }
    if version >= .v32 { fields.append(.optional("$self", .string)) }
    return ObjectShape(
      name: "OpenAPI Object", fields: fields,
      rules: version == .v30 ? [] : [.someOf(["paths", "components", "webhooks"])])
  }

  var info: ObjectShape {
    var fields: [ObjectShape.Field] = [
      .required("title", .string), .required("version", .string), .optional("description", .string),
      .optional("termsOfService", .string),
      .optional(
        "contact",
        .object(
          ObjectShape(
            name: "Contact Object",
            fields: [.optional("name", .string), .optional("url", .string), .optional("email", .string)]))),
      .optional("license", .object(license)),
    ]
    if version >= .v31 { fields.append(.optional("summary", .string)) }
    return ObjectShape(name: "Info Object", fields: fields)
  }

  private var license: ObjectShape {
    var fields: [ObjectShape.Field] = [.required("name", .string), .optional("url", .string)]
    if version >= .v31 { fields.append(.optional("identifier", .string)) }
    return ObjectShape(name: "License Object", fields: fields, rules: [.notTogether("identifier", "url")])
  }

  var server: ObjectShape {
    let variable = ObjectShape(
      name: "Server Variable Object",
      fields: [
        .required("default", .string), .optional("enum", .array(.string)), .optional("description", .string),
      ], rules: version == .v30 ? [] : [.notEmpty("enum")])
    var fields: [ObjectShape.Field] = [
      .required("url", .string), .optional("description", .string),
      .optional("variables", .map(.object(variable))),
    ]
    if version >= .v32 { fields.append(.optional("name", .string)) }
    return ObjectShape(name: "Server Object", fields: fields)
  }

  var externalDocs: ObjectShape {
    ObjectShape(
      name: "External Documentation Object",
      fields: [.required("url", .string), .optional("description", .string)])
  }

  var tag: ObjectShape {
    var fields: [ObjectShape.Field] = [
      .required("name", .string), .optional("description", .string),
      .optional("externalDocs", .object(externalDocs)),
    ]
    if version >= .v32 {
      fields += [.optional("summary", .string), .optional("parent", .string), .optional("kind", .string)]
    }
    return ObjectShape(name: "Tag Object", fields: fields)
  }

  var components: ObjectShape {
    func list(_ name: String, _ item: Shape) -> ObjectShape.Field {
      .optional(name, .namedMap(.components, item))
    }
    var fields: [ObjectShape.Field] = [
      list("schemas", .schema), list("responses", .orReference(.object(response))),
      list("parameters", .orReference(.object(parameter))), list("examples", .orReference(.object(example))),
      list("requestBodies", .orReference(.object(requestBody))),
      list("headers", .orReference(.object(header))),
      list("securitySchemes", .orReference(.object(securityScheme))),
      list("links", .orReference(.object(link))),
      list("callbacks", .orReference(callback)),
    ]
    if version >= .v31 { fields.append(list("pathItems", pathItem)) }
    if version >= .v32 { fields.append(list("mediaTypes", mediaType)) }
    return ObjectShape(name: "Components Object", fields: fields)
  }
}

extension SpecificationVersion {
  static let openAPI = SpecificationVersion(
    name: "OpenAPI", fix: "use a version from 3.0 to 3.2, such as \"3.1.0\""
  ) { OpenAPIVersion($0) != nil }
}

extension MemberNames {
  static let components = MemberNames("have letters, digits, `.`, `-` and `_` only") { name in
    !name.isEmpty
      && name.utf8.allSatisfy { $0.isAlphanumeric || [UInt8](".-_".utf8).contains($0) }
  }

  /// A word of RFC 9110, of which names of headers and methods are.
  static let tokens = MemberNames("be a name that HTTP allows") { isToken($0) }

  static func isToken(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { $0.isAlphanumeric || [UInt8]("!#$%&'*+.^_`|~-".utf8).contains($0) }
  }
}

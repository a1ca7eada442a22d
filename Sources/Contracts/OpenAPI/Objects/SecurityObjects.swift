import JSON
import OpenRPC

/// How callers say who they are.
extension OpenAPIObjects {
  var securityScheme: ObjectShape {
    let kinds = ["apiKey", "http", "oauth2", "openIdConnect"]
    var fields: [ObjectShape.Field] = [
      .required("type", .word(version >= .v31 ? kinds + ["mutualTLS"] : kinds)),
      .optional("description", .string), .optional("name", .string),
      .optional("in", .word(["query", "header", "cookie"])), .optional("scheme", .string),
      .optional("bearerFormat", .string), .optional("flows", .object(flows)),
      .optional("openIdConnectUrl", .string),
    ]
    if version >= .v32 {
      fields += [.optional("deprecated", .boolean), .optional("oauth2MetadataUrl", .string)]
    }
    return ObjectShape(name: "Security Scheme Object", fields: fields, rules: [.securityScheme])
  }

  private var flows: ObjectShape {
    var fields = [
      flow("implicit", ["authorizationUrl"]), flow("password", ["tokenUrl"]),
      flow("clientCredentials", ["tokenUrl"]), flow("authorizationCode", ["authorizationUrl", "tokenUrl"]),
    ]
    if version >= .v32 { fields.append(flow("deviceAuthorization", ["deviceAuthorizationUrl", "tokenUrl"])) }
    return ObjectShape(name: "OAuth Flows Object", fields: fields)
  }

  private func flow(_ name: String, _ addresses: [String]) -> ObjectShape.Field {
    let fields: [ObjectShape.Field] = addresses.map { .required($0, .string) }
    return .optional(
      name,
      .object(
        ObjectShape(
          name: "OAuth Flow Object",
          fields: fields + [.required("scopes", .map(.string)), .optional("refreshUrl", .string)])))
  }
}

extension ObjectRule {
  /// The fields that each kind of scheme needs.
  fileprivate static let securityScheme = ObjectRule { object in
    let needed: [String] =
      switch object["type"]?.string {
      case "apiKey": ["name", "in"]
      case "http": ["scheme"]
      case "oauth2": ["flows"]
      case "openIdConnect": ["openIdConnectUrl"]
      default: []
      }
    guard let missing = needed.first(where: { object[$0] == nil }), let kind = object["type"]?.string else {
      return nil
    }
    return Problem("is missing \"\(missing)\", which the type \"\(kind)\" requires", field: "type")
  }
}

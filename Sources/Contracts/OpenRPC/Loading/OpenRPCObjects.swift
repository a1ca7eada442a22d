import Diagnostics

extension Specification {
  /// OpenRPC 1.0 to 1.4.
  package static let openRPC = Specification(
    name: "OpenRPC", callProtocol: .jsonRPC, root: .document, schema: .schema, dialect: .draft7,
    isStrictAboutReferences: true)
}

extension SpecificationVersion {
  /// `1.0.0` to `1.4.x`.
  static let openRPC = SpecificationVersion(
    name: "OpenRPC", fix: "use a version from 1.0 to 1.4, such as \"1.3.2\""
  ) { version in
    let parts = version.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "1", let minor = Int(parts[1]) else { return false }
    return (0...4).contains(minor) && String(minor) == parts[1]
      && parts[2].utf8.first?.isDigit == true
  }
}

/// The objects of the OpenRPC specification, versions 1.0 to 1.4, and the extensions that FlowDocs reads.
extension ObjectShape {
  /// An extension that FlowDocs reads.
  private static func ours(_ name: String, _ shape: Shape, _ meaning: String) -> Field {
    Field(name: name, shape: shape, meaning: meaning)
  }

  static let document = ObjectShape(
    name: "OpenRPC Object",
    fields: [
      .required("openrpc", .specificationVersion(.openRPC)),
      .required("info", .object(info)),
      .required("methods", .array(.orReference(.object(method)))),
      .optional("servers", .array(.object(server))),
      .optional("components", .object(components)),
      .optional("externalDocs", .object(externalDocs)),
      .optional("$schema", .string),
      ours(
        "x-errors", .array(.object(errorDetail)),
        """
        Details of errors that OpenRPC does not define, by code: when it happens (`description`), the schema of its \
        `data`, the `httpStatus` and the `headers` it is sent with, and its `scope`: `protocol` for an error that may answer any \
        request, `method` for one that answers the methods that list it. `repeatsId` is false for an error that is sent \
        before the request is read, with `id` null.
        """),
      ours(
        "x-webhooks", .array(.object(webhook)),
        "The events that the service posts to addresses registered with it, each with the schema of its body."
      ),
      ours("x-webhookDelivery", .map(.any), "How webhooks are posted and signed, for readers."),
    ])

  static let info = ObjectShape(
    name: "Info Object",
    fields: [
      .required("title", .string),
      .required("version", .string),
      .optional("description", .string),
      .optional("termsOfService", .string),
      .optional(
        "contact",
        .object(
          ObjectShape(
            name: "Contact Object",
            fields: [.optional("name", .string), .optional("email", .string), .optional("url", .string)]))),
      .optional(
        "license",
        .object(
          ObjectShape(
            name: "License Object", fields: [.optional("name", .string), .optional("url", .string)]))),
    ])

  static let server = ObjectShape(
    name: "Server Object",
    fields: [
      .required("url", .string),
      .optional("name", .string),
      .optional("summary", .string),
      .optional("description", .string),
      .optional("variables", .map(.object(serverVariable))),
    ])

  static let serverVariable = ObjectShape(
    name: "Server Variable Object",
    fields: [
      .required("default", .string), .optional("description", .string), .optional("enum", .array(.string)),
    ], isClosed: false)

  static let externalDocs = ObjectShape(
    name: "External Documentation Object",
    fields: [.required("url", .string), .optional("description", .string)])

  static let tag = ObjectShape(
    name: "Tag Object",
    fields: [
      .required("name", .nonEmptyString), .optional("summary", .string), .optional("description", .string),
      .optional("externalDocs", .object(externalDocs)),
    ])

  static let error = ObjectShape(
    name: "Error Object",
    fields: [.required("code", .integer), .required("message", .string), .optional("data", .any)])

  static let contentDescriptor = ObjectShape(
    name: "Content Descriptor Object",
    fields: [
      .required("name", .nonEmptyString),
      .required("schema", .schema),
      .optional("summary", .string),
      .optional("description", .string),
      .optional("required", .boolean),
      .optional("deprecated", .boolean),
    ])

  static let link = ObjectShape(
    name: "Link Object",
    fields: [
      .optional("name", .nonEmptyString), .optional("summary", .string), .optional("description", .string),
      .optional("method", .string), .optional("params", .any), .optional("server", .object(server)),
    ])

  static let example = ObjectShape(
    name: "Example Object",
    fields: [
      .required("name", .nonEmptyString), .required("value", .any), .optional("summary", .string),
      .optional("description", .string),
    ], isClosed: false)

  static let examplePairing = ObjectShape(
    name: "Example Pairing Object",
    fields: [
      .required("name", .nonEmptyString),
      .required("params", .array(.orReference(.object(example)))),
      .optional("result", .orReference(.object(example))),
      .optional("description", .string),
      after,
    ], isClosed: false)

  static let method = ObjectShape(
    name: "Method Object",
    fields: [
      .required("name", .nonEmptyString),
      .required("params", .array(.orReference(.object(contentDescriptor)))),
      .optional("result", .orReference(.object(contentDescriptor))),
      .optional("summary", .string),
      .optional("description", .string),
      .optional("tags", .array(.orReference(.object(tag)))),
      .optional("paramStructure", .word(ParamStructure.allCases.map(\.rawValue))),
      .optional("errors", .array(.orReference(.object(error)))),
      .optional("links", .array(.orReference(.object(link)))),
      .optional("examples", .array(.orReference(.object(examplePairing)))),
      .optional("deprecated", .boolean),
      .optional("externalDocs", .object(externalDocs)),
      .optional("servers", .array(.object(server))),
      ours("x-permission", .nonEmptyString, "The permission that a caller needs."),
      ours(
        "x-rateLimit", .object(rateLimit),
        "How many `requests` one caller may send in a window of `windowSeconds`."),
      ours(
        "x-errorExamples", .array(.object(errorExample)),
        "Examples of requests that fail, with the errors they return."),
    ])

  static let components = ObjectShape(
    name: "Components Object",
    fields: [
      .optional("schemas", .map(.schema)),
      .optional("contentDescriptors", .map(.object(contentDescriptor))),
      .optional("errors", .map(.object(error))),
      .optional("examples", .map(.object(example))),
      .optional("examplePairings", .map(.orReference(.object(examplePairing)))),
      .optional("links", .map(.object(link))),
      .optional("tags", .map(.object(tag))),
    ], isClosed: false)

  /// Extensions of JSON Schema; its own keywords are read by `JSONSchema`.
  package static let schema = ObjectShape(
    name: "schema",
    fields: [
      ours(
        "x-violationCodes", .map(.integer),
        """
        The error codes returned when a keyword of the schema is violated, by keyword, if not -32602: \
        `{"maximum": -40005}`.
        """),
      ours(
        "x-expected", .nonEmptyString,
        "A description of a `pattern` or `format`, used in messages: `a UUID`."),
      ours(
        "x-documentation", .boolean,
        "Whether a schema under `components` is only for documentation and may be unused."),
    ], isClosed: false)

  static let rateLimit = ObjectShape(
    name: "rate limit",
    fields: [.required("requests", .positiveInteger), .required("windowSeconds", .positiveInteger)])

  private static let after = ours(
    "x-after", .array(.any),
    "Examples to call first, by name, or as objects with `example` and, where needed, `method`, `times`"
      + " and `params`.")
  private static let token = ours(
    "x-token", .string, "The environment variable whose token is sent; empty for a request without one.")

  private static let headers = ours(
    "x-headers", .map(.string), "Additional header fields to send, by name.")

  static let errorExample = ObjectShape(
    name: "error example",
    fields: [
      .required("name", .nonEmptyString), .required("params", .params), .required("error", .object(error)),
      .optional("description", .string), after, token, headers,
    ])

  /// An error that answers a body whatever its method is.
  static let bodyExample = ObjectShape(
    name: "error example",
    fields: [
      .required("name", .nonEmptyString), .required("body", .any), .required("error", .object(error)),
      .optional("description", .string), after, token,
    ])

  static let webhook = ObjectShape(
    name: "webhook",
    fields: [
      .required("name", .nonEmptyString), .required("payload", .schema), .optional("summary", .string),
      .optional("description", .string), .optional("example", .any),
    ])

  static let errorDetail = ObjectShape(
    name: "error detail",
    fields: [
      .required("code", .integer), .required("message", .string), .optional("description", .string),
      .optional("httpStatus", .positiveInteger), .optional("headers", .map(.string)),
      .optional("repeatsId", .boolean),
      .optional("scope", .word(ErrorDescription.Scope.allCases.map(\.rawValue))), .optional("data", .schema),
      .optional("remedy", .string), .optional("examples", .array(.object(bodyExample))),
    ])
}

import OpenRPC

/// What OpenAPI adds to JSON Schema.
extension OpenAPIObjects {
  var schema: ObjectShape {
    let ours = ObjectShape.schema
    return ObjectShape(
      name: ours.name,
      fields: ours.fields + [
        .optional("discriminator", .object(discriminator)), .optional("xml", .object(xml)),
        .optional("externalDocs", .object(externalDocs)),
      ], isClosed: false)
  }

  private var discriminator: ObjectShape {
    var fields: [ObjectShape.Field] = [
      .required("propertyName", .string), .optional("mapping", .map(.string)),
    ]
    if version >= .v32 { fields.append(.optional("defaultMapping", .string)) }
    return ObjectShape(name: "Discriminator Object", fields: fields)
  }

  private var xml: ObjectShape {
    var fields: [ObjectShape.Field] = [
      .optional("name", .string), .optional("namespace", .string), .optional("prefix", .string),
      .optional("attribute", .boolean), .optional("wrapped", .boolean),
    ]
    var rules: [ObjectRule] = []
    if version >= .v32 {
      fields.append(.optional("nodeType", .word(["element", "attribute", "text", "cdata", "none"])))
      rules = [.notTogether("attribute", "nodeType"), .notTogether("wrapped", "nodeType")]
    }
    return ObjectShape(name: "XML Object", fields: fields, rules: rules)
  }
}

import JSON
import Patterns

/// Reading the keywords: what value each may have, and the check it becomes.
extension Compiler {
  /// The keywords of the validation vocabulary; `type` is first, so that a value of the wrong type is reported alone.
  mutating func values(of schema: SchemaReader) throws(SchemaError) -> [(String, Check?)] {
    var checks: [(String, Check?)] = []
    let object = schema.object
    checks.append(("type", try types(schema)))
    checks.append(("const", object["const"].map { .const($0) }))
    if let choices = object["enum"] {
      guard let list = choices.array else { throw wrong("enum", choices, "an array", schema) }
      checks.append(("enum", .choice(Choice(list))))
    }
    let limits: [(String, NumberLimit.Kind)] = [
      ("minimum", .atLeast), ("exclusiveMinimum", .moreThan), ("maximum", .atMost),
      ("exclusiveMaximum", .lessThan),
    ]
    for (keyword, kind) in limits {
      guard let value = object[keyword] else { continue }
      guard let number = value.number else { throw wrong(keyword, value, "a number", schema) }
      checks.append((keyword, .number(NumberLimit(kind, number))))
    }
    if let value = object["multipleOf"] {
      guard let divisor = value.number.flatMap({ Divisor($0) }) else {
        throw wrong("multipleOf", value, "a number greater than 0 of at most 18 digits", schema)
      }
      checks.append(("multipleOf", .multiple(divisor)))
    }
    let counts: [(String, CountLimit.Subject, Bool)] = [
      ("minLength", .characters, false), ("maxLength", .characters, true), ("minItems", .items, false),
      ("maxItems", .items, true), ("minProperties", .members, false), ("maxProperties", .members, true),
    ]
    for (keyword, subject, isMaximum) in counts {
      guard let limit = try count(keyword, schema) else { continue }
      checks.append((keyword, .count(CountLimit(subject: subject, isMaximum: isMaximum, limit: limit))))
    }
    if let text = try string("pattern", schema) {
      checks.append(("pattern", .pattern(try pattern(text, at: schema.place.appending("pattern")))))
    }
    if let value = object["uniqueItems"] {
      guard let unique = value.bool else { throw wrong("uniqueItems", value, "true or false", schema) }
      if unique { checks.append(("uniqueItems", .uniqueItems)) }
    }
    if let value = object["required"] {
      checks.append(("required", .required(try names(value, ["required"], schema))))
    }
    if schema.traits.draft == .draft202012, let value = object["dependentRequired"] {
      guard let map = value.object else { throw wrong("dependentRequired", value, "an object", schema) }
      var dependencies: [(name: String, required: [String])] = []
      for member in map {
        let required = try names(member.value, ["dependentRequired", member.name], schema)
        dependencies.append((member.name, required))
      }
      checks.append(("dependentRequired", .dependentRequired(dependencies)))
    }
    return checks
  }

  /// The keywords that apply other schemas.
  mutating func applicators(of schema: SchemaReader) throws(SchemaError) -> [(String, Check?)] {
    var checks: [(String, Check?)] = []
    checks += try members(schema)
    checks.append(("propertyNames", try subschema("propertyNames", schema).map { .memberNames($0) }))
    checks += try items(schema)
    checks += try dependencies(schema)
    checks.append(("allOf", try subschemas("allOf", schema).map { .allOf($0) }))
    checks.append(("anyOf", try subschemas("anyOf", schema).map { .anyOf($0) }))
    checks.append(("oneOf", try subschemas("oneOf", schema).map { .oneOf($0) }))
    checks.append(("not", try subschema("not", schema).map { .not($0) }))
    if let condition = try subschema("if", schema) {
      let (then, otherwise) = (try subschema("then", schema), try subschema("else", schema))
      checks.append(("if", .conditional(if: condition, then: then, else: otherwise)))
    }
    return checks
  }

  private mutating func members(_ schema: SchemaReader) throws(SchemaError) -> [(String, Check?)] {
    let named = try map("properties", schema)
    let patterned = try map("patternProperties", schema)
    var patterns: [(pattern: Pattern, schema: Int)] = []
    for (text, node) in patterned ?? [] {
      patterns.append((try pattern(text, at: schema.place.appending("patternProperties", text)), node))
    }
    let additional = try subschema("additionalProperties", schema)
    if named == nil, patterned == nil, additional == nil { return [] }
    let members = Members(named: named ?? [], patterns: patterns, additional: additional)
    let keyword =
      additional != nil ? "additionalProperties" : named != nil ? "properties" : "patternProperties"
    return [(keyword, .members(members))]
  }

  private mutating func items(_ schema: SchemaReader) throws(SchemaError) -> [(String, Check?)] {
    var checks: [(String, Check?)] = []
    let isDraft7 = schema.traits.draft == .draft7
    let listKeyword = isDraft7 ? "items" : "prefixItems"
    let isList = isDraft7 ? schema.object["items"]?.array != nil : schema.object["prefixItems"] != nil
    let prefix = isList ? try subschemas(listKeyword, schema, emptyAllowed: true) ?? [] : []
    let restKeyword = isDraft7 && isList ? "additionalItems" : "items"
    let rest = try subschema(restKeyword, schema)
    if isList || rest != nil {
      checks.append((rest == nil ? listKeyword : restKeyword, .items(prefix: prefix, rest: rest)))
    }
    if let node = try subschema("contains", schema) {
      let minimum = isDraft7 ? nil : try count("minContains", schema)
      let maximum = isDraft7 ? nil : try count("maxContains", schema)
      checks.append(("contains", .contains(node, minimum: minimum ?? 1, maximum: maximum, marks: !isDraft7)))
    }
    return checks
  }

  private mutating func dependencies(_ schema: SchemaReader) throws(SchemaError) -> [(String, Check?)] {
    var checks: [(String, Check?)] = []
    if schema.traits.draft == .draft202012, let dependent = try map("dependentSchemas", schema) {
      checks.append(("dependentSchemas", .dependentSchemas(dependent.map { (name: $0.0, schema: $0.1) })))
    }
    // Draft 2020-12 keeps `dependencies` for the sake of older schemas.
    guard let value = schema.object["dependencies"] else { return checks }
    guard let object = value.object else { throw wrong("dependencies", value, "an object", schema) }
    var required: [(name: String, required: [String])] = []
    var schemas: [(name: String, schema: Int)] = []
    for member in object {
      if member.value.array != nil {
        required.append((member.name, try names(member.value, ["dependencies", member.name], schema)))
      } else {
        schemas.append((member.name, try child(member.value, ["dependencies", member.name], schema)))
      }
    }
    if !required.isEmpty { checks.append(("dependencies", .dependentRequired(required))) }
    if !schemas.isEmpty { checks.append(("dependencies", .dependentSchemas(schemas))) }
    return checks
  }

  private func types(_ schema: SchemaReader) throws(SchemaError) -> Check? {
    guard let value = schema.object["type"] else { return nil }
    var set: TypeSet = []
    for item in value.array ?? [value] {
      guard let word = TypeSet.words.first(where: { $0.name == item.string }) else {
        throw wrong("type", item, "one of \(Phrase.list(TypeSet.words.map { "\"\($0.name)\"" }))", schema)
      }
      set.insert(word.type)
    }
    return .type(set)
  }

  func wrong(_ keyword: String, _ value: JSON, _ expected: String, _ schema: SchemaReader) -> SchemaError {
    index.fail(
      "`\(keyword)` must be \(expected), got \(Phrase.value(value))", schema.place.appending(keyword))
  }

  func string(_ keyword: String, _ schema: SchemaReader) throws(SchemaError) -> String? {
    guard let value = schema.object[keyword] else { return nil }
    guard let text = value.string else { throw wrong(keyword, value, "a string", schema) }
    return text
  }

  private func count(_ keyword: String, _ schema: SchemaReader) throws(SchemaError) -> Int? {
    guard let value = schema.object[keyword] else { return nil }
    guard let number = value.number, number.isInteger, !number.decimal.negative else {
      throw wrong(keyword, value, "an integer of at least 0", schema)
    }
    return number.int ?? .max
  }

  private func names(
    _ value: JSON, _ tokens: [String], _ schema: SchemaReader
  ) throws(SchemaError) -> [String] {
    guard let items = value.array, items.allSatisfy({ $0.string != nil }) else {
      let place = Place(
        document: schema.place.document, pointer: JSONPointer(schema.place.pointer.tokens + tokens))
      throw index.fail("must be an array of property names, got \(Phrase.value(value))", place)
    }
    return items.compactMap(\.string)
  }

  private mutating func child(
    _ value: JSON, _ tokens: [String], _ schema: SchemaReader
  ) throws(SchemaError) -> Int {
    let place = Place(
      document: schema.place.document, pointer: JSONPointer(schema.place.pointer.tokens + tokens))
    guard Subschemas.isSchema(value) else {
      throw index.fail("must be an object, true or false (a schema), got \(Phrase.value(value))", place)
    }
    return node(at: place)
  }

  mutating func subschema(_ keyword: String, _ schema: SchemaReader) throws(SchemaError) -> Int? {
    guard let value = schema.object[keyword] else { return nil }
    return try child(value, [keyword], schema)
  }

  private mutating func subschemas(
    _ keyword: String, _ schema: SchemaReader, emptyAllowed: Bool = false
  ) throws(SchemaError) -> [Int]? {
    guard let value = schema.object[keyword] else { return nil }
    guard let items = value.array, emptyAllowed || !items.isEmpty else {
      throw wrong(keyword, value, "an array of schemas", schema)
    }
    var nodes: [Int] = []
    for (position, item) in items.enumerated() {
      nodes.append(try child(item, [keyword, String(position)], schema))
    }
    return nodes
  }

  private mutating func map(
    _ keyword: String, _ schema: SchemaReader
  ) throws(SchemaError) -> [(String, Int)]? {
    guard let value = schema.object[keyword] else { return nil }
    guard let object = value.object else { throw wrong(keyword, value, "an object of schemas", schema) }
    var nodes: [(String, Int)] = []
    for member in object {
      nodes.append((member.name, try child(member.value, [keyword, member.name], schema)))
    }
    return nodes
  }
}

import JSON

/// The values that the code accepts or returns at one place, as a JSON Schema without descriptions.
///
/// The service validates with the contract, not with these. They are compared with the contract, so that a change of one
/// alone is a finding.
struct Shape: Sendable {
  let schema: JSON

  init(_ members: [(String, JSON?)]) {
    schema = .object(members.compactMap { name, value in value.map { (name, $0) } })
  }

  /// A schema of `components`.
  static func named(_ name: String) -> Shape {
    Shape([("$ref", .string("#/components/schemas/" + name))])
  }

  static let boolean = Shape([("type", "boolean")])
  static let anyObject = Shape([("type", "object"), ("additionalProperties", true)])

  static func integer(_ range: ClosedRange<Int>, codes: JSON? = nil) -> Shape {
    Shape([
      ("type", "integer"), ("minimum", .number(range.lowerBound)),
      // `Int.max` means no upper bound.
      ("maximum", range.upperBound == .max ? nil : .number(range.upperBound)), ("x-violationCodes", codes),
    ])
  }

  static let anyNumber = Shape([("type", "number")])

  static func number(_ minimum: JSON, _ maximum: JSON? = nil) -> Shape {
    Shape([("type", "number"), ("minimum", minimum), ("maximum", maximum)])
  }

  static func text(_ length: ClosedRange<Int>) -> Shape {
    Shape([
      ("type", "string"), ("minLength", .number(length.lowerBound)),
      ("maxLength", length.upperBound == .max ? nil : .number(length.upperBound)),
    ])
  }

  static let someText = text(1...Int.max)

  static func pattern(_ pattern: String, format: JSON? = nil, maximumLength: Int? = nil) -> Shape {
    Shape([
      ("type", "string"), ("format", format), ("pattern", .string(pattern)),
      ("maxLength", maximumLength.map { .number($0) }),
    ])
  }

  static let uuid = pattern(
    "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", format: "uuid")

  static func words(_ words: [String]) -> Shape {
    Shape([("type", "string"), ("enum", .array(words.map { .string($0) }))])
  }

  static func only(_ type: String, _ values: JSON...) -> Shape {
    Shape([("type", .string(type)), ("enum", .array(values))])
  }

  static func list(_ items: Shape, _ count: ClosedRange<Int>, unique: Bool = false, codes: JSON? = nil)
    -> Shape
  {
    Shape([
      ("type", "array"), ("items", items.schema),
      ("minItems", count.lowerBound == 0 ? nil : .number(count.lowerBound)),
      ("maxItems", count.upperBound == .max ? nil : .number(count.upperBound)),
      ("uniqueItems", unique ? true : nil), ("x-violationCodes", codes),
    ])
  }

  static func nullable(_ shape: Shape) -> Shape {
    Shape([("anyOf", [shape.schema, ["type": "null"]])])
  }

  /// A number, boolean or text, or null, in the short form `{"type": ["number", "null"]}`.
  static func nullable(type: String, _ more: (String, JSON?)...) -> Shape {
    Shape([("type", [.string(type), "null"])] + more)
  }

  func with(_ more: (String, JSON?)...) -> Shape {
    Shape((schema.object?.members ?? []).map { ($0.name, $0.value) } + more)
  }

  /// A member of an object.
  struct Field: Sendable {
    var name: String
    var shape: Shape
    var isRequired = true
    var fallback: JSON?

    static func field(_ name: String, _ shape: Shape) -> Field { Field(name: name, shape: shape) }
    static func optional(_ name: String, _ shape: Shape) -> Field {
      Field(name: name, shape: shape, isRequired: false)
    }
  }

  static func object(_ fields: [Field], open: Bool = false) -> Shape {
    let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
    let properties = fields.map { ($0.name, $0.shape.with(("default", $0.fallback)).schema) }
    return Shape([
      ("type", "object"), ("properties", .object(properties)),
      ("required", required.isEmpty ? nil : .array(required)), ("additionalProperties", .bool(open)),
    ])
  }
}

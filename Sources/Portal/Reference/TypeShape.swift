import JSON
import OpenRPC

/// What a schema says, in the form in which a reference shows it.
struct TypeShape {
  /// A piece of the name of a type; the name of a component can be linked to.
  enum Piece: Equatable {
    case text(String)
    case component(String)
  }

  /// `integer`, `array of TrainingQuery`, `string or null`.
  var name: [Piece] = []
  var description: String?
  /// `1 to 10000`, `at most 255 characters`.
  var limits: [String] = []
  var choices: [JSON] = []
  var `default`: JSON?
  var examples: [JSON] = []
  /// The members of an object, or of the objects in an array.
  var fields: [Field] = []
  /// Whether members that are not listed are allowed, when the schema is that of an object with fields.
  var isOpen = false
  /// The forms a value may take, when there are several that are worth telling apart.
  var forms: [TypeShape] = []
  var title: String?
  /// The component that the fields come from, if any.
  var component: String?

  struct Field {
    var name: String
    var schema: JSON
    var isRequired: Bool
  }
}

extension TypeShape {
  /// - Parameter schema: a schema of the contract, `$ref` and all.
  init(_ schema: JSON, in contract: Contract) {
    self.init(schema, in: contract, depth: 0)
  }

  /// Chains of references deeper than this are cut: no type a reader can follow is as deep.
  private static let depthLimit = 16

  private init(_ schema: JSON, in contract: Contract, depth: Int) {
    guard let object = schema.object, depth < Self.depthLimit else {
      name = [.text(schema.bool == false ? "nothing" : "any value")]
      return
    }
    // What stands beside a reference, or round one in `allOf`, says more about this use of the type.
    var base: TypeShape?
    if let reference = object["$ref"]?.string {
      base = Self.component(reference, in: contract, depth: depth)
    } else if let parts = object["allOf"]?.array, object["properties"] == nil {
      base = parts.first { $0["if"] == nil }.map { TypeShape($0, in: contract, depth: depth + 1) }
    }
    if let base { self = base }
    if let text = object["description"]?.string { description = text }
    if let value = object["default"] { self.default = value }
    if let items = object["examples"]?.array { examples = items }
    title = object["title"]?.string ?? title
    limits = Self.limits(of: object) + limits
    if base == nil { readOwn(object, in: contract, depth: depth) }
  }

  private static func component(_ reference: String, in contract: Contract, depth: Int) -> TypeShape? {
    guard let pointer = JSONPointer(reference: reference), let target = contract.document.value(at: pointer)
    else {
      return nil
    }
    var shape = TypeShape(target, in: contract, depth: depth + 1)
    guard pointer.tokens.count == 3, pointer.tokens.starts(with: ["components", "schemas"]) else {
      return shape
    }
    let name = pointer.tokens[2]
    // Simple named types are shown as what they are; the name of an object is worth knowing.
    if shape.fields.isEmpty && shape.forms.isEmpty {
      shape.name = [.component(name), .text(" (")] + shape.name + [.text(")")]
    } else {
      shape.name = [.component(name)]
    }
    shape.component = name
    return shape
  }

  private mutating func readOwn(_ object: JSONObject, in contract: Contract, depth: Int) {
    if let value = object["const"] { choices = [value] }
    if let values = object["enum"]?.array { choices = values }
    if let branches = object["anyOf"]?.array ?? object["oneOf"]?.array, object["properties"] == nil {
      readForms(branches, in: contract, depth: depth)
    } else {
      readType(object, in: contract, depth: depth)
    }
    let required = Set(object["required"]?.array?.compactMap(\.string) ?? [])
    if let properties = object["properties"]?.object {
      fields = properties.members.map {
        Field(name: $0.name, schema: $0.value, isRequired: required.contains($0.name))
      }
      isOpen = object["additionalProperties"]?.bool != false
    }
  }

  private mutating func readType(_ object: JSONObject, in contract: Contract, depth: Int) {
    var types = object["type"]?.array?.compactMap(\.string) ?? object["type"]?.string.map { [$0] } ?? []
    if types.isEmpty { types = Self.kinds(of: choices) }
    if types.isEmpty, object["properties"] != nil { types = ["object"] }
    if types.isEmpty, object["items"] != nil { types = ["array"] }
    if types.isEmpty {
      name = [.text("any value")]
      return
    }
    for (index, type) in types.enumerated() {
      if index > 0 { name.append(.text(" or ")) }
      guard type == "array", let items = object["items"], items.array == nil else {
        name.append(.text(type))
        continue
      }
      let item = TypeShape(items, in: contract, depth: depth + 1)
      name += [.text("array of ")] + item.name
      fields = item.fields
      isOpen = item.isOpen
      forms = item.forms
      component = item.component
      limits += item.limits.map { "each item: " + $0 }
      if choices.isEmpty { choices = item.choices }
    }
  }

  private mutating func readForms(_ branches: [JSON], in contract: Contract, depth: Int) {
    let shapes = branches.map { TypeShape($0, in: contract, depth: depth + 1) }
    let isNull = shapes.map { $0.name == [.text("null")] }
    for (index, shape) in shapes.enumerated() {
      if index > 0 { name.append(.text(" or ")) }
      name += shape.name
    }
    let others = zip(shapes, isNull).filter { !$0.1 }.map(\.0)
    if others.count == 1, let only = others.first {
      fields = only.fields
      isOpen = only.isOpen
      forms = only.forms
      component = only.component
      limits += only.limits
      if choices.isEmpty { choices = only.choices }
      if description == nil { description = only.description }
    } else {
      forms = shapes
    }
  }

  private static func kinds(of values: [JSON]) -> [String] {
    var kinds: [String] = []
    for value in values where !kinds.contains(value.typeName) { kinds.append(value.typeName) }
    return kinds
  }

  private static func limits(of object: JSONObject) -> [String] {
    var limits: [String] = []
    let lower =
      object["minimum"].map { ("at least ", $0) } ?? object["exclusiveMinimum"].map { ("more than ", $0) }
    let upper =
      object["maximum"].map { ("at most ", $0) } ?? object["exclusiveMaximum"].map { ("less than ", $0) }
    switch (lower, upper) {
    case (let lower?, let upper?):
      let isPlain = lower.0 == "at least " && upper.0 == "at most "
      limits.append(
        isPlain
          ? "\(lower.1.text()) to \(upper.1.text())"
          : lower.0 + lower.1.text() + ", " + upper.0 + upper.1.text())
    case (let limit?, nil), (nil, let limit?): limits.append(limit.0 + limit.1.text())
    case (nil, nil): break
    }
    if let step = object["multipleOf"] { limits.append("a multiple of \(step.text())") }
    func count(_ from: String, _ to: String, _ one: String, _ many: String) {
      switch (object[from]?.int, object[to]?.int) {
      case (let low?, let high?) where low == high: limits.append("exactly \(low) \(low == 1 ? one : many)")
      case (let low?, let high?): limits.append("\(low) to \(high) \(many)")
      case (let low?, nil) where low > 0: limits.append("at least \(low) \(low == 1 ? one : many)")
      case (nil, let high?): limits.append("at most \(high) \(high == 1 ? one : many)")
      default: break
      }
    }
    count("minLength", "maxLength", "character", "characters")
    count("minItems", "maxItems", "item", "items")
    count("minProperties", "maxProperties", "member", "members")
    if object["uniqueItems"]?.bool == true { limits.append("no two items alike") }
    if let expected = object["x-expected"]?.string {
      limits.append(expected)
    } else {
      if let format = object["format"]?.string { limits.append("format \(format)") }
      if let pattern = object["pattern"]?.string { limits.append("matches \(pattern)") }
    }
    return limits
  }
}

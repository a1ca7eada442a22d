import JSON
import OpenRPC

/// A schema in the form in which a reference shows it.
struct TypeShape {
  /// A piece of the name of a type; the name of a component can be linked to.
  enum Piece: Equatable {
    case text(String)
    case component(String)
  }

  /// `integer`, `array of Query`, `string or null`.
  var name: [Piece] = []
  /// `string`, `integer`; several for a value of one of these types, none where the schema says nothing of it.
  var types: [String] = []
  var minimum: JSON?
  var maximum: JSON?
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
  /// The schemas of the alternative forms, when there are several that are worth distinguishing.
  var forms: [JSON] = []
  var title: String?
  /// The place that the first reference on the way to the fields or forms leads to, if there is one.
  var origin: JSONPointer?
  /// Whether only the fields and forms are of interest, which are all that counts and anchors depend on.
  private var isOutline = false

  struct Field {
    var name: String
    var schema: JSON
    var isRequired: Bool
  }
}

extension TypeShape {
  /// - Parameter schema: a schema of the contract, `$ref` and all.
  init(_ schema: JSON, in contract: Contract) {
    name = Self.name(of: schema, in: contract, depth: 0)
    read(schema, in: contract, depth: 0)
  }

  /// A type without its name and its limits, whose texts are most of the work.
  init(outlineOf schema: JSON, in contract: Contract) {
    isOutline = true
    read(schema, in: contract, depth: 0)
  }

  /// Chains of references deeper than this are cut: no type a reader can follow is as deep.
  private static let depthLimit = 16

  /// Components are named, never looked into further than to see whether they are plain values.
  private static func name(of schema: JSON, in contract: Contract, depth: Int) -> [Piece] {
    guard let object = schema.object, depth < depthLimit else {
      return [.text(schema.bool == false ? "nothing" : "any value")]
    }
    if let reference = object["$ref"]?.string {
      return name(ofReference: reference, in: contract, depth: depth)
    }
    if object["properties"] == nil {
      if let part = mainPart(of: object) { return name(of: part, in: contract, depth: depth + 1) }
      if let branches = object["anyOf"]?.array ?? object["oneOf"]?.array {
        return joined(branches.map { name(of: $0, in: contract, depth: depth + 1) })
      }
    }
    let types = types(of: object)
    return joined(
      types.map { type in
        guard type == "array", let items = object["items"], items.array == nil else { return [.text(type)] }
        return [.text("array of ")] + name(of: items, in: contract, depth: depth + 1)
      })
  }

  private static func name(ofReference reference: String, in contract: Contract, depth: Int) -> [Piece] {
    guard let pointer = JSONPointer(reference: reference), let target = contract.document.value(at: pointer)
    else {
      return [.text("any value")]
    }
    guard let component = pointer.schemaComponent else {
      return name(of: target, in: contract, depth: depth + 1)
    }
    // For plain values the schema itself is useful; objects are best identified by their name alone.
    let compound = ["$ref", "properties", "anyOf", "oneOf", "allOf", "items"]
    guard let object = target.object, !compound.contains(where: { object[$0] != nil }) else {
      return [.component(component)]
    }
    return [.component(component), .text(" (")] + name(of: target, in: contract, depth: depth + 1) + [
      .text(")")
    ]
  }

  private static func joined(_ names: [[Piece]]) -> [Piece] {
    guard let first = names.first else { return [.text("any value")] }
    return names.dropFirst().reduce(first) { $0 + [.text(" or ")] + $1 }
  }

  /// The schema that an `allOf` adds a description or a default to; conditions beside it are left out.
  private static func mainPart(of object: JSONObject) -> JSON? {
    object["allOf"]?.array?.first { $0["if"] == nil }
  }

  private static func types(of object: JSONObject) -> [String] {
    if let types = object["type"]?.array?.compactMap(\.string), !types.isEmpty { return types }
    if let type = object["type"]?.string { return [type] }
    let choices = object["enum"]?.array ?? object["const"].map { [$0] } ?? []
    if !choices.isEmpty { return kinds(of: choices) }
    if object["properties"] != nil { return ["object"] }
    return object["items"] == nil ? [] : ["array"]
  }

  /// Reads from the outermost schema inwards: what surrounds a type says more about this use of it.
  private mutating func read(_ schema: JSON, in contract: Contract, depth: Int) {
    guard let object = schema.object, depth < Self.depthLimit else { return }
    if description == nil { description = object["description"]?.string }
    if self.default == nil { self.default = object["default"] }
    if examples.isEmpty { examples = object["examples"]?.array ?? [] }
    if title == nil { title = object["title"]?.string }
    if !isOutline { limits += Self.limits(of: object) }
    if types.isEmpty { types = Self.types(of: object) }
    if minimum == nil { minimum = object["minimum"] }
    if maximum == nil { maximum = object["maximum"] }
    if choices.isEmpty { choices = object["enum"]?.array ?? object["const"].map { [$0] } ?? [] }
    if let reference = object["$ref"]?.string {
      guard let pointer = JSONPointer(reference: reference), let target = contract.document.value(at: pointer)
      else {
        return
      }
      if origin == nil { origin = pointer }
      read(target, in: contract, depth: depth + 1)
      return
    }
    if let properties = object["properties"]?.object {
      let required = Set(object["required"]?.array?.compactMap(\.string) ?? [])
      fields = properties.members.map {
        Field(name: $0.name, schema: $0.value, isRequired: required.contains($0.name))
      }
      isOpen = object["additionalProperties"]?.bool != false
      return
    }
    if let part = Self.mainPart(of: object) {
      read(part, in: contract, depth: depth + 1)
    } else if let branches = object["anyOf"]?.array ?? object["oneOf"]?.array {
      let others = branches.filter { $0["type"]?.string != "null" }
      if others.count == 1, let only = others.first {
        read(only, in: contract, depth: depth + 1)
      } else {
        forms = branches
      }
    } else if let items = object["items"], items.array == nil {
      var item = TypeShape()
      item.isOutline = isOutline
      item.read(items, in: contract, depth: depth + 1)
      fields = item.fields
      isOpen = item.isOpen
      forms = item.forms
      if origin == nil { origin = item.origin }
      limits += item.limits.map { "each item: " + $0 }
      if choices.isEmpty { choices = item.choices }
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
    if object["uniqueItems"]?.bool == true { limits.append("unique items") }
    if let expected = object["x-expected"]?.string {
      limits.append(expected)
    } else {
      if let format = object["format"]?.string { limits.append("format \(format)") }
      if let pattern = object["pattern"]?.string { limits.append("matches \(pattern)") }
    }
    return limits
  }
}

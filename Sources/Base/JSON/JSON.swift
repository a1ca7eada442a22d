import Diagnostics

/// A JSON value (RFC 8259) that keeps the order of members and knows where it was in its source.
///
/// Equality is that of the data: ranges and the order of members do not count, and numbers are equal when
/// they have the same mathematical value (`1`, `1.0` and `1e0`).
public struct JSON: Sendable {
  public enum Content: Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSON])
    case object(JSONObject)
  }

  public var content: Content
  /// The bytes of the value in the source it was parsed from; `nil` for a value made by a program.
  public var range: Range<Int>?

  public init(_ content: Content, range: Range<Int>? = nil) {
    self.content = content
    self.range = range
  }
}

extension JSON {
  public static var null: JSON { JSON(.null) }
  public static func bool(_ value: Bool) -> JSON { JSON(.bool(value)) }
  public static func string(_ value: String) -> JSON { JSON(.string(value)) }
  public static func number(_ value: Int) -> JSON { JSON(.number(JSONNumber(value))) }
  /// A finite number; infinities and NaN, which JSON cannot represent, become `null`.
  public static func number(_ value: Double) -> JSON {
    JSONNumber(value).map { JSON(.number($0)) } ?? .null
  }
  public static func array(_ items: [JSON]) -> JSON { JSON(.array(items)) }
  public static func object(_ members: [(String, JSON)]) -> JSON {
    JSON(.object(JSONObject(members)))
  }

  public var isNull: Bool { if case .null = content { true } else { false } }
  public var bool: Bool? { if case .bool(let value) = content { value } else { nil } }
  public var string: String? { if case .string(let value) = content { value } else { nil } }
  public var number: JSONNumber? { if case .number(let value) = content { value } else { nil } }
  /// The number as an integer: `1`, `1.0` and `1e2` are, `1.5` and what does not fit in 64 bits are not.
  public var int: Int? { number?.int }
  public var double: Double? { number?.double }
  public var array: [JSON]? { if case .array(let items) = content { items } else { nil } }
  public var object: JSONObject? { if case .object(let object) = content { object } else { nil } }

  /// The member of that name, or `nil` when this is not an object or has none.
  public subscript(name: String) -> JSON? { object?[name] }

  /// The item at that index, or `nil` when this is not an array or is too short.
  public subscript(index: Int) -> JSON? {
    guard let array, array.indices.contains(index) else { return nil }
    return array[index]
  }

  /// The kind of value in the words of JSON Schema: `null`, `boolean`, `number`, `string`, `array`, `object`.
  public var typeName: String {
    switch content {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}

extension JSON: Hashable {
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left.content, right.content) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a.isExactly(b)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch content {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .number(let value): hasher.combine(value)
    case .string(let value): hasher.combine(value)
    case .array(let items): hasher.combine(items)
    case .object(let object): hasher.combine(object)
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .number(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
  public init(nilLiteral: ()) { self = .null }
}

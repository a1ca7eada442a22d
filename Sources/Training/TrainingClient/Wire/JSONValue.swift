import Foundation

/// Any JSON value, for the open objects of the service, such as a step's `state` or a query's `expected_outcome`.
///
///     let outcome: [String: JSONValue] = ["answer": "4", "checked": true]
///     outcome["answer"]?.string  // "4"
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The member of that name; `nil` when it does not exist or this is not an object.
  ///
  ///     let result: JSONValue = ["hits": 3]
  ///     result["hits"]?.number  // 3
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[name]
  }

  /// The string; `nil` for another kind of value.
  public var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// The number; `nil` for another kind of value.
  public var number: Double? {
    guard case .number(let value) = self else { return nil }
    return value
  }

  /// The boolean; `nil` for another kind of value.
  public var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// Whether the value is not `null`, `false`, `0`, `""`, `[]` or `{}`.
  public var isTruthy: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .number(let value): value != 0
    case .string(let value): !value.isEmpty
    case .array(let values): !values.isEmpty
    case .object(let members): !members.isEmpty
    }
  }
}

extension JSONValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
      return
    }
    // The decoder throws on a mismatch; then the next type is tried.
    do { self = .bool(try container.decode(Bool.self)) } catch DecodingError.typeMismatch {
      do { self = .number(try container.decode(Double.self)) } catch DecodingError.typeMismatch {
        do { self = .string(try container.decode(String.self)) } catch DecodingError.typeMismatch {
          do { self = .array(try container.decode([JSONValue].self)) } catch DecodingError.typeMismatch {
            self = .object(try container.decode([String: JSONValue].self))
          }
        }
      }
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// Of two members with one name the later one counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(Dictionary(elements) { _, later in later })
  }
}

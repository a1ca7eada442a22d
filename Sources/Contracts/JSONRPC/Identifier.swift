import JSON

/// The identifier of a request and its response: a string, an integer or null (JSON-RPC 2.0, section 4).
///
/// Integers keep their text, so that an identifier of any length is returned unchanged. The specification discourages
/// fractional numbers; here they are rejected.
public enum JSONRPCID: Sendable, Hashable {
  case string(String)
  case integer(JSONNumber)
  case null

  public static func integer(_ value: Int) -> JSONRPCID { .integer(JSONNumber(value)) }

  /// `nil` when the value is not an identifier: a fraction, a boolean, an array or an object.
  public init?(_ json: JSON) {
    switch json.content {
    case .string(let text): self = .string(text)
    case .number(let number) where number.isInteger: self = .integer(number)
    case .null: self = .null
    default: return nil
    }
  }

  public var json: JSON {
    switch self {
    case .string(let text): .string(text)
    case .integer(let number): JSON(.number(number))
    case .null: .null
    }
  }
}

extension JSONRPCID: CustomStringConvertible {
  /// As it is written in JSON: `"a"`, `1`, `null`.
  public var description: String { json.text() }
}

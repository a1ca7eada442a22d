import JSON

extension JSON {
  /// The value in words, for messages: `a string`, `an object`; numbers, `true`, `false` and `null` as they are.
  var kind: String {
    switch content {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number.literal
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

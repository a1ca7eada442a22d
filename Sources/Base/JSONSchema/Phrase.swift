import Diagnostics
import JSON

/// The words for values in messages.
package enum Phrase {
  /// `a string`, `null`, `an object`.
  package static func kind(of value: JSON) -> String {
    switch value.content {
    case .null: "null"
    case .bool: "a boolean"
    case .number(let number): number.isInteger ? "an integer" : "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The value itself when it is short, else its kind: `"fast"`, `1.5`, `an object`.
  package static func value(_ value: JSON) -> String {
    switch value.content {
    case .string(let text) where text.unicodeScalars.count > 40:
      return JSON.quoted(String(String.UnicodeScalarView(text.unicodeScalars.prefix(37))) + "…")
    case .number(let number) where number.literal.utf8.count > 40: return number.literal.prefix(37) + "…"
    case .array(let items) where items.isEmpty: return "[]"
    case .object(let object) where object.isEmpty: return "{}"
    case .array, .object: return kind(of: value)
    case .null, .bool, .number, .string: return value.text(.compact)
    }
  }

  /// `a`, `a or b`, `a, b or c`; of more than twelve the first ten and how many more there are.
  package static func list(_ words: [String], _ last: String = "or") -> String {
    if words.count > 12 {
      return words.prefix(10).joined(separator: ", ") + " \(last) one of \(words.count - 10) more"
    }
    guard words.count > 1, let final = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) \(final)"
  }

  /// `. Did you mean \`fast\`?`, to be added to a message; empty when no name is similar.
  package static func suggestion(for name: String, in names: some Sequence<String>) -> String {
    "".didYouMean(NearMiss.nearest(to: name, in: names))
  }
}

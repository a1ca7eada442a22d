import Diagnostics
import JSON

/// JSON as Swift writes it.
enum SwiftLiteral {
  static func text(_ value: JSON, indent: Int) -> String {
    switch value.content {
    case .null: return "nil"
    case .bool(let value): return value ? "true" : "false"
    case .number(let number): return number.literal
    case .string(let text): return quoted(text)
    case .array(let items):
      return list("[", "]", items.map { text($0, indent: indent + 2) }, indent: indent)
    case .object(let object):
      if object.members.isEmpty { return "[:]" }
      return list(
        "[", "]", object.members.map { "\(quoted($0.name)): \(text($0.value, indent: indent + 2))" },
        indent: indent)
    }
  }

  static func list(_ open: String, _ close: String, _ items: [String], indent: Int) -> String {
    let inline = open + items.joined(separator: ", ") + close
    if inline.utf8.count + indent <= 72, !inline.contains("\n") { return inline }
    let space = "\n" + String(repeating: " ", count: indent + 2)
    return open + space + items.joined(separator: "," + space) + "\n"
      + String(repeating: " ", count: indent) + close
  }

  static func quoted(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case _ where scalar.value < 0x20: literal += "\\u{\(String(scalar.value, radix: 16))}"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }

  /// `batch_rows` as a variable: `batchRows`.
  static func name(_ name: String) -> String {
    let words = name.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    guard let first = words.first else { return "value" }
    let rest = words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    let word = first.prefix(1).lowercased() + first.dropFirst() + rest
    let isTaken = ["class", "default", "import", "in", "is", "return", "init", "self", "func", "let", "var"]
    return isTaken.contains(word) || word.first?.isNumber == true ? "`\(word)`" : word
  }
}

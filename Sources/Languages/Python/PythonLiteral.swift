import JSON

/// JSON as Python writes it.
enum PythonLiteral {
  /// The files of the long lists, read into variables; `type` names the class of the items, if there is one.
  static func reading(_ request: SampleRequest, type: (String) -> String?) -> String {
    var code = ""
    for list in request.lists {
      let items = type(list).map { "[\($0)(**item) for item in json.load(file)]" } ?? "json.load(file)"
      code += "with open(\"\(list).json\", encoding=\"utf-8\") as file:\n"
      code += "    \(name(list)) = \(items)\n"
    }
    return code.isEmpty ? "" : code + "\n"
  }

  static func text(_ request: JSON, replacing lists: [String]) -> String {
    let mark = "\u{1}"
    var text = text(request.replacing(Set(lists)) { .string(mark + $0) }, indent: 0)
    for list in lists { text = text.replacing("\"\\u0001\(list)\"", with: name(list)) }
    return text
  }

  /// On several lines where it does not fit on the rest of one.
  static func text(_ value: JSON, indent: Int) -> String {
    switch value.content {
    case .null: return "None"
    case .bool(let value): return value ? "True" : "False"
    case .number(let number): return number.literal
    case .string(let text): return JSON.quoted(text)
    case .array(let items):
      return list("[", "]", items.map { text($0, indent: indent + 4) }, indent: indent)
    case .object(let object):
      return list(
        "{", "}", object.members.map { "\(JSON.quoted($0.name)): \(text($0.value, indent: indent + 4))" },
        indent: indent)
    }
  }

  static func list(_ open: String, _ close: String, _ items: [String], indent: Int) -> String {
    let inline = open + items.joined(separator: ", ") + close
    if inline.utf8.count + indent <= 72, !inline.contains("\n") { return inline }
    let space = String(repeating: " ", count: indent + 4)
    return open + "\n" + items.map { space + $0 + ",\n" }.joined() + String(repeating: " ", count: indent)
      + close
  }

  /// A name as a variable.
  static func name(_ name: String) -> String {
    let word = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    let isTaken = ["class", "from", "import", "in", "is", "lambda", "def", "return", "pass", "print"]
    return word.first.map { $0.isNumber } ?? true || isTaken.contains(word) ? "_" + word : word
  }
}

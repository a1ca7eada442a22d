/// The literal part of a value in JavaScript or TypeScript: strings, lists and objects. What a program would compute is
/// `other`.
enum ScriptLiteral {
  case string(String)
  case list([ScriptLiteral])
  case object([(key: String, value: ScriptLiteral)])
  case other

  /// The object that a module exports, or gives the first name.
  init?(module: String) {
    var reader = Reader(Array(module.unicodeScalars))
    guard reader.findObject() else { return nil }
    self = reader.value(depth: 0)
  }

  /// The values that a program gives a name, `sidebar: [` or `sidebar = {`, wherever that is.
  static func values(of name: String, in program: String) -> [ScriptLiteral] {
    var found: [ScriptLiteral] = []
    var rest = program[...]
    while let range = rest.firstRange(of: name) {
      let before = rest[..<range.lowerBound].last
      rest = rest[range.upperBound...]
      let text = rest.drop(while: \.isWhitespace)
      guard before.map({ !($0.isLetter || $0.isNumber || "_$.-".contains($0)) }) ?? true,
        text.first == ":" || text.first == "="
      else { continue }
      var reader = Reader(Array(text.dropFirst().unicodeScalars))
      found.append(reader.value(depth: 0))
    }
    return found
  }

  /// The first value of a key in objects that are in each other.
  func firstValue(of key: String) -> ScriptLiteral? {
    switch self {
    case .object(let members):
      members.lazy.compactMap { $0.key == key ? $0.value : $0.value.firstValue(of: key) }.first
    case .list(let items): items.lazy.compactMap { $0.firstValue(of: key) }.first
    case .string, .other: nil
    }
  }

  subscript(key: String) -> ScriptLiteral? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The first string among the members of an object: the one of a text in several languages.
  var firstString: String? {
    if case .object(let members) = self { members.lazy.compactMap { $0.value.string }.first } else { nil }
  }

  var list: [ScriptLiteral]? {
    if case .list(let items) = self { items } else { nil }
  }

  private struct Reader {
    let text: [Unicode.Scalar]
    var at = 0

    /// Values in each other: more are `other`.
    private static let depth = 32

    init(_ text: [Unicode.Scalar]) { self.text = text }

    /// Goes to the first brace after `=`, `default` or the beginning: `module.exports = {`, `export default {`.
    mutating func findObject() -> Bool {
      var word = ""
      skipSpace()
      if peek == "{" { return true }
      while let scalar = peek {
        if isSpaceOrComment {
          skipSpace()
          if peek == "{", word == "=" || word == "default" || word.hasSuffix("=") { return true }
          word = ""
        } else if scalar == "\"" || scalar == "'" || scalar == "`" {
          _ = quoted()
          word = ""
        } else if scalar == "{", word.hasSuffix("=") {
          return true
        } else {
          word.unicodeScalars.append(scalar)
          at += 1
        }
      }
      return false
    }

    private var peek: Unicode.Scalar? { at < text.count ? text[at] : nil }

    private func isAhead(_ other: String) -> Bool { text[at...].starts(with: other.unicodeScalars) }

    private var isSpaceOrComment: Bool {
      peek.map { $0.properties.isWhitespace } == true || isAhead("//") || isAhead("/*")
    }

    private mutating func skipSpace() {
      while at < text.count {
        if text[at].properties.isWhitespace {
          at += 1
        } else if isAhead("//") {
          while let scalar = peek, scalar != "\n" { at += 1 }
        } else if isAhead("/*") {
          at += 2
          while at < text.count, !isAhead("*/") { at += 1 }
          at = min(text.count, at + 2)
        } else {
          return
        }
      }
    }

    mutating func value(depth: Int) -> ScriptLiteral {
      skipSpace()
      let start = at
      let value: ScriptLiteral
      switch peek {
      case "{" where depth < Self.depth: value = object(depth)
      case "[" where depth < Self.depth: value = list(depth)
      case "\"", "'", "`": value = quoted().map { .string($0) } ?? .other
      default: value = .other
      }
      skipSpace()
      // What goes on is an expression.
      if at > start,
        peek.map({ ",]};)".unicodeScalars.contains($0) }) ?? true || isAhead("satisfies ") || isAhead("as ")
      {
        return value
      }
      skipExpression()
      return depth == 0 && at > start ? value : .other
    }

    private mutating func list(_ depth: Int) -> ScriptLiteral {
      at += 1
      var items: [ScriptLiteral] = []
      while true {
        skipSpace()
        guard let scalar = peek else { return .other }
        if scalar == "]" {
          at += 1
          return .list(items)
        }
        if scalar == "," { at += 1 } else { items.append(value(depth: depth + 1)) }
      }
    }

    private mutating func object(_ depth: Int) -> ScriptLiteral {
      at += 1
      var members: [(key: String, value: ScriptLiteral)] = []
      while true {
        skipSpace()
        guard let scalar = peek else { return .other }
        if scalar == "}" {
          at += 1
          return .object(members)
        }
        if scalar == "," {
          at += 1
          continue
        }
        let key = self.key()
        skipSpace()
        if let key, peek == ":" {
          at += 1
          members.append((key, value(depth: depth + 1)))
        } else {
          skipExpression()
        }
      }
    }

    private mutating func key() -> String? {
      if peek == "\"" || peek == "'" { return quoted() }
      var name = ""
      while let scalar = peek,
        scalar.properties.isAlphabetic || scalar == "_" || scalar == "$" || ("0"..."9").contains(scalar)
      {
        name.unicodeScalars.append(scalar)
        at += 1
      }
      return name.isEmpty ? nil : name
    }

    /// A string; `nil` for a template with expressions in it.
    private mutating func quoted() -> String? {
      let quote = text[at]
      var found = ""
      var isPlain = true
      at += 1
      while let scalar = peek, scalar != quote {
        if scalar == "\\", at + 1 < text.count { at += 1 }
        if quote == "`", isAhead("${") { isPlain = false }
        found.unicodeScalars.append(text[at])
        at += 1
      }
      at = min(text.count, at + 1)
      return isPlain ? found : nil
    }

    /// Goes to the end of an expression: a comma or a bracket that closes what it is in. Always goes on.
    private mutating func skipExpression() {
      var depth = 0
      let start = at
      while let scalar = peek {
        switch scalar {
        case "\"", "'", "`":
          _ = quoted()
          continue
        case "(", "[", "{": depth += 1
        case ")", "]", "}":
          if depth == 0 {
            if at == start, scalar == ")" { at += 1 }
            return
          }
          depth -= 1
        case "," where depth == 0: return
        default: break
        }
        at += 1
      }
    }
  }
}

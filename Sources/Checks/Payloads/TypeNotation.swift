import Diagnostics

/// The members of an interface or object type in TypeScript: `interface JobParams { count: number; tag?: string }`.
struct TypeNotation {
  struct Member: Hashable {
    var name: String
    var isOptional: Bool
    /// As it is written, without white space at its ends.
    var type: String
    /// Bytes of the name in the code.
    var range: Range<Int>
  }

  let name: String
  private(set) var members: [Member] = []

  /// All in a code, in order.
  static func all(in code: String) -> [TypeNotation] {
    var reader = TypeNotationReader(code)
    return reader.types()
  }

  fileprivate init(name: String) { self.name = name }

  fileprivate mutating func add(_ member: Member) { members.append(member) }
}

/// Reads declarations without the grammar around them.
private struct TypeNotationReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ code: String) { bytes = Self.withoutComments(Array(code.utf8)) }

  /// Comments become blanks, so that all else keeps its place.
  private static func withoutComments(_ code: [UInt8]) -> [UInt8] {
    var bytes = code
    var at = 0
    while at + 1 < bytes.count {
      let isLine = bytes[at...].starts(with: "//".utf8)
      guard isLine || bytes[at...].starts(with: "/*".utf8) else {
        at += 1
        continue
      }
      let close = bytes[at...].firstRange(of: Array((isLine ? "\n" : "*/").utf8))
      let end = close.map { isLine ? $0.lowerBound : $0.upperBound } ?? bytes.count
      for index in at..<end where bytes[index] != 0x0A { bytes[index] = 0x20 }
      at = end
    }
    return bytes
  }

  mutating func types() -> [TypeNotation] {
    var found: [TypeNotation] = []
    while at < bytes.count {
      let word = self.word()
      if word.isEmpty {
        at += 1
      } else if word == "interface" || word == "type" {
        if let type = declaration(word) { found.append(type) }
      }
    }
    return found
  }

  private mutating func skipBlanks() {
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
  }

  /// The name at this place, which is then behind; empty for another sign.
  private mutating func word() -> String {
    let start = at
    while at < bytes.count, bytes[at].isAlphanumeric || bytes[at] == UInt8(ascii: "_") { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// `nil` for one without members, such as `type Id = string`.
  private mutating func declaration(_ keyword: String) -> TypeNotation? {
    skipBlanks()
    var type = TypeNotation(name: word())
    if type.name.isEmpty { return nil }
    let isAlias = keyword == "type"
    // Up to here is then behind, so that many declarations without a brace do not each look through the whole code.
    let header = bytes[at...].prefix { byte in
      isAlias ? byte <= 0x20 || byte == UInt8(ascii: "=") : !"{}();".utf8.contains(byte)
    }
    at = header.endIndex
    guard at < bytes.count, bytes[at] == UInt8(ascii: "{"),
      !isAlias || header.count(where: { $0 == UInt8(ascii: "=") }) == 1
    else { return nil }
    at += 1
    members(&type)
    return type
  }

  private mutating func members(_ type: inout TypeNotation) {
    while at < bytes.count {
      skipBlanks()
      guard at < bytes.count else { return }
      switch bytes[at] {
      case UInt8(ascii: "}"):
        at += 1
        return
      case UInt8(ascii: ";"), UInt8(ascii: ","): at += 1
      default: if let member = member() { type.add(member) }
      }
    }
  }

  /// `nil` for anything but a name with a type: `[key: string]: T`, a method, `...`.
  private mutating func member() -> TypeNotation.Member? {
    let start = at
    var name = quoted() ?? word()
    var place = start..<at
    if name == "readonly" {
      skipBlanks()
      let begin = at
      name = quoted() ?? word()
      place = begin..<at
    }
    skipBlanks()
    let isOptional = at < bytes.count && bytes[at] == UInt8(ascii: "?")
    if isOptional { at += 1 }
    skipBlanks()
    guard !name.isEmpty, at < bytes.count, bytes[at] == UInt8(ascii: ":") else {
      _ = rest()
      if at == start { at += 1 }
      return nil
    }
    at += 1
    return .init(name: name, isOptional: isOptional, type: rest(), range: place)
  }

  private mutating func quoted() -> String? {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'"),
      let close = bytes[(at + 1)...].firstIndex(of: bytes[at])
    else { return nil }
    defer { at = close + 1 }
    return String(decoding: bytes[(at + 1)..<close], as: UTF8.self)
  }

  /// The text up to the end of a member: a semicolon, a comma or a new line outside of brackets, or the closing brace.
  private mutating func rest() -> String {
    let start = at
    var depth = 0
    loop: while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: "}") where depth == 0: break loop
      case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
      // Not the arrow of a function.
      case UInt8(ascii: ">") where at > 0 && bytes[at - 1] != UInt8(ascii: "="): depth = max(0, depth - 1)
      case UInt8(ascii: ";") where depth == 0, UInt8(ascii: ",") where depth == 0: break loop
      case 0x0A where depth == 0:
        if !continues(after: at) { break loop }
        skipBlanks()
        continue loop
      default: break
      }
      at += 1
    }
    return String(decoding: bytes[start..<at], as: UTF8.self).trimmed
  }

  /// Whether the line after a line end goes on with `|`.
  private func continues(after end: Int) -> Bool {
    let before = bytes[..<end].last { $0 > 0x20 } ?? 0
    let next = bytes[end...].first { $0 > 0x20 } ?? 0
    return "|&:".utf8.contains(before) || "|&".utf8.contains(next)
  }
}

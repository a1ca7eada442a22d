import Diagnostics
import Yams

/// The pairs of a text in TOML 1.0, with values as nodes of YAML, so that settings in both are read alike.
///
/// What follows a mistake is not read: such texts belong to other tools, which report it.
///
///     TOMLText("[book]\ntitle = \"Tea\"\n")["book.title"]?.string == "Tea"
package struct TOMLText {
  package struct Pair {
    /// With the table that it is in: `book.title`.
    package var key: String
    package var value: Node
  }

  /// In the order in which they are written. Those of a list of tables have the same keys.
  package private(set) var pairs: [Pair] = []

  package init(_ text: some StringProtocol) { self.init(Array(text.utf8)) }

  package init(_ bytes: [UInt8]) {
    var reader = TOMLReader(bytes: bytes)
    var table = ""
    reader.skipLines()
    while !reader.isAtEnd {
      if reader.skip("[") {
        let isList = reader.skip("[")
        guard let name = reader.key(), reader.skip("]"), !isList || reader.skip("]") else { return }
        table = name + "."
      } else {
        guard let pair = reader.pair() else { return }
        pairs.append(Pair(key: table + pair.key, value: pair.value))
      }
      guard reader.isAtLineEnd else { return }
      reader.skipLines()
    }
  }

  /// The first value of a key.
  package subscript(_ key: String) -> Node? { pairs.first { $0.key == key }?.value }
}

private struct TOMLReader {
  let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  /// Lists and tables in each other: more are not read.
  private static let depth = 32

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { at >= bytes.count }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  /// Whether only white space and a comment are before the end of the line.
  var isAtLineEnd: Bool {
    let rest = bytes[at...].first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    return rest == nil || rest == 0x0A || rest == UInt8(ascii: "#")
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x09 { at += 1 }
  }

  /// Skips white space, ends of lines and comments.
  mutating func skipLines() {
    while let byte = next {
      if byte == UInt8(ascii: "#") {
        while let other = next, other != 0x0A { at += 1 }
      } else if byte <= 0x20 {
        at += 1
      } else {
        return
      }
    }
  }

  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: mark) else { return false }
    at += 1
    return true
  }

  mutating func pair() -> (key: String, value: Node)? {
    guard let key = key(), skip("="), let value = value() else { return nil }
    return (key, value)
  }

  /// `a`, `a.b`, `"a b".c`.
  mutating func key() -> String? {
    var parts: [String] = []
    repeat {
      skipSpace()
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") {
        guard let part = string() else { return nil }
        parts.append(part)
      } else {
        let part = bytes[at...].prefix {
          $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        }
        if part.isEmpty { return nil }
        parts.append(String(decoding: part, as: UTF8.self))
        at = part.endIndex
      }
    } while skip(".")
    return parts.joined(separator: ".")
  }

  private mutating func value() -> Node? {
    skipSpace()
    guard depth < Self.depth else { return nil }
    switch next {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return string().map { Node($0, .implicit, .doubleQuoted) }
    case UInt8(ascii: "["): return list()
    case UInt8(ascii: "{"): return table()
    default:
      let word = bytes[at...].prefix { !",]}#\r\n".utf8.contains($0) }
      at = word.endIndex
      let text = String(decoding: word, as: UTF8.self).split(separator: " ").joined(separator: " ")
      return text.isEmpty || text.contains("=") ? nil : Node(text)
    }
  }

  private mutating func list() -> Node? {
    at += 1
    depth += 1
    defer { depth -= 1 }
    var items: [Node] = []
    skipLines()
    while !skip("]") {
      guard let item = value() else { return nil }
      items.append(item)
      skipLines()
      if !skip(",") {
        guard next == UInt8(ascii: "]") else { return nil }
      }
      skipLines()
    }
    return Node(items)
  }

  private mutating func table() -> Node? {
    at += 1
    depth += 1
    defer { depth -= 1 }
    var pairs: [(Node, Node)] = []
    while !skip("}") {
      guard let pair = pair() else { return nil }
      pairs.append((Node(pair.key), pair.value))
      if !skip(",") {
        guard next == UInt8(ascii: "}") else { return nil }
      }
    }
    return Node(pairs)
  }

  /// A string in quotation marks, of one line, or of several between three of them.
  private mutating func string() -> String? {
    guard let mark = next else { return nil }
    let isLong = bytes[at...].starts(with: [mark, mark, mark])
    let close = isLong ? [mark, mark, mark] : [mark]
    at += close.count
    if isLong {
      if next == 0x0D { at += 1 }
      if next == 0x0A { at += 1 }
    }
    var text: [UInt8] = []
    while let byte = next {
      if bytes[at...].starts(with: close) {
        at += close.count
        // Up to two marks may be before the three that close.
        while isLong, next == mark {
          text.append(mark)
          at += 1
        }
        return String(decoding: text, as: UTF8.self)
      }
      at += 1
      if byte == 0x0A, !isLong { return nil }
      if byte == UInt8(ascii: "\\"), mark == UInt8(ascii: "\"") {
        guard let escaped = escape() else { return nil }
        text += escaped
      } else {
        text.append(byte)
      }
    }
    return nil
  }

  /// What an escape stands for, after its backslash.
  private mutating func escape() -> [UInt8]? {
    guard let byte = next else { return nil }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let digits = bytes[at...].prefix(byte == UInt8(ascii: "u") ? 4 : 8)
      at = digits.endIndex
      let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
      return number.flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) }
    case 0x20, 0x09, 0x0D, 0x0A:
      // At the end of a line: it and all white space after it go.
      while let space = next, space <= 0x20 { at += 1 }
      return []
    default: return nil
    }
  }
}

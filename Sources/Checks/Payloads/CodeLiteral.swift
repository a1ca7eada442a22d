import Diagnostics
import JSON

/// A value as JSON, Python or JavaScript writes it in code: quotes of both kinds, bare keys, trailing commas, comments,
/// `True` and `None`. What is computed, such as a variable or a call, is not known.
struct CodeLiteral {
  /// Unknown parts are empty texts.
  let value: JSON
  /// The ranges of the unknown parts, and of objects and lists into which something unknown is spread.
  let unknown: Set<Range<Int>>

  /// The value that begins at a bracket; `nil` when that is not one.
  init?(_ bytes: [UInt8], at start: Int) {
    var reader = Reader(bytes: bytes, at: start)
    guard let value = reader.value(depth: 0) else { return nil }
    self.value = value
    unknown = reader.unknown
  }

  /// Stands for what a shell puts into a text.
  static let inserted: UInt8 = 0x01

  /// The code of a shell with the same length, in which inserted variables are marked, and the quotes are plain that a
  /// quoted text escapes.
  static func plain(shell code: [UInt8]) -> [UInt8] {
    var bytes = code
    var opens = true
    for index in bytes.indices.dropLast()
    where bytes[index] == UInt8(ascii: "\\") && bytes[index + 1] == UInt8(ascii: "\"") {
      // The blank stays outside of the text.
      bytes[index] = opens ? 0x20 : UInt8(ascii: "\"")
      bytes[index + 1] = opens ? UInt8(ascii: "\"") : 0x20
      opens.toggle()
    }
    var at = 0
    while let dollar = bytes[at...].firstIndex(of: UInt8(ascii: "$")) {
      let end = self.end(ofInsertion: dollar, in: bytes)
      var (lower, upper) = (dollar, end)
      // `'"$JOB"'` leaves the single quotes for a moment.
      for quote in [UInt8(ascii: "\""), UInt8(ascii: "'")]
      where lower > 0 && upper < bytes.count && bytes[lower - 1] == quote && bytes[upper] == quote
        && (lower < dollar || quote == UInt8(ascii: "'") || Self.isLeaving(lower, upper, bytes))
      {
        (lower, upper) = (lower - 1, upper + 1)
      }
      for index in lower..<upper { bytes[index] = inserted }
      at = upper
    }
    return bytes
  }

  private static func isLeaving(_ lower: Int, _ upper: Int, _ bytes: [UInt8]) -> Bool {
    let quote = UInt8(ascii: "'")
    return lower > 1 && upper + 1 < bytes.count && bytes[lower - 2] == quote && bytes[upper + 1] == quote
  }

  private static func end(ofInsertion dollar: Int, in bytes: [UInt8]) -> Int {
    var at = dollar + 1
    guard at < bytes.count else { return at }
    let pairs: [UInt8: UInt8] = [UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "("): UInt8(ascii: ")")]
    if let close = pairs[bytes[at]] {
      return bytes[at...].firstIndex(of: close).map { $0 + 1 } ?? bytes.count
    }
    while at < bytes.count, bytes[at].isAlphanumeric || bytes[at] == UInt8(ascii: "_") { at += 1 }
    return at
  }
}

extension CodeLiteral {
  fileprivate struct Reader {
    let bytes: [UInt8]
    var at: Int
    var unknown: Set<Range<Int>> = []
    private var keyEnd = 0

    init(bytes: [UInt8], at: Int) {
      self.bytes = bytes
      self.at = at
    }

    private var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }
    private static let deepest = 60

    private mutating func skip() {
      while at < bytes.count {
        if bytes[at] <= 0x20, bytes[at] != CodeLiteral.inserted {
          at += 1
        } else if bytes[at] == UInt8(ascii: "#") || bytes[at...].starts(with: "//".utf8) {
          while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        } else {
          return
        }
      }
    }

    mutating func value(depth: Int) -> JSON? {
      skip()
      let start = at
      guard depth < Self.deepest else { return nil }
      let literal: JSON?
      switch byte {
      case UInt8(ascii: "{"): literal = object(depth)
      case UInt8(ascii: "["): literal = list(depth)
      case UInt8(ascii: "\""), UInt8(ascii: "'"): literal = string()
      default: literal = word()
      }
      if depth == 0 { return literal }
      skip()
      if let literal, ",]}:".utf8.contains(byte) { return literal }
      return expression(from: start)
    }

    // MARK: parts

    private mutating func object(_ depth: Int) -> JSON? {
      let start = at
      var members: [JSONObject.Member] = []
      var isSpread = false
      at += 1
      while true {
        skip()
        if byte == UInt8(ascii: "}") { break }
        guard at < bytes.count else { return nil }
        let keyStart = at
        if let key = key(), skipped() == UInt8(ascii: ":") {
          let keyRange = keyStart..<keyEnd
          at += 1
          guard let value = value(depth: depth + 1) else { return nil }
          members.append(.init(name: key, nameRange: keyRange, value: value))
        } else {
          at = keyStart
          guard expression(from: keyStart) != nil else { return nil }
          isSpread = true
        }
        skip()
        if byte == UInt8(ascii: ",") { at += 1 } else if byte != UInt8(ascii: "}") { return nil }
      }
      at += 1
      if isSpread { unknown.insert(start..<at) }
      return JSON(.object(JSONObject(members)), range: start..<at)
    }

    private mutating func skipped() -> UInt8 {
      keyEnd = at
      skip()
      return byte
    }

    private mutating func key() -> String? {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return string()?.string }
      let start = at
      while at < bytes.count, bytes[at].isAlphanumeric || bytes[at] == UInt8(ascii: "_") { at += 1 }
      return at > start ? String(decoding: bytes[start..<at], as: UTF8.self) : nil
    }

    private mutating func list(_ depth: Int) -> JSON? {
      let start = at
      var items: [JSON] = []
      at += 1
      while true {
        skip()
        if byte == UInt8(ascii: "]") { break }
        guard at < bytes.count, let item = value(depth: depth + 1) else { return nil }
        items.append(item)
        skip()
        if byte == UInt8(ascii: ",") { at += 1 } else if byte != UInt8(ascii: "]") { return nil }
      }
      at += 1
      // An unknown item may stand for several.
      if items.contains(where: { $0.range.map(unknown.contains) ?? false }) { unknown.insert(start..<at) }
      return JSON(.array(items), range: start..<at)
    }

    private mutating func string() -> JSON? {
      let start = at
      let quote = byte
      var text: [UInt8] = []
      at += 1
      while at < bytes.count, bytes[at] != quote {
        if bytes[at] == 0x0A { return nil }
        if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count {
          text.append(bytes[at])
          at += 1
        }
        text.append(bytes[at])
        at += 1
      }
      guard at < bytes.count else { return nil }
      at += 1
      // Escapes and what is put into a text make it another one.
      if text.contains(CodeLiteral.inserted) || text.contains(UInt8(ascii: "\\"))
        || text.contains(UInt8(ascii: "<"))
      {
        unknown.insert(start..<at)
      }
      return JSON(.string(String(decoding: text, as: UTF8.self)), range: start..<at)
    }

    private mutating func word() -> JSON? {
      let start = at
      while at < bytes.count, bytes[at].isAlphanumeric || "+-._".utf8.contains(bytes[at]) { at += 1 }
      let text = String(decoding: bytes[start..<at], as: UTF8.self)
      let content: JSON.Content
      switch text {
      case "true", "True": content = .bool(true)
      case "false", "False": content = .bool(false)
      case "null", "None": content = .null
      default:
        guard let number = JSONNumber(literal: text.replacing("_", with: "")) else { return nil }
        content = .number(number)
      }
      return JSON(content, range: start..<at)
    }

    /// Passes an expression up to the comma or bracket that ends it; its value is not known.
    private mutating func expression(from start: Int) -> JSON? {
      at = start
      var open = 0
      while at < bytes.count {
        switch bytes[at] {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
          if open == 0 { return unknown(start) }
          open -= 1
        case UInt8(ascii: ","): if open == 0 { return unknown(start) }
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): passQuotation()
        default: break
        }
        at += 1
      }
      return nil
    }

    /// Up to the quote that ends a text.
    private mutating func passQuotation() {
      let quote = bytes[at]
      var end = at + 1
      while end < bytes.count, bytes[end] != quote { end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1 }
      if end < bytes.count { at = end }
    }

    private mutating func unknown(_ start: Int) -> JSON? {
      guard at > start else { return nil }
      unknown.insert(start..<at)
      return JSON(.string(""), range: start..<at)
    }
  }
}

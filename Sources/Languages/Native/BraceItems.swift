/// Something at the outermost level of code with braces: a declaration, a statement, or a directive of a preprocessor.
struct BraceItem: Sendable, Hashable {
  /// 0-based lines of the code.
  var lines: Range<Int>
  /// What stands before its braces, or all of it, in one line without comments.
  var head: String
  var hasBody: Bool
  /// The whole item with its braces, as it is in the source.
  var code: String

  /// The first word of the head.
  var word: String {
    String(head.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "@" || $0 == "#" })
  }

  /// Whether it looks like the definition of a function with a body.
  var isFunction: Bool {
    guard hasBody, let open = head.firstIndex(of: "("), !Self.control.contains(word) else { return false }
    let before = head[..<open]
    guard !before.contains("="), !before.contains("."), !head.contains("->") || !head.contains("=") else {
      return false
    }
    // A type and a name: a call with a block has a name only.
    return before.split { $0 == " " || $0 == "*" || $0 == "&" }.count > 1
  }

  private static let control: Set<String> = [
    "if", "for", "while", "switch", "do", "else", "try", "catch", "return", "new", "synchronized", "throw",
  ]

  /// The items of a block.
  ///
  /// - Parameter endsAtLines: whether a line ends a statement, as in Go.
  static func items(_ code: String, endsAtLines: Bool = false) -> [BraceItem] {
    var reader = BraceReader(Array(code.utf8), endsAtLines: endsAtLines)
    return reader.items()
  }
}

/// Reads items; strings and comments are passed over.
private struct BraceReader {
  private let bytes: [UInt8]
  private let endsAtLines: Bool
  private var position = 0
  private var line = 0
  private var depth = 0
  private var found: [BraceItem] = []
  private var start: Int?
  /// Where the item begins, in bytes.
  private var begin = 0
  private var head: [UInt8] = []
  private var hasBody = false

  init(_ bytes: [UInt8], endsAtLines: Bool) {
    self.bytes = bytes
    self.endsAtLines = endsAtLines
  }

  mutating func items() -> [BraceItem] {
    while position < bytes.count { step() }
    end()
    return found
  }

  private func peek(_ offset: Int = 1) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  private mutating func step() {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\n"):
      if depth == 0, endsAtLines, start != nil { end() }
      take(UInt8(ascii: " "))
      line += 1
    case UInt8(ascii: "/") where peek() == UInt8(ascii: "/"): skip { $0 == UInt8(ascii: "\n") }
    case UInt8(ascii: "/") where peek() == UInt8(ascii: "*"): skipComment()
    case UInt8(ascii: "#") where start == nil: directive()
    case UInt8(ascii: "\""), UInt8(ascii: "`"): string(byte)
    case UInt8(ascii: "'"): character()
    case UInt8(ascii: "{"), UInt8(ascii: "("), UInt8(ascii: "["):
      if byte == UInt8(ascii: "{"), depth == 0 { hasBody = true }
      take(byte)
      depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"):
      depth = max(0, depth - 1)
      take(byte)
      if byte == UInt8(ascii: "}"), depth == 0, !endsAtLines { end() }
    case UInt8(ascii: ";") where depth == 0:
      if start != nil { end() }
      position += 1
    default: take(byte)
    }
  }

  /// Adds a byte to the item; blanks do not begin one.
  private mutating func take(_ byte: UInt8) {
    position += 1
    let isBlank = byte == 0x20 || byte == 0x09
    if start == nil {
      if isBlank || byte == 0x0D { return }
      start = line
      begin = position - 1
    }
    if hasBody || isBlank && head.last == 0x20 { return }
    head.append(isBlank ? 0x20 : byte)
  }

  private mutating func end() {
    if let start {
      var head = String(decoding: head, as: UTF8.self)
      while head.last == " " { head.removeLast() }
      let code = String(decoding: bytes[begin..<min(position, bytes.count)], as: UTF8.self)
      found.append(BraceItem(lines: start..<(line + 1), head: head, hasBody: hasBody, code: code))
    }
    (start, head, hasBody) = (nil, [], false)
  }

  private mutating func skip(to isEnd: (UInt8) -> Bool) {
    while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
  }

  private mutating func skipComment() {
    position += 2
    while position < bytes.count, !(bytes[position] == UInt8(ascii: "*") && peek() == UInt8(ascii: "/")) {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
    position = min(bytes.count, position + 2)
  }

  /// `#include <stdio.h>`, with the lines that a backslash joins to it.
  private mutating func directive() {
    start = line
    begin = position
    while position < bytes.count,
      bytes[position] != UInt8(ascii: "\n") || bytes[position - 1] == UInt8(ascii: "\\")
    {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      head.append(bytes[position])
      position += 1
    }
    end()
  }

  private mutating func string(_ quote: UInt8) {
    take(quote)
    while position < bytes.count, bytes[position] != quote {
      if bytes[position] == UInt8(ascii: "\\"), quote != UInt8(ascii: "`") { position += 1 }
      if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
    position = min(bytes.count, position + 1)
  }

  /// A character; an apostrophe that begins none, as in `1'000`, is passed over.
  private mutating func character() {
    let length = peek() == UInt8(ascii: "\\") ? 3 : 2
    take(UInt8(ascii: "'"))
    if peek(length - 1) == UInt8(ascii: "'") { position += length }
  }
}

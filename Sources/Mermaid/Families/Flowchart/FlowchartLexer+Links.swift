/// The lines of edges, and the other words that need a look ahead.
extension FlowchartLexer {
  /// One past the white space here, found once for each run of it.
  mutating func spaceEnd() -> Int {
    if !spaceRun.contains(cursor.at) {
      spaceRun = cursor.at..<Whitespace.end(bytes, cursor.at)
    }
    return spaceRun.upperBound
  }

  /// One past the edge that begins here, after any white space, with the white space that follows it.
  private mutating func linkEnd(_ line: LineKind) -> Int? {
    var ahead = cursor
    ahead.at = spaceEnd()
    if line == .invisible {
      guard ahead.take(while: { $0 == UInt8(ascii: "~") }).count >= 3 else { return nil }
      return Whitespace.end(bytes, ahead.at)
    }
    Self.takeHead(&ahead)
    switch line {
    case .solid, .thick:
      let stroke: UInt8 = line == .solid ? .hyphen : UInt8(ascii: "=")
      let count = ahead.take { $0 == stroke }.count
      guard count >= 2 else { return nil }
      if !Self.takeTail(&ahead), count == 2 { return nil }
    default:
      ahead.take(.hyphen)
      guard !ahead.take(while: { $0 == UInt8(ascii: ".") }).isEmpty, ahead.take(.hyphen) else { return nil }
      Self.takeTail(&ahead)
    }
    return Whitespace.end(bytes, ahead.at)
  }

  private static func takeHead(_ cursor: inout Cursor) {
    guard let byte = cursor.peek, "xo<".utf8.contains(byte), let next = cursor.peek(1),
      "-=.".utf8.contains(next)
    else { return }
    cursor.at += 1
  }

  @discardableResult
  private static func takeTail(_ cursor: inout Cursor) -> Bool {
    guard let byte = cursor.peek, "xo>".utf8.contains(byte) else { return false }
    cursor.at += 1
    return true
  }

  /// Steps over a whole edge: `-->`, `x--x`, `-.-`, `~~~`.
  mutating func take(_ line: LineKind) -> Bool {
    guard let end = linkEnd(line) else { return false }
    cursor.at = end
    if line != .invisible { pop() }
    return true
  }

  /// Steps over the first half of an edge whose text follows: `--`, `==`, `-.`.
  mutating func takeStart(_ line: LineKind) -> Bool {
    var ahead = cursor
    ahead.at = spaceEnd()
    Self.takeHead(&ahead)
    let word: StaticString =
      switch line {
      case .thick: "=="
      case .dotted: "-."
      default: "--"
      }
    guard ahead.take(word) else { return false }
    cursor.at = Whitespace.end(bytes, ahead.at)
    return true
  }

  /// The text of an edge, up to the line that ends it.
  mutating func matchEdgeText() -> FlowchartToken? {
    let (line, stroke): (LineKind, UInt8) =
      switch states[states.count - 1] {
      case .thickEdgeText: (.thick, UInt8(ascii: "="))
      case .dottedEdgeText: (.dotted, UInt8(ascii: "."))
      default: (.solid, .hyphen)
      }
    let start = cursor.at
    while let byte = cursor.peek {
      if byte == .quote {
        if cursor.at > start { return .edgeText }
        _ = takeMarkdownStart() || takeStringStart()
        return nil
      }
      if linkEnd(line) != nil {
        if cursor.at > start { return .edgeText }
        _ = take(line)
        return .link
      }
      if byte == stroke, line != .solid || cursor.peek(1) == stroke {
        return cursor.at > start ? .edgeText : invalid()
      }
      cursor.at += 1
    }
    return .edgeText
  }

  /// A stretch without white space or quotes, and the last `@` in it that can end an edge's id.
  struct WordRun: Sendable {
    var range: Range<Int>
    var lastAt: Int?

    static let none = WordRun(range: 0..<0, lastAt: nil)
  }

  /// One past the `@` of the edge id that begins here. As in mermaid.js it includes everything but white space, so that
  /// `A[me@example.com]` needs quotes.
  mutating func linkIDEnd() -> Int? {
    if !wordRun.range.contains(cursor.at) {
      var end = cursor.at
      var last: Int?
      while end < cursor.end, bytes[end] != .quote, Whitespace.length(bytes, end) == 0 {
        if bytes[end] == UInt8(ascii: "@"), end + 1 < cursor.end, bytes[end + 1] != .openBrace,
          bytes[end + 1] != .quote
        {
          last = end
        }
        end += 1
      }
      wordRun = WordRun(range: cursor.at..<end, lastAt: last)
    }
    guard let last = wordRun.lastAt, last > cursor.at else { return nil }
    return last + 1
  }

  mutating func takeNodeString() -> Bool {
    let start = cursor.at
    while let byte = cursor.peek {
      if byte == .hyphen {
        guard let next = cursor.peek(1), !">-.".utf8.contains(next) else { break }
      } else if !Self.isNodeByte(byte) {
        break
      }
      cursor.at += 1
    }
    return cursor.at > start
  }

  static func isNodeByte(_ byte: UInt8) -> Bool {
    byte.isWord || "!\"#$%&'*+.`?\\/".utf8.contains(byte)
  }

  mutating func takeLetter() -> Bool {
    guard let byte = cursor.peek, byte >= 0xC0 else { return false }
    let range = cursor.character
    guard let scalar = String(decoding: bytes[range], as: UTF8.self).unicodeScalars.first,
      IdentifierLetters.contains(scalar.value)
    else { return false }
    cursor.at = range.upperBound
    return true
  }
}

/// The words of a Swift file: enough to find declarations, not to understand expressions.
struct SwiftToken {
  enum Kind { case word, number, string, documentation, punctuation }

  var kind: Kind
  /// Of a string without its delimiters, of a documentation comment without its marks.
  var text: String
  var range: Range<Int>
}

/// Reads tokens in one pass; a string with interpolations is one token.
struct SwiftTokenizer {
  private let bytes: [UInt8]
  private var at = 0
  private(set) var tokens: [SwiftToken] = []

  static func tokens(_ bytes: [UInt8]) -> [SwiftToken] {
    var tokenizer = SwiftTokenizer(bytes: bytes)
    tokenizer.run()
    return tokenizer.tokens
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func byte(_ offset: Int = 0) -> UInt8? {
    bytes.indices.contains(at + offset) ? bytes[at + offset] : nil
  }

  private func begins(_ text: StaticString) -> Bool {
    at + text.utf8CodeUnitCount <= bytes.count
      && text.withUTF8Buffer { bytes[at..<at + $0.count].elementsEqual($0) }
  }

  private mutating func add(_ kind: SwiftToken.Kind, _ start: Int, _ text: Range<Int>? = nil) {
    tokens.append(
      SwiftToken(
        kind: kind, text: String(decoding: bytes[text ?? start..<at], as: UTF8.self), range: start..<at))
  }

  private mutating func run() {
    while let byte = byte() {
      let start = at
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: at += 1
      case UInt8(ascii: "/") where begins("//"):
        while let byte = self.byte(), byte != 0x0A { at += 1 }
        if bytes[start..<at].starts(with: "///".utf8) { add(.documentation, start, start + 3..<at) }
      case UInt8(ascii: "/") where begins("/*"):
        blockComment()
        if bytes[start..<at].starts(with: "/**".utf8), at - start > 4 {
          add(.documentation, start, start + 3..<max(start + 3, at - 2))
        }
      case UInt8(ascii: "\""), UInt8(ascii: "#"): if !string() { punctuation() }
      case UInt8(ascii: "`"):
        at += 1
        while let byte = self.byte(), byte != UInt8(ascii: "`"), byte != 0x0A { at += 1 }
        at = min(at + 1, bytes.count)
        add(.word, start, start + 1..<max(start + 1, at - 1))
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        while let byte = self.byte(), Self.isWord(byte) || byte == UInt8(ascii: ".") && isDigit(1) { at += 1 }
        add(.number, start)
      case _ where Self.isWord(byte):
        while let byte = self.byte(), Self.isWord(byte) { at += 1 }
        add(.word, start)
      default: punctuation()
      }
    }
  }

  private mutating func punctuation() {
    let start = at
    at += begins("->") || begins("==") ? 2 : 1
    add(.punctuation, start)
  }

  private func isDigit(_ offset: Int) -> Bool {
    byte(offset).map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private mutating func blockComment() {
    var depth = 0
    while at < bytes.count {
      if begins("/*") {
        depth += 1
        at += 2
      } else if begins("*/") {
        depth -= 1
        at += 2
        if depth == 0 { return }
      } else {
        at += 1
      }
    }
  }

  /// `"…"`, `"""…"""`, and both with `#`; false when there is no string here.
  private mutating func string() -> Bool {
    let start = at
    var hashes = 0
    while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
    guard byte(hashes) == UInt8(ascii: "\"") else { return false }
    at += hashes
    let isLong = begins("\"\"\"")
    at += isLong ? 3 : 1
    let inside = at
    while at < bytes.count {
      if byte() == UInt8(ascii: "\\"), (0..<hashes).allSatisfy({ byte(1 + $0) == UInt8(ascii: "#") }) {
        at += 1 + hashes
        if byte() == UInt8(ascii: "(") { interpolation() } else { at += 1 }
      } else if isLong ? begins("\"\"\"") : byte() == UInt8(ascii: "\"") {
        let width = isLong ? 3 : 1
        guard (0..<hashes).allSatisfy({ byte(width + $0) == UInt8(ascii: "#") }) else {
          at += 1
          continue
        }
        let end = at
        at += width + hashes
        add(.string, start, inside..<end)
        return true
      } else if !isLong, byte() == 0x0A {
        break  // Not closed; the compiler says so.
      } else {
        at += 1
      }
    }
    at = min(at, bytes.count)
    add(.string, start, inside..<max(inside, at))
    return true
  }

  private mutating func interpolation() {
    var depth = 0
    while let byte = byte() {
      switch byte {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 {
          at += 1
          return
        }
      case UInt8(ascii: "\""):
        let count = tokens.count
        if string() {
          tokens.removeSubrange(count...)
          continue
        }
      case 0x0A: return
      default: break
      }
      at += 1
    }
  }
}

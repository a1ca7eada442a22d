import Diagnostics

/// Front matter of nothing but lines `key: words` needs no YAML parser: that is how nearly all of it is written, and
/// Yams costs more than the rest of the page (10 µs a key). A test compares both on random input.
enum PlainFrontMatter {
  /// The keys and their words; `nil` for anything that YAML could read in another way.
  static func words(
    _ bytes: [UInt8], _ lines: LineTable, _ whole: Range<Int>
  ) -> [(key: String, value: String)]? {
    let last = lines.line(at: whole.upperBound - 1)
    guard last > 2 else { return nil }
    var words: [(key: String, value: String)] = []
    for line in 2..<last {
      let content = bytes[lines.content(line, in: bytes)]
      guard let colon = content.firstIndex(of: UInt8(ascii: ":")), colon + 2 < content.endIndex,
        content[colon + 1] == 0x20, colon > content.startIndex, content[..<colon].allSatisfy(\.isLetter)
      else { return nil }
      let value = content[(colon + 2)...]
      guard let first = value.first, let end = value.last, end != 0x20, isPlain(first),
        value.allSatisfy({ isPlain($0) || $0 == 0x20 || $0 == UInt8(ascii: "-") })
      else { return nil }
      words.append(
        (String(decoding: content[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }
    return words
  }

  /// Letters, digits and punctuation that means nothing in YAML wherever it is.
  private static func isPlain(_ byte: UInt8) -> Bool {
    if byte.isAlphanumeric { return true }
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "/"), UInt8(ascii: ";"),
      UInt8(ascii: "+"), UInt8(ascii: "_"):
      return true
    default: return false
    }
  }
}

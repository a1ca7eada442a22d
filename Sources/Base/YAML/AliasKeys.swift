import Diagnostics

/// A guard against aliases that are expanded in the keys of mappings.
///
/// Yams compares the keys of a mapping by the contents of everything they refer to. In a chain of anchors, each of
/// which refers to the previous one twice, these contents double with each anchor: a text of 1 kB would take years.
enum AliasKeys {
  /// How many aliases a text may have when its keys can be more than scalars. The most that 20 can expand to is about
  /// 3^(20/3), or 1,500 nodes.
  private static let limit = 20

  /// The message for a text with too many aliases beside keys that are not scalars; `nil` for others. Texts in strings and
  /// comments count as well, which needs both in one text to matter.
  static func problem(in text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      var aliases = 0
      var hasComplexKey = false
      for index in bytes.indices {
        switch bytes[index] {
        case UInt8(ascii: "*"):
          let name = bytes[(index + 1)...].prefix(while: isNameByte)
          if name.isEmpty { continue }
          aliases += 1
          if isKey(endingAt: name.endIndex, in: bytes) { hasComplexKey = true }
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          if isKey(endingAt: index + 1, in: bytes) { hasComplexKey = true }
        case UInt8(ascii: "?"):
          if isIndicator(at: index, in: bytes) { hasComplexKey = true }
        default: break
        }
      }
      guard hasComplexKey, aliases > limit else { return nil }
      return "The YAML has keys that are not strings, and more than \(limit) aliases, which may be in them"
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r")
  }

  /// Whether the next character that is not white space is a colon.
  private static func isKey(endingAt end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes[end...].first { !isSpace($0) } == UInt8(ascii: ":")
  }

  /// Whether a question mark is by itself, as before a key of its own.
  private static func isIndicator(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let isBefore = index == 0 || isSpace(bytes[index - 1]) || "[{,".utf8.contains(bytes[index - 1])
    return isBefore && (index + 1 == bytes.count || isSpace(bytes[index + 1]))
  }
}

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
  /// comments count as well, which needs both in one text to matter. Prose has `**bold**` and `*Note:*`, which name no
  /// anchor, and a contract the path `/pets/{id}:`; none of them is counted.
  static func problem(in text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      var aliases: [ArraySlice<UInt8>] = []
      var hasComplexKey = false
      for index in bytes.indices {
        switch bytes[index] {
        case UInt8(ascii: "*"):
          let name = bytes[(index + 1)...].prefix(while: isNameByte)
          guard !name.isEmpty, canBegin(at: index, in: bytes), canEnd(at: name.endIndex, in: bytes) else {
            continue
          }
          aliases.append(ArraySlice(name))
          if isKey(endingAt: name.endIndex, in: bytes) { hasComplexKey = true }
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          if isKey(endingAt: index + 1, in: bytes), !isOneName(endingAt: index, in: bytes) {
            hasComplexKey = true
          }
        case UInt8(ascii: "?"):
          if isIndicator(at: index, in: bytes) { hasComplexKey = true }
        default: break
        }
      }
      guard hasComplexKey, aliases.count > limit else { return nil }
      let anchors = anchors(in: bytes)
      guard aliases.filter(anchors.contains).count > limit else { return nil }
      return "The YAML has keys that are not strings, and more than \(limit) aliases, which may be in them"
    }
  }

  /// What follows each `&`, whether it is an anchor there or not.
  private static func anchors(in bytes: UnsafeBufferPointer<UInt8>) -> Set<ArraySlice<UInt8>> {
    Set(
      bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "&") }
        .map { ArraySlice(bytes[($0 + 1)...].prefix(while: isNameByte)) })
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  /// Whether a token can begin there: after white space or an indicator of a flow collection.
  private static func canBegin(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index > 0 else { return true }
    let previous = bytes[index - 1]
    return isSpace(previous) || previous >= 0x80 || "[{,:".utf8.contains(previous)
  }

  /// Whether an alias can end there, as the scanner of libyaml has it (`yaml_parser_scan_anchor`). Line ends of Unicode
  /// begin with a byte beyond ASCII.
  private static func canEnd(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index < bytes.count else { return true }
    return isSpace(bytes[index]) || bytes[index] == 0 || bytes[index] >= 0x80
      || "?:,]}%@`".utf8.contains(bytes[index])
  }

  /// Whether there is one name between a bracket and the one before it: `{id}`. It has no alias, whether it is a
  /// collection or a part of a scalar.
  private static func isOneName(endingAt close: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let open = bytes[..<close].lastIndex { !isNameByte($0) && $0 != UInt8(ascii: ".") }
    return open.map {
      bytes[$0] == (bytes[close] == UInt8(ascii: "}") ? UInt8(ascii: "{") : UInt8(ascii: "["))
    }
      ?? false
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

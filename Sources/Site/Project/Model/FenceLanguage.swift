import Languages

/// The names that writers give to one language.
public enum FenceLanguage {
  /// The name of a language in a fence's first word: lower-case, and without what other tools glue to it (`js{1,3}`,
  /// `rust,ignore`, `{.python}`). It may be an alias.
  public static func name(_ word: some Collection<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(word.count)
    for byte in word {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "."):
        if bytes.isEmpty { continue }
        if byte == UInt8(ascii: ".") { bytes.append(byte) } else { return string(bytes) }
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: ":"): return string(bytes)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      default: bytes.append(byte)
      }
    }
    return string(bytes)
  }

  private static func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension Languages {
  /// The id of the language that a fence's first word, or a key of the settings, names; the name itself for a language
  /// that is not in the list.
  public func id(named word: some Collection<UInt8>) -> String {
    let name = FenceLanguage.name(word)
    return self[name]?.id ?? name
  }
}

import Languages

/// The names that writers give to one language.
public enum FenceLanguage {
  /// The language a fence's first word means: lower-case, without what other tools glue to it (`js{1,3}`,
  /// `rust,ignore`, `{.python}`), and with aliases resolved.
  public static func named(_ word: some Collection<UInt8>) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(word.count)
    for byte in word {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "."):
        if bytes.isEmpty { continue }
        if byte == UInt8(ascii: ".") { bytes.append(byte) } else { return resolved(bytes) }
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: ":"): return resolved(bytes)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      default: bytes.append(byte)
      }
    }
    return resolved(bytes)
  }

  private static func resolved(_ bytes: [UInt8]) -> String {
    let name = String(decoding: bytes, as: UTF8.self)
    return Languages.all[name]?.id ?? name
  }
}

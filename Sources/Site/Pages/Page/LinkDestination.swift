import Diagnostics

/// Parses the destination of a link, for checking and for rewriting links.
public enum LinkDestination {
  /// Whether it names another host or a scheme: `//host`, `https:`, `mailto:`.
  public static func leadsElsewhere(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "//".utf8) || hasScheme(bytes) && !bytes.starts(with: documentScheme.utf8)
  }

  /// What DocC puts before the name of a page: `doc:Getting-Started`.
  public static let documentScheme = "doc:"

  /// RFC 3986 section 3.1: a letter, then letters, digits, `+`, `-`, `.`, then a colon.
  private static func hasScheme(_ bytes: [UInt8]) -> Bool {
    guard bytes.first?.isLetter == true else { return false }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: ":"): return true
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): continue
      case _ where byte.isAlphanumeric: continue
      default: return false
      }
    }
    return false
  }

  /// Each `%` with two hexadecimal digits becomes its byte; other `%` stay.
  public static func percentDecoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    func value(_ byte: UInt8) -> UInt8? {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
      default: nil
      }
    }
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = value(bytes[index + 1]),
        let low = value(bytes[index + 2])
      {
        output.append(high << 4 | low)
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}

import Diagnostics

/// The parts of the destination of a link, for checking and for rewriting links.
///
///     let link = LinkDestination("my%20page.md?v=1#top")
///     link.path      // "my page.md"
///     link.fragment  // "top"
public struct LinkDestination: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Another host or a scheme: `//host`, `https:`, `mailto:`. Not parsed further.
    case external
    /// `/…`.
    case absolute
    /// Relative to the page.
    case relative
  }

  public let kind: Kind
  /// The path as it is written; empty for a link within the page.
  public let written: String
  /// The path, percent-decoded.
  public let path: String
  /// The query and the fragment as they are written, with `?` and `#`.
  public let tail: String

  public init(_ destination: String) {
    let bytes = destination.utf8
    if Self.leadsElsewhere(bytes) {
      (kind, written, path, tail) = (.external, "", "", "")
      return
    }
    let end = bytes.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") } ?? bytes.endIndex
    kind = bytes.first == UInt8(ascii: "/") ? .absolute : .relative
    written = String(destination[..<end])
    path = PercentEncoding.decoded(written)
    tail = String(destination[end...])
  }

  /// Percent-decoded, without `#`; `nil` without a fragment.
  public var fragment: String? {
    tail.utf8.firstIndex(of: UInt8(ascii: "#")).map {
      PercentEncoding.decoded(String(tail[tail.utf8.index(after: $0)...]))
    }
  }

  /// A path as it is written in a destination: what would end it or be read otherwise is percent-encoded.
  public static func written(_ path: String) -> String {
    var text: [UInt8] = []
    for byte in path.utf8 {
      if " ()<>%#?\\\"".utf8.contains(byte) {
        text.appendPercentEncoded(byte)
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What DocC puts before the name of a page: `doc:Getting-Started`.
  public static let documentScheme = "doc:"

  private static func leadsElsewhere(_ bytes: String.UTF8View) -> Bool {
    bytes.starts(with: "//".utf8) || hasScheme(bytes) && !bytes.starts(with: documentScheme.utf8)
  }

  /// RFC 3986 section 3.1: a letter, then letters, digits, `+`, `-`, `.`, then a colon.
  private static func hasScheme(_ bytes: String.UTF8View) -> Bool {
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
}

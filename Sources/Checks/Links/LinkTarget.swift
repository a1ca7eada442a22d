import Pages

/// A destination taken apart.
struct LinkTarget: Hashable {
  enum Kind: Hashable {
    /// Another host or scheme: not looked at.
    case external
    /// `/…`.
    case absolute
    /// Relative to the page.
    case relative
  }

  var kind: Kind
  /// Percent-decoded; empty for a link within the page.
  var path: String
  /// Percent-decoded, without `#`; `nil` when there is none.
  var fragment: String?

  init(_ destination: String) {
    let bytes = Array(destination.utf8)
    if destination.hasPrefix("//") || Self.hasScheme(bytes) {
      self.init(kind: .external, path: "", fragment: nil)
      return
    }
    let hash = bytes.firstIndex(of: UInt8(ascii: "#"))
    var path = bytes[..<(hash ?? bytes.count)]
    if let query = path.firstIndex(of: UInt8(ascii: "?")) { path = path[..<query] }
    self.init(
      kind: path.first == UInt8(ascii: "/") ? .absolute : .relative, path: Self.decoded(path),
      fragment: hash.map { Self.decoded(bytes[($0 + 1)...]) })
  }

  private init(kind: Kind, path: String, fragment: String?) {
    self.kind = kind
    self.path = path
    self.fragment = fragment
  }

  /// RFC 3986 section 3.1: a letter, then letters, digits, `+`, `-`, `.`, then a colon.
  private static func hasScheme(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, (first | 0x20) >= UInt8(ascii: "a"), (first | 0x20) <= UInt8(ascii: "z")
    else {
      return false
    }
    for byte in bytes {
      switch byte {
      case UInt8(ascii: ":"): return true
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
        continue
      default: return false
      }
    }
    return false
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "%")) else { return String(decoding: bytes, as: UTF8.self) }
    var output: [UInt8] = []
    var at = bytes.startIndex
    while at < bytes.endIndex {
      if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.endIndex,
        let value = UInt8(String(decoding: bytes[(at + 1)...(at + 2)], as: UTF8.self), radix: 16)
      {
        output.append(value)
        at += 3
      } else {
        output.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}

extension RelativePath {
  /// How a file at `path` is written in a link on a page in `folder`, both relative to the same root:
  /// `../api/index.md`.
  static func link(to path: String, from folder: String) -> String {
    var target = path.split(separator: "/")[...]
    var base = folder.split(separator: "/")[...]
    while let first = target.first, target.count > 1, first == base.first {
      target.removeFirst()
      base.removeFirst()
    }
    return (base.map { _ in ".." } + target.map(String.init)).joined(separator: "/")
  }
}

import Pages
import Project

/// The parts of a destination.
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
  /// Percent-decoded, without `#`; `nil` without a fragment.
  var fragment: String?

  init(_ destination: String) {
    let bytes = Array(destination.utf8)
    if LinkDestination.leadsElsewhere(bytes) {
      self.init(kind: .external, path: "", fragment: nil)
      return
    }
    let hash = bytes.firstIndex(of: UInt8(ascii: "#"))
    var path = bytes[..<(hash ?? bytes.count)]
    if let query = path.firstIndex(of: UInt8(ascii: "?")) { path = path[..<query] }
    self.init(
      kind: path.first == UInt8(ascii: "/") ? .absolute : .relative,
      path: LinkDestination.percentDecoded(String(decoding: path, as: UTF8.self)),
      fragment: hash.map {
        LinkDestination.percentDecoded(String(decoding: bytes[($0 + 1)...], as: UTF8.self))
      })
  }

  /// A path as it is written in a destination: what would end it or be read otherwise is percent-encoded.
  static func written(_ path: String) -> String {
    var text: [UInt8] = []
    for byte in path.utf8 {
      if " ()<>%#?\\\"".utf8.contains(byte) {
        text += "%".utf8 + Array(String(byte, radix: 16, uppercase: true).utf8)
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private init(kind: Kind, path: String, fragment: String?) {
    self.kind = kind
    self.path = path
    self.fragment = fragment
  }
}

/// How a link names a page.
enum LinkForm {
  /// `guide.md`.
  case file
  /// `guide`, `../guide/` and `guide.html`, as it is published.
  case address
  /// A folder, another file, a place on the page, or something outside.
  case other

  init(_ destination: String) {
    let bytes = Array(destination.utf8)
    guard let first = bytes.first, first != UInt8(ascii: "#"), !LinkDestination.leadsElsewhere(bytes) else {
      self = .other
      return
    }
    let path = LinkTarget(destination).path
    let name = path.split(separator: "/").last ?? ""
    if PageName.isPage(String(name)) {
      self = .file
    } else if name.hasSuffix(".html") || (!name.isEmpty && !name.contains(".")) {
      self = .address
    } else {
      self = .other
    }
  }
}

import Diagnostics
import Project

/// The addresses of files as editors write them (RFC 8089).
///
///     DocumentAddress.path(of: "file:///docs/a%20b.md")  // "/docs/a b.md"
///     DocumentAddress.of("/docs/a b.md")                 // "file:///docs/a%20b.md"
enum DocumentAddress {
  /// The absolute path; `nil` for what is no file of this machine, such as `untitled:Untitled-1`.
  static func path(of address: String) -> String? {
    let scheme = "file://"
    guard address.lowercased().hasPrefix(scheme) else { return nil }
    let rest = address.dropFirst(scheme.count)
    let path = rest.hasPrefix("localhost/") ? rest.dropFirst("localhost".count) : rest
    guard path.hasPrefix("/"), let decoded = PercentEncoding.decodedIfValid(String(path)),
      !decoded.utf8.contains(0)
    else { return nil }
    return RelativePath.normalized(String(decoded.drop { $0 == "/" })).map { "/" + $0 }
  }

  static func of(_ path: String) -> String {
    "file://" + PercentEncoding.encoded(path, keeping: "-._~/")
  }
}

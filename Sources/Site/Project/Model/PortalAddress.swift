import Diagnostics

/// The URL of a published portal, divided where the host ends.
///
///     PortalAddress("https://docs.example.org/team")?.url(of: "guides/index.html")
///     // https://docs.example.org/team/guides/
public struct PortalAddress: Sendable, Hashable {
  /// The scheme and the host: `https://docs.example.org`.
  public let origin: String
  /// The path on the host, from `/` to `/`: `/team/`.
  public let path: String

  /// `nil` for a text that is not an absolute `http` or `https` URL. The path goes into pages as it is written, so that
  /// nothing but the characters of a path may be in it.
  public init?(_ text: String) {
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
    let rest = text.dropFirst(scheme.count)
    let host = rest.prefix { $0 != "/" }
    let path = rest.dropFirst(host.count)
    guard !host.isEmpty, host.utf8.allSatisfy(\.isHostByte), path.utf8.allSatisfy(\.isPathByte) else {
      return nil
    }
    origin = scheme + host
    self.path = path.hasSuffix("/") ? String(path) : path + "/"
  }

  /// The URL of a file of the portal. Hosts show the index page of a folder at the folder's own address.
  ///
  /// - Parameter output: relative to the output folder.
  public func url(of output: String) -> String {
    let isIndex = output == "index.html" || output.hasSuffix("/index.html")
    let shown = isIndex ? output.dropLast("index.html".count) : output[...]
    return origin + path + PercentEncoding.encoded(String(shown), keeping: "-._~/")
  }
}

extension UInt8 {
  /// What a host and its port are made of.
  fileprivate var isHostByte: Bool { isAlphanumeric || "-._:[]".utf8.contains(self) }

  /// Letters, digits, and whatever else needs no escape in the path of a URL.
  fileprivate var isPathByte: Bool { isAlphanumeric || "-._~/%+@:,=".utf8.contains(self) }
}

import Diagnostics

/// Which addresses a drawing may lead to.
enum LinkSafety {
  /// Relative addresses and those with an allowed scheme. What has a colon and no scheme, such as `watch(job:)`, is a
  /// name, which the page may resolve as a symbol.
  static func isSafe(_ address: String) -> Bool {
    let bytes = address.utf8.filter { $0 > 0x20 && $0 != 0x7F }
    if bytes.isEmpty { return false }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return true }
    if bytes[..<colon].contains(where: { "/?#".utf8.contains($0) }) { return true }
    return LinkScheme.scheme(of: address) != nil && LinkScheme.isAllowed(address)
  }

  /// Whether a browser would read a scheme in an unsafe address.
  static func hasUnsafeScheme(_ address: String) -> Bool {
    LinkScheme.scheme(of: address) != nil && !LinkScheme.isAllowed(address)
  }
}

/// Which addresses a drawing may lead to.
enum LinkSafety {
  private static let schemes = ["http", "https", "mailto", "tel"]

  /// Relative addresses and the schemes above. Control characters and spaces, which browsers drop when they
  /// look for a scheme, are dropped here too.
  static func isSafe(_ address: String) -> Bool {
    let bytes = address.utf8.filter { $0 > 0x20 && $0 != 0x7F }
    if bytes.isEmpty { return false }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return true }
    let before = bytes[..<colon]
    if before.contains(where: { "/?#".utf8.contains($0) }) { return true }
    return schemes.contains(String(decoding: before, as: UTF8.self).lowercased())
  }

  /// Whether a browser would read a scheme in an unsafe address. A name such as `watch(job:)` has no scheme: the page
  /// may resolve it as a symbol.
  static func hasUnsafeScheme(_ address: String) -> Bool {
    guard !isSafe(address) else { return false }
    let bytes = address.utf8.filter { $0 > 0x20 && $0 != 0x7F }
    let scheme = bytes.prefix { $0 != .colon }
    return !scheme.isEmpty && scheme.count < bytes.count
      && scheme.allSatisfy { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }
  }
}

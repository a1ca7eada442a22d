/// The schemes that links of pages and diagrams may have: those that show a page, write a message or begin a call.
///
///     LinkScheme.isAllowed("mailto:team@example.com")  // true
///     LinkScheme.isAllowed("javascript:alert(1)")      // false
public enum LinkScheme {
  private static let allowed: Set<String> = [
    "http", "https", "mailto", "tel", "sms", "xmpp", "irc", "ircs", "matrix", "news", "geo", "magnet", "ftp",
    "ftps",
    "sftp", "ssh", "git", "vscode",
  ]

  /// Images inside their address that cannot contain script.
  private static let images = ["data:image/png", "data:image/gif", "data:image/jpeg", "data:image/webp"]

  /// Whether a link may lead there: a relative address, an allowed scheme or a harmless image.
  public static func isAllowed(_ address: String) -> Bool {
    guard let scheme = scheme(of: address) else { return true }
    return allowed.contains(scheme)
      || (scheme == "data" && images.contains { significant(address).lowercased().hasPrefix($0) })
  }

  /// The scheme that a browser reads, in lower case: it passes over spaces and control characters. `nil` for a relative
  /// address.
  public static func scheme(of address: String) -> String? {
    let text = significant(address)
    guard text.utf8.first?.isLetter == true,
      let colon = text.firstIndex(of: ":")
    else { return nil }
    let scheme = text[..<colon]
    let isScheme = scheme.utf8.allSatisfy { byte in
      byte.isAlphanumeric || "+-.".utf8.contains(byte)
    }
    return isScheme ? scheme.lowercased() : nil
  }

  private static func significant(_ address: String) -> String {
    String(decoding: address.utf8.filter { $0 > 0x20 && $0 != 0x7F }, as: UTF8.self)
  }
}

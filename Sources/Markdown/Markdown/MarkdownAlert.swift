/// The five kinds of alert that GitHub knows.
enum MarkdownAlert: CaseIterable {
  case note, tip, important, warning, caution

  init?(marker: UnsafeBufferPointer<UInt8>) {
    guard marker.count >= 6, marker[0] == UInt8(ascii: "["), marker[1] == UInt8(ascii: "!") else {
      return nil
    }
    let lowercased = String(decoding: marker, as: UTF8.self).lowercased()
    guard let found = Self.allCases.first(where: { lowercased == "[!\($0)]" }) else { return nil }
    self = found
  }

  var opening: StaticString {
    switch self {
    case .note: "<div class=\"alert alert-note\"><p class=\"alert-title\">Note</p>\n"
    case .tip: "<div class=\"alert alert-tip\"><p class=\"alert-title\">Tip</p>\n"
    case .important: "<div class=\"alert alert-important\"><p class=\"alert-title\">Important</p>\n"
    case .warning: "<div class=\"alert alert-warning\"><p class=\"alert-title\">Warning</p>\n"
    case .caution: "<div class=\"alert alert-caution\"><p class=\"alert-title\">Caution</p>\n"
    }
  }
}

enum HTMLComment {
  /// Whether the text is nothing but `<!-- … -->` comments and white space.
  static func isOnlyComments(_ html: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    func matches(_ text: StaticString, at index: Int) -> Bool {
      guard index + text.utf8CodeUnitCount <= html.count else { return false }
      for offset in 0..<text.utf8CodeUnitCount where html[index + offset] != text.utf8Start[offset] {
        return false
      }
      return true
    }
    while at < html.count {
      if html[at] == 0x20 || (0x09...0x0D).contains(html[at]) {
        at += 1
        continue
      }
      guard matches("<!--", at: at) else { return false }
      at += 4
      while at < html.count, !matches("-->", at: at) { at += 1 }
      guard at < html.count else { return false }
      at += 3
    }
    return true
  }
}

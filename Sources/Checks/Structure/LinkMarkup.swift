/// A link as Markdown writes it, in text that was not read as one.
enum LinkMarkup {
  /// Bytes of the text, and of the address, of a link that somebody wrote. Without a limit each mark of a line would cost
  /// as much as the line is long.
  static let longestPart = 1 << 9

  /// The first `[text](address)` of a text; `nil` without one.
  static func first(in text: ArraySlice<UInt8>) -> String? {
    var at = text.startIndex
    while let close = text[at...].firstIndex(of: UInt8(ascii: "]")) {
      at = close + 1
      guard at < text.endIndex, text[at] == UInt8(ascii: "("),
        let open = text[..<close].suffix(longestPart).lastIndex(of: UInt8(ascii: "[")), open + 1 < close
      else { continue }
      let rest = text[at...].prefix(longestPart)
      let end = rest.firstIndex { $0 == UInt8(ascii: ")") || $0 == 0x0A } ?? rest.endIndex
      guard end - at < longestPart else { continue }
      if isAddress(text[(at + 1)..<end]) {
        return String(decoding: text[open..<min(end + 1, text.endIndex)].prefix { $0 != 0x0A }, as: UTF8.self)
      }
    }
    return nil
  }

  /// Whether text is meant as the address of a link: with a scheme, a path that begins with a dot or a slash, a fragment,
  /// or the name of a file with an ending.
  static func isAddress(_ text: ArraySlice<UInt8>) -> Bool {
    let address = String(decoding: text, as: UTF8.self).lowercased()
      .split(whereSeparator: { "<> \t\r\"'".contains($0) })
    guard let first = address.first, let last = address.last, !isTemplate(text) else { return false }
    if ["http://", "https://", "mailto:", "./", "../", "/", "#"].contains(where: first.hasPrefix) {
      return true
    }
    let path = last.prefix { $0 != "#" && $0 != "?" }
    guard let dot = path.lastIndex(of: "."), dot > path.startIndex else { return false }
    return endings.contains(String(path[path.index(after: dot)...]))
  }

  /// Whether another tool writes the address: `{{< ref … >}}`, `{% link … %}`, `${…}`.
  private static func isTemplate(_ text: ArraySlice<UInt8>) -> Bool {
    zip(text, text.dropFirst()).contains { first, second in
      first == UInt8(ascii: "{") && "{%<".utf8.contains(second)
        || first == UInt8(ascii: "$") && second == UInt8(ascii: "{")
    }
  }

  private static let endings: Set<String> = [
    "md", "mdx", "markdown", "html", "htm", "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "txt", "json",
    "yaml",
    "yml",
  ]
}

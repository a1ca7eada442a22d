/// Which files are pages, by their names.
public enum PageName {
  /// The endings that code hosts render as Markdown, in upper and lower case. `.mdx` is Markdown with components.
  public static let endings = [".md", ".markdown", ".mdx"]

  /// The table of contents of mdBook and of plugins of MkDocs, which is no page.
  public static let summary = "SUMMARY.md"

  /// `getting-started` as a title: `Getting started`.
  public static func readable(_ name: String) -> String {
    let words = String(name.map { $0 == "-" || $0 == "_" ? " " : $0 })
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// Whether a file of this name, or at this path, is a page.
  public static func isPage(_ name: String) -> Bool { endingLength(of: name) > 0 }

  /// `guides/start` for `guides/start.md` and `guides/start.MD`; a path without such an ending as it is.
  public static func withoutEnding(_ path: String) -> String {
    String(Substring(path.utf8.dropLast(endingLength(of: path))))
  }

  private static func endingLength(of name: String) -> Int {
    let length = name.utf8.count
    for ending in endings where length > ending.utf8.count {
      // Only letters have another form with this bit set; the full stop keeps its own.
      let last = name.utf8.suffix(ending.utf8.count)
      if last.first == UInt8(ascii: "."), last.elementsEqual(ending.utf8, by: { $0 | 0x20 == $1 | 0x20 }) {
        return ending.utf8.count
      }
    }
    return 0
  }
}

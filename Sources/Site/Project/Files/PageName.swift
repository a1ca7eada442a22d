import Diagnostics

/// Which files are pages, by their names.
public enum PageName {
  /// The endings that code hosts render as Markdown, in upper and lower case. `.mdx` is Markdown with components.
  public static let endings = [".md", ".markdown", ".mdx", ".mdown", ".mdwn", ".mkd", ".mkdn", ".mkdown"]

  /// The table of contents of mdBook and of plugins of MkDocs, which is no page.
  public static let summary = "SUMMARY.md"

  /// `getting-started` as a title: `Getting started`.
  public static func readable(_ name: String) -> String {
    let words = String(name.map { $0 == "-" || $0 == "_" ? " " : $0 })
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// `guides/setup` for `1-guides/02 - setup`: without the numbers that order files, as Docusaurus addresses pages. Dates
  /// and versions stay: `2026-05-01-news`, `2.0-guide`.
  public static func withoutNumbers(_ path: String) -> String {
    guard path.utf8.contains(where: \.isDigit) else { return path }
    return path.split(separator: "/", omittingEmptySubsequences: false).map(withoutNumber).joined(
      separator: "/")
  }

  private static func withoutNumber(_ name: Substring) -> Substring {
    func isMark(_ character: Character) -> Bool { "-_.".contains(character) }
    let rest = name.drop { $0.isNumber }
    guard rest.count < name.count else { return name }
    let marks = rest.drop { $0 == " " }
    let text = marks.drop(while: isMark)
    // A number follows the mark directly in a date or a version.
    guard text.count < marks.count,
      !(rest.first.map(isMark) == true && rest.dropFirst().first?.isNumber == true)
    else { return name }
    let title = text.drop { $0 == " " }
    return title.first.map(isMark) == false ? title : name
  }

  /// `guides/setup` for `guides/setup.en` and `guides/setup.pt-br`, as Hugo addresses the pages of a language.
  public static func withoutLanguage(_ path: String) -> String {
    guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return path }
    let parts = path[dot...].dropFirst().split(separator: "-", omittingEmptySubsequences: false)
    let isLanguage =
      parts.count <= 2 && parts.allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy(\.isLetter) }
    return isLanguage && dot > path.startIndex ? String(path[..<dot]) : path
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

import Diagnostics
import Pages
import Project

/// The first page of a folder without an `index.md` or `README.md`, so that every portal has one.
public enum HomePage {
  public static let path = "index.md"

  /// Whether a folder has pages, but no first one.
  static func isNeeded(_ pages: [Page]) -> Bool {
    // Only a page at the root can be the first one.
    !pages.isEmpty
      && PagePaths(pages.map(\.path).filter { !$0.utf8.contains(UInt8(ascii: "/")) }).index(of: "") == nil
  }

  /// A page that leads to all others; `nil` when there is a first page, or no page at all.
  static func text(of project: Project, _ pages: [Page], printed: (String) -> String) -> SourceText? {
    guard isNeeded(pages) else { return nil }
    var text = "---\nkind: landing\n---\n\n# \(project.title)\n\n"
    if !project.description.isEmpty { text += project.description + "\n\n" }
    for page in pages where !page.frontMatter.isDraft {
      text += "- [\(escaped(page.title))](<\(page.path)>)\n"
    }
    return SourceText(path: printed(project.path(ofPage: path)), text: text)
  }

  /// Plain text as Markdown: no title becomes markup.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      if "\\`*_[]<>&~$|!".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}

import Pages
import Project

/// Where the HTML of each Markdown file goes, and how one file of the portal refers to another.
///
/// `guides/start.md` becomes `guides/start.html` rather than `guides/start/index.html`: a page that is opened
/// from a file finds `../reference/index.html`, but no browser finds an `index.html` for `../reference/`.
struct PagePaths: Sendable {
  /// Paths of `README.md` files that stand for their folder because it has no `index.md`.
  private let readmes: Set<String>
  private let pages: Set<String>
  private let folders: Set<String>

  init(_ paths: [String]) {
    let all = Set(paths)
    pages = all
    readmes = all.filter { path in
      path.hasSuffix("README.md") && (path == "README.md" || path.hasSuffix("/README.md"))
        && !all.contains(path.dropLast("README.md".count) + "index.md")
    }
    var folders: Set<String> = [""]
    for path in paths {
      var folder = RelativePath.folder(of: path)
      while folders.insert(folder).inserted { folder = RelativePath.folder(of: folder) }
    }
    self.folders = folders
  }

  func contains(_ page: String) -> Bool { pages.contains(page) }

  /// The file that a page is written to, relative to the output folder.
  func output(of page: String) -> String {
    if readmes.contains(page) { return page.dropLast("README.md".count) + "index.html" }
    return page.hasSuffix(".md") ? page.dropLast(3) + ".html" : page + ".html"
  }

  /// Whether a page stands for its folder.
  func isIndex(_ page: String) -> Bool {
    page == "index.md" || page.hasSuffix("/index.md") || readmes.contains(page)
  }

  /// The page that stands for a folder.
  func index(of folder: String) -> String? {
    let prefix = folder.isEmpty ? "" : folder + "/"
    if pages.contains(prefix + "index.md") { return prefix + "index.md" }
    return readmes.contains(prefix + "README.md") ? prefix + "README.md" : nil
  }

  func isFolder(_ path: String) -> Bool { folders.contains(path) }

  /// `../../` for a file two folders deep; empty at the root.
  static func root(from path: String) -> String {
    String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
  }
}

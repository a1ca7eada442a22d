import Project

/// Where the HTML of each Markdown file goes, and how one file of the portal refers to another.
///
/// `guides/start.md` becomes `guides/start.html` rather than `guides/start/index.html`: a page that is opened
/// from a file finds `../reference/index.html`, but no browser finds an `index.html` for `../reference/`.
public struct PagePaths: Sendable {
  /// The index page of each folder that has one.
  private let indexes: [String: String]
  private let pages: Set<String>
  private let folders: Set<String>

  /// - Parameter paths: of all pages, relative to the content folder.
  public init(_ paths: [String]) {
    pages = Set(paths)
    var indexes: [String: (page: String, rank: Int)] = [:]
    var folders: Set<String> = [""]
    for path in paths {
      var folder = RelativePath.folder(of: path)
      if let rank = Self.rank(path, in: folder), rank < indexes[folder]?.rank ?? .max {
        indexes[folder] = (path, rank)
      }
      while folders.insert(folder).inserted { folder = RelativePath.folder(of: folder) }
    }
    self.indexes = indexes.mapValues(\.page)
    self.folders = folders
  }

  /// The rank of a page as index page of its folder, from 0: `index.md`, an index in other letters, a README; `nil` for
  /// others.
  private static func rank(_ path: String, in folder: String) -> Int? {
    let name = folder.isEmpty ? path[...] : path.dropFirst(folder.count + 1)
    if name == "index.md" { return 0 }
    return switch PageName.withoutEnding(String(name)).lowercased() {
    case "index": 1
    case "readme": name == "README.md" ? 2 : 3
    default: nil
    }
  }

  public func contains(_ page: String) -> Bool { pages.contains(page) }

  /// The file that a page is written to, relative to the output folder.
  public func output(of page: String) -> String {
    let folder = RelativePath.folder(of: page)
    if indexes[folder] == page { return folder.isEmpty ? "index.html" : folder + "/index.html" }
    return PageName.withoutEnding(page) + ".html"
  }

  /// Whether a page is the index page of its folder.
  public func isIndex(_ page: String) -> Bool { indexes[RelativePath.folder(of: page)] == page }

  /// The index page of a folder.
  public func index(of folder: String) -> String? { indexes[folder] }

  public func isFolder(_ path: String) -> Bool { folders.contains(path) }

  /// `../../` for a file two folders deep; empty at the root.
  public static func root(from path: String) -> String {
    String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
  }
}

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
  /// The page that is meant by a path without an ending, and without the numbers that order files; `nil` when several
  /// are.
  private let unended: [String: String?]

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
    var unended: [String: String?] = [:]
    for path in paths {
      let bare = PageName.withoutEnding(path)
      let plain = Self.withoutNumbers(bare)
      for name in plain == bare ? [bare] : [bare, plain] {
        if let known = unended[name], known != path {
          unended[name] = .some(nil)
        } else {
          unended[name] = path
        }
      }
    }
    self.unended = unended
  }

  /// The rank of a page as index page of its folder, from 0: `index.md`, an index in other letters, a README; `nil` for
  /// others.
  private static func rank(_ path: String, in folder: String) -> Int? {
    let name = folder.isEmpty ? path[...] : path.dropFirst(folder.count + 1)
    if name == "index.md" { return 0 }
    return switch PageName.withoutEnding(String(name)).lowercased() {
    case "index": 1
    case "_index": 2
    case "readme": name == "README.md" ? 3 : 4
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

  /// The page whose path is this one but for its ending, and with `numbered` but for the numbers before its names:
  /// `guides/01-setup.md` for `guides/setup`; `nil` when there is none, or several.
  public func page(withoutEnding path: String, numbered: Bool) -> String? {
    guard let page = unended[path] ?? nil else { return nil }
    return numbered || PageName.withoutEnding(page) == path ? page : nil
  }

  /// `guides/setup` for `1-guides/02-setup`, as Docusaurus addresses pages.
  private static func withoutNumbers(_ path: String) -> String {
    guard path.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return path }
    return path.split(separator: "/").map { part in
      let rest = part.drop { $0.isNumber }
      guard rest.count < part.count, let mark = rest.first, "-_.".contains(mark), rest.count > 1 else {
        return part
      }
      return rest.dropFirst().drop { $0 == " " }
    }.joined(separator: "/")
  }

  /// The index page of a folder.
  public func index(of folder: String) -> String? { indexes[folder] }

  /// The folders of the content's root that have pages, sorted.
  var topFolders: [String] { folders.filter { !$0.isEmpty && !$0.contains("/") }.sorted() }

  public func isFolder(_ path: String) -> Bool { folders.contains(path) }

  /// `../../` for a file two folders deep; empty at the root.
  public static func root(from path: String) -> String {
    String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
  }
}

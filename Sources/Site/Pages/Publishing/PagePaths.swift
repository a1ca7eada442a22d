import Project

/// Where the HTML of each Markdown file goes, and how one file of the portal refers to another.
///
/// `guides/start.md` becomes `guides/start.html` rather than `guides/start/index.html`: a page that is opened
/// from a file finds `../reference/index.html`, but no browser finds an `index.html` for `../reference/`.
public final class PagePaths: Sendable {
  /// The index page of each folder that has one.
  private let indexes: [String: String]
  private let pages: Set<String>
  private let folders: Set<String>
  /// The page that is meant by a path without an ending, and without the numbers that order files; `nil` when several
  /// are.
  private let unended: [String: String?]
  /// The same by the addresses that pages give themselves.
  private let addressed: [String: String?]
  /// The same by the lower case of paths without an ending, with hyphens for spaces, where that differs; and without the
  /// language at the end of a name where no other page has that path.
  private let lowercased: [String: String?]
  /// The page by the name of its file, as DocC has it; `nil` when several have it.
  private let names: [String: String?]
  /// The labels of MyST by their lower case, in which Sphinx compares them; `nil` when several pages have one.
  private let labels: [String: Label?]

  /// A name of MyST that links from every page lead to.
  public struct Label: Sendable, Hashable {
    public let page: String
    /// As the page writes it.
    public let name: String
  }

  /// All pages of a site, with the addresses and labels that they have in the dialect of their tool.
  public convenience init(pages: [Page]) {
    var addresses: [(page: String, address: String)] = []
    var labels: [String: Label?] = [:]
    for page in pages {
      for address in page.frontMatter.addresses {
        let bare = String(address.drop { $0 == "/" })
        let path = address.hasPrefix("/") || page.folder.isEmpty ? bare : page.folder + "/" + bare
        if let path = RelativePath.normalized(path), !path.isEmpty { addresses.append((page.path, path)) }
      }
      for label in page.labels {
        Self.add(label.lowercased(), Label(page: page.path, name: label), to: &labels)
      }
    }
    self.init(pages.map(\.path), addresses: addresses, labels: labels)
  }

  /// - Parameter paths: of all pages, relative to the content folder.
  public convenience init(_ paths: [String]) { self.init(paths, addresses: [], labels: [:]) }

  /// - Parameter addresses: further addresses of pages, as paths relative to the content folder without endings.
  private init(
    _ paths: [String], addresses: [(page: String, address: String)], labels: [String: Label?]
  ) {
    self.labels = labels
    var names: [String: String?] = [:]
    for path in paths {
      let name = PageName.withoutEnding(path).split(separator: "/").last ?? ""
      Self.add(Self.documentName(name), path, to: &names)
    }
    // The index page of a folder is also known by the folder's name.
    for path in paths
    where ["index", "_index"].contains(PageName.withoutEnding(path).split(separator: "/").last ?? "") {
      let folder = Self.documentName(path.split(separator: "/").dropLast().last ?? "")
      if !folder.isEmpty, names[folder] == nil { names[folder] = .some(path) }
    }
    self.names = names
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
      let plain = PageName.withoutNumbers(bare)
      for name in plain == bare ? [bare] : [bare, plain] { Self.add(name, path, to: &unended) }
    }
    self.unended = unended
    var addressed: [String: String?] = [:]
    for (page, address) in addresses { Self.add(address, page, to: &addressed) }
    self.addressed = addressed
    var lowercased: [String: String?] = [:]
    for path in paths {
      let bare = PageName.withoutEnding(path)
      let lower = Self.slugged(bare)
      if lower != bare { Self.add(lower, path, to: &lowercased) }
    }
    for (folder, index) in indexes where Self.slugged(folder) != folder {
      Self.add(Self.slugged(folder), index.page, to: &lowercased)
    }
    for path in paths {
      let bare = PageName.withoutEnding(path)
      let plain = PageName.withoutLanguage(bare)
      let lower = Self.slugged(plain)
      if plain != bare, unended[plain] == nil, lowercased[lower] == nil { lowercased[lower] = path }
    }
    self.lowercased = lowercased
  }

  private static func add<Value: Equatable>(
    _ name: String, _ value: Value, to names: inout [String: Value?]
  ) {
    if let known = names[name], known != value {
      names[name] = .some(nil)
    } else {
      names[name] = value
    }
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
  /// `guides/01-setup.md` for `guides/setup`; `nil` unless exactly one page matches.
  ///
  /// - Parameter ignoringCase: whether a path in lower case names a page whose own path has capitals.
  public func page(withoutEnding path: String, numbered: Bool, ignoringCase: Bool = false) -> String? {
    if let known = unended[path] {
      return known.flatMap { numbered || PageName.withoutEnding($0) == path ? $0 : nil }
    }
    if let known = addressed[path] { return known }
    return ignoringCase ? lowercased[Self.slugged(path)] ?? nil : nil
  }

  /// The page of a catalogue of DocC that a link names: by its file without the ending, spaces as hyphens, whatever
  /// modules or pages the name has before it.
  public func page(named name: String) -> String? {
    names[name.split(separator: "/").last.map(Self.documentName) ?? ""] ?? nil
  }

  /// A path as tools that serve it in lower case write it: `concept/file-system` for `Concept/File System`.
  private static func slugged(_ path: String) -> String { documentName(path) }

  private static func documentName(_ name: some StringProtocol) -> String {
    name.lowercased().replacing(" ", with: "-")
  }

  /// The label of MyST, `(setup)=`, that a link names.
  public func label(_ name: String) -> Label? { labels[name.lowercased()] ?? nil }

  /// All labels, sorted.
  public var allLabels: [String] { labels.map { $0.value?.name ?? $0.key }.sorted() }

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

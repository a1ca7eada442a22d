import Yams

/// `.pages` of awesome-pages and `.nav.yml` of awesome-nav, plugins of MkDocs: the order and the title of a folder.
///
///     title: Brewing
///     nav:
///       - index.md
///       - Filters: filters
///       - ...
///       - end.md
extension ToolSettings {
  static let folderFiles = [".pages", ".nav.yml"]

  /// - Parameter pages: the folder of the pages, from the project's root.
  mutating func addFolders(below pages: String) {
    let tree = FolderTree(files.files(pages, PageName.isPage), below: pages)
    var settings: [String: Node] = [:]
    for folder in tree.folders { settings[folder] = self.settings(ofFolder: folder) }
    if !settings.isEmpty { add(folder: pages, title: nil, tree, settings, depth: 0) }
  }

  private func settings(ofFolder folder: String) -> Node? {
    Self.folderFiles.lazy.map { folder.isEmpty ? $0 : folder + "/" + $0 }
      .filter { files.kind($0) == .file }.compactMap(yaml).first
  }

  private mutating func add(
    folder: String, title: String?, _ tree: FolderTree, _ allSettings: [String: Node], depth: Int
  ) {
    guard depth < NavSection.depth else { return }
    let settings = allSettings[folder]
    if let path = ordered(folder, in: ""), !path.isEmpty, let title = title ?? settings?["title"]?.string {
      order.set(path, position: nil, title: title)
    }
    for entry in FolderEntry.all(settings, in: folder, tree.children(of: folder)) {
      add(entry, tree, allSettings, depth: depth)
    }
  }

  private mutating func add(
    _ entry: FolderEntry, _ tree: FolderTree, _ allSettings: [String: Node], depth: Int
  ) {
    if !entry.entries.isEmpty {
      for inner in entry.entries { add(inner, tree, allSettings, depth: depth) }
      nameFolder(of: entry, tree)
    } else if PageName.isPage(entry.path) {
      order.append(ordered(entry.path, in: ""), title: entry.title)
    } else {
      add(folder: entry.path, title: entry.title, tree, allSettings, depth: depth + 1)
    }
  }

  /// A section gives its title to the folder that has its pages and no others.
  private mutating func nameFolder(of section: FolderEntry, _ tree: FolderTree) {
    let paths = Set(section.leaves)
    guard let title = section.title, let first = paths.first,
      let folder = RelativePath.folders(of: first).first, Set(tree.children(of: folder)) == paths,
      let path = ordered(folder, in: ""), !path.isEmpty, order.titles[path] == nil
    else { return }
    order.set(path, position: nil, title: title)
  }
}

/// The pages and folders with pages in each folder.
private struct FolderTree {
  private var entries: [String: Set<String>] = [:]

  init(_ paths: [String], below root: String) {
    for path in paths {
      var child = path
      while child != root {
        let folder = RelativePath.folder(of: child)
        guard entries[folder, default: []].insert(child).inserted, !folder.isEmpty else { break }
        child = folder
      }
    }
  }

  var folders: [String] { Array(entries.keys) }

  /// The index page first, then in the order of their names.
  func children(of folder: String) -> [String] {
    func rank(_ path: String) -> Int {
      ["index.md", "README.md"].contains(path.split(separator: "/").last.map(String.init) ?? "") ? 0 : 1
    }
    return (entries[folder] ?? []).sorted { (rank($0), $0) < (rank($1), $1) }
  }
}

/// A page or folder in its order, or a section of several.
private struct FolderEntry {
  var path: String
  var title: String?
  /// The entries of a section.
  var entries: [FolderEntry] = []

  /// The paths of the pages and folders in it.
  var leaves: [String] { entries.isEmpty ? [path] : entries.flatMap(\.leaves) }

  /// All children of a folder that are shown, in the order of its settings.
  static func all(_ settings: Node?, in folder: String, _ children: [String]) -> [FolderEntry] {
    guard let nav = settings?["nav"]?.sequence else {
      let isDescending = settings?["order"]?.string == "desc"
      return (isDescending ? children.reversed() : children).map { FolderEntry(path: $0) }
    }
    let entries = nav.map { entry($0, in: folder, depth: 0) }
    let named = Set(entries.compactMap(\.self).flatMap(\.leaves))
    var rest = children.filter { !named.contains($0) }
    var found: [FolderEntry] = []
    for (node, entry) in zip(nav, entries) {
      if isRest(node) {
        found += rest.map { FolderEntry(path: $0) }
        rest = []
      } else if let entry {
        found.append(entry)
      }
    }
    // Pages that no entry names come after the others.
    return found + rest.map { FolderEntry(path: $0) }
  }

  /// `...` or a pattern stands for what no other entry names.
  private static func isRest(_ node: Node) -> Bool {
    node.string.map { $0.hasPrefix("...") || $0.contains("*") } ?? false
  }

  /// `page.md`, `folder`, `Title: page.md`, or `Title:` with a list of more of them.
  private static func entry(_ node: Node, in folder: String, depth: Int) -> FolderEntry? {
    let pair = node.mapping?.first
    if let items = pair?.value.sequence, depth < NavSection.depth {
      let entries = items.compactMap { entry($0, in: folder, depth: depth + 1) }
      return entries.isEmpty ? nil : FolderEntry(path: folder, title: pair?.key.string, entries: entries)
    }
    let value = pair?.value ?? node
    guard !isRest(value), let written = value.string, !written.contains("://"),
      let path = RelativePath.resolve(written, in: folder)
    else { return nil }
    return FolderEntry(path: path, title: pair?.key.string)
  }
}

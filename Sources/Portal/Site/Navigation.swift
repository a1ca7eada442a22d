import Pages
import Project

/// The folders and pages of a portal in the order in which they are read.
///
/// Top-level folders are in the order of the project's sections, everything else by front matter `order`, then by
/// title, as people sort titles. The index page of a folder is first in it; pages beside the sections are before them,
/// because after them they would look like pages of the last one.
struct Navigation: Sendable {
  struct Folder: Sendable {
    /// Relative to the content folder; empty for its root.
    var path: String
    var title: String
    /// The index page of the folder.
    var index: Int?
    var parent: Int?
    var entries: [Entry] = []
    /// The first page in the folder in reading order.
    var firstPage: Int?
  }

  enum Entry: Sendable, Hashable {
    case page(Int)
    case folder(Int)
  }

  /// Folder 0 is the root.
  private(set) var folders: [Folder]
  /// The folder of each page.
  private(set) var folderOfPage: [Int]
  /// All pages in reading order, and the place of each page in it.
  private(set) var sequence: [Int]
  private(set) var place: [Int]

  init(pages: [PageSummary], paths: PagePaths, project: Project) {
    folders = [Folder(path: "", title: project.title)]
    folderOfPage = []
    sequence = []
    place = Array(repeating: 0, count: pages.count)
    var byPath = ["": 0]
    for (number, page) in pages.enumerated() {
      let opened = project.order.isEmpty ? nil : Self.folder(openedBy: page.path, paths)
      let folder = Self.folder(opened ?? RelativePath.folder(of: page.path), &byPath, &folders)
      folderOfPage.append(folder)
      if paths.isIndex(page.path) || opened != nil && folders[folder].index == nil {
        folders[folder].index = number
      } else {
        folders[folder].entries.append(.page(number))
      }
    }
    let titles = Dictionary(
      project.sections.map { ($0.folder, $0.title) }, uniquingKeysWith: { first, _ in first })
    for number in folders.indices.dropFirst() {
      if let title = titles[folders[number].path] {
        folders[number].title = title
      } else if let title = project.order.titles[folders[number].path] {
        folders[number].title = title
      } else if let index = folders[number].index {
        folders[number].title = pages[index].label
      }
      if let parent = folders[number].parent { folders[parent].entries.append(.folder(number)) }
    }
    let sections = Dictionary(
      project.sections.enumerated().map { ($1.folder, $0) }, uniquingKeysWith: { first, _ in first })
    let firstPositions = Self.firstPositions(pages, folderOfPage, folders, project.order)
    let titled = folders
    for number in folders.indices {
      folders[number].entries = titled[number].entries.map { entry in
        SortKey(
          entry, isTop: number == 0 && firstPositions.isEmpty, folders: titled, pages: pages,
          sections: sections,
          firstPositions: firstPositions)
      }.sorted(by: <).map(\.entry)
    }
    appendSequence(of: 0)
    for (position, page) in sequence.enumerated() { place[page] = position }
  }

  /// The folder that a page next to it stands for, as in mdBook: `brewing` for `brewing.md`.
  private static func folder(openedBy page: String, _ paths: PagePaths) -> String? {
    let folder = PageName.withoutEnding(page)
    return paths.isFolder(folder) && paths.index(of: folder) == nil ? folder : nil
  }

  /// The values that an entry is sorted by, the most important first.
  private struct SortKey {
    let entry: Entry
    let rank: Int
    let order: Int
    let title: NaturalOrder
    let path: String

    init(
      _ entry: Entry, isTop: Bool, folders: [Folder], pages: [PageSummary], sections: [String: Int],
      firstPositions: [Int: Int]
    ) {
      self.entry = entry
      switch entry {
      case .page(let page):
        order = pages[page].order ?? .max
        title = NaturalOrder(pages[page].label)
        path = pages[page].path
        rank = isTop ? -1 : 0
      case .folder(let folder):
        order = firstPositions[folder] ?? folders[folder].index.flatMap { pages[$0].order } ?? .max
        title = NaturalOrder(folders[folder].title)
        path = folders[folder].path
        rank = isTop ? sections[path] ?? sections.count : 0
      }
    }

    static func < (left: SortKey, right: SortKey) -> Bool {
      if left.rank != right.rank { return left.rank < right.rank }
      if left.order != right.order { return left.order < right.order }
      if left.title != right.title { return left.title < right.title }
      return left.path.utf8.lexicographicallyPrecedes(right.path.utf8)
    }
  }

  /// The place of each folder in the order of a tool's settings: its own, or that of its first page.
  private static func firstPositions(
    _ pages: [PageSummary], _ folderOfPage: [Int], _ folders: [Folder], _ order: PageOrder
  ) -> [Int: Int] {
    var first: [Int: Int] = [:]
    for (number, page) in pages.enumerated() {
      guard let position = order.positions[page.path] else { continue }
      var folder = folderOfPage[number]
      while position < first[folder] ?? .max {
        first[folder] = position
        guard let parent = folders[folder].parent else { break }
        folder = parent
      }
    }
    for number in folders.indices {
      if let position = order.positions[folders[number].path] { first[number] = position }
    }
    return first
  }

  private static func folder(_ path: String, _ byPath: inout [String: Int], _ folders: inout [Folder]) -> Int
  {
    if let known = byPath[path] { return known }
    let parent = folder(RelativePath.folder(of: path), &byPath, &folders)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    folders.append(Folder(path: path, title: PageName.readable(name), parent: parent))
    byPath[path] = folders.count - 1
    return folders.count - 1
  }

  private mutating func appendSequence(of folder: Int) {
    let start = sequence.count
    if let index = folders[folder].index { sequence.append(index) }
    for entry in folders[folder].entries {
      switch entry {
      case .page(let page): sequence.append(page)
      case .folder(let inner): appendSequence(of: inner)
      }
    }
    folders[folder].firstPage = start < sequence.count ? sequence[start] : nil
  }

  func previous(of page: Int) -> Int? {
    place[page] > 0 ? sequence[place[page] - 1] : nil
  }

  func next(of page: Int) -> Int? {
    place[page] + 1 < sequence.count ? sequence[place[page] + 1] : nil
  }

  /// The folders from below the root down to the page's own.
  func trail(of page: Int) -> [Int] {
    var trail: [Int] = []
    var folder = folderOfPage[page]
    while let parent = folders[folder].parent {
      trail.append(folder)
      folder = parent
    }
    return trail.reversed()
  }
}

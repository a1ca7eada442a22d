import Pages
import Project

/// The navigation at the left: all sections, and the pages of those folders in which the reader is.
///
/// Pages of one folder have the same sidebar, except for the mark on the current page, so that it is made once
/// per folder. A portal small enough shows every section open.
struct SidebarCache: Sendable {
  /// Above this many pages only the reader's own folders are open.
  static let fullyOpenLimit = 60
  /// In a longer folder, only the pages around the current one are shown.
  static let longFolderLimit = 160
  static let window = 30

  private let html: [UInt8]
  /// Where in `html` the mark of the current page goes.
  private let marks: [Int: Int]
  private static let mark: StaticString = " aria-current=\"page\""

  /// The sidebar of the pages of one folder; `current` is needed only when the folder is a long one.
  init(folder: Int, current: Int, pages: [PageSummary], navigation: Navigation, _ words: ThemeWords) {
    var writer = SidebarWriter(
      folder: folder, current: current, pages: pages, navigation: navigation, words)
    writer.write()
    html = writer.html
    marks = writer.marks
  }

  /// Whether all pages of a folder can share one sidebar.
  static func isShared(_ folder: Int, in navigation: Navigation) -> Bool {
    navigation.folders[folder].entries.count <= longFolderLimit
  }

  func write(for page: Int, into output: inout [UInt8]) {
    guard let place = marks[page] else {
      output.append(contentsOf: html)
      return
    }
    output.append(contentsOf: html[..<place])
    output.put(Self.mark)
    output.append(contentsOf: html[place...])
  }
}

private struct SidebarWriter {
  let current: Int
  let pages: [PageSummary]
  let navigation: Navigation
  let words: ThemeWords
  let root: String
  let open: Set<Int>
  let isFullyOpen: Bool
  var html: [UInt8] = []
  var marks: [Int: Int] = [:]

  init(
    folder: Int, current: Int, pages: [PageSummary], navigation: Navigation, _ words: ThemeWords
  ) {
    self.words = words
    self.current = current
    self.pages = pages
    self.navigation = navigation
    root = PagePaths.root(from: pages[current].output)
    var open: Set<Int> = [folder]
    var inner = folder
    while let parent = navigation.folders[inner].parent {
      open.insert(parent)
      inner = parent
    }
    self.open = open
    isFullyOpen = pages.count <= SidebarCache.fullyOpenLimit
  }

  mutating func write() {
    html.put("<ul>\n")
    if let home = navigation.folders[0].index {
      html.put("<li>")
      link(home)
      html.put("</li>\n")
    }
    for entry in shown(of: 0) {
      switch entry {
      case .page(let page):
        html.put("<li>")
        link(page)
        html.put("</li>\n")
      case .folder(let folder): section(folder)
      }
    }
    html.put("</ul>\n")
  }

  private mutating func section(_ number: Int) {
    let folder = navigation.folders[number]
    let isOpen = isFullyOpen || open.contains(number)
    html.put("<li class=\"section")
    if open.contains(number) { html.put(" here") }
    html.put(isOpen ? "\">" : " closed\">")
    if let index = folder.index ?? (isOpen ? nil : folder.firstPage) {
      link(index, title: folder.title, markup: "<a class=\"name\" href=\"")
    } else {
      html.put("<span class=\"name\">")
      html.put(text: folder.title)
      html.put("</span>")
    }
    if isOpen { entries(of: number, isOpen: true) }
    html.put("</li>\n")
  }

  /// What a folder has in it, which opens and closes in place.
  private mutating func entries(of number: Int, isOpen: Bool) {
    let shown = shown(of: number)
    let all = navigation.folders[number].entries
    guard !shown.isEmpty else { return }
    html.put(isOpen ? "\n<details class=\"branch\" open>" : "\n<details class=\"branch\">")
    html.put("<summary aria-label=\"")
    html.put(.pagesOf, of: words) { $1.put(text: navigation.folders[number].title) }
    html.put("\"></summary>\n<ul>\n")
    if shown.first != all.first { html.put("<li class=\"more\">…</li>\n") }
    for entry in shown {
      html.put("<li>")
      switch entry {
      case .page(let page): link(page)
      case .folder(let inner):
        let folder = navigation.folders[inner]
        let isOpen = isFullyOpen || open.contains(inner)
        if let index = folder.index ?? (isOpen ? nil : folder.firstPage) {
          link(index, title: folder.title, markup: "<a class=\"folder\" href=\"")
        } else {
          html.put("<span class=\"folder\">")
          html.put(text: folder.title)
          html.put("</span>")
        }
        if isOpen { entries(of: inner, isOpen: open.contains(inner)) }
      }
      html.put("</li>\n")
    }
    if shown.last != all.last { html.put("<li class=\"more\">…</li>\n") }
    html.put("</ul></details>\n")
  }

  /// All entries, or those around the current page.
  private func shown(of number: Int) -> ArraySlice<Navigation.Entry> {
    let entries = navigation.folders[number].entries
    guard entries.count > SidebarCache.longFolderLimit else { return entries[...] }
    let here = entries.firstIndex { entry in
      switch entry {
      case .page(let page): page == current
      case .folder(let folder): open.contains(folder)
      }
    }
    let middle = here ?? 0
    let start = max(0, min(middle - SidebarCache.window, entries.count - 2 * SidebarCache.window))
    return entries[start..<min(entries.count, start + 2 * SidebarCache.window)]
  }

  private mutating func link(_ page: Int, title: String? = nil, markup: StaticString = "<a href=\"") {
    html.put(markup)
    html.put(raw: root)
    html.put(path: pages[page].output)
    html.put("\"")
    // A closed section leads to its first page, which has its own line elsewhere.
    if marks[page] == nil { marks[page] = html.count }
    html.put(">")
    html.put(text: title ?? pages[page].label)
    if pages[page].isDraft { DraftMarks.write(words, into: &html) }
    html.put("</a>")
  }
}

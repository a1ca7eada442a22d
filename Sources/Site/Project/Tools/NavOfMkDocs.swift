import Yams

/// `nav` of `mkdocs.yml`: pages, `Title: page`, and sections with more of both.
extension ToolSettings {
  /// - Parameter folder: the folder of the pages, from the project's root.
  mutating func add(_ nav: Node, in folder: String) {
    let section = NavSection(nav, title: nil, depth: 0) { ordered($0, in: folder) }
    // How many pages each folder has, with those in folders below it.
    var counts: [String: Int] = [:]
    for page in section.pages {
      for folder in RelativePath.folders(of: page.path) { counts[folder, default: 0] += 1 }
    }
    add(section, counts)
  }

  private mutating func add(_ section: NavSection, _ counts: [String: Int]) {
    if let title = section.title, let folder = section.folder, counts[folder] == section.pages.count,
      order.titles[folder] == nil
    {
      order.set(folder, position: nil, title: title)
    }
    for part in section.parts {
      switch part {
      case .page(let page): order.append(page.path, title: page.title)
      case .section(let inner): add(inner, counts)
      }
    }
  }
}

private struct NavSection {
  struct Page {
    var path: String
    var title: String?
  }

  enum Part {
    case page(Page)
    case section(NavSection)
  }

  let title: String?
  private(set) var parts: [Part] = []

  init(_ node: Node, title: String?, depth: Int, _ path: (String) -> String?) {
    self.title = title
    guard depth < 16 else { return }
    let items = node.sequence.map { Array($0) } ?? [node]
    for item in items {
      if let mapping = item.mapping {
        for (key, value) in mapping { add(value, title: key.scalar?.string, depth, path) }
      } else {
        add(item, title: nil, depth, path)
      }
    }
  }

  private mutating func add(_ node: Node, title: String?, _ depth: Int, _ path: (String) -> String?) {
    if let text = node.scalar?.string {
      if PageName.isPage(text), let path = path(text) { parts.append(.page(Page(path: path, title: title))) }
    } else {
      parts.append(.section(NavSection(node, title: title, depth: depth + 1, path)))
    }
  }

  /// The pages of the section and of those in it.
  var pages: [Page] {
    parts.flatMap { part in
      switch part {
      case .page(let page): [page]
      case .section(let section): section.pages
      }
    }
  }

  /// The folder that all its pages are in; `nil` when that is the root.
  var folder: String? {
    let pages = pages
    guard let first = pages.first else { return nil }
    return RelativePath.folders(of: first.path).first { folder in
      pages.allSatisfy { $0.path.hasPrefix(folder + "/") }
    }
  }
}

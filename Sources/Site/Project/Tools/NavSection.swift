/// A section of the navigation that the settings of a tool give: pages and sections in their order.
struct NavSection {
  struct Page {
    /// From the folder that the order is relative to.
    var path: String
    var title: String?
  }

  enum Part {
    case page(Page)
    case section(NavSection)
  }

  /// Sections in each other: more are left out.
  static let depth = 16

  var title: String?
  var parts: [Part] = []

  init(title: String? = nil) { self.title = title }

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

extension ToolSettings {
  /// Takes the order and the names of pages from the navigation of a tool. A section gives its title to the folder that
  /// has its pages and no others.
  mutating func add(_ section: NavSection) {
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

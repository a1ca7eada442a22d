import Yams

/// `nav` of `mkdocs.yml`: pages, `Title: page`, and sections with more of both.
extension ToolSettings {
  /// - Parameter folder: the folder of the pages, from the project's root.
  mutating func add(_ nav: Node, in folder: String) {
    add(NavSection(nav, title: nil, depth: 0) { ordered($0, in: folder) })
  }
}

extension NavSection {
  init(_ node: Node, title: String?, depth: Int, _ path: (String) -> String?) {
    self.init(title: title)
    guard depth < Self.depth else { return }
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
}

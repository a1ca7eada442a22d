import Dialects
import Yams

/// `{toctree}` on the pages of Sphinx, `_toc.yml` of Jupyter Book and `toc` in `myst.yml`.
extension ToolSettings {
  /// - Parameter pages: the folder of the pages, from the project's root.
  mutating func addSphinx(in pages: String) {
    if let toc = toc(in: pages) {
      add(toc)
    } else if let root = page("index", in: pages) ?? page("README", in: pages) {
      var seen: Set<String> = []
      add(toctrees(from: root, title: nil, root: pages, depth: 0, &seen))
    }
  }

  /// The file of a page that is named without its ending, from the project's root.
  private func page(_ name: String, in folder: String) -> String? {
    guard let path = RelativePath.resolve(name, in: folder) else { return nil }
    return ([path] + PageName.endings.map { path + $0 }).first {
      PageName.isPage($0) && files.kind($0) == .file
    }
  }

  private func toc(in pages: String) -> NavSection? {
    let folders = folder == pages ? [folder] : [folder, pages]
    for folder in folders {
      func path(_ name: String) -> String { folder.isEmpty ? name : folder + "/" + name }
      for node in [yaml(path("_toc.yml")), yaml(path("myst.yml"))?["project"]?["toc"]].compactMap(\.self) {
        let section = section(node, in: folder, depth: 0)
        if !section.pages.isEmpty { return section }
      }
    }
    return nil
  }

  /// `file` with `title`, and lists of more of them under `parts`, `chapters`, `sections`, `entries` or `children`.
  private func section(_ node: Node, in folder: String, depth: Int) -> NavSection {
    var section = NavSection(title: node["caption"]?.string ?? node["title"]?.string)
    guard depth < NavSection.depth else { return section }
    if let name = (node["file"] ?? node["root"])?.string, let file = page(name, in: folder),
      let path = ordered(file, in: "")
    {
      section.parts.append(.page(.init(path: path, title: node["title"]?.string)))
    }
    let lists = ["parts", "subtrees", "chapters", "sections", "entries", "children"]
    for item in (node.sequence.map { Array($0) } ?? [])
      + lists.flatMap({ node[$0]?.sequence.map { Array($0) } ?? [] })
    {
      section.parts.append(.section(self.section(item, in: folder, depth: depth + 1)))
    }
    return section
  }

  /// A page, and the pages that its tables of contents list.
  private func toctrees(
    from file: String, title: String?, root: String, depth: Int, _ seen: inout Set<String>
  ) -> NavSection {
    var section = NavSection(title: title)
    guard depth < NavSection.depth, seen.insert(file).inserted, let source = text(file),
      let path = ordered(file, in: "")
    else { return section }
    section.parts.append(.page(.init(path: path, title: title)))
    let entries = TableOfContents.entries(in: source.bytes)
    var lists: [(number: Int, section: NavSection)] = []
    for entry in entries {
      if lists.last?.number != entry.list { lists.append((entry.list, NavSection(title: entry.caption))) }
      let isRooted = entry.path.hasPrefix("/")
      let folder = isRooted ? root : RelativePath.folder(of: file)
      let name = isRooted ? String(entry.path.dropFirst()) : entry.path
      for page in matches(name, in: folder) where !seen.contains(page) {
        lists[lists.count - 1].section.parts.append(
          .section(toctrees(from: page, title: entry.title, root: root, depth: depth + 1, &seen)))
      }
    }
    section.parts += lists.map { .section($0.section) }
    return section
  }

  /// The pages that an entry names; `guides/*` stands for all of a folder.
  private func matches(_ name: String, in folder: String) -> [String] {
    guard name.hasSuffix("*"), let inside = RelativePath.resolve(RelativePath.folder(of: name), in: folder)
    else {
      return page(name, in: folder).map { [$0] } ?? []
    }
    let start = String(name.split(separator: "/").last?.dropLast() ?? "")
    return files.files(inside, PageName.isPage).filter { path in
      RelativePath.folder(of: path) == inside
        && (path.split(separator: "/").last ?? "").hasPrefix(start)
    }
  }
}

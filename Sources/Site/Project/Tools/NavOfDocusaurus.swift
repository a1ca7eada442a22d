/// `sidebars.js`, `.ts` or `.json` of Docusaurus, as far as it is written out: categories, documents and their labels.
extension ToolSettings {
  /// - Parameter pages: the folder of the pages, from the project's root, or one around or in the one of Docusaurus.
  mutating func addSidebars(in pages: String) {
    let places = ToolFile.sidebars.map { beside($0) }
    guard let source = firstText(places),
      case .object(let sidebars)? = ScriptLiteral(module: source.text)
    else { return }
    let below = documentsFolder(pages)
    var documents = Documents(files.files(pages, PageName.isPage)) { inside(below, $0) }
    var all = NavSection()
    for (_, items) in sidebars { all.parts += parts(items, &documents, depth: 0) }
    add(all)
  }

  /// The folder that the ids of documents begin in, as it is written from the project's root: `path` of `docs`, or `docs`
  /// beside the settings; else that of the pages.
  private func documentsFolder(_ pages: String) -> String {
    let settings = text(mark).flatMap { ScriptLiteral(module: $0.text) }
    let written = settings?.firstValue(of: "docs")?["path"]?.string
    let path =
      RelativePath.resolve(written ?? "docs", in: folder)
      ?? RelativePath.outside(written ?? "docs", in: folder) ?? pages
    if written != nil { return path }
    return files.kindInRepository(path) == .folder ? path : pages
  }

  private func parts(_ items: ScriptLiteral, _ documents: inout Documents, depth: Int) -> [NavSection.Part] {
    guard depth < NavSection.depth else { return [] }
    var parts: [NavSection.Part] = []
    switch items {
    case .list(let items):
      for item in items { parts += part(item, &documents, depth: depth) }
    // `{Category: [ids]}`.
    case .object(let members):
      for (label, items) in members {
        var section = NavSection(title: label)
        section.parts = self.parts(items, &documents, depth: depth + 1)
        parts.append(.section(section))
      }
    case .string, .other: break
    }
    return parts
  }

  private func part(_ item: ScriptLiteral, _ documents: inout Documents, depth: Int) -> [NavSection.Part] {
    if let id = item.string { return page(id, title: nil, &documents) }
    switch item["type"]?.string {
    case "doc", "ref": return page(item["id"]?.string, title: item["label"]?.string, &documents)
    case "category":
      var section = NavSection(title: item["label"]?.string)
      section.parts = page(item["link"]?["id"]?.string, title: nil, &documents)
      if let items = item["items"] { section.parts += parts(items, &documents, depth: depth + 1) }
      return [.section(section)]
    case nil: return parts(item, &documents, depth: depth + 1)
    default: return []
    }
  }

  private func page(_ id: String?, title: String?, _ documents: inout Documents) -> [NavSection.Part] {
    guard let id, let file = documents.file(id, self), let path = ordered(file, in: "") else { return [] }
    return [.page(.init(path: path, title: title))]
  }
}

/// Pages by the ids that Docusaurus gives them: the path without its ending and the numbers before names, whose last part
/// the page itself may give.
private struct Documents {
  private var files: [String: String] = [:]
  /// Ids and pages whose own ids are not read yet: most sidebars need none of them.
  private var unread: [(id: String, path: String)] = []

  /// - Parameter inside: the path of a page from the folder that ids begin in.
  init(_ paths: [String], inside: (String) -> String?) {
    for path in paths {
      guard let inside = inside(path) else { continue }
      let bare = PageName.withoutEnding(inside)
      let id = PageName.withoutNumbers(bare)
      for id in [bare, id] where files[id] == nil { files[id] = path }
      unread.append((id, path))
    }
  }

  mutating func file(_ id: String, _ settings: ToolSettings) -> String? {
    if files[id] == nil { readOwnIDs(settings) }
    return files[id]
  }

  private mutating func readOwnIDs(_ settings: ToolSettings) {
    for (id, path) in unread {
      guard let own = settings.text(path).flatMap({ Self.id(in: $0.text) }) else { continue }
      let folder = RelativePath.folder(of: id)
      files[folder.isEmpty ? own : folder + "/" + own] = path
    }
    unread = []
  }

  /// `id: setup` in front matter.
  private static func id(in text: String) -> String? {
    let lines = text.split(separator: "\n", maxSplits: 40, omittingEmptySubsequences: false)
    guard lines.first == "---" else { return nil }
    let line = lines.dropFirst().prefix { $0 != "---" }.first { $0.hasPrefix("id:") }
    return line.map { String($0.dropFirst(3).filter { !" \"'".contains($0) }) }
  }
}

/// `sidebars.js`, `.ts` or `.json` of Docusaurus, as far as it is written out: categories, documents and their labels.
extension ToolSettings {
  /// - Parameter pages: the folder of the pages, from the project's root.
  mutating func addSidebars(in pages: String) {
    let names = ["js", "ts", "json", "cjs", "mjs"].map { "sidebars." + $0 }
    let places = names.map { folder.isEmpty ? $0 : folder + "/" + $0 }
    guard let source = places.first(where: { files.kind($0) == .file }).flatMap({ text($0) }),
      case .object(let sidebars)? = ScriptLiteral(module: source.text)
    else { return }
    let documents = Documents(files.files(pages, PageName.isPage), below: pages, self)
    var all = NavSection()
    for (_, items) in sidebars { all.parts += parts(items, documents, depth: 0) }
    add(all)
  }

  private func parts(_ items: ScriptLiteral, _ documents: Documents, depth: Int) -> [NavSection.Part] {
    guard depth < NavSection.depth else { return [] }
    switch items {
    case .list(let items): return items.flatMap { part($0, documents, depth: depth) }
    // `{Category: [ids]}`.
    case .object(let members):
      return members.map { label, items in
        var section = NavSection(title: label)
        section.parts = parts(items, documents, depth: depth + 1)
        return .section(section)
      }
    case .string, .other: return []
    }
  }

  private func part(_ item: ScriptLiteral, _ documents: Documents, depth: Int) -> [NavSection.Part] {
    if let id = item.string { return page(id, title: nil, documents) }
    switch item["type"]?.string {
    case "doc", "ref": return page(item["id"]?.string, title: item["label"]?.string, documents)
    case "category":
      var section = NavSection(title: item["label"]?.string)
      section.parts = page(item["link"]?["id"]?.string, title: nil, documents)
      if let items = item["items"] { section.parts += parts(items, documents, depth: depth + 1) }
      return [.section(section)]
    case nil: return parts(item, documents, depth: depth + 1)
    default: return []
    }
  }

  private func page(_ id: String?, title: String?, _ documents: Documents) -> [NavSection.Part] {
    guard let id, let file = documents[id], let path = ordered(file, in: "") else { return [] }
    return [.page(.init(path: path, title: title))]
  }
}

/// Pages by the ids that Docusaurus gives them: the path without its ending and the numbers before names, whose last part
/// the page itself may give.
private struct Documents {
  private var files: [String: String] = [:]

  init(_ paths: [String], below pages: String, _ settings: ToolSettings) {
    for path in paths {
      guard let inside = RelativePath.inside(pages, path) else { continue }
      let bare = PageName.withoutEnding(inside)
      let parts = bare.split(separator: "/").map { Self.withoutNumber(String($0)) }
      for id in [bare, parts.joined(separator: "/")] where files[id] == nil { files[id] = path }
      guard let own = settings.text(path).flatMap({ Self.id(in: $0.text) }) else { continue }
      files[(parts.dropLast() + [own]).joined(separator: "/")] = path
    }
  }

  subscript(id: String) -> String? { files[id] }

  /// `setup` for `02-setup`.
  private static func withoutNumber(_ name: String) -> String {
    let rest = name.drop { $0.isNumber }
    guard rest.count < name.count, let mark = rest.first, "-_.".contains(mark), rest.count > 1 else {
      return name
    }
    return String(rest.dropFirst())
  }

  /// `id: setup` in front matter.
  private static func id(in text: String) -> String? {
    let lines = text.split(separator: "\n", maxSplits: 40, omittingEmptySubsequences: false)
    guard lines.first == "---" else { return nil }
    let line = lines.dropFirst().prefix { $0 != "---" }.first { $0.hasPrefix("id:") }
    return line.map { String($0.dropFirst(3).filter { !" \"'".contains($0) }) }
  }
}

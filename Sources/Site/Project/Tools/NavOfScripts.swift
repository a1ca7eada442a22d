/// `sidebar` in `.vitepress/config.*` of VitePress and in `astro.config.*` of Starlight, as far as it is written out:
/// groups, links and their texts.
///
///     sidebar: { "/guide/": [{ text: "Start", items: [{ text: "Install", link: "/guide/install" }] }] }
///     sidebar: [{ label: "Start", items: ["guides/install", { autogenerate: { directory: "reference" } }] }]
extension ToolSettings {
  /// - Parameters:
  ///   - programs: the texts of the settings.
  ///   - site: the folder that links begin in, as it is written from the project's root.
  mutating func addSidebars(of programs: [String], in site: String) {
    let pages = SidebarPages(self, in: site)
    var all = NavSection()
    for program in programs {
      for value in ScriptLiteral.values(of: "sidebar", in: program) {
        all.parts += SidebarParts(pages).parts(value, base: "", depth: 0)
      }
    }
    add(all)
  }
}

/// The pages that the links of a sidebar lead to.
private struct SidebarPages {
  private let settings: ToolSettings
  private let site: String

  init(_ settings: ToolSettings, in site: String) {
    self.settings = settings
    self.site = site
  }

  /// The path of a page by its address: `/guide/install`, `guide/install.html`.
  func page(_ link: String) -> String? {
    var link = link.prefix { $0 != "#" && $0 != "?" }.drop { $0 == "/" }
    for ending in [".html"] + PageName.endings where link.hasSuffix(ending) {
      link = link.dropLast(ending.count)
    }
    let bare = link.split(separator: "/").joined(separator: "/")
    let names = bare.isEmpty ? ["index"] : [bare, bare + "/index"]
    for name in names {
      for ending in PageName.endings {
        guard let path = settings.resolve(name + ending, in: site), settings.files.kind(path) == .file else {
          continue
        }
        return settings.ordered(path, in: "")
      }
    }
    return nil
  }

  /// All pages of a folder, sorted.
  func pages(in folder: String) -> [String] {
    guard let path = settings.resolve(folder, in: site) else { return [] }
    return settings.files.files(path, PageName.isPage).compactMap { settings.ordered($0, in: "") }
  }
}

private struct SidebarParts {
  private let pages: SidebarPages

  init(_ pages: SidebarPages) { self.pages = pages }

  func parts(_ value: ScriptLiteral, base: String, depth: Int) -> [NavSection.Part] {
    guard depth < NavSection.depth else { return [] }
    switch value {
    case .list(let items): return items.flatMap { part($0, base: base, depth: depth) }
    // Sidebars by the addresses that they are for, or `{base, items}`.
    case .object(let members):
      if value["items"] != nil || value["link"] != nil { return part(value, base: base, depth: depth) }
      return members.flatMap { parts($0.value, base: base, depth: depth + 1) }
    case .string, .other: return []
    }
  }

  private func part(_ item: ScriptLiteral, base: String, depth: Int) -> [NavSection.Part] {
    if let link = item.string { return page(link, title: nil, base) }
    let base = item["base"]?.string ?? base
    let title = (item["text"] ?? item["label"])?.string
    let own = (item["link"] ?? item["slug"])?.string.map { page($0, title: title, base) } ?? []
    var section = NavSection(title: title)
    section.parts = own
    if let items = item["items"] { section.parts += parts(items, base: base, depth: depth + 1) }
    if let folder = item["autogenerate"]?["directory"]?.string {
      section.parts += pages.pages(in: folder).map { .page(.init(path: $0, title: nil)) }
    }
    let isGroup = item["items"] != nil || item["autogenerate"] != nil
    return isGroup ? [.section(section)] : own
  }

  private func page(_ link: String, title: String?, _ base: String) -> [NavSection.Part] {
    if link.contains("://") { return [] }
    let path = pages.page(base + link) ?? pages.page(link)
    return path.map { [.page(.init(path: $0, title: title))] } ?? []
  }
}

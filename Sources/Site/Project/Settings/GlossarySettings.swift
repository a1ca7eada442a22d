import Diagnostics
import Symbols
import Yams

/// `glossary:` of `site/portal.yml`.
enum GlossarySettings {
  static let setting = Setting<Project>(
    "glossary", "a mapping", otherwise: "no terms are linked",
    "A page that defines terms: each heading with a paragraph below it is a term and its definition. Commas separate synonyms. On other pages the first use of a term, also in the plural, becomes a link that shows the definition.",
    cacheKey: .shown, inner: keys.map(\.documentation),
    sample: """
      glossary:
        page: glossary.md
        pages: [guides]
      """
  ) { node, project, reader in
    var glossary = Project.Glossary()
    guard
      reader.read(node, "`glossary`", into: &glossary, keys, fix: "write `glossary: { page: glossary.md }`")
    else { return }
    project.glossary = glossary
  }

  private static let keys: [Setting<Project.Glossary>] = [
    Setting(
      "page", "a page of the content", otherwise: "required", "The page with the terms.", cacheKey: .shown
    ) {
      node, glossary, reader in
      (glossary.place, glossary.span) = reader.place(node)
    },
    Setting(
      "pages", "a list of pages and folders of pages", otherwise: "all pages",
      "Where terms are linked, relative to `content`.", cacheKey: .shown
    ) { node, glossary, reader in
      glossary.pages = reader.list(node, "pages").compactMap { reader.path($0, "pages") }
    },
  ]
}

extension SettingsReader {
  /// `guides/monitor.md#read-the-numbers`: a page of the content folder. The checks of links report whether it
  /// exists.
  mutating func place(_ node: Node) -> (SymbolPlace?, SourceSpan?) {
    guard let text = string(node, "page") else { return (nil, nil) }
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let page = RelativePath.normalized(parts[0]), PageName.isPage(page) else {
      fail(
        node, "`page` is `\(text)`, which is not a page",
        fix: "write the path of a Markdown file from the content folder, such as `api/errors.md#what-to-do`")
      return (nil, nil)
    }
    let anchor = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
    return (SymbolPlace(page: page, anchor: anchor), self.text.span(node))
  }
}

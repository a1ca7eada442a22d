import Markdown
import Pages
import Project
import Site

/// What the theme's files bring to the pages of a portal.
struct PortalTheme: Sendable {
  let assets: ThemeAssets
  let words: ThemeWords
  /// The links in the bar at the top; `nil` for none.
  let header: RootedHTML?
  /// The links in the footer.
  let footer: RootedHTML?
  let fragments: [SiteTheme.Place: RootedHTML]
  /// Files that the theme links to.
  let attachments: [LinkRewriter.Attachment]

  init(site: Site) {
    words = site.theme.words(of: site.project.language)
    let scripts = ThemeAssets.Scripts(
      walkthrough: site.pages.contains(where: \.frontMatter.isWalkthrough),
      program: site.pages.contains {
        $0.frontMatter.isWalkthrough || !PagePrograms($0, site.languages).isEmpty
      },
      drawing: site.pages.contains { page in page.blocks.contains { $0.form == .diagram } },
      console: site.pages.contains { MethodColumns($0) != nil },
      values: site.pages.contains { PageValues($0, site.project) != nil })
    let assets = ThemeAssets(site.theme, words: words, scripts: scripts)
    var writer = Writer(assets: assets, links: LinkRewriter(site: site))
    self.assets = assets
    header = writer.links(site.theme.settings.header)
    footer = writer.links(site.theme.settings.footer)
    fragments = site.theme.fragments.mapValues { writer.fragment($0.bytes) }
    attachments = writer.attachments
  }

  func write(_ place: SiteTheme.Place, root: String, into output: inout [UInt8]) {
    fragments[place]?.write(root: root, into: &output)
  }

  private struct Writer {
    let assets: ThemeAssets
    let links: LinkRewriter
    var attachments: [LinkRewriter.Attachment] = []

    mutating func links(_ links: [ThemeSettings.Link]) -> RootedHTML? {
      if links.isEmpty { return nil }
      var html: [UInt8] = []
      for link in links {
        html.put("<a href=\"")
        if !address(link.address, into: &html) { html.put(url: link.address) }
        html.put("\">")
        html.put(text: link.title)
        html.put("</a>\n")
      }
      return RootedHTML(html)
    }

    mutating func fragment(_ source: [UInt8]) -> RootedHTML {
      var found: [LinkRewriter.Attachment] = []
      let html = HTMLPolicy.theme.filtered(source) { [self] text, output in
        var writer = self
        writer.attachments = []
        defer { found += writer.attachments }
        return writer.address(text, into: &output)
      }
      attachments += found
      return RootedHTML(html)
    }

    /// Links of the theme are like links of a page at the root of the content.
    private mutating func address(_ text: String, into output: inout [UInt8]) -> Bool {
      if let asset = SiteTheme.asset(text).flatMap({ assets.paths[$0] }) {
        output.putRoot()
        output.put(url: asset)
        return true
      }
      switch links.target(of: text, on: "index.md") {
      case .unchanged, .dead: return false
      case .rewritten(let path):
        output.putRoot()
        output.put(url: path)
      case .attachment(let path, let attachment):
        output.putRoot()
        output.put(url: path)
        attachments.append(attachment)
      }
      return true
    }
  }
}

import Diagnostics
import Pages
import Project

/// Links of the theme lead to pages, files and anchors that exist, and its images are in it.
struct ThemeLinkCheck {
  static let check = Check(
    .blocks, [.deadLink, .deadAnchor, .badTheme],
    .settings { context, index in
      // Like links from a page at the content folder's root.
      let check = LinkCheck(context: context, index: index, outline: PageOutline(path: "index.md"))
      return context.site.theme.links.compactMap { finding($0, check, context.site.theme) }
    })

  private static func finding(_ link: SiteTheme.Link, _ check: LinkCheck, _ theme: SiteTheme) -> Diagnostic? {
    if let asset = SiteTheme.asset(link.address), link.isImage || theme.assets[asset] != nil {
      if theme.assets[asset] != nil { return nil }
      return Diagnostic(
        .badTheme, "`\(link.address)` is not a file of the theme", at: link.span, name: link.address,
        guess: NearMiss.guess(for: link.address, in: theme.assets.keys.sorted().map { "assets/" + $0 }),
        otherwise: "put the image into `\(SiteTheme.folder)/assets/`")
    }
    return check.problem(with: .init(text: link.address, isImage: link.isImage))?
      .diagnostic(at: link.span, written: link.address)
  }
}

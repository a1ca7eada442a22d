import Diagnostics
import Pages
import Project
import Site

/// Where a link leads in the project.
struct LinkedPlace {
  /// A page; `nil` for another file.
  var page: Page?
  /// From the root of the project.
  var path: String
  /// The heading that the link leads to; `nil` for the beginning.
  var heading: Heading?

  /// `nil` for a link that leads elsewhere or nowhere.
  init?(_ link: Link, _ place: PlaceOnPage) {
    let site = place.site
    let destination = LinkDestination(link.destination)
    if destination.kind == .external { return nil }
    let target: LinkResolver.Target =
      destination.path.isEmpty
      ? .page(place.page.path, isExact: true) : site.links.target(of: destination.path, on: place.page.path)
    switch target {
    case .page(let path, isExact: _): self.init(page: path, fragment: destination.fragment, of: site)
    case .label(let label): self.init(page: label.page, fragment: label.name, of: site)
    case .file(let path): self.init(page: nil, path: path, heading: nil)
    case .folder, .besideProject, .outsideProject, .missing: return nil
    }
  }

  init(page: Page?, path: String, heading: Heading?) {
    self.page = page
    self.path = path
    self.heading = heading
  }

  init?(page path: String, fragment: String?, of site: Site) {
    guard let page = site.page(path) else { return nil }
    let anchor = fragment.flatMap { page.addresses.anchor(of: $0) }
    self.init(
      page: page, path: site.project.path(ofPage: path),
      heading: anchor.flatMap { anchor in page.headings.first { $0.anchor == anchor } })
  }
}

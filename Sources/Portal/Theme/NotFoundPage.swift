import Pages
import Project

extension PageShell {
  /// `404.html`: search, the pages whose names are like the address, which a script finds, and the sections.
  ///
  /// A server shows it at any depth, so that its links need the path of the portal's address. Where that is not
  /// known they are relative to the root of the portal, and a page below it is shown without the theme.
  func notFound() -> [UInt8] {
    let root = project.address?.path ?? ""
    var body: [UInt8] = []
    body.put("<h1>Page not found</h1>\n<p>There is no page at this address. It may have moved. ")
    body.put("<a href=\"")
    body.put(raw: root)
    body.put(path: home)
    body.put("\">The start page</a> links to all pages.</p>\n")
    body.put(
      "<p><button class=\"search-open\" type=\"button\" aria-label=\"Search\"><span>Search</span><kbd>/</kbd></button></p>\n"
    )
    body.put("<div class=\"near-pages\" hidden>\n<h2>Similar pages</h2>\n</div>\n")
    tabs.writeList(root: root, into: &body)
    return page("Page not found", at: "404.html", root: root, body)
  }
}

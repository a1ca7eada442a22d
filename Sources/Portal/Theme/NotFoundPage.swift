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
    body.put("<h1>")
    body.put(.notFound, of: words)
    body.put("</h1>\n<p>")
    body.put(.notFoundText, of: words)
    body.put(" ")
    body.put(.toStart, of: words) { _, body in
      body.put("<a href=\"")
      body.put(raw: root)
      body.put(path: home)
      body.put("\">")
      body.put(.startPage, of: words)
      body.put("</a>")
    }
    body.put("</p>\n<p>")
    searchButton(into: &body)
    body.put("</p>\n<div class=\"near-pages\" hidden>\n<h2>")
    body.put(.similarPages, of: words)
    body.put("</h2>\n</div>\n")
    tabs.writeList(root: root, into: &body)
    return page(words[.notFound], at: "404.html", root: root, body)
  }
}

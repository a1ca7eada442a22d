import Markdown
import Project

/// The files that tell search engines which pages there are: https://www.sitemaps.org/protocol.html.
///
/// It has the days of last changes that git knows: a build does not read the clock, and the time of a file is not that of its
/// last change.
enum Sitemap {
  static let path = "sitemap.xml"
  static let robotsPath = "robots.txt"

  static func file(_ pages: [PageSummary], _ address: PortalAddress) -> OutputFile {
    var xml: [UInt8] = []
    xml.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    xml.put("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
    for (url, changed) in pages.map({ (address.url(of: $0.output), $0.changed) }).sorted(by: { $0.0 < $1.0 })
    {
      xml.put("<url><loc>")
      xml.put(text: url)
      xml.put("</loc>")
      if let changed {
        xml.put("<lastmod>")
        xml.put(raw: "\(changed)")
        xml.put("</lastmod>")
      }
      xml.put("</url>\n")
    }
    xml.put("</urlset>\n")
    return OutputFile(path: path, bytes: xml)
  }

  /// `nil` for a portal that is not at the root of its host: robots read no other file.
  static func robots(_ address: PortalAddress) -> OutputFile? {
    guard address.path == "/" else { return nil }
    return OutputFile(
      path: robotsPath, bytes: Array("User-agent: *\nAllow: /\n\nSitemap: \(address.url(of: path))\n".utf8))
  }
}

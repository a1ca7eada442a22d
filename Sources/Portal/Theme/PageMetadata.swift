import JSON
import Project

/// The elements in the head of a page for search engines and for previews of links: canonical address, Open Graph
/// (https://ogp.me), the way to the page (https://schema.org/BreadcrumbList) and the page as Markdown.
struct PageMetadata {
  let address: PortalAddress
  let project: Project
  let description: String
  /// The sections that the page is in, from the top: title and file.
  let trail: [(title: String, output: String?)]
  /// The project's own logo as a bitmap, which previews can show.
  let image: String?
  let feed: String?

  func write(_ page: PageSummary, root: String, into output: inout [UInt8]) {
    let url = address.url(of: page.output)
    output.put("<link rel=\"canonical\" href=\"")
    output.put(text: url)
    output.put("\">\n")
    if let twin = page.twin {
      output.put("<link rel=\"alternate\" type=\"text/markdown\" href=\"")
      output.put(raw: root)
      output.put(path: twin)
      output.put("\">\n")
    }
    if let feed {
      output.put("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"")
      output.put(raw: root)
      output.put(raw: feed)
      output.put("\">\n")
    }
    if let changed = page.changed { property("article:modified_time", "\(changed)", into: &output) }
    property("og:type", page.isLanding ? "website" : "article", into: &output)
    property("og:site_name", project.title, into: &output)
    property("og:title", page.title, into: &output)
    if !description.isEmpty { property("og:description", description, into: &output) }
    property("og:url", url, into: &output)
    if let image { property("og:image", address.url(of: image), into: &output) }
    breadcrumb(page, url, into: &output)
  }

  private func property(_ name: StaticString, _ value: String, into output: inout [UInt8]) {
    output.put("<meta property=\"")
    output.put(name)
    output.put("\" content=\"")
    output.put(text: value)
    output.put("\">\n")
  }

  /// A block of data, which the content security policy does not concern.
  private func breadcrumb(_ page: PageSummary, _ url: String, into output: inout [UInt8]) {
    if trail.isEmpty { return }
    let places = trail.map { ($0.title, $0.output.map(address.url)) } + [(page.title, url)]
    let items = places.enumerated().map { position, place in
      JSON.object(
        [("@type", "ListItem"), ("position", .number(position + 1)), ("name", .string(place.0))]
          + (place.1.map { [("item", .string($0))] } ?? []))
    }
    let list = JSON.object([
      ("@context", "https://schema.org"), ("@type", "BreadcrumbList"), ("itemListElement", .array(items)),
    ])
    output.put("<script type=\"application/ld+json\">")
    // The text of a script ends at `</`, whatever the language.
    output.put(raw: list.text(.compact).replacing("<", with: "\\u003c"))
    output.put("</script>\n")
  }
}

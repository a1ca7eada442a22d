import Markdown
import Pages
import Project

/// The pages with a date, the newest first, for programs that follow news: Atom, RFC 4287.
struct Feed {
  static let path = "feed.xml"
  /// Readers want what is new, not everything.
  private static let longest = 50

  let project: Project
  let address: PortalAddress
  /// Pages with their days, the newest first.
  private let entries: [(page: PageSummary, day: CalendarDay)]

  /// The path of the file; `nil` for a draft, which is not published, and without pages that have a date.
  static func path(of pages: [PageSummary], isDraft: Bool) -> String? {
    !isDraft && pages.contains { $0.date != nil } ? path : nil
  }

  /// `nil` without a page that has a date.
  init?(_ project: Project, _ address: PortalAddress, _ pages: [PageSummary]) {
    let dated = pages.compactMap { page in page.date.map { (page: page, day: $0) } }
    if dated.isEmpty { return nil }
    self.project = project
    self.address = address
    entries = Array(
      dated.sorted { a, b in a.day == b.day ? a.page.output < b.page.output : a.day > b.day }
        .prefix(Self.longest))
  }

  func file() -> OutputFile {
    var xml: [UInt8] = []
    xml.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n")
    element("title", project.title, into: &xml)
    element("id", address.url(of: ""), into: &xml)
    link("self", address.url(of: Self.path), into: &xml)
    link("alternate", address.url(of: ""), into: &xml)
    element("updated", Self.time(entries.map(Self.updated).max() ?? entries[0].day), into: &xml)
    xml.put("<author>")
    element("name", project.title, into: &xml)
    xml.put("</author>\n")
    for entry in entries { write(entry.page, entry.day, into: &xml) }
    xml.put("</feed>\n")
    return OutputFile(path: Self.path, bytes: xml)
  }

  private func write(_ page: PageSummary, _ day: CalendarDay, into xml: inout [UInt8]) {
    let url = address.url(of: page.output)
    xml.put("<entry>\n")
    element("title", page.title, into: &xml)
    element("id", url, into: &xml)
    link("alternate", url, into: &xml)
    element("published", Self.time(day), into: &xml)
    element("updated", Self.time(Self.updated(page, day)), into: &xml)
    if !page.description.isEmpty { element("summary", page.description, into: &xml) }
    xml.put("</entry>\n")
  }

  private static func updated(_ page: PageSummary, _ day: CalendarDay) -> CalendarDay {
    max(day, page.changed ?? day)
  }

  private static func time(_ day: CalendarDay) -> String { "\(day)T00:00:00Z" }

  private func element(_ name: StaticString, _ text: String, into xml: inout [UInt8]) {
    xml.put("<")
    xml.put(name)
    xml.put(">")
    xml.put(text: text)
    xml.put("</")
    xml.put(name)
    xml.put(">\n")
  }

  private func link(_ relation: StaticString, _ url: String, into xml: inout [UInt8]) {
    xml.put("<link rel=\"")
    xml.put(relation)
    xml.put("\" href=\"")
    xml.put(text: url)
    xml.put("\"/>\n")
  }
}

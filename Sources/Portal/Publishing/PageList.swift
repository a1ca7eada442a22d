import Pages
import Project

/// A list of the portal's pages for language models: https://llmstxt.org.
struct PageList {
  static let path = "llms.txt"

  let project: Project
  let address: PortalAddress
  let navigation: Navigation
  let pages: [PageSummary]

  func file() -> OutputFile {
    var text = "# \(Self.line(project.title))\n"
    if !project.description.isEmpty { text += "\n> \(Self.line(project.description))\n" }
    var section: Int?
    for (place, number) in navigation.sequence.enumerated() {
      let top = navigation.trail(of: number).first { $0 != 0 }
      if place == 0 || top != section {
        section = top
        text += "\n## \(Self.line(top.map { navigation.folders[$0].title } ?? "Overview"))\n\n"
      }
      text += entry(pages[number])
    }
    return OutputFile(path: Self.path, bytes: Array(text.utf8))
  }

  private func entry(_ page: PageSummary) -> String {
    let url = address.url(of: page.twin ?? page.output)
    let description = page.description.isEmpty ? "" : ": \(Self.line(page.description))"
    return "- [\(Self.line(page.title))](\(url))\(description)\n"
  }

  /// Text on one line, in which nothing is markup of a link.
  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
      .replacing("[", with: "\\[").replacing("]", with: "\\]")
  }
}

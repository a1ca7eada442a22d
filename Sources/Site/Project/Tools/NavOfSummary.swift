/// `SUMMARY.md` of mdBook: entries in a list, in each other, below the titles of parts.
///
///     # Brewing
///
///     - [Filters](filters.md)
///       - [Paper](filters/paper.md)
extension NavSection {
  /// - Parameter path: the path of a page that an entry names; `nil` for one that is not ordered.
  init(summary: String, _ path: (String) -> String?) {
    self.init()
    var part = NavSection()
    /// The sections that the next entry may be in, from the outside, with the columns of their entries.
    var open: [(indent: Int, section: NavSection)] = []
    func close(_ indent: Int) {
      while let last = open.last, last.indent >= indent {
        open.removeLast()
        if open.isEmpty {
          Self.add(last.section, to: &part)
        } else {
          Self.add(last.section, to: &open[open.count - 1].section)
        }
      }
    }
    for line in summary.split(whereSeparator: \.isNewline) {
      let text = line.drop { $0 == " " || $0 == "\t" }
      if text.hasPrefix("# ") {
        close(0)
        if !part.parts.isEmpty { parts.append(.section(part)) }
        part = NavSection(title: String(text.dropFirst(2)))
      } else if let entry = Self.entry(text) {
        let indent = line.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $0 + ($1 == "\t" ? 4 : 1) }
        close(indent)
        let page = path(entry.path).map { Page(path: $0, title: entry.title) }
        open.append((indent, NavSection(title: entry.title)))
        if let page { open[open.count - 1].section.parts.append(.page(page)) }
      }
    }
    close(0)
    if !part.parts.isEmpty { parts.append(.section(part)) }
  }

  /// Adds an entry: a page, and the section of those below it.
  private static func add(_ entry: NavSection, to outer: inout NavSection) {
    guard case .page(let page)? = entry.parts.first else {
      outer.parts += entry.parts
      return
    }
    outer.parts.append(.page(page))
    var below = NavSection(title: entry.title)
    below.parts = Array(entry.parts.dropFirst())
    if !below.parts.isEmpty { outer.parts.append(.section(below)) }
  }

  /// `- [Title](page.md)`.
  private static func entry(_ line: Substring) -> (path: String, title: String)? {
    guard let open = line.firstIndex(of: "["), let middle = line.firstRange(of: "]("),
      let close = line[middle.upperBound...].firstIndex(of: ")"), open < middle.lowerBound
    else { return nil }
    let destination = line[middle.upperBound..<close]
    let path =
      destination.first == "<"
      ? destination.dropFirst().prefix { $0 != ">" } : destination.prefix { $0 != "#" && $0 != " " }
    let title = line[line.index(after: open)..<middle.lowerBound].filter { $0 != "`" }
    return PageName.isPage(String(path)) ? (String(path), title) : nil
  }
}

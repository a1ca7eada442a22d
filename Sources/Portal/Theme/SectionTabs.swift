import Pages
import Project

/// The top-level folders as tabs in the bar, on screens wide enough for them; the sidebar then shows the one in which the
/// reader is.
struct SectionTabs: Sendable {
  /// More do not fit side by side.
  private static let most = 7

  private var sections: [(folder: Int, title: String, output: String)] = []

  private let words: ThemeWords

  init(_ navigation: Navigation, _ pages: [PageSummary], _ words: ThemeWords) {
    self.words = words
    let folders: [Int] = navigation.folders[0].entries.compactMap { entry in
      if case .folder(let folder) = entry { folder } else { nil }
    }
    guard (2...Self.most).contains(folders.count) else { return }
    sections = folders.compactMap { number in
      let folder = navigation.folders[number]
      return (folder.index ?? folder.firstPage).map { (number, folder.title, pages[$0].output) }
    }
  }

  /// - Parameter current: the folder of the reader.
  func write(current: Int?, root: String, into output: inout [UInt8]) {
    if sections.isEmpty { return }
    output.put("<nav class=\"sections\" aria-label=\"")
    output.put(.sections, of: words)
    output.put("\">\n")
    for section in sections { link(section, current: current, root: root, into: &output) }
    output.put("</nav>\n")
  }

  /// The same as a list in a page.
  func writeList(root: String, into output: inout [UInt8]) {
    if sections.isEmpty { return }
    output.put("<h2>")
    output.put(.sections, of: words)
    output.put("</h2>\n<ul>\n")
    for section in sections {
      output.put("<li>")
      link(section, current: nil, root: root, into: &output)
      output.put("</li>\n")
    }
    output.put("</ul>\n")
  }

  private func link(
    _ section: (folder: Int, title: String, output: String), current: Int?, root: String,
    into output: inout [UInt8]
  ) {
    output.put("<a href=\"")
    output.put(raw: root)
    output.put(path: section.output)
    output.put(section.folder == current ? "\" aria-current=\"true\">" : "\">")
    output.put(text: section.title)
    output.put("</a>\n")
  }
}

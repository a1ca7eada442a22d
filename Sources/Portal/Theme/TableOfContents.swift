import Project

/// The headings of levels 2 and 3 beside the page.
enum TableOfContents {
  struct Entry: Sendable, Hashable {
    var heading: PageHeading
    var children: [PageHeading] = []
  }

  /// Empty when there are fewer than two entries: one line does not help.
  static func entries(of headings: [PageHeading]) -> [Entry] {
    var entries: [Entry] = []
    var count = 0
    for heading in headings where heading.level == 2 || heading.level == 3 {
      if let last = entries.last, heading.level > last.heading.level {
        entries[entries.count - 1].children.append(heading)
      } else {
        entries.append(Entry(heading: heading))
      }
      count += 1
    }
    return count < 2 ? [] : entries
  }

  static func write(_ entries: [Entry], _ words: ThemeWords, into output: inout [UInt8]) {
    guard !entries.isEmpty else { return }
    output.put("<details class=\"toc\"><summary>")
    output.put(.onThisPage, of: words)
    output.put("</summary>\n<nav aria-label=\"")
    output.put(.onThisPage, of: words)
    output.put("\"><p class=\"toc-title\">")
    output.put(.onThisPage, of: words)
    output.put("</p>\n<ul>\n")
    for entry in entries {
      output.put("<li>")
      link(entry.heading, into: &output)
      if !entry.children.isEmpty {
        output.put("<ul>")
        for child in entry.children {
          output.put("<li>")
          link(child, into: &output)
          output.put("</li>")
        }
        output.put("</ul>")
      }
      output.put("</li>\n")
    }
    output.put("</ul></nav></details>\n")
  }

  private static func link(_ heading: PageHeading, into output: inout [UInt8]) {
    output.put("<a href=\"#")
    output.put(url: heading.anchor)
    output.put("\">")
    output.put(text: heading.text)
    output.put("</a>")
  }
}

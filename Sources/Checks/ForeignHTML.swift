import Diagnostics
import Pages

/// HTML on pages of a portal that does not trust it: it is shown as text. The first of a page is told, and how
/// much more there is, because a table may hold a hundred `<br>`.
enum ForeignHTML {
  static func findings(_ page: Page) -> [Diagnostic] {
    var first: (node: MarkdownDocument.NodeID, tag: String)?
    var count = 0
    for index in page.document.nodes.indices {
      let node = page.document.nodes[index]
      guard node.kind == .htmlBlock || node.kind == .htmlInline else { continue }
      guard let tag = opening(page.document.bytes(node.literal)) else { continue }
      count += 1
      if first == nil { first = (MarkdownDocument.NodeID(index), tag) }
    }
    guard let (node, tag) = first else { return [] }
    let rest = count == 1 ? "" : ", as \(count == 2 ? "is" : "are") \(count - 1) more on this page"
    let isComponent = tag.dropFirst().first?.isUppercase == true
    return [
      Diagnostic(
        .foreignMarkup,
        "`\(tag)` is \(isComponent ? "a component of another tool" : "HTML"), and is shown as text here\(rest)",
        at: page.span(of: tag, around: node),
        fix: isComponent
          ? "write in Markdown what it shows; tabs are blocks with `tab=Name` after the language"
          : "write Markdown, or `trustsHTML: true` in `site/portal.yml` if you trust everyone who writes pages"
      )
    ]
  }

  /// The first tag that opens in a piece of HTML, up to its end; `nil` in comments and after the last tag.
  private static func opening(_ html: ArraySlice<UInt8>) -> String? {
    let html = html.drop { $0 <= 0x20 }
    guard html.first == UInt8(ascii: "<"), let letter = html.dropFirst().first,
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter | 0x20)
    else { return nil }
    let tag = html.prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "\n") }
    return String(decoding: tag, as: UTF8.self)
      + (tag.endIndex < html.endIndex && html[tag.endIndex] != 0x0A ? ">" : "")
  }
}

import Diagnostics
import Markdown
import Pages

/// HTML on pages of a portal that does not trust it, which is shown as text, and components of other tools, such as
/// `<Tabs>`, which no browser knows either. The first of each on a page is told, and how much more there is, because
/// a table may hold a hundred `<br>`.
enum ForeignHTML {
  static func findings(_ page: Page, isTrusted: Bool) -> [Diagnostic] {
    var html = Tags()
    var components = Tags()
    for index in page.document.nodes.indices {
      let node = page.document.nodes[index]
      guard node.kind == .htmlBlock || node.kind == .htmlInline else { continue }
      guard let tag = opening(page.document.bytes(node.literal)) else { continue }
      if isComponent(tag) {
        components.add(tag, MarkdownDocument.NodeID(index))
      } else {
        html.add(tag, MarkdownDocument.NodeID(index))
      }
    }
    return [
      isTrusted
        ? nil
        : html.finding(
          page, "is HTML, and is shown as text here",
          fix:
            "write Markdown, put it between backticks if it is meant as text, or write `trustsHTML: true` in `site/portal.yml` if you trust everyone who writes pages"
        ),
      components.finding(
        page, "is a component of another tool, and \(isTrusted ? "does nothing" : "is shown as text") here",
        fix:
          "put it between backticks if it is meant as text, or write in Markdown what it shows; tabs are blocks with `tab=Name` after the language"
      ),
    ].compactMap(\.self)
  }

  private struct Tags {
    private var first: (node: MarkdownDocument.NodeID, tag: String)?
    private var count = 0

    mutating func add(_ tag: String, _ node: MarkdownDocument.NodeID) {
      count += 1
      if first == nil { first = (node, tag) }
    }

    func finding(_ page: Page, _ what: String, fix: String) -> Diagnostic? {
      guard let (node, tag) = first else { return nil }
      let rest = count == 1 ? "" : ", as \(count == 2 ? "is" : "are") \(count - 1) more on this page"
      return Diagnostic(
        .foreignMarkup, "`\(tag)` \(what)\(rest)", at: page.source.span(page.range(of: tag, around: node)),
        fix: fix)
    }
  }

  /// `<Tabs>`, not `<BR>`.
  private static func isComponent(_ tag: String) -> Bool {
    let name = tag.dropFirst().prefix { $0.isLetter }
    return name.first?.isUppercase == true && name.contains(where: \.isLowercase)
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

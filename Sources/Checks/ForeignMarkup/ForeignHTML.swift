import Diagnostics
import Markdown
import Pages

/// HTML that the portal shows as text because it is not on its list, and components of other tools, such as `<Tabs>`,
/// which no browser knows. The first of each on a page is reported with the number of further ones, because a table may
/// have a hundred `<font>`.
enum ForeignHTML {
  static func findings(_ page: Page, _ policy: HTMLPolicy) -> [Diagnostic] {
    var html = Tags()
    var components = Tags()
    for index in page.document.nodes.indices {
      let node = page.document.nodes[index]
      guard node.kind == .htmlBlock || node.kind == .htmlInline else { continue }
      let bytes = page.document.bytes(node.literal)
      for case .start(let tag, let range) in HTMLTokens(bytes) {
        let written = String(decoding: bytes[range].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        if isComponent(written) {
          components.add(written, MarkdownDocument.NodeID(index))
        } else if !policy.shows(tag.name, inText: node.kind == .htmlInline) {
          html.add(written, MarkdownDocument.NodeID(index))
        }
      }
    }
    let trust =
      policy == .trusted
      ? "" : ", or write `trustsHTML: true` in `site/portal.yml` if you trust everyone who writes pages"
    return [
      html.finding(
        page, "is HTML that is shown as text here",
        fix: "write Markdown, put it between backticks if it is meant as text\(trust)"),
      components.finding(
        page,
        "is a component of another tool, and \(policy == .trusted ? "does nothing" : "is shown as text") here",
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
}

import Diagnostics
import Dialects
import Markdown
import Pages

extension Rule {
  public static let unreadMarkdown = Rule(
    "unread-markdown", .error, "Markdown inside HTML, which is shown as it is written")
}

/// A block of HTML lasts until an empty line, and what is in it is not Markdown (CommonMark 0.31, section 4.6): its fences
/// are not examples, and its links are text. The first of each block is reported.
enum UnreadMarkdownCheck {
  static let check = Check(
    .pages, [.unreadMarkdown],
    .shownPage { checked in
      // MDX reads what is on lines of its own. Docusaurus may read `.md` as MDX, too.
      let project = checked.context.project
      if project.dialect.readsMDX || project.isMDX(checked.page.path) { return [] }
      return findings(checked.page, endsAtBreaks: project.isConfigured || project.dialect == .github)
    })

  /// - Parameter endsAtBreaks: whether a paragraph ends at `<br>` on a line of its own, as on code hosts and in portals.
  private static func findings(_ page: Page, endsAtBreaks: Bool) -> [Diagnostic] {
    page.document.nodes.indices.compactMap { index -> Diagnostic? in
      let node = page.document.nodes[index]
      guard node.kind == .htmlBlock else { return nil }
      let bytes = page.document.bytes(node.literal)
      guard LastingHTML(bytes.drop { $0 == 0x20 }) == nil, endsAtBreaks || !isLazyBreak(node, bytes, page),
        let found = markdown(in: bytes)
      else { return nil }
      let place = page.range(of: found.text, around: MarkdownDocument.NodeID(index))
      return Diagnostic(
        .unreadMarkdown,
        found.isFence
          ? "This fence is inside HTML: it is shown as text, and its code is not checked"
          : "This link is inside HTML: it is shown as text",
        at: page.source.span(place), fix: "write an empty line before it, after the HTML tag")
    }
  }

  /// `<br>` on the line after that of a paragraph in a list.
  private static func isLazyBreak(
    _ node: MarkdownDocument.Node, _ bytes: ArraySlice<UInt8>, _ page: Page
  ) -> Bool {
    let line = Int(node.startLine)
    guard line > 1, bytes.starts(with: "<br".utf8) else { return false }
    let before = page.source.lines.content(line - 1, in: page.source.bytes)
    return page.source.bytes[before].contains { $0 > 0x20 }
  }

  /// The first fence or link in the text of HTML.
  private static func markdown(in html: ArraySlice<UInt8>) -> (text: String, isFence: Bool)? {
    var verbatim = 0
    for token in HTMLTokens(html) {
      switch token {
      case .start(let tag, let range):
        if isReadByOtherTool(tag, written: html[range]) { return nil }
        if verbatimElements.contains(tag.name) { verbatim += 1 }
      case .end(let name, _): if verbatimElements.contains(name) { verbatim -= 1 }
      case .text(let range) where verbatim <= 0:
        if let found = fence(in: html[range]) { return (found, true) }
        if let found = LinkMarkup.first(in: html[range]) { return (found, false) }
      case .text, .comment: continue
      }
    }
    return nil
  }

  /// Whether another tool reads the Markdown of an element: one with the attribute `markdown`, a component such as `<Tabs>`,
  /// or one with a value of JSX.
  private static func isReadByOtherTool(_ tag: HTMLTag, written: ArraySlice<UInt8>) -> Bool {
    let first = written.dropFirst().first ?? 0
    let isComponent =
      first.isLetter && first & 0x20 == 0 && written.contains { $0.isLetter && $0 & 0x20 != 0 }
    return isComponent || tag.attributes.contains { $0.name == "markdown" || $0.written?.first == "{" }
  }

  private static let verbatimElements: Set<String> = [
    "pre", "code", "kbd", "samp", "script", "style", "textarea",
  ]

  private static func fence(in text: ArraySlice<UInt8>) -> String? {
    for line in text.split(separator: 0x0A) {
      let content = line.drop { $0 <= 0x20 }
      guard let mark = content.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { continue }
      let length = content.prefix { $0 == mark }.count
      if length >= 3, !content.dropFirst(length).contains(mark) {
        return String(decoding: content.prefix { $0 != 0x0D }, as: UTF8.self)
      }
    }
    return nil
  }
}
